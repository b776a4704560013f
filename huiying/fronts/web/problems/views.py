"""Common problems: the list, naming one, and one from the visits that found it to what came of the measures."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.problems.forms import AddForm, ApproveForm, EndForm, GroupForm, MeasureForm, TellForm
from huiying.fronts.web.problems.wording import MEASURE_WORDS
from huiying.fronts.web.refusals import add_faults
from huiying.fronts.web.registers.listing import Row, Table, chosen, listed, page_of
from huiying.fronts.web.registers.wording import options
from huiying.fronts.web.templatetags.ui import when
from huiying.fronts.web.visits.wording import KIND_WORDS, aim_words
from huiying.fronts.web.wording import exact_words
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.registers.access.selectors import reached_offices
from huiying.registers.parties.selectors import provider_by_id
from huiying.work.cases.selectors.problems import (
    cases_of,
    cases_to_group,
    last_measures,
    measure_for,
    measures_of,
    problem_for,
    problems,
    result_of,
    visits_of,
)
from huiying.work.cases.services.problems import (
    NewMeasure,
    NewProblem,
    add_to_problem,
    approve_article,
    end_problem,
    name_problems,
    note_measures,
    tell_askers,
)


@access("problem.read")
@require_GET
def problem_list(request: Request) -> HttpResponse:
    """The common problems, the last named first; those that are settled behind a filter."""
    state = chosen(request, "state", ("ended", "all"))
    found = problems(request.viewer, is_open={"ended": False, "all": None}.get(state, True))
    page = page_of(request, found, "-named_at", "-id")
    measures = last_measures(page.rows)
    rows = [
        Row(
            problem.title,
            reverse("problems:problem_detail", args=(problem.uuid,)),
            note=_measure_words(measures.get(problem.pk)),
            cells=(when(problem.named_at), problem.case_count, problem.measure_count),
        )
        for problem in page.rows
    ]
    request.office = reached_offices(request.viewer, "problem.read").first()
    states = options({"ended": _("Settled"), "all": _("All")}, _("Still there"))
    groups = [{"label": _("State"), "name": "state", "options": states}]
    table = Table((_("Common problem"), _("Seen since"), _("Cases"), _("Measures")), rows, page)
    return listed(request, "problems/problem_list.html", {"table": table, "groups": groups, "state": state})


def _measure_words(measure: Any) -> str:
    """What is done about it now: the last measure, whose it is, and until when."""
    if measure is None:
        return _("nothing is done about it yet")
    until = _("until %(day)s") % {"day": exact_words(measure.until_on)} if measure.until_on else ""
    return " · ".join(filter(None, (measure.title, measure.who.name, until)))


@access("problem.work")
@require_http_methods(["GET", "POST"])
def problem_new(request: Request) -> HttpResponse:
    """Cases that were picked, or visits, have one cause: a new problem, or one that is known."""
    viewer = request.viewer
    office = reached_offices(viewer, "problem.work").select_related("desk")[0]
    asked, sent = request.GET, request.POST
    named = (asked.getlist("case") + sent.getlist("cases"), asked.getlist("visit") + sent.getlist("visits"))
    form = GroupForm(request.POST or None, viewer=viewer, office=office, named=named)
    if form.is_valid():
        data = form.cleaned_data
        cases, visits = form.picked()
        try:
            if data["problem"]:
                problem = form.known[data["problem"]]
                add_to_problem(viewer=viewer, problem=problem, cases=cases, visits=visits)
            else:
                new = NewProblem(data["title"], data["cause"], cases, visits)
                [problem] = name_problems(viewer=viewer, office=office, problems=[new])
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _("Noted. What is done about it is written down here."))
            return redirect("problems:problem_detail", problem.uuid)
    request.office = office
    is_empty = not form.found and not form.visited
    return render(request, "problems/problem_new.html", {"form": form, "is_empty": is_empty})


def _problem(request: Request, action: str, uuid: UUID) -> Any:
    problem = problem_for(request.viewer, action, uuid)
    if problem is None:
        raise Http404
    request.office = problem.office
    return problem


@access("problem.read")
@require_GET
def problem_detail(request: Request, uuid: UUID) -> HttpResponse:
    """A common problem: the visits and cases that show it, the measures, who was told, and what came of it."""
    problem = _problem(request, "problem.read", uuid)
    cases, measures = cases_of(problem), measures_of(problem)
    context = {
        "problem": problem,
        "cases": cases,
        "told_count": sum(row.told_at is not None for row in cases),
        "visits": [(visit, aim_words(visit), KIND_WORDS[visit.kind]) for visit in visits_of(problem)],
        "measures": [(measure, MEASURE_WORDS[measure.kind]) for measure in measures],
        "may_tell": any(measure.is_ready for measure in measures)
        and any(row.told_at is None for row in cases),
        "result": result_of(problem, measures, clock.today()),
    }
    return render(request, "problems/problem_detail.html", context)


def _deed(
    request: Request,
    problem: Any,
    form: Form,
    page: tuple[str, str],
    do: Callable[[dict[str, Any]], str],
) -> HttpResponse:
    """A form of a problem: refused in words beside its field, or done, said, and back to the problem."""
    if form.is_valid():
        try:
            done = do(form.cleaned_data)
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, done)
            return redirect("problems:problem_detail", problem.uuid)
    template, note = page
    return render(request, template, {"problem": problem, "form": form, "note": note})


@access("problem.work")
@require_http_methods(["GET", "POST"])
def problem_add(request: Request, uuid: UUID) -> HttpResponse:
    """One more case has the same cause."""
    problem = _problem(request, "problem.work", uuid)

    def add(data: dict[str, Any]) -> str:
        cases = cases_to_group(request.viewer, [data["number"]])
        if not cases:
            raise Refused(Fault("case_unknown", "number"))
        add_to_problem(viewer=request.viewer, problem=problem, cases=cases)
        return _("Added.")

    return _deed(
        request, problem, AddForm(request.POST or None), ("problems/problem_add.html", problem.title), add
    )


@access("problem.work")
@require_http_methods(["GET", "POST"])
def measure_new(request: Request, uuid: UUID) -> HttpResponse:
    """Something is done about it."""
    problem = _problem(request, "problem.work", uuid)
    initial = {"from_on": clock.today()}
    form = MeasureForm(request.POST or None, viewer=request.viewer, office=problem.office, initial=initial)

    def note(data: dict[str, Any]) -> str:
        new = NewMeasure(
            kind=data["kind"],
            title=data["title"],
            who=provider_by_id(problem.office_id, data["who"]),
            from_on=data["from_on"],
            until_on=data["until_on"],
            text=data["text"],
            about=form.enterprises.get(data["about"]),
        )
        note_measures(viewer=request.viewer, problem=problem, measures=[new])
        return _("Written down.")

    return _deed(request, problem, form, ("problems/measure_new.html", problem.title), note)


@access("problem.work")
@require_http_methods(["GET", "POST"])
def measure_approve(request: Request, uuid: UUID) -> HttpResponse:
    """The enterprise agrees with an article."""
    measure = measure_for(request.viewer, "problem.work", uuid)
    if measure is None or measure.kind != "article":
        raise Http404
    problem = measure.problem
    request.office = problem.office
    form = ApproveForm(request.POST or None, initial={"approved_on": clock.today()})

    def approve(data: dict[str, Any]) -> str:
        approve_article(viewer=request.viewer, measure=measure, **data)
        return _("Written down. The article may go out.")

    note = f"{measure.title} · {measure.about}"
    return _deed(request, problem, form, ("problems/measure_approve.html", note), approve)


@access("problem.tell")
@require_http_methods(["GET", "POST"])
def problem_tell(request: Request, uuid: UUID) -> HttpResponse:
    """Each asker is told once what is done about it."""
    problem = _problem(request, "problem.tell", uuid)

    def tell(data: dict[str, Any]) -> str:
        count = tell_askers(viewer=request.viewer, problem=problem, word=data["word"])
        words = ngettext("%(count)d asker reads it now.", "%(count)d askers read it now.", count)
        return words % {"count": count}

    page = ("problems/problem_tell.html", problem.title)
    return _deed(request, problem, TellForm(request.POST or None), page, tell)


@access("problem.work")
@require_http_methods(["GET", "POST"])
def problem_end(request: Request, uuid: UUID) -> HttpResponse:
    """What came of it; nobody need look after it any more."""
    problem = _problem(request, "problem.work", uuid)

    def end(data: dict[str, Any]) -> str:
        end_problem(viewer=request.viewer, problem=problem, result=data["result"])
        return _("Settled.")

    page = ("problems/problem_end.html", problem.title)
    return _deed(request, problem, EndForm(request.POST or None), page, end)
