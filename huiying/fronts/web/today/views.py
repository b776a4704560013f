"""What a member of staff sees first: what is late, what is due, what waits for them."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.base.outbox.selectors import messages_for
from huiying.base.outbox.services import mark_read
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.cases.rulings import offered
from huiying.fronts.web.today.notes import note_words
from huiying.fronts.web.visits.wording import aim_words
from huiying.pure.lib import clock
from huiying.registers.access.selectors import may
from huiying.work.cases.selectors.rulings import open_rulings, promises_due
from huiying.work.cases.selectors.today import Waiting, late_by_owner, waiting_for
from huiying.work.cases.selectors.visits import hazards_due, visits_to_come

_SHOWN = 12


@access("today.read")
@require_GET
def today(request: Request) -> HttpResponse:
    """One page that answers: what must I do now?"""
    viewer = request.viewer
    now = clock.now()
    end = clock.local_time(clock.today() + timedelta(days=1), 0)
    waiting = waiting_for(viewer, now, end, _SHOWN)
    notes = [
        (message, note_words(message))
        for message in messages_for(f"user:{viewer.id}").filter(read_at=None)[:5]
    ]
    return render(
        request,
        "today/today.html",
        {
            "waiting": waiting,
            "sections": _sections(waiting, viewer.has_role("desk", "lead", "auditor")),
            "late_by_owner": late_by_owner(viewer, now) if viewer.has_role("lead") else [],
            "notes": notes,
            "asked_of_lead": [offered(ruling) for ruling in open_rulings(viewer)[:_SHOWN]]
            if may(viewer, "case.rule")
            else [],
            "visits": [(visit, aim_words(visit)) for visit in visits_to_come(viewer, end)[:_SHOWN]]
            if may(viewer, "visit.read")
            else [],
            "hazards": [
                (hazard, aim_words(hazard.visit)) for hazard in hazards_due(viewer, clock.today())[:_SHOWN]
            ]
            if may(viewer, "visit.read")
            else [],
            "promises": list(promises_due(viewer, clock.today())[:_SHOWN]),
        },
    )


def _sections(waiting: Waiting, is_office: bool) -> list[dict[str, Any]]:
    """What is late comes first, then what is due today, then what waits for a hand."""
    sections = [
        {"title": _("Late"), "cases": waiting.late, "query": "state=open&due=late", "kind": "late"},
        {"title": _("To be asked after outside"), "cases": waiting.elsewhere, "query": "", "kind": ""},
        {"title": _("Supervised"), "cases": waiting.supervised, "query": "", "kind": ""},
        {"title": _("Due today"), "cases": waiting.due, "query": "state=open&due=today&sort=due", "kind": ""},
    ]
    if is_office:
        sections += [
            {
                "title": _("New: say what it is"),
                "cases": waiting.received,
                "query": "state=received",
                "kind": "",
            },
            {"title": _("To be dispatched"), "cases": waiting.triaged, "query": "state=triaged", "kind": ""},
            {
                "title": _("Answers to be checked"),
                "cases": waiting.answered,
                "query": "state=answered",
                "kind": "",
            },
            {"title": _("To be asked back"), "cases": waiting.checked, "query": "state=checked", "kind": ""},
        ]
    else:
        sections += [
            {
                "title": _("Given to you"),
                "cases": waiting.dispatched,
                "query": "state=dispatched&mine=1",
                "kind": "",
            },
            {"title": _("In your hands"), "cases": waiting.in_hand, "query": "state=open&mine=1", "kind": ""},
        ]
    return [section for section in sections if section["cases"]]


@access("today.read")
@require_POST
def notes_read(request: Request) -> HttpResponse:
    """The notes that were on the page were read."""
    ids = [int(key) for key in request.POST.getlist("note") if key.isdecimal() and len(key) < 19]
    mark_read(address=f"user:{request.viewer.id}", ids=ids)
    return redirect("desk:today")
