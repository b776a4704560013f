"""Several who move or rate one case at the same moment: one does it, the others are told in words."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case
from huiying.work.cases.services.closing import ask_back, rate
from huiying.work.cases.services.intake import code_of, renew_code
from huiying.work.cases.services.steps import NewStep, take_steps
from tests.cast import MORNING, assemble
from tests.sizes import n
from tests.work.cases.story import Story

PHONE = "13800001234"
CLIENTS = 3  # PostgreSQL's pool holds four connections, one of them ours


@pytest.fixture
def story(shared: None) -> Story:
    with clock.held_at(MORNING):
        return Story(assemble())


def at_once(story: Story, act: Callable[[], Any]) -> list[Any]:
    """What each client got when all acted at the same moment, over a connection of its own."""
    start = Barrier(CLIENTS)

    def client(_number: int) -> Any:
        try:
            start.wait(30)
            with clock.held_at(story.walk.moment):
                return act()
        except Refused as refused:
            return refused.faults[0].code
        finally:
            connection.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(client, range(CLIENTS)))


def outcomes(answers: list[Any]) -> Counter[str]:
    return Counter(answer if isinstance(answer, str) else "done" for answer in answers)


@pytest.mark.prove
def test_one_takes_the_step_and_the_others_read_that_the_case_has_moved_on(story: Story) -> None:
    for number in range(n(5, 100)):
        case = story.dispatched(story.triaged(story.received(f"灯坏了 {number}")))
        step = NewStep(case, "accept", "provider")
        answers = at_once(story, lambda step=step: take_steps(viewer=story.worker, steps=[step]))
        assert outcomes(answers) == {"done": 1, "move_not_possible": CLIENTS - 1}


@pytest.mark.prove
def test_one_rating_counts_of_several_sent_at_once(story: Story) -> None:
    for number in range(n(3, 50)):
        case = story.checked(case=story.triaged(story.received(f"灯坏了 {number}")))
        answers = at_once(story, lambda case=case: rate(viewer=Viewer.asker(), case=case, grade=4))
        assert outcomes(answers) == {"done": 1, "rated_before": CLIENTS - 1}
        assert case.steps.filter(move="rate").count() == 1


@pytest.mark.prove
def test_tries_noted_at_once_are_all_counted_and_the_third_closes_the_case(story: Story) -> None:
    for number in range(n(3, 50)):
        case = story.checked(case=story.triaged(story.received(f"灯坏了 {number}")))
        case = story.walk(ask_back, viewer=story.clerk, case=case, result="not_reached")
        story.walk.moment += timedelta(days=1)
        answers = at_once(
            story, lambda case=case: ask_back(viewer=story.clerk, case=case, result="not_reached").state
        )
        assert sorted(answers) == ["checked", "closed", "move_not_possible"]


@pytest.mark.prove
def test_each_renewed_code_is_another_and_the_last_one_opens_the_case(story: Story) -> None:
    for number in range(n(3, 50)):
        case = story.received(f"灯坏了 {number}", contact=PHONE)
        old = code_of(case)
        key = case.pk
        codes = at_once(
            story,
            lambda key=key: renew_code(viewer=story.clerk, case=Case.objects.get(pk=key), contact=PHONE),
        )
        now = Case.objects.get(pk=key)
        assert now.code_renewals == CLIENTS
        assert len({old, *codes}) == CLIENTS + 1
        assert code_of(now) in codes
