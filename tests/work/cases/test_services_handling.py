"""What a provider does: accepts, contacts, begins, answers."""

import pytest

from huiying.pure.lib.clock import local_time
from huiying.work.cases.models import Case
from huiying.work.cases.services.handling import accept_case, answer_case, begin_case, contact_asker
from tests.cast import MORNING
from tests.work.cases.story import Story, moves, refused

MONDAY = local_time(MORNING.date().replace(day=18), 17)


def test_who_accepts_holds_the_case_and_owes_the_first_contact(story: Story) -> None:
    case = story.walk(accept_case, viewer=story.worker, case=story.dispatched())
    assert (case.holder, case.provider_due_kind, case.provider_due_at) == (
        story.cast.worker_party,
        "contact",
        MONDAY,
    )
    assert case.accepted_at == story.walk.moment


def test_after_the_first_contact_the_answer_is_owed_by_the_time_that_was_told(story: Story) -> None:
    case = story.walk(contact_asker, viewer=story.worker, case=story.accepted(), word=" 下午到 ")
    assert (case.provider_due_kind, case.provider_due_at) == ("answer", case.answer_due_at)
    assert (case.contacted_at, case.steps.get(move="contact").word) == (story.walk.moment, "下午到")


def test_a_contact_says_what_was_said(story: Story) -> None:
    case = story.accepted()
    assert refused(story.walk, contact_asker, viewer=story.worker, case=case, word=" ") == ["word_missing"]
    assert moves(case)[-1] == "accept"


def test_the_desk_may_note_a_contact_and_the_step_says_that_it_was_the_desk(story: Story) -> None:
    case = story.walk(contact_asker, viewer=story.clerk, case=story.accepted(), word="我打的", by="desk")
    assert case.steps.get(move="contact").by == "desk"


def test_begun_is_in_hand(story: Story) -> None:
    case = story.walk(begin_case, viewer=story.worker, case=story.accepted())
    assert case.state == "handling"
    assert refused(story.walk, begin_case, viewer=story.worker, case=case) == ["move_not_possible"]


def test_an_answer_of_what_was_only_accepted_begins_it_too(story: Story) -> None:
    case = story.walk(answer_case, viewer=story.worker, case=story.accepted(), outcome="solved", word="换了")
    assert moves(case)[-2:] == ["begin", "answer"]


@pytest.mark.parametrize("outcome", ["solved", "explained"])
def test_an_answer_waits_for_the_desks_check_and_the_desk_holds_it(story: Story, outcome: str) -> None:
    case = story.walk(answer_case, viewer=story.worker, case=story.handling(), outcome=outcome, word=" 换了 ")
    assert (case.state, case.outcome, case.holder, case.provider_due_at) == (
        "answered",
        outcome,
        story.cast.desk,
        None,
    )
    step = case.steps.get(move="answer")
    assert (step.word, step.result, step.at) == ("换了", outcome, case.answered_at)
    assert case.due_at == MONDAY


@pytest.mark.parametrize(
    ("outcome", "word", "codes"),
    [
        ("", "换了", ["outcome_missing"]),
        ("promised", "换了", ["outcome_missing"]),
        ("solved", " ", ["word_missing"]),
        ("", "", ["outcome_missing", "word_missing"]),
    ],
)
def test_an_answer_says_what_came_of_it_in_code_and_in_words(
    story: Story, outcome: str, word: str, codes: list[str]
) -> None:
    case = story.handling()
    act = {"viewer": story.worker, "case": case}
    assert refused(story.walk, answer_case, **act, outcome=outcome, word=word) == codes
    assert moves(case)[-1] == "begin"
    assert story.walk(answer_case, **act, outcome="solved", word="换了").state == "answered"


def test_a_refused_answer_does_not_leave_a_begun_case_behind(story: Story) -> None:
    case = story.walk(accept_case, viewer=story.worker, case=story.dispatched())
    assert refused(story.walk, answer_case, viewer=story.worker, case=case, outcome="solved", word="") == [
        "word_missing"
    ]
    case.refresh_from_db()
    assert case.state == "accepted"


def test_a_consultation_is_closed_by_its_answer_and_anything_else_is_not(story: Story) -> None:
    words = {"outcome": "explained", "word": "六点"}
    asked = story.walk(answer_case, viewer=story.worker, case=story.handling(kind="consultation"), **words)
    assert (asked.state, moves(asked)[-2:]) == ("closed", ["answer", "close"])
    assert asked.steps.get(move="close").by == "system"
    for kind in ("help", "complaint", "report", "suggestion"):
        case = story.handling(case=story.triaged(story.received(f"{kind} 灯"), kind=kind))
        assert story.walk(answer_case, viewer=story.worker, case=case, **words).state == "answered"


def test_an_answer_goes_by_the_case_as_it_stands_not_as_it_was_read(story: Story) -> None:
    case = story.accepted()
    stale = Case.objects.get(pk=case.pk)
    story.walk(begin_case, viewer=story.worker, case=case)
    answered = story.walk(answer_case, viewer=story.worker, case=stale, outcome="solved", word="换好了")
    assert (answered.state, moves(answered).count("begin")) == ("answered", 1)
