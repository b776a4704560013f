"""Taking a standard answer is noted with the answer, or not at all."""

from datetime import date
from functools import partial
from typing import Any

from huiying.registers.directory.models import Answer
from huiying.registers.directory.services import NewAnswer, register_answers
from huiying.work.cases.models import AnswerUse, Case
from huiying.work.cases.services.answers import answer_with
from huiying.work.cases.services.handling import answer_case
from huiying.work.cases.services.intake import answer_on_the_spot
from tests.work.cases.story import Story, refused


def kept(story: Story) -> Answer:
    new = NewAnswer("几点下班", "五点", story.cast.desk, date(2024, 6, 1))
    [answer] = story.walk(register_answers, viewer=story.clerk, office=story.cast.office, answers=[new])
    return answer


def answered(story: Story, case: Case, standard: Answer | None, **changes: Any) -> Case:
    given = {"category": story.cast.categories["other"], "kind": "consultation", "word": "五点", **changes}
    answer = partial(answer_on_the_spot, viewer=story.clerk, case=case, **given)
    return story.walk(lambda: answer_with(viewer=story.clerk, standard=standard, answer=answer))


def test_the_desk_takes_one_and_the_step_is_noted(story: Story) -> None:
    standard = kept(story)
    case = answered(story, story.received("几点下班呀"), standard)
    use = AnswerUse.objects.get()
    assert case.state == "closed"
    assert (use.answer, use.case, use.by_user) == (standard, case, story.cast.clerk.pk)
    assert use.used_at == story.walk.moment
    assert case.steps.get(serial=use.step_serial).move == "answer_on_the_spot"


def test_an_answer_of_ones_own_notes_nothing(story: Story) -> None:
    answered(story, story.received(), None)
    assert not AnswerUse.objects.exists()


def test_a_provider_takes_one_for_each_answer_that_they_write(story: Story) -> None:
    standard = kept(story)
    case = story.handling()
    answer = partial(answer_case, viewer=story.worker, case=case, outcome="solved", word="五点")
    case = story.walk(lambda: answer_with(viewer=story.worker, standard=standard, answer=answer))
    assert case.steps.get(serial=AnswerUse.objects.get().step_serial).move == "answer"


def test_an_answer_that_is_refused_took_none(story: Story) -> None:
    assert refused(answered, story, story.received(), kept(story), word=" ") == ["word_missing"]
    assert not AnswerUse.objects.exists()
