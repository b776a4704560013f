"""What an asker may ask for once more."""

from datetime import date

import pytest

from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case, Promise
from huiying.work.cases.services.again import look_again, reopen
from huiying.work.cases.services.closing import ask_back
from huiying.work.cases.services.intake import answer_on_the_spot, file_thanks, refuse
from tests.work.cases.story import Story, moves, refused

DAY = 24 * 60


def turned_down(story: Story) -> Case:
    return story.walk(
        refuse, viewer=story.clerk, case=story.received("押金的事"), code="court", word="找法院"
    )


def closed(story: Story) -> Case:
    return story.walk(ask_back, viewer=story.clerk, case=story.checked(), result="yes", word="亮了")


def reopened(story: Story, case: Case, minutes: int = 10, word: str = "又灭了") -> Case:
    return story.walk(reopen, viewer=Viewer.asker(), case=case, word=word, minutes=minutes)


def looked(story: Story, case: Case) -> Case:
    return story.walk(look_again, viewer=Viewer.asker(), case=case, word="没上法院")


def test_another_looks_at_a_refusal_once(story: Story) -> None:
    case = looked(story, turned_down(story))
    assert (case.state, case.refusal_code, case.ended_at) == ("received", "", None)
    assert case.holder == story.cast.desk
    again = {"case": case, "code": "court", "word": "找法院"}
    assert refused(story.walk, refuse, viewer=story.clerk, **again) == ["another_must_look"]
    case = story.walk(refuse, viewer=story.viewer(story.cast.lead), **again)
    assert refused(looked, story, case) == ["looked_again_before"]


def test_whoever_refused_it_may_still_take_it_up(story: Story) -> None:
    assert story.triaged(looked(story, turned_down(story))).state == "triaged"


def test_a_closed_case_is_taken_up_again_with_its_history_and_a_new_clock(story: Story) -> None:
    case = closed(story)
    story.walk(lambda: None)
    case = reopened(story, case)
    assert (case.state, case.reopened_count, case.outcome) == ("triaged", 1, "")
    assert (case.rating, case.solved_at_visit, case.ended_at) == (None, "", None)
    assert case.holder == story.cast.desk
    assert case.started_at == case.steps.get(move="reopen").at
    assert case.proposals.filter(kind="match", decided_at=None).exists()
    assert moves(case)[0] == "receive"


def test_it_is_taken_up_again_once_and_with_a_word(story: Story) -> None:
    case = closed(story)
    assert refused(reopened, story, case, word="") == ["word_missing"]
    Case.objects.filter(pk=case.pk).update(reopened_count=1)
    assert refused(reopened, story, case) == ["reopened_before"]


@pytest.mark.parametrize(("days", "is_late"), [(15, False), (16, True)])
def test_it_is_taken_up_again_within_fifteen_days(story: Story, days: int, is_late: bool) -> None:
    case = closed(story)
    if is_late:
        assert refused(reopened, story, case, minutes=days * DAY) == ["reopened_too_late"]
    else:
        assert reopened(story, case, minutes=days * DAY).state == "triaged"


def test_after_a_promise_the_days_count_from_its_end(story: Story) -> None:
    case = closed(story)
    story.walk(lambda: None, minutes=40 * DAY)
    Promise.objects.create(
        case=case,
        what="换管",
        holder=story.cast.worker_party,
        due_on=date(2024, 1, 20),
        approved_by=1,
        made_at=case.received_at,
        ended_at=story.walk.moment,
        is_kept=False,
    )
    assert reopened(story, case).state == "triaged"


def test_thanks_are_not_taken_up_again_and_an_answered_question_is(story: Story) -> None:
    category = story.cast.categories["child.afterclass"]
    thanks = story.walk(
        file_thanks, viewer=story.clerk, case=story.received("谢谢"), category=category, word="好"
    )
    assert refused(reopened, story, thanks) == ["reopened_too_late"]
    spot = {"category": category, "kind": "consultation", "word": "六点"}
    case = story.walk(answer_on_the_spot, viewer=story.clerk, case=story.received("几点关门"), **spot)
    assert reopened(story, case).state == "triaged"
