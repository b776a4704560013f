"""Meetings: called, given an agenda of cases, held, and their decisions, which come back as dispatches."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.models import Party
from huiying.registers.places.models import Office
from huiying.work.cases.models import AgendaItem, Attendance, Case, Meeting
from huiying.work.cases.rules.meetings import faults_in_decision, faults_in_meeting
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.helping import hand_over
from huiying.work.cases.services.steps import NewStep, go_on, locked_case, said


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A meeting to be called."""

    kind: str
    title: str
    held_at: datetime
    where: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a meeting decided on a case: what, who does it, by which day."""

    what: str
    who: Party
    by_on: date | None


@transaction.atomic
def call_meetings(*, viewer: Viewer, office: Office, meetings: list[NewMeeting]) -> list[Meeting]:
    """Call meetings of an office."""
    today = clock.today()
    faults = [
        fault
        for new in meetings
        for fault in faults_in_meeting(kind=new.kind, title=new.title, on=new.held_at.date(), today=today)
    ]
    if faults:
        raise Refused(*faults)
    now = clock.now()
    made = Meeting.objects.bulk_create(
        Meeting(
            office=office,
            kind=new.kind,
            title=new.title.strip(),
            where=new.where.strip(),
            held_at=new.held_at,
            called_by=viewer.id,
            called_at=now,
        )
        for new in meetings
    )
    record([NewEntry("meeting.called", viewer, office.pk, "meeting", meeting.pk) for meeting in made])
    return made


@transaction.atomic
def put_on_agenda(*, viewer: Viewer, case: Case, meeting: Meeting, word: str, by: str) -> Case:
    """A case that one body can't solve goes before a meeting of its office that is still to be held; every clock of
    the case runs on."""
    case = locked_case(case)
    meeting = Meeting.objects.get(pk=meeting.pk)
    if meeting.office_id != case.office_id or meeting.closed_at is not None:
        raise Refused(Fault("meeting_is_over", "meeting"))
    if AgendaItem.objects.filter(meeting=meeting, case=case).exists():
        raise Refused(Fault("on_agenda_already", "meeting"))
    AgendaItem.objects.create(meeting=meeting, case=case, word=said(word))
    step = NewStep(
        case,
        "put_on_agenda",
        by,
        word=word.strip(),
        until=meeting.held_at,
        sets={"joint_at": clock.now()},
        data={"meeting": meeting.pk},
    )
    return go_on(viewer=viewer, step=step)


@transaction.atomic
def decide(*, viewer: Viewer, item: AgendaItem, decision: Decision, by: str) -> AgendaItem:
    """A meeting that has begun decides on a case, once. The decision comes back as a dispatch: a case that waits for a
    provider is given to who was named, one that somebody else has goes over to them. Who has it already finds the
    decision with it, and with their day."""
    case = locked_case(Case.objects.select_related("office__place", "office__desk").get(pk=item.case_id))
    item = AgendaItem.objects.select_related("meeting").get(pk=item.pk)
    faults = faults_in_decision(
        what=decision.what,
        by_on=decision.by_on,
        today=clock.today(),
        is_held=item.meeting.held_at <= clock.now(),
        is_decided=item.decided_at is not None,
    )
    if case.state == "return_asked":
        faults.append(Fault("return_waits"))
    if faults:
        raise Refused(*faults)
    what = decision.what.strip()
    if case.state == "triaged":
        dispatch_case(viewer=viewer, case=case, provider=decision.who, why=what)
    elif case.state in ("dispatched", "accepted", "handling") and case.provider_id != decision.who.pk:
        hand_over(viewer=viewer, cases=[case], to=decision.who, word=what, by=by)
    item.what, item.who, item.by_on, item.decided_at = what, decision.who, decision.by_on, clock.now()
    item.save(update_fields=["what", "who", "by_on", "decided_at"])
    record(
        [
            NewEntry(
                "meeting.decided",
                viewer,
                case.office_id,
                "case",
                case.pk,
                {"meeting": item.meeting_id, "provider": decision.who.pk},
            )
        ]
    )
    return item


@transaction.atomic
def close_meeting(*, viewer: Viewer, meeting: Meeting, minutes: str, attended: list[Party]) -> Meeting:
    """The meeting was held: who was there, and what was said."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.closed_at is not None:
        raise Refused(Fault("meeting_is_over"))
    if meeting.held_at > clock.now():
        raise Refused(Fault("meeting_not_held"))
    faults = [] if minutes.strip() else [Fault("word_missing", "minutes")]
    if not attended:
        faults.append(Fault("attendance_missing", "attended"))
    if faults:
        raise Refused(*faults)
    meeting.minutes, meeting.closed_at = minutes.strip(), clock.now()
    meeting.save(update_fields=["minutes", "closed_at"])
    there = {party.pk: party for party in attended}  # whoever is named twice was there once
    Attendance.objects.bulk_create(Attendance(meeting=meeting, party=party) for party in there.values())
    data = {"count": len(there)}
    record([NewEntry("meeting.held", viewer, meeting.office_id, "meeting", meeting.pk, data)])
    return meeting
