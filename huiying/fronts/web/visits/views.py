"""Visits: the list, one planned, one made, one with its cases and hazards."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.cases.choices import provider_choices
from huiying.fronts.web.hazards.wording import GRADE_WORDS
from huiying.fronts.web.refusals import add_faults
from huiying.fronts.web.registers.listing import Row, Table, chosen, listed, page_of, party_url
from huiying.fronts.web.registers.wording import options
from huiying.fronts.web.templatetags.ui import place_path, when
from huiying.fronts.web.visits.forms import (
    CallOffForm,
    CaseForm,
    EnteredForm,
    HazardForm,
    MadeForm,
    NoteForm,
    PlanForm,
    upload,
)
from huiying.fronts.web.visits.wording import KIND_WORDS, aim_words, standing_words
from huiying.fronts.web.wording import due_words
from huiying.pure.lib import clock
from huiying.pure.lib.case_numbers import grouped
from huiying.pure.lib.keys import row_key
from huiying.pure.lib.refusals import Refused
from huiying.registers.access.roles import roles_for
from huiying.registers.access.selectors import reached_offices, rights_in
from huiying.registers.limits.selectors import timetable
from huiying.registers.parties.selectors import provider_by_id
from huiying.registers.places.selectors import current_places
from huiying.work.cases.rules.visits import is_written_late
from huiying.work.cases.selectors.cases import own_parties
from huiying.work.cases.selectors.problems import problems_of_visit
from huiying.work.cases.selectors.visits import (
    VisitFilters,
    found_cases,
    hazards_of,
    party_to_visit,
    visit_for,
    visitors_of,
    visits,
)
from huiying.work.cases.services.hazards import NewHazard, find_hazards
from huiying.work.cases.services.intake import NewCase, code_of
from huiying.work.cases.services.understanding import Understanding, understand
from huiying.work.cases.services.visits import NewVisit, call_off, note_visit, open_cases, register_visits

_A_MONTH = timedelta(days=30)


@access("visit.read")
@require_GET
def visit_list(request: Request) -> HttpResponse:
    """The visits that the viewer may read, the last first, with what each found."""
    request.office = reached_offices(request.viewer, "visit.read").first()
    page = page_of(request, visits(request.viewer, _filters(request)), "-at", "-id")
    company = visitors_of(page.rows)
    rows = [
        Row(
            aim_words(visit),
            reverse("visits:visit_detail", args=(visit.uuid,)),
            " · ".join(
                filter(
                    None,
                    (
                        str(KIND_WORDS[visit.kind]),
                        place_path(visit.party.place if visit.party else visit.place),
                    ),
                )
            ),
            (
                when(visit.at),
                _(", ").join(company[visit.pk]),
                standing_words(visit) or found_words(visit.case_count, visit.hazard_count),
            ),
        )
        for visit in page.rows
    ]
    table = Table((_("Visit"), _("Day"), _("Visited by"), _("Outcome")), rows, page)
    context = {"table": table, "groups": _groups(request), "is_narrowed": bool(request.GET)}
    return listed(request, "visits/visit_list.html", context)


def found_words(case_count: int, hazard_count: int) -> str:
    """What a visit found, counted."""
    counted = [
        ngettext("%(count)d case", "%(count)d cases", case_count) % {"count": case_count}
        if case_count
        else "",
        ngettext("%(count)d hazard", "%(count)d hazards", hazard_count) % {"count": hazard_count}
        if hazard_count
        else "",
    ]
    return _(", ").join(filter(None, counted)) or _("noted")


def _filters(request: Request) -> VisitFilters:
    period = chosen(request, "period", ("to_come", "month", "year"))
    today = clock.today()
    since = {
        "month": clock.now() - _A_MONTH,
        "year": clock.local_time(today.replace(month=1, day=1), 0),
    }.get(period)
    who = request.GET.get("who", "")
    return VisitFilters(
        kind=chosen(request, "kind", KIND_WORDS),
        visitor=row_key(who),
        since=since,
        is_to_come=period == "to_come",
    )


def _groups(request: Request) -> list[dict[str, Any]]:
    """What the list can be narrowed to; whoever sees only their own visits isn't asked whose."""
    periods = {"to_come": _("To come"), "month": _("Last 30 days"), "year": _("This year")}
    groups: list[dict[str, Any]] = [
        {"label": _("Period"), "name": "period", "options": options(periods, _("All"))},
        {"label": _("Kind of visit"), "name": "kind", "choices": [("", _("All")), *KIND_WORDS.items()]},
    ]
    if request.viewer.has_role(*roles_for("visit.read", "office")) and request.office:
        people = provider_choices(request.office.pk)[1:]
        choices = [(group, [(str(key), name) for key, name in members]) for group, members in people]
        groups.append({"label": _("Visited by"), "name": "who", "choices": [("", _("All")), *choices]})
    return groups


@access("visit.make")
@require_http_methods(["GET", "POST"])
def visit_new(request: Request) -> HttpResponse:
    """Write down a visit that was made."""
    return _entered(request, MadeForm, "visits/visit_new.html", _("Written down."))


@access("visit.make")
@require_http_methods(["GET", "POST"])
def visit_plan(request: Request) -> HttpResponse:
    """Plan a visit that is to come."""
    return _entered(
        request, PlanForm, "visits/visit_plan.html", _("Planned. It stands on the first page on its day.")
    )


def _entered(request: Request, form_class: type[EnteredForm], template: str, done: str) -> HttpResponse:
    viewer = request.viewer
    office = reached_offices(viewer, "visit.make").select_related("desk")[0]
    form = form_class(
        request.POST or None, viewer=viewer, office=office, initial=_first_values(request, office, form_class)
    )
    if form.is_valid():
        data = form.cleaned_data
        at = datetime.combine(data["on"], data["from_time"], tzinfo=clock.SHANGHAI)
        is_made = form_class is MadeForm
        new = NewVisit(
            kind=data["kind"],
            visitors=_company(viewer, office, data["visitors"]),
            party=data["party"],
            place=_place(viewer, office, data["place"]),
            where=data["where"],
            purpose=data.get("purpose", ""),
            planned_for=None if is_made else at,
            happened_at=at if is_made else None,
            seen=data.get("seen", ""),
        )
        try:
            [visit] = register_visits(viewer=viewer, office=office, visits=[new])
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, done)
            return redirect("visits:visit_detail", visit.uuid)
    request.office = office
    return render(request, template, {"form": form})


def _first_values(request: Request, office: Any, form_class: type[EnteredForm]) -> dict[str, Any]:
    """Whoever is named in the address is visited; a visit is mostly written down on its day."""
    here = clock.local(clock.now())
    key = request.GET.get("party", "")
    wanted = row_key(key)
    party = party_to_visit(office.pk, wanted) if wanted is not None else None
    is_known = party is not None and party_url(request.viewer, party)
    day = here.date() if form_class is MadeForm else here.date() + timedelta(days=1)
    return {
        "whom": party.name if party is not None and is_known else "",
        "party": party.pk if party is not None and is_known else None,
        "on": day,
        "from_time": f"{here:%H:%M}" if form_class is MadeForm else "09:00",
        "kind": chosen(request, "kind", KIND_WORDS),
    }


def _company(viewer: Any, office: Any, keys: list[int]) -> tuple[Any, ...]:
    """Who goes; whoever sees only their own visits goes along on each that they write down."""
    chosen_keys = dict.fromkeys(keys)
    if rights_in(viewer, office).get("visit.make") != "office":
        chosen_keys |= {own.pk: None for own in own_parties(viewer) if own.kind == "person"}
    return tuple(provider_by_id(office.pk, key) for key in chosen_keys)


def _place(viewer: Any, office: Any, key: str) -> Any:
    return current_places(viewer, office.place.path).filter(pk=key).first() if key else None


def visit_or_404(request: Request, action: str, uuid: UUID) -> Any:
    """The visit on which the viewer may do an action."""
    visit = visit_for(request.viewer, action, uuid)
    if visit is None:
        raise Http404
    request.office = visit.office
    return visit


@access("visit.read")
@require_GET
def visit_detail(request: Request, uuid: UUID) -> HttpResponse:
    """A visit: whom, by whom, what was seen, and what came of it."""
    visit = visit_or_404(request, "visit.read", uuid)
    is_late = visit.happened_at is not None and is_written_late(
        clock.local(visit.happened_at).date(),
        clock.local(visit.written_at).date(),
        timetable(visit.office).calendar,
    )
    context = {
        "visit": visit,
        "aim": aim_words(visit),
        "aim_url": party_url(request.viewer, visit.party) if visit.party else "",
        "kind_words": KIND_WORDS[visit.kind],
        "company": _(", ").join(visitors_of([visit]).get(visit.pk, ())),
        "cases": found_cases(request.viewer, visit),
        "hazards": [(hazard, GRADE_WORDS[hazard.grade]) for hazard in hazards_of(visit)],
        "problems": problems_of_visit(visit),
        "is_late": is_late,
        "today": clock.today(),
    }
    return render(request, "visits/visit_detail.html", context)


@access("visit.make")
@require_http_methods(["GET", "POST"])
def visit_note(request: Request, uuid: UUID) -> HttpResponse:
    """What came of a planned visit."""
    visit = visit_or_404(request, "visit.make", uuid)
    here = clock.local(clock.now())
    initial = {
        "on": here.date(),
        "from_time": f"{here:%H:%M}",
        "visitors": list(visit.visitors.values_list("party", flat=True)),
    }
    form = NoteForm(request.POST or None, viewer=request.viewer, office=visit.office, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        try:
            note_visit(
                viewer=request.viewer,
                visit=visit,
                visitors=list(_company(request.viewer, visit.office, data["visitors"])),
                happened_at=datetime.combine(data["on"], data["from_time"], tzinfo=clock.SHANGHAI),
                seen=data["seen"],
            )
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _("Written down."))
            return redirect("visits:visit_detail", visit.uuid)
    return render(request, "visits/visit_note.html", {"visit": visit, "aim": aim_words(visit), "form": form})


@access("visit.make")
@require_http_methods(["GET", "POST"])
def visit_call_off(request: Request, uuid: UUID) -> HttpResponse:
    """A planned visit is not made."""
    visit = visit_or_404(request, "visit.make", uuid)
    form = CallOffForm(request.POST or None)
    if form.is_valid():
        try:
            call_off(viewer=request.viewer, visit=visit, word=form.cleaned_data["word"])
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _("Called off."))
            return redirect("visits:visit_detail", visit.uuid)
    return render(
        request, "visits/visit_call_off.html", {"visit": visit, "aim": aim_words(visit), "form": form}
    )


@access("visit.make")
@require_http_methods(["GET", "POST"])
def visit_case(request: Request, uuid: UUID) -> HttpResponse:
    """What was asked for on a visit becomes a case."""
    visit = visit_or_404(request, "visit.make", uuid)
    form = CaseForm(request.POST or None)
    if form.is_valid():
        try:
            [case] = open_cases(viewer=request.viewer, visit=visit, requests=[NewCase(**form.cleaned_data)])
        except Refused as refused:
            add_faults(form, refused)
        else:
            understand(cases=[case], knows=Understanding(visit.office))
            words = _(
                "Received. Please read to the asker: number %(number)s, query code %(code)s, answer %(due)s."
            )
            due = due_words(case.answer_due_at, clock.now()) if case.answer_due_at else ""
            said = {"number": case.number, "code": grouped(code_of(case)), "due": due}
            messages.success(request, words % said)
            return redirect("visits:visit_detail", visit.uuid)
    return render(request, "visits/visit_case.html", {"visit": visit, "aim": aim_words(visit), "form": form})


@access("visit.make")
@require_http_methods(["GET", "POST"])
def visit_hazard(request: Request, uuid: UUID) -> HttpResponse:
    """What a safety visit found dangerous."""
    visit = visit_or_404(request, "visit.make", uuid)
    initial = {"responsible": visit.party.name if visit.party else ""}
    form = HazardForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        new = NewHazard(
            data["what"], data["grade"], data["responsible"], data["due_on"], upload(data["photos"])
        )
        try:
            find_hazards(viewer=request.viewer, visit=visit, hazards=[new])
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _("Noted. It stands on the first page on its day."))
            return redirect("visits:visit_detail", visit.uuid)
    return render(
        request, "visits/visit_hazard.html", {"visit": visit, "aim": aim_words(visit), "form": form}
    )
