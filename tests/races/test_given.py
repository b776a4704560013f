"""Services and standard answers in several hands at the same moment."""

from datetime import date
from functools import partial
from uuid import UUID, uuid4

import pytest

from huiying.pure.lib import clock
from huiying.registers.directory.models import Answer, Offering
from huiying.registers.directory.services import NewAnswer, change_answer, register_answers
from huiying.work.cases.models import ServiceGiven, ServiceStruck
from huiying.work.cases.services.given import NewGiven, log_services, strike_out
from tests.cast import MORNING, assemble
from tests.races.test_steps import CLIENTS, at_once, outcomes
from tests.work.cases.story import Story

ROUNDS = 8
"""Two hands don't meet each time: so often that they do without the lock."""


@pytest.fixture
def story(shared: None) -> Story:
    with clock.held_at(MORNING):
        return Story(assemble())


def _logged(story: Story, key: UUID) -> ServiceGiven:
    new = NewGiven(Offering.objects.get(provider=story.cast.worker_party), key=key)
    [made] = log_services(viewer=story.worker, office=story.cast.office, services=[new])
    return made


def test_what_a_thumb_sends_several_times_at_once_is_one_service(story: Story) -> None:
    key = uuid4()
    keys = at_once(story, lambda: _logged(story, key).pk)
    assert len(set(keys)) == ServiceGiven.objects.count() == 1


def test_a_service_is_struck_out_by_one(story: Story) -> None:
    for round_ in range(1, ROUNDS + 1):
        with clock.held_at(MORNING):
            given = _logged(story, uuid4())
        answers = at_once(story, partial(strike_out, viewer=story.clerk, given=given, reason="点错了"))
        assert outcomes(answers) == {"done": 1, "struck_before": CLIENTS - 1}
        assert ServiceStruck.objects.count() == round_


def test_a_standard_answer_is_changed_by_one(story: Story) -> None:
    new = NewAnswer("几点下班", "五点", story.cast.desk, date(2024, 6, 1))
    with clock.held_at(MORNING):
        [answer] = register_answers(viewer=story.clerk, office=story.cast.office, answers=[new])
    answers = at_once(story, lambda: change_answer(viewer=story.clerk, answer=answer, new=new))
    assert outcomes(answers) == {"done": 1, "answer_changed_before": CLIENTS - 1}
    assert Answer.objects.filter(until_on=None).count() == 1
