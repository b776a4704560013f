"""Meetings: the list, a new one, one with its agenda, a decision, and the minutes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.meetings.forms import KINDS, CloseForm, DecideForm, MeetingForm
from huiying.fronts.web.refusals import add_faults
from huiying.fronts.web.registers.listing import Row, Table, listed, page_of
from huiying.fronts.web.templatetags.ui import when
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.registers.access.selectors import reached_offices
from huiying.registers.parties.selectors import provider_by_id
from huiying.work.cases.selectors.meetings import agenda_of, attended, meeting_for, meetings
from huiying.work.cases.services.meetings import (
    Decision,
    NewMeeting,
    call_meetings,
    close_meeting,
    decide,
)


@access("meeting.read")
@require_GET
def meeting_list(request: Request) -> HttpResponse:
    """The meetings, the last first, with what each had on its agenda and decided."""
    page = page_of(request, meetings(request.viewer), "-held_at", "-id")
    kinds = dict(KINDS)
    rows = [
        Row(
            meeting.title,
            reverse("meetings:meeting_detail", args=(meeting.uuid,)),
            str(kinds[meeting.kind]),
            (when(meeting.held_at), meeting.case_count, meeting.decided_count),
        )
        for meeting in page.rows
    ]
    table = Table((_("Meeting"), _("Held"), _("Cases"), _("Decided")), rows, page)
    request.office = reached_offices(request.viewer, "meeting.read").first()
    return listed(request, "meetings/meeting_list.html", {"table": table})


@access("meeting.hold")
@require_http_methods(["GET", "POST"])
def meeting_new(request: Request) -> HttpResponse:
    """Call a meeting."""
    form = MeetingForm(request.POST or None)
    office = reached_offices(request.viewer, "meeting.hold").select_related("desk")[0]
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        held_at = datetime.combine(data["held_on"], data["held_from"], tzinfo=clock.SHANGHAI)
        new = NewMeeting(data["kind"], data["title"], held_at, data["where"])
        try:
            [meeting] = call_meetings(viewer=request.viewer, office=office, meetings=[new])
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _("Called. Cases are put on its agenda from their own pages."))
            return redirect("meetings:meeting_detail", meeting.uuid)
    request.office = office
    return render(request, "meetings/meeting_new.html", {"form": form})


def _meeting(request: Request, action: str, uuid: UUID) -> Any:
    meeting = meeting_for(request.viewer, action, uuid)
    if meeting is None:
        raise Http404
    request.office = meeting.office
    return meeting


@access("meeting.read")
@require_GET
def meeting_detail(request: Request, uuid: UUID) -> HttpResponse:
    """A meeting: when and where, its agenda with what was decided, its minutes."""
    meeting = _meeting(request, "meeting.read", uuid)
    return render(
        request,
        "meetings/meeting_detail.html",
        {
            "meeting": meeting,
            "kind_words": dict(KINDS)[meeting.kind],
            "agenda": agenda_of(request.viewer, meeting),
            "attended": attended(meeting),
            "is_held": meeting.held_at <= clock.now(),
        },
    )


@access("meeting.hold")
@require_http_methods(["GET", "POST"])
def meeting_decide(request: Request, uuid: UUID, number: str) -> HttpResponse:
    """What the meeting decided on one case: what, who, by when."""
    meeting = _meeting(request, "meeting.hold", uuid)
    items = [item for item in agenda_of(request.viewer, meeting) if item.case.number == number]
    if not items:
        raise Http404
    form = DecideForm(request.POST or None, office_id=meeting.office_id)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        decision = Decision(data["what"], provider_by_id(meeting.office_id, data["who"]), data["by_on"])
        by = "desk" if request.viewer.has_role("desk") else "lead"
        try:
            decide(viewer=request.viewer, item=items[0], decision=decision, by=by)
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _("Decided; the case is with whoever was named."))
            return redirect("meetings:meeting_detail", meeting.uuid)
    return render(
        request, "meetings/meeting_decide.html", {"meeting": meeting, "item": items[0], "form": form}
    )


@access("meeting.hold")
@require_http_methods(["GET", "POST"])
def meeting_close(request: Request, uuid: UUID) -> HttpResponse:
    """Who was there, and what was said."""
    meeting = _meeting(request, "meeting.hold", uuid)
    form = CloseForm(request.POST or None, office_id=meeting.office_id)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        there = [provider_by_id(meeting.office_id, key) for key in data["attended"]]
        try:
            close_meeting(viewer=request.viewer, meeting=meeting, minutes=data["minutes"], attended=there)
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _("Written down."))
            return redirect("meetings:meeting_detail", meeting.uuid)
    return render(request, "meetings/meeting_close.html", {"meeting": meeting, "form": form})
