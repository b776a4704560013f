"""Cases at the desk: the list, a new request, the case page, photos."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.base.files.selectors import path_of
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.cases.choices import category_choices
from huiying.fronts.web.cases.forms import KINDS
from huiying.fronts.web.cases.panel import panel_for
from huiying.fronts.web.cases.personal import sees_numbers, sees_secrets, text_for
from huiying.fronts.web.cases.rulings import offered
from huiying.fronts.web.cases.table import case_table
from huiying.fronts.web.refusals import words_for
from huiying.fronts.web.registers.listing import is_taken, listed, page_of
from huiying.fronts.web.steps import sent_back, staff_timeline
from huiying.fronts.web.visits.wording import KIND_WORDS, aim_words
from huiying.fronts.web.wording import CLOCKS, LANES, STATES, marks_of
from huiying.pure.lib import clock
from huiying.pure.lib.case_numbers import grouped
from huiying.pure.lib.refusals import Refused
from huiying.registers.access.selectors import may, reached_offices
from huiying.work.cases.rules.states import STATES as ALL_STATES
from huiying.work.cases.selectors.beside import beside
from huiying.work.cases.selectors.cases import (
    ORDERS,
    Filters,
    actions_on,
    case_for,
    cases,
    in_a_list,
    last_answer,
    photo_for,
    proposals_of,
    readable_numbers,
    registered_asker,
    steps_of,
)
from huiying.work.cases.selectors.visits import visit_for
from huiying.work.cases.services import intake, understanding

_LISTED = (
    "received",
    "triaged",
    "dispatched",
    "return_asked",
    "accepted",
    "handling",
    "answered",
    "checked",
    "closed",
    "kept",
    "refused",
    "withdrawn",
    "terminated",
)


@access("case.read")
@require_GET
def case_list(request: Request) -> HttpResponse:
    """The cases that the viewer may read, narrowed by links; what is late or due begins with the latest."""
    given = request.GET
    filters = _filters(given)
    sort = given.get("sort", "due" if filters.due_before else "")
    if sort not in ("due", "-due") or filters.state not in ("", "open"):
        sort = ""
    order = ORDERS[sort or "newest"]
    query = in_a_list(cases(request.viewer, filters))
    if sort:
        query = query.filter(next_due_at__isnull=False)
    page = page_of(request, query, *order)
    request.office = reached_offices(request.viewer, "case.read").first()
    return listed(
        request,
        "cases/case_list.html",
        {
            "table": case_table(page) if is_taken(request) else None,
            "cases": page.rows,
            "pager": page,
            "sort": sort,
            "groups": _groups(request.office),
            "words": filters.words,
            "bulk": "bulk" if may(request.viewer, "problem.work") else "",
        },
    )


def _filters(given: Any) -> Filters:
    now = clock.now()
    due: datetime | None = None
    if given.get("due") == "late":
        due = now
    elif given.get("due") == "today":
        due = clock.local_time(clock.today() + timedelta(days=1), 0)
    state = given.get("state", "")
    return Filters(
        state=state if state in (*ALL_STATES, "open") else "",
        lane=given.get("lane", "") if given.get("lane") in LANES else "",
        category=given.get("category", "").replace("\0", "")[:40],
        due_before=due,
        words=given.get("q", "").replace("\0", "").strip()[:100],
        is_mine=given.get("mine") == "1",
    )


def _option(label: Any, value: str | None) -> dict[str, Any]:
    return {"label": label, "value": value, "count": None}


def _groups(office: Any) -> list[dict[str, Any]]:
    states = [_option(_("All"), None), _option(_("Open"), "open")]
    states += [_option(STATES[code].staff, code) for code in _LISTED]
    return [
        {"label": _("State"), "name": "state", "options": states},
        {
            "label": _("Lane"),
            "name": "lane",
            "options": [_option(_("All"), None), *(_option(words, code) for code, words in LANES.items())],
        },
        {
            "label": _("Due"),
            "name": "due",
            "options": [
                _option(_("All"), None),
                _option(_("Late"), "late"),
                _option(_("By today"), "today"),
            ],
        },
        {
            "label": _("Whose"),
            "name": "mine",
            "options": [_option(_("All"), None), _option(_("Mine"), "1")],
        },
        {
            "label": _("Category"),
            "name": "category",
            "choices": category_choices(office.pk, first=_("All")) if office else [],
        },
    ]


@access("case.read")
@require_GET
def case_detail(request: Request, number: str) -> HttpResponse:
    """A case: what was asked, the next step, the facts, what happened."""
    case = case_for(request.viewer, "case.read", number)
    if case is None:
        raise Http404
    return _case_page(request, case)


@access("case.renew_code")
@require_POST
def renew_code(request: Request, number: str) -> HttpResponse:
    """A new query code for somebody who lost the slip and stands at the counter with the registered phone."""
    contact = request.POST.get("contact", "")

    def renew(case: Any) -> str:
        code = intake.renew_code(viewer=request.viewer, case=case, contact=contact)
        words = _("The new query code is %(code)s. The old one opens nothing any more.")
        return words % {"code": grouped(code)}

    return _deed(request, number, "case.renew_code", renew, typed=contact[:40])


@access("case.triage")
@require_POST
def link_asker(request: Request, number: str) -> HttpResponse:
    """The clerk confirms that the registered person whose phone it is asked."""

    def link(case: Any) -> str:
        understanding.link_asker(viewer=request.viewer, case=case)
        return _("Noted who asks.")

    return _deed(request, number, "case.triage", link)


def _deed(
    request: Request, number: str, action: str, take: Callable[[Any], str], typed: str = ""
) -> HttpResponse:
    """Something done on the case page: said when it is done; refused in words, with what was typed still there."""
    case = case_for(request.viewer, action, number)
    if case is None:
        raise Http404
    try:
        messages.success(request, take(case))
    except Refused as refused:
        messages.error(request, " ".join(words_for(fault) for fault in refused.faults))
        return _case_page(request, case, typed)
    return redirect("cases:case_detail", number)


def _case_page(request: Request, case: Any, typed_contact: str = "") -> HttpResponse:
    request.office = case.office
    shown = case_page(request, case) | {"typed_contact": typed_contact}
    return render(request, "cases/case_detail.html", shown)


def case_page(request: Request, case: Any) -> dict[str, Any]:
    """What the case page shows."""
    proposals = proposals_of(case)
    steps = steps_of(case)
    rights = actions_on(request.viewer, case)
    around = beside(case)
    return {
        "case": case,
        "text": text_for(case, rights),
        "may": rights,
        "sees_numbers": sees_numbers(case, rights),
        "registered_asker": registered_asker(case) if "case.triage" in rights else None,
        "clock_words": CLOCKS.get(case.provider_due_kind, ""),
        "kind_words": dict(KINDS).get(case.kind, ""),
        "timeline": staff_timeline(steps),
        "shows_asker": sees_secrets(rights) or not case.is_secret,
        "photos": around.photos,
        "panel": panel_for(case, rights, proposals, looks_back=may(request.viewer, "trail.read")),
        "sent_back": sent_back(steps),
        "marks": marks_of(case),
        "beside": around,
        "opening": readable_numbers(
            request.viewer, [other.number for other in (*around.joined, *around.same_receipt)]
        ),
        "from_visit": _from_visit(request, around.visit) if around.visit else None,
        "today": clock.today(),
        "missing": [step for step in steps if step.move == "ask_more"][-1:] if case.incomplete_at else [],
        "asked_of_lead": [_asked(case, ruling) for ruling in around.rulings],
        "answers": last_answer(steps),
    }


def _from_visit(request: Request, visit: Any) -> dict[str, Any]:
    """The visit that a case came from; it opens for those who may read it."""
    is_theirs = visit_for(request.viewer, "visit.read", visit.uuid) is not None
    return {"visit": visit, "aim": aim_words(visit), "kind": KIND_WORDS[visit.kind], "is_theirs": is_theirs}


def _asked(case: Any, ruling: Any) -> dict[str, Any]:
    ruling.case = case
    return offered(ruling)


@access("case.read")
@require_GET
def photo(request: Request, uuid: str, size: str) -> FileResponse:
    """A photo of a case that the viewer may read."""
    found = photo_for(request.viewer, uuid)
    if found is None:
        raise Http404
    path = path_of(found.file, "thumbnail" if size == "thumbnail" else "full")
    try:
        return FileResponse(path.open("rb"), content_type=found.file.content_type)
    except FileNotFoundError:
        raise Http404 from None
