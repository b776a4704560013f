"""What a member of staff sees first: what is late, what is due, what waits for them."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from huiying.base.outbox.selectors import messages_for
from huiying.base.outbox.services import mark_read
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.cases.rulings import offered
from huiying.fronts.web.steps import STAFF, step_words
from huiying.fronts.web.today.notes import note_words
from huiying.fronts.web.visits.wording import aim_words
from huiying.fronts.web.wording import moment_words
from huiying.pure.lib import clock
from huiying.pure.lib.keys import row_key
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import may, offices_of
from huiying.work.cases.selectors.cases import readable_numbers
from huiying.work.cases.selectors.meetings import decisions_to_carry_out, meetings_to_prepare
from huiying.work.cases.selectors.rulings import open_rulings, promises_due
from huiying.work.cases.selectors.today import Waiting, last_words, late_by_owner, waiting_for
from huiying.work.cases.selectors.visits import hazards_due, visits_to_come

_SHOWN = 12
_DUE = "state=open&due=today&sort=due"
_AT_THE_DESK = (
    ("due", gettext_lazy("Due today"), _DUE),
    ("received", gettext_lazy("New: say what it is"), "state=received"),
    ("triaged", gettext_lazy("To be dispatched"), "state=triaged"),
    ("answered", gettext_lazy("Answers to be checked"), "state=answered"),
    ("checked", gettext_lazy("To be asked back"), "state=checked"),
)
"""What waits at the desk: its key, its words, the list of all."""


@access("today.read")
@require_GET
def today(request: Request) -> HttpResponse:
    """One page that answers: what must I do now?"""
    viewer = request.viewer
    now = clock.now()
    end = clock.local_time(clock.today() + timedelta(days=1), 0)
    waiting = waiting_for(viewer, now, end, _SHOWN)
    notes = list(messages_for(f"user:{viewer.id}").filter(read_at=None)[:5])
    opening = readable_numbers(viewer, [note.data.get("number", "") for note in notes])
    return render(
        request,
        "today/today.html",
        {
            "waiting": waiting,
            "sections": _told(viewer, waiting),
            "counts": [
                (str(label), waiting.counts.get(state, 0), query) for state, label, query in _AT_THE_DESK
            ]
            if waiting.counts
            else [],
            "decisions": list(decisions_to_carry_out(viewer, clock.today())[:_SHOWN]),
            "meetings": meetings_to_prepare(viewer)[:_SHOWN] if may(viewer, "meeting.hold") else [],
            "late_by_owner": late_by_owner(viewer, now) if viewer.has_role("lead") else [],
            "notes": [(note, note_words(note), note.data.get("number") in opening) for note in notes],
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


def _told(viewer: Viewer, waiting: Waiting) -> list[dict[str, Any]]:
    """The sections, each case with what was done or said of it last, where that tells why it is late."""
    sections = _sections(waiting, viewer.has_role("desk"))
    said: dict[int, list[str]] = {}
    if viewer.has_role("lead"):
        steps = last_words(viewer, waiting.late, waiting.supervised)
        said = {key: [_last(step) for step in rows] for key, rows in steps.items()}
    for section in sections:
        is_told = section["kind"] == "told"
        section["lines"] = [(case, said.get(case.id, []) if is_told else []) for case in section["cases"]]
    return sections


def _last(step: Any) -> str:
    """What was done last; of a lead's pressing, who said what."""
    moment = moment_words(step.at, clock.today())
    if step.move == "supervise":
        return _("%(who)s, %(moment)s: %(word)s") % {"who": step.by_name, "moment": moment, "word": step.word}
    return _("Last, %(moment)s: %(what)s") % {"moment": moment, "what": step_words(step, STAFF)}


def _sections(waiting: Waiting, is_desk: bool) -> list[dict[str, Any]]:
    """What is late comes first, then what is due today, then what waits for a hand."""
    sections = [
        {"title": _("Late"), "cases": waiting.late, "query": "state=open&due=late", "kind": "told"},
        {"title": _("To be asked after outside"), "cases": waiting.elsewhere, "query": "", "kind": ""},
        {"title": _("Supervised"), "cases": waiting.supervised, "query": "", "kind": "told"},
        {"title": _("Due today"), "cases": waiting.due, "query": _DUE, "kind": ""},
    ]
    if is_desk:
        cases = (waiting.received, waiting.triaged, waiting.answered, waiting.checked)
        sections += [
            {"title": str(label), "cases": found, "query": query, "kind": ""}
            for (_state, label, query), found in zip(_AT_THE_DESK[1:], cases, strict=True)
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
def go_to_office(request: Request) -> HttpResponse:
    """Who works at several offices goes on at another: what they begin is begun there."""
    code = request.POST.get("office", "").replace("\0", "")[:40]
    office = offices_of(request.viewer).filter(code=code).first()
    if office is not None:
        request.session["office"] = office.pk
    return redirect("desk:today")


@access("today.read")
@require_POST
def notes_read(request: Request) -> HttpResponse:
    """The notes that were on the page were read."""
    ids = [key for given in request.POST.getlist("note") if (key := row_key(given)) is not None]
    mark_read(address=f"user:{request.viewer.id}", ids=ids)
    return redirect("desk:today")
