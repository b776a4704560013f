"""Sixteen clerks dispatch one case at the same moment: one succeeds, the others are told."""

from collections import Counter
from dataclasses import dataclass, field

import pytest
from django.db import connection
from django.urls import reverse

from huiying.pure.lib import clock
from huiying.work.cases.models import Case, Step
from huiying.work.cases.services.understanding import triage_by_hand
from tests.cast import MORNING, Cast, assemble
from tests.races.arena import (
    CONTENDERS,
    GUARDED,
    UNGUARDED,
    contenders,
    race,
    serving,
    signed_in,
    without_serials,
)
from tests.sizes import n


@dataclass
class Outcome:
    """What the contenders were told, and how often the case was dispatched, over all rounds."""

    rounds: int = 0
    winners: int = 0
    refusals: int = 0
    others: Counter[int] = field(default_factory=Counter)
    dispatches: int = 0
    most_dispatches: int = 0

    def __str__(self) -> str:
        return (
            f"{connection.vendor}: rounds {self.rounds}, winners {self.winners}, refusals {self.refusals}, "
            f"other answers {dict(self.others)}, dispatch steps {self.dispatches} (most a case {self.most_dispatches})"
        )


def triaged(cast: Cast, number: int) -> Case:
    with clock.held_at(MORNING):
        return triage_by_hand(
            viewer=cast.viewer(cast.clerk),
            case=cast.receive(f"楼道灯坏了 {number}"),
            category=cast.categories["estate.facilities"],
            kind="complaint",
            lane="with_care",
            place=cast.compound,
        )


def run(cast: Cast, rounds: int, application: tuple[str, ...]) -> Outcome:
    """Race for one case a round."""
    outcome = Outcome(rounds)
    both = (cast.worker_party.pk, cast.other_party.pk)
    forms = [{"provider": both[i % 2], "why": "他认得那里"} for i in range(CONTENDERS)]
    with serving(application) as port, contenders(port, [signed_in(cast.clerk)] * CONTENDERS) as processes:
        for number in range(rounds):
            case = triaged(cast, number)
            path = reverse("cases:dispatch", args=[case.number])
            for answer in race(processes, [(path, form) for form in forms]):
                if answer.status in (302, 303) and case.number in answer.location:
                    outcome.winners += 1
                elif answer.status == 409 and "error" in answer.text:
                    outcome.refusals += 1
                else:
                    outcome.others[answer.status] += 1
            count = Step.objects.filter(case=case, move="dispatch").count()
            outcome.dispatches += count
            outcome.most_dispatches = max(outcome.most_dispatches, count)
    return outcome


@pytest.fixture
def cast(shared: None) -> Cast:
    with clock.held_at(MORNING):
        return assemble()


@pytest.mark.prove
def test_one_of_sixteen_wins_each_round_and_the_others_are_told_that_the_case_has_moved_on(
    cast: Cast,
) -> None:
    outcome = run(cast, n(3, 100), GUARDED)
    print(f"\n{outcome}")
    assert (outcome.winners, outcome.refusals, outcome.dispatches) == (
        outcome.rounds,
        outcome.rounds * (CONTENDERS - 1),
        outcome.rounds,
    )
    assert outcome.others == {}


@pytest.mark.prove
def test_without_lock_and_constraint_more_than_one_wins(cast: Cast) -> None:
    with without_serials():
        outcome = run(cast, n(3, 20), UNGUARDED)
    print(f"\ncontrol without lock and constraint, {outcome}")
    assert outcome.winners > outcome.rounds
    assert outcome.most_dispatches > 1


@pytest.mark.prove
def test_without_the_lock_the_constraint_alone_lets_one_win(cast: Cast) -> None:
    outcome = run(cast, n(1, 20), UNGUARDED)
    print(f"\nwithout the lock, {outcome}")
    assert outcome.most_dispatches == 1
    assert outcome.winners <= outcome.rounds
