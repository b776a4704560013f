"""What is put to a lead, and what comes of it."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiying.base.outbox.models import Message
from huiying.pure.lib.clock import local_time
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case, Promise, Ruling
from huiying.work.cases.services.closing import rate, send_back
from huiying.work.cases.services.handling import answer_case
from huiying.work.cases.services.intake import withdraw
from huiying.work.cases.services.rulings import NewQuestion, ask_lead, rule, supervise
from tests.work.cases.story import Story, moves, refused

TUESDAY = date(2023, 12, 26)
"""The day told to the asker of a complaint."""


def asked(story: Story, case: Case, kind: str, until_on: date | None = None, what: str = "") -> Case:
    question = NewQuestion(kind, " 配件没到 ", until_on, what)
    return story.walk(ask_lead, viewer=story.worker, case=case, question=question)


def ruled(story: Story, case: Case, *, is_granted: bool = True, word: str = "", by: Any = None) -> Case:
    ruling = Ruling.objects.get(case=case, ruled_at=None, lapsed_at=None)
    viewer = story.viewer(by or story.cast.lead)
    return story.walk(rule, viewer=viewer, ruling=ruling, is_granted=is_granted, word=word)


def test_a_return_goes_to_the_lead_and_the_askers_clock_runs_on(story: Story) -> None:
    case = story.dispatched()
    told = case.answer_due_at
    case = asked(story, case, "return")
    assert (case.state, case.holder, case.due_at) == ("return_asked", story.cast.desk, told)
    case = ruled(story, case, word="给物业")
    assert (case.state, case.return_count, case.due_at) == ("triaged", 1, told)
    assert case.proposals.filter(kind="match", decided_at=None).exists()


def test_a_case_that_may_not_be_returned_goes_back_and_is_never_asked_again(story: Story) -> None:
    case = ruled(story, asked(story, story.dispatched(), "return"), is_granted=False, word="归你们管")
    assert (case.state, case.provider_due_kind, case.return_count) == ("dispatched", "accept", 1)
    assert refused(asked, story, case, "return") == ["returned_before"]


def test_an_extension_moves_the_told_day_and_says_why(story: Story) -> None:
    case = ruled(story, asked(story, story.handling(), "extension", date(2024, 1, 5)))
    until = local_time(date(2024, 1, 5), 17)
    assert (case.answer_due_at, case.due_at, case.extended_count) == (until, until, 1)
    step = case.steps.get(move="extend")
    assert (step.word, step.by, step.until_at) == ("配件没到", "lead", until)


def test_an_extension_beyond_the_limit_is_refused_and_nothing_is_put_to_anybody(story: Story) -> None:
    case = story.handling()
    assert refused(asked, story, case, "extension", date(2024, 2, 5)) == ["extension_too_long"]
    assert not Ruling.objects.exists()
    assert moves(case)[-1] == "begin"


def test_a_no_takes_a_word_and_changes_no_clock(story: Story) -> None:
    case = asked(story, story.handling(), "extension", date(2024, 1, 5))
    told = case.answer_due_at
    assert refused(ruled, story, case, is_granted=False, word=" ") == ["word_missing"]
    case = ruled(story, case, is_granted=False, word="今天就去")
    assert (case.answer_due_at, case.extended_count) == (told, 0)
    assert (moves(case)[-1], Ruling.objects.get().ruling) == ("deny", "今天就去")


def test_nobody_rules_what_they_asked_nor_twice(story: Story) -> None:
    case = asked(story, story.handling(), "termination")
    assert refused(ruled, story, case, by=story.cast.worker) == ["ruled_by_the_asker"]
    ruling = Ruling.objects.get()
    case = ruled(story, case)
    assert (case.state, case.steps.get(move="terminate").word) == ("terminated", "配件没到")
    again = {"viewer": story.viewer(story.cast.lead), "ruling": ruling, "is_granted": True}
    assert refused(story.walk, rule, **again) == ["ruled_before"]


@pytest.mark.parametrize(("kind", "what"), [("extension", ""), ("promise", "换管")])
def test_nothing_is_granted_until_a_day_that_is_over(story: Story, kind: str, what: str) -> None:
    case = asked(story, story.handling(), kind, date(2023, 12, 29), what)
    story.walk.moment += timedelta(days=20)
    assert refused(ruled, story, case) == ["ruled_too_late"]
    ruled(story, case, is_granted=False, word="另报一天")
    assert not Promise.objects.exists()


def test_one_question_is_put_once_at_a_time(story: Story) -> None:
    case = asked(story, story.handling(), "termination")
    assert refused(asked, story, case, "termination") == ["asked_already"]
    case = ruled(story, case, is_granted=False, word="再去一次")
    assert asked(story, case, "termination").state == "handling"


def test_what_events_overtook_lapses_and_can_not_be_ruled(story: Story) -> None:
    case = asked(story, story.handling(), "extension", date(2024, 1, 5))
    case = asked(story, case, "termination")
    case = story.walk(answer_case, viewer=story.worker, case=case, outcome="solved", word="换好了")
    extension = Ruling.objects.get(kind="extension")
    assert extension.lapsed_at is not None
    assert Ruling.objects.get(kind="termination").lapsed_at is None
    late = {"viewer": story.viewer(story.cast.lead), "ruling": extension, "is_granted": True}
    assert refused(story.walk, rule, **late) == ["ruled_before"]
    story.walk(withdraw, viewer=Viewer.asker(), case=case, by="asker")
    assert Ruling.objects.get(kind="termination").lapsed_at is not None


def test_a_promise_is_the_answer_and_stands_beside_the_case(story: Story) -> None:
    case = asked(story, story.handling(), "promise", date(2024, 3, 29), "换一段新管")
    case = ruled(story, case)
    assert (case.state, case.outcome) == ("answered", "promised")
    promise = Promise.objects.get(case=case)
    assert (promise.what, promise.due_on) == ("换一段新管", date(2024, 3, 29))
    assert (promise.holder, promise.approved_by) == (story.cast.worker_party, story.cast.lead.pk)
    assert case.steps.get(move="promise").word == "换一段新管\n配件没到"


def test_a_promise_that_a_lead_approved_is_not_sent_back_by_the_desk(story: Story) -> None:
    case = ruled(story, asked(story, story.handling(), "promise", date(2024, 3, 29), "换一段新管"))
    given = {"viewer": story.clerk, "case": case, "word": "哪天换"}
    assert refused(story.walk, send_back, **given) == ["promise_was_approved"]


@pytest.mark.parametrize("is_granted", [True, False])
def test_an_appealed_rating_stays_to_be_read_and_counts_or_does_not(story: Story, is_granted: bool) -> None:
    case = story.walk(rate, viewer=Viewer.asker(), case=story.checked(), grade=1, word="不是我要的")
    case = ruled(story, asked(story, case, "appeal"), is_granted=is_granted, word="看过了")
    assert (case.rating, case.is_rating_struck) == (1, is_granted)
    assert case.steps.get(move="rule_appeal").result == ("struck" if is_granted else "stands")


def test_supervision_reaches_whoever_has_the_case_and_ends_with_the_answer(story: Story) -> None:
    lead = story.viewer(story.cast.lead)
    case = story.handling()
    assert refused(story.walk, supervise, viewer=lead, case=case, word="") == ["word_missing"]
    case = story.walk(supervise, viewer=lead, case=case, word="今天要有回音")
    assert case.supervised_at is not None
    assert refused(story.walk, supervise, viewer=lead, case=case, word="快") == ["supervised_before"]
    [message] = Message.objects.filter(template_code="case.supervised")
    assert (message.address, message.data) == (f"user:{story.cast.worker.pk}", {"number": case.number})
    case = story.walk(answer_case, viewer=story.worker, case=case, outcome="solved", word="换好了")
    assert case.supervised_at is None


def test_before_anybody_accepted_supervision_reaches_who_is_to_accept(story: Story) -> None:
    story.walk(supervise, viewer=story.viewer(story.cast.lead), case=story.dispatched(), word="快接")
    assert Message.objects.get(template_code="case.supervised").address == f"user:{story.cast.worker.pk}"
