"""Two things that don't go together, done to one case or one provider by many at the same moment."""

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from huiying.pure.lib import clock
from huiying.registers.directory.models import WorkerFile
from huiying.work.cases.models import Case
from huiying.work.cases.rules.rulings import QUESTIONS
from huiying.work.cases.rules.states import ENDED_STATES, WITH_PROVIDER
from huiying.work.cases.services.rulings import NewQuestion, ask_lead
from tests.cast import MORNING, assemble
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
from tests.work.cases.story import Story

Sent = list[tuple[str, dict[str, object]]]
DONE = (302, 303)


@dataclass
class Round:
    """What is sent in one round, by whom, and what of it is broken afterwards."""

    sent: Sent
    broken: Callable[[int], list[str]]
    """Takes how many were told that it was done."""


@dataclass
class Tally:
    """What all rounds came to."""

    rounds: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"rounds {self.rounds}, answers {dict(self.statuses)}, broken {len(self.broken)} {self.broken[:2]}"


def address(name: str, case: Case, *more: str) -> str:
    return reverse(f"cases:{name}", args=[case.number, *more])


def unbroken_steps(case: Case) -> list[str]:
    """Each step begins where the one before it ended, and the row repeats the last one."""
    case.refresh_from_db()
    steps = list(case.steps.order_by("serial", "pk"))
    faults = [
        f"{a.to_state} then {b.from_state}"
        for a, b in itertools.pairwise(steps)
        if a.to_state != b.from_state
    ]
    if [step.serial for step in steps] != list(range(1, len(steps) + 1)):
        faults.append("serials")
    if (case.state, case.step_count, case.holder_id) != (steps[-1].to_state, len(steps), steps[-1].holder_id):
        faults.append("row")
    return faults


def joining_while_answered(story: Story) -> Round:
    """Many join a case while its answer is given, which closes it: whoever joined ends with it, the others go on."""
    into = story.handling(kind="consultation")
    others = [story.triaged(story.received(f"邻居也问 {into.number} {i}")) for i in range(CONTENDERS - 1)]
    sent: Sent = [(address("answer", into), {"outcome": "explained", "word": "周三有"})]
    sent += [(address("merge", other), {"number": into.number}) for other in others]

    def broken(_done: int) -> list[str]:
        into.refresh_from_db()
        assert into.state == "closed"
        left = Case.objects.filter(merged_into=into).exclude(state__in=ENDED_STATES)
        return [f"{case.number} waits for a case that has ended" for case in left]

    return Round(sent, broken)


def ruling_twice(story: Story) -> Round:
    """Leads say yes and no to one question: it is ruled once."""
    question = NewQuestion("return", "不归我管")
    case = story.walk(ask_lead, viewer=story.worker, case=story.dispatched(), question=question)
    sent: Sent = [
        (address("rule_case", case, "return"), {"decision": ("yes", "no")[i % 2], "word": "定了"})
        for i in range(CONTENDERS)
    ]

    def broken(done: int) -> list[str]:
        asked = QUESTIONS["return"]
        ruled = case.steps.filter(move__in=(asked.granted, asked.denied)).count()
        return [f"told {done} times, ruled {ruled} times"] if (done, ruled) != (1, 1) else []

    return Round(sent, broken)


def handing_over_while_dispatched(story: Story) -> Round:
    """A case is given out, handed over and taken back: in some order, one after the other."""
    case = story.triaged()
    own, other = story.cast.worker_party.pk, story.cast.other_party.pk
    ways: Sent = [
        (address("dispatch", case), {"provider": own, "why": "他认得那里"}),
        (address("hand_over", case), {"provider": other, "word": "休假"}),
        (address("take_back", case), {"word": "派错了"}),
    ]

    def broken(done: int) -> list[str]:
        faults = unbroken_steps(case)
        moved = case.steps.filter(move__in=("dispatch", "hand_over", "take_back")).count()
        return faults + ([f"told {done} times, done {moved} times"] if moved != done else [])

    return Round([ways[i % 3] for i in range(CONTENDERS)], broken)


def last_slot(story: Story) -> Round:
    """Each clerk gives another case to one worker who can carry one more."""
    worker = story.cast.worker_party
    files = WorkerFile.objects.filter(person__party=worker)
    WorkerFile.objects.exclude(pk=files.get().pk).update(until_on=clock.today() - timedelta(days=1))
    files.update(ceiling=10_000)
    cases = [story.triaged(story.received(f"灯坏了 {story.walk.moment} {i}")) for i in range(CONTENDERS)]
    carried = Case.objects.filter(provider=worker, state__in=WITH_PROVIDER)
    ceiling = carried.count() + 1
    files.update(ceiling=ceiling)

    def broken(done: int) -> list[str]:
        count = carried.count()
        return [f"{done} given, {count} carried of {ceiling}"] if (done, count) != (1, ceiling) else []

    return Round([(address("dispatch", case), {"provider": worker.pk}) for case in cases], broken)


PAIRS: dict[str, tuple[Callable[[Story], Round], str, str]] = {
    "joining while answered": (joining_while_answered, "worker", "clerk"),
    "ruling twice": (ruling_twice, "lead", "lead"),
    "handing over while dispatched": (handing_over_while_dispatched, "clerk", "clerk"),
    "the last slot": (last_slot, "clerk", "clerk"),
}
"""What each round sends, and who sends the first of it and the others."""


@pytest.fixture
def story(shared: None) -> Story:
    with clock.held_at(MORNING):
        return Story(assemble())


def run(story: Story, rounds: int, application: tuple[str, ...]) -> dict[str, Tally]:
    """All pairs before one server."""
    with serving(application) as port:
        tallies = {pair: _run(story, pair, rounds, port) for pair in PAIRS}
    for pair, tally in tallies.items():
        print(f"\n{connection.vendor}: {pair}, {tally}")
    return tallies


def _run(story: Story, pair: str, rounds: int, port: int) -> Tally:
    tally = Tally(rounds)
    make, *names = PAIRS[pair]
    first, others = (signed_in(getattr(story.cast, name)) for name in names)
    with contenders(port, [first, *[others] * (CONTENDERS - 1)]) as processes:
        for _number in range(rounds):
            made = make(story)
            answers = race(processes, made.sent)
            tally.statuses.update(answer.status for answer in answers)
            tally.broken += made.broken(sum(answer.status in DONE for answer in answers))
    return tally


@pytest.mark.prove
def test_what_does_not_go_together_happens_one_after_the_other_or_is_refused(story: Story) -> None:
    for pair, tally in run(story, n(1, 100), GUARDED).items():
        assert tally.broken == [], pair
        assert set(tally.statuses) <= {200, *DONE, 409}, "refused in words, with what was typed"


@pytest.mark.prove
def test_without_the_locks_each_pair_breaks(story: Story) -> None:
    with without_serials():
        tallies = run(story, n(4, 20), UNGUARDED)
    assert [pair for pair, tally in tallies.items() if not tally.broken] == []
