"""Common problems, by several at the same moment: one does it, the others are told in words."""

from collections.abc import Callable
from typing import Any

import pytest

from huiying.pure.lib import clock
from huiying.work.cases.models import Step
from huiying.work.cases.services.problems import add_to_problem, approve_article, end_problem, tell_askers
from tests.cast import MORNING, assemble
from tests.races.test_steps import CLIENTS, at_once, outcomes
from tests.work.cases.story import Story
from tests.work.cases.test_services_problems import TODAY, WORD, answered, article, lamps, named

Act = Callable[[], Any]


def adding(story: Story) -> Act:
    [one, two] = lamps(story)
    problem = named(story, one)
    return lambda: add_to_problem(viewer=story.clerk, problem=problem, cases=[two])


def approving(story: Story) -> Act:
    measure = article(story, named(story, *lamps(story)))
    return lambda: approve_article(viewer=story.clerk, measure=measure, approved_on=TODAY, approved_by="厂长")


def ending(story: Story) -> Act:
    problem = named(story, *lamps(story))
    answered(story, problem)
    return lambda: end_problem(viewer=story.clerk, problem=problem, result="好了")


def telling(story: Story) -> Act:
    problem = named(story, *lamps(story))
    answered(story, problem)
    return lambda: tell_askers(viewer=story.clerk, problem=problem, word=WORD)


RACES = (
    (adding, "in_problem_already"),
    (approving, "approved_before"),
    (ending, "problem_has_ended"),
    (telling, "all_told"),
)


@pytest.fixture
def story(shared: None) -> Story:
    with clock.held_at(MORNING):
        return Story(assemble())


@pytest.mark.parametrize(("make", "said"), RACES)
def test_one_does_it_and_the_others_are_told(story: Story, make: Callable[[Story], Act], said: str) -> None:
    assert outcomes(at_once(story, make(story))) == {"done": 1, said: CLIENTS - 1}
    assert Step.objects.filter(move="tell").count() == (2 if make is telling else 0)
