"""Meetings for a viewer."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import reached
from huiying.work.cases.models import AgendaItem, Case, Meeting, Step
from huiying.work.cases.rules.moves import ANSWERS
from huiying.work.cases.rules.states import BEFORE_ANSWER
from huiying.work.cases.selectors.cases import own_parties, readable

NOT_CARRIED_OUT = Q(decided_at__isnull=False) & ~Exists(
    Step.objects.filter(case=OuterRef("case"), move__in=ANSWERS, at__gte=OuterRef("decided_at"))
)
"""The condition on decisions after which their case was not answered yet."""


def meetings(viewer: Viewer) -> QuerySet[Meeting]:
    """The meetings of the offices that the viewer reaches, with how many cases are on each agenda and are decided."""
    return (
        Meeting.objects.filter(reached(viewer, "meeting.read", "office"))
        .select_related("office")
        .annotate(
            case_count=Count("agenda", distinct=True),
            decided_count=Count("agenda", filter=Q(agenda__decided_at__isnull=False), distinct=True),
        )
    )


def meeting_for(viewer: Viewer, action: str, uuid: UUID) -> Meeting | None:
    """One meeting on which the viewer may do an action."""
    found = Meeting.objects.filter(reached(viewer, action, "office"), uuid=uuid)
    return found.select_related("office__place", "office__desk").first()


def agenda_of(viewer: Viewer, meeting: Meeting) -> list[AgendaItem]:
    """The cases on a meeting's agenda that the viewer may read."""
    cases = Case.objects.filter(readable(viewer)).values("pk")
    items = meeting.agenda.filter(case__in=cases).select_related("case__provider", "who")
    return list(items.order_by("pk"))


def decisions_to_carry_out(viewer: Viewer, until: date) -> QuerySet[AgendaItem]:
    """What meetings decided on cases that wait for an answer and that the viewer may read: all that was given to them
    or concerns a case that they have, and of the others what is due by a day. An answer carries a decision out."""
    cases = Case.objects.filter(readable(viewer), state__in=BEFORE_ANSWER).values("pk")
    own = own_parties(viewer).values("pk")
    theirs = Q(who__in=own) | Q(case__provider__in=own) | Q(by_on__lte=until)
    items = AgendaItem.objects.filter(theirs, NOT_CARRIED_OUT, case__in=cases)
    return items.select_related("case", "who", "meeting").order_by("by_on", "pk")


def attended(meeting: Meeting) -> list[str]:
    """Who was at a meeting."""
    return list(meeting.attendances.order_by("party__name").values_list("party__name", flat=True))


def meetings_to_come(office_id: int) -> QuerySet[Meeting]:
    """The meetings of an office that a case can be put before: not closed yet, the next first."""
    return Meeting.objects.filter(office=office_id, closed_at=None).order_by("held_at", "pk")


def meetings_to_prepare(viewer: Viewer) -> QuerySet[Meeting]:
    """What of meetings is still to be done: those to come, and those whose minutes are not written."""
    return meetings(viewer).filter(closed_at=None).order_by("held_at", "pk")
