"""What was promised comes back on its day."""

from datetime import date

import pytest

from huiying.base.outbox.models import Message
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case, Promise
from huiying.work.cases.selectors.cases import case_for
from huiying.work.cases.services.closing import ask_back
from huiying.work.cases.services.intake import withdraw
from huiying.work.cases.services.promises import end_promise, remind_of_promises
from tests.work.cases.story import Story, moves, refused

DAY = date(2024, 1, 5)


@pytest.fixture
def case(story: Story) -> Case:
    case = story.checked()
    Promise.objects.create(
        case=case,
        what="换管",
        holder=story.cast.worker_party,
        due_on=DAY,
        approved_by=story.cast.lead.pk,
        made_at=case.received_at,
    )
    return case


@pytest.mark.parametrize("is_kept", [True, False])
def test_kept_or_broken_the_asker_is_told_with_a_word(story: Story, case: Case, is_kept: bool) -> None:
    given = {"viewer": story.worker, "case": case, "is_kept": is_kept}
    assert refused(story.walk, end_promise, word=" ", **given) == ["word_missing"]
    story.walk(end_promise, word="管换了", **given)
    promise = Promise.objects.get()
    assert (promise.is_kept, promise.word) == (is_kept, "管换了")
    step = case.steps.get(move="end_promise")
    assert (step.result, step.word) == ("kept" if is_kept else "broken", "管换了")
    assert refused(story.walk, end_promise, word="管换了", **given) == ["no_open_promise"]
    assert moves(case).count("end_promise") == 1


def test_its_holder_is_reminded_on_the_day_once(story: Story, case: Case) -> None:
    assert story.walk(remind_of_promises, today=date(2024, 1, 4)) == 0
    assert story.walk(remind_of_promises, today=DAY) == 1
    assert story.walk(remind_of_promises, today=DAY) == 0
    [message] = Message.objects.filter(template_code="promise.due")
    assert message.address == f"user:{story.cast.worker.pk}"
    assert message.data == {"number": case.number, "due_on": "2024-01-05"}


def test_what_was_kept_before_its_day_reminds_nobody(story: Story, case: Case) -> None:
    story.walk(end_promise, viewer=story.worker, case=case, is_kept=True, word="管换了")
    assert story.walk(remind_of_promises, today=DAY) == 0


def test_a_promise_is_ended_whatever_becomes_of_its_case(story: Story, case: Case) -> None:
    given = {"viewer": story.worker, "case": case, "is_kept": True, "word": "管换了"}
    story.walk(ask_back, viewer=story.clerk, case=case, result="no", word="还没换")
    story.walk(withdraw, viewer=story.clerk, case=case, by="desk")
    assert case_for(story.worker, "case.end_promise", case.number) is not None
    assert story.walk(end_promise, **given).state == "withdrawn"
    assert Promise.objects.get().is_kept


def test_an_answer_that_may_be_read_is_not_withdrawn_by_its_asker(story: Story, case: Case) -> None:
    given = {"viewer": Viewer.asker(), "case": case, "by": "asker"}
    assert refused(story.walk, withdraw, **given) == ["withdraw_too_late"]
