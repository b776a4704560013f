"""Meetings: an agenda of cases, and decisions that come back as dispatches."""

from datetime import date, timedelta
from typing import Any

from huiying.base.trail.models import Entry
from huiying.work.cases.models import AgendaItem, Case, Meeting
from huiying.work.cases.selectors.beside import beside
from huiying.work.cases.selectors.meetings import decisions_to_carry_out
from huiying.work.cases.services.closing import send_back
from huiying.work.cases.services.handling import answer_case
from huiying.work.cases.services.helping import hand_over
from huiying.work.cases.services.meetings import (
    Decision,
    NewMeeting,
    call_meetings,
    close_meeting,
    decide,
    put_on_agenda,
)
from huiying.work.cases.services.rulings import NewQuestion, ask_lead
from tests.cast import MORNING
from tests.work.cases.story import Story, moves, refused

BY = date(2023, 12, 29)


def called(story: Story, **changes: Any) -> Meeting:
    given = {"kind": "joint", "title": " 路灯归谁修 ", "held_at": MORNING + timedelta(hours=5), **changes}
    [meeting] = story.walk(
        call_meetings, viewer=story.clerk, office=story.cast.office, meetings=[NewMeeting(**given)]
    )
    return meeting


def listed(story: Story, case: Case, meeting: Meeting, word: str = "三家都说不归自己") -> Case:
    return story.walk(put_on_agenda, viewer=story.clerk, case=case, meeting=meeting, word=word, by="desk")


def closed(
    story: Story, meeting: Meeting, said: str = "三家各让一步", attended: list[Any] | None = None
) -> Meeting:
    there = [story.cast.desk] if attended is None else attended
    return story.walk(
        lambda: close_meeting(viewer=story.clerk, meeting=meeting, minutes=said, attended=there)
    )


def decided(
    story: Story, case: Case, what: str = "物业修", by_on: date | None = BY, who: Any = None
) -> AgendaItem:
    item = AgendaItem.objects.get(case=case)
    decision = Decision(what, who or story.cast.other_party, by_on)
    return story.walk(decide, viewer=story.clerk, item=item, decision=decision, by="desk")


def test_a_meeting_is_called_with_its_kind_and_what_it_is_about(story: Story) -> None:
    meeting = called(story)
    assert (meeting.title, meeting.closed_at, meeting.called_by) == ("路灯归谁修", None, story.cast.clerk.pk)
    assert refused(called, story, title=" ") == ["title_missing"]
    assert refused(called, story, kind="chat") == ["meeting_kind_missing"]


def test_a_case_on_the_agenda_keeps_its_clock_and_is_marked_until_its_answer(story: Story) -> None:
    case = story.handling()
    due = case.due_at
    assert refused(listed, story, case, called(story), " ") == ["word_missing"]
    meeting = called(story)
    case = listed(story, case, meeting)
    assert (case.due_at, case.joint_at is not None, moves(case)[-1]) == (due, True, "put_on_agenda")
    assert case.steps.get(move="put_on_agenda").until_at == meeting.held_at
    assert refused(listed, story, case, meeting) == ["on_agenda_already"]
    case = story.walk(answer_case, viewer=story.worker, case=case, outcome="solved", word="修了")
    assert case.joint_at is None


def test_a_meeting_of_another_office_or_one_that_is_over_takes_nothing_on(story: Story) -> None:
    assert story.cast.elsewhere is not None
    new = NewMeeting("joint", "别处", MORNING)
    [strange] = story.walk(
        call_meetings, viewer=story.clerk, office=story.cast.elsewhere.office, meetings=[new]
    )
    case = story.triaged()
    assert refused(listed, story, case, strange) == ["meeting_is_over"]
    over = called(story, held_at=MORNING)
    closed(story, over)
    assert refused(listed, story, case, over) == ["meeting_is_over"]


def test_a_decision_dispatches_a_case_that_waits_for_a_provider(story: Story) -> None:
    to_come = listed(story, story.triaged(), called(story))
    assert refused(decided, story, to_come) == ["meeting_not_held"]
    case = listed(story, story.triaged(), called(story, held_at=MORNING))
    assert refused(decided, story, case, what=" ") == ["decision_missing"]
    item = decided(story, case)
    assert (item.what, item.who, item.by_on) == ("物业修", story.cast.other_party, BY)
    case.refresh_from_db()
    assert (case.state, case.provider) == ("dispatched", story.cast.other_party)
    assert Entry.objects.filter(code="meeting.decided", subject_id=case.pk).count() == 1
    assert refused(decided, story, case) == ["decided_before"]


def test_a_decision_moves_a_case_to_whoever_was_named(story: Story) -> None:
    case = listed(story, story.handling(), called(story, held_at=MORNING))
    decided(story, case)
    case.refresh_from_db()
    assert (case.state, case.provider, moves(case)[-1]) == ("handling", story.cast.other_party, "hand_over")


def test_a_decision_waits_for_whoever_was_named_until_the_case_is_answered(story: Story) -> None:
    case = listed(story, story.handling(), called(story, held_at=MORNING))
    item = decided(story, case, who=story.cast.worker_party)
    lead, other = story.viewer(story.cast.lead), story.viewer(story.cast.other_worker)
    assert list(decisions_to_carry_out(story.worker, MORNING.date())) == [item]
    assert list(decisions_to_carry_out(lead, BY - timedelta(days=1))) == []
    assert list(decisions_to_carry_out(lead, BY)) == [item]
    assert list(decisions_to_carry_out(other, BY)) == []
    assert beside(case).decisions[0].is_waiting
    story.walk(answer_case, viewer=story.worker, case=case, outcome="solved", word="修了")
    assert list(decisions_to_carry_out(story.worker, BY)) == []
    assert not beside(case).decisions[0].is_waiting
    case.refresh_from_db()
    story.walk(send_back, viewer=story.clerk, case=case, word="再看看")
    assert list(decisions_to_carry_out(lead, BY)) == []


def test_an_answer_carries_out_what_was_decided_in_a_later_round_too(story: Story) -> None:
    case = story.answered()
    case = story.walk(send_back, viewer=story.clerk, case=case, word="再看看")
    case = listed(story, case, called(story, held_at=MORNING))
    item = decided(story, case, who=story.cast.worker_party)
    lead = story.viewer(story.cast.lead)
    assert list(decisions_to_carry_out(lead, BY)) == [item]
    case = story.walk(answer_case, viewer=story.worker, case=case, outcome="solved", word="修了")
    story.walk(send_back, viewer=story.clerk, case=case, word="还要看看")
    assert list(decisions_to_carry_out(lead, BY)) == []


def test_a_decision_waits_for_whoever_has_the_case_by_then(story: Story) -> None:
    case = listed(story, story.handling(), called(story, held_at=MORNING))
    item = decided(story, case, who=story.cast.worker_party)
    given = {"to": story.cast.other_party, "word": "休假", "by": "provider"}
    story.walk(hand_over, viewer=story.worker, cases=[case], **given)
    other = story.viewer(story.cast.other_worker)
    assert list(decisions_to_carry_out(other, MORNING.date())) == [item]
    assert list(decisions_to_carry_out(story.worker, BY)) == []


def test_what_waits_for_the_lead_is_not_decided_by_a_meeting(story: Story) -> None:
    question = NewQuestion("return", "不归我们管")
    case = story.walk(ask_lead, viewer=story.worker, case=story.dispatched(), question=question)
    case = listed(story, case, called(story, held_at=MORNING))
    assert refused(decided, story, case) == ["return_waits"]


def test_minutes_say_who_was_there_and_are_written_once_after_it_was_held(story: Story) -> None:
    assert refused(closed, story, called(story)) == ["meeting_not_held"]
    meeting = called(story, held_at=MORNING)
    assert refused(closed, story, meeting, " ", []) == ["word_missing", "attendance_missing"]
    meeting = closed(story, meeting, attended=[story.cast.desk, story.cast.desk])
    assert [row.party for row in meeting.attendances.all()] == [story.cast.desk]
    assert refused(closed, story, meeting) == ["meeting_is_over"]
