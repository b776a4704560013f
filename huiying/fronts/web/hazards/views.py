"""Hazards: the list, one, its photos, and looking again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huiying.base.files.selectors import path_of
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.hazards.forms import RecheckForm
from huiying.fronts.web.hazards.wording import GRADE_WORDS
from huiying.fronts.web.refusals import add_faults
from huiying.fronts.web.registers.listing import Row, Table, chosen, listed, page_of
from huiying.fronts.web.registers.wording import options
from huiying.fronts.web.steps import TimelineEntry
from huiying.fronts.web.visits.forms import upload
from huiying.fronts.web.visits.wording import aim_words
from huiying.fronts.web.wording import day_words
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.registers.access.selectors import reached_offices
from huiying.work.cases.selectors.visits import hazard_for, hazard_photo_for, hazards, rechecks_of
from huiying.work.cases.services.hazards import NewRecheck, recheck_hazards


def day_line(hazard: Any) -> Any:
    """By which day it is to be put right, or when it was; plum and in words where it is late."""
    today = clock.today()
    if hazard.put_right_on is not None:
        return _("put right %(day)s") % {"day": day_words(hazard.put_right_on, today)}
    words = _("by %(day)s") % {"day": day_words(hazard.due_on, today)}
    if hazard.due_on >= today:
        return words
    late = _("overdue: was due %(day)s") % {"day": day_words(hazard.due_on, today)}
    return format_html('<span class="due late">{}</span>', late)


@access("visit.read")
@require_GET
def hazard_list(request: Request) -> HttpResponse:
    """What is dangerous, by the day on which it is to be put right; what was put right behind a filter."""
    state = chosen(request, "state", ("done", "all"))
    found = hazards(request.viewer, is_open={"done": False, "all": None}.get(state, True))
    order = ("-due_on", "-id") if state else ("due_on", "id")
    page = page_of(request, found, *order)
    rows = [
        Row(
            hazard.what,
            reverse("hazards:hazard_detail", args=(hazard.uuid,)),
            aim_words(hazard.visit),
            (GRADE_WORDS[hazard.grade], day_line(hazard), hazard.responsible),
        )
        for hazard in page.rows
    ]
    request.office = reached_offices(request.viewer, "visit.read").first()
    groups = [
        {
            "label": _("State"),
            "name": "state",
            "options": options({"done": _("Put right"), "all": _("All")}, _("Not put right yet")),
        }
    ]
    table = Table((_("Hazard"), _("Grade"), _("Put right by"), _("Who puts it right")), rows, page)
    return listed(request, "hazards/hazard_list.html", {"table": table, "groups": groups, "state": state})


def _hazard(request: Request, action: str, uuid: UUID) -> Any:
    hazard = hazard_for(request.viewer, action, uuid)
    if hazard is None:
        raise Http404
    request.office = hazard.visit.office
    return hazard


@access("visit.read")
@require_GET
def hazard_detail(request: Request, uuid: UUID) -> HttpResponse:
    """A hazard: what, how grave, who puts it right by when, and how it was looked at again."""
    hazard = _hazard(request, "visit.read", uuid)
    rechecks = rechecks_of(hazard)
    context = {
        "hazard": hazard,
        "grade": GRADE_WORDS[hazard.grade],
        "day_line": day_line(hazard),
        "aim": aim_words(hazard.visit),
        "rechecks": rechecks,
        "timeline": [_entry(row) for row in rechecks],
    }
    return render(request, "hazards/hazard_detail.html", context)


def _entry(row: Any) -> TimelineEntry:
    what = _("Looked again: put right") if row.is_put_right else _("Looked again: not put right yet")
    return TimelineEntry(row.checked_on, what, row.by_name, row.word, is_late=not row.is_put_right)


@access("visit.make")
@require_http_methods(["GET", "POST"])
def hazard_recheck(request: Request, uuid: UUID) -> HttpResponse:
    """What was found when somebody looked again."""
    hazard = _hazard(request, "visit.make", uuid)
    form = RecheckForm(request.POST or None, request.FILES or None, initial={"checked_on": clock.today()})
    if form.is_valid():
        data = form.cleaned_data
        is_right = data["result"] == "right"
        new = NewRecheck(hazard, data["checked_on"], is_right, data["word"], upload(data["photos"]))
        try:
            recheck_hazards(viewer=request.viewer, rechecks=[new])
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _("Written down."))
            return redirect("hazards:hazard_detail", hazard.uuid)
    return render(request, "hazards/hazard_recheck.html", {"hazard": hazard, "form": form})


@access("visit.read")
@require_GET
def photo(request: Request, uuid: UUID, size: str) -> FileResponse:
    """A photo of a hazard, or of how it stood later."""
    found = hazard_photo_for(request.viewer, uuid)
    if found is None:
        raise Http404
    path = path_of(found, "thumbnail" if size == "thumbnail" else "full")
    try:
        return FileResponse(path.open("rb"), content_type=found.content_type)
    except FileNotFoundError:
        raise Http404 from None
