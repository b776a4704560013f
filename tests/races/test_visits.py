"""Visits and hazards, by several at the same moment: one does it, the others are told in words."""

from collections.abc import Callable
from typing import Any

import pytest

from huiying.pure.lib import clock
from huiying.work.cases.models import Recheck
from huiying.work.cases.services.hazards import NewHazard, NewRecheck, find_hazards, recheck_hazards
from huiying.work.cases.services.intake import NewCase
from huiying.work.cases.services.visits import call_off, note_visit, open_cases
from tests.cast import MORNING, assemble
from tests.races.test_steps import CLIENTS, at_once, outcomes
from tests.work.cases.going import DUE_ON, endangered, planned, visited
from tests.work.cases.story import Story

Act = Callable[[], Any]


def noting(story: Story) -> Act:
    visit, there = planned(story.cast, story.walk), [story.cast.worker_party]
    return lambda: note_visit(
        viewer=story.worker, visit=visit, visitors=there, happened_at=MORNING, seen="好"
    )


def calling_off(story: Story) -> Act:
    visit = planned(story.cast, story.walk)
    return lambda: call_off(viewer=story.worker, visit=visit, word="下雨")


def opening(story: Story) -> Act:
    visit = visited(story.cast, story.walk)
    return lambda: open_cases(viewer=story.worker, visit=visit, requests=[NewCase(text="灯坏了")])


def finding(story: Story) -> Act:
    visit = visited(story.cast, story.walk)
    new = NewHazard("通道堵了", "general", "店主", DUE_ON)
    return lambda: find_hazards(viewer=story.worker, visit=visit, hazards=[new])


def looking(story: Story) -> Act:
    hazard = endangered(story.cast, story.walk)
    new = NewRecheck(hazard, MORNING.date(), is_put_right=True)
    return lambda: recheck_hazards(viewer=story.worker, rechecks=[new])


RACES = (
    (noting, "visit_noted_before"),
    (calling_off, "visit_called_off"),
    (opening, "visit_opened_it_before"),
    (finding, "hazard_noted_before"),
    (looking, "hazard_put_right_before"),
)


@pytest.fixture
def story(shared: None) -> Story:
    with clock.held_at(MORNING):
        return Story(assemble())


@pytest.mark.parametrize(("make", "said"), RACES)
def test_one_does_it_and_the_others_are_told(story: Story, make: Callable[[Story], Act], said: str) -> None:
    assert outcomes(at_once(story, make(story))) == {"done": 1, said: CLIENTS - 1}


def test_all_who_find_it_unmended_are_written_down(story: Story) -> None:
    hazard = endangered(story.cast, story.walk)
    new = NewRecheck(hazard, MORNING.date(), is_put_right=False, word="还堵着")
    answers = outcomes(at_once(story, lambda: recheck_hazards(viewer=story.worker, rechecks=[new])))
    assert answers == {"done": CLIENTS}
    assert Recheck.objects.filter(hazard=hazard).count() == CLIENTS
