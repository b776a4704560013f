"""Common problems: named by a person, answered by measures, and told once to each who asked."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.models import Party
from huiying.registers.places.models import Office
from huiying.work.cases.models import Case, CommonProblem, Measure, ProblemCase, ProblemVisit, Visit
from huiying.work.cases.rules.intake import LONGEST_TEXT as LONGEST_WORD
from huiying.work.cases.rules.problems import (
    Answering,
    Asking,
    askers,
    faults_in_approval,
    faults_in_measure,
    faults_in_problem,
    to_tell,
)
from huiying.work.cases.services.steps import NewStep, said, take_steps


@dataclass(frozen=True, slots=True)
class NewProblem:
    """What many ask about for one reason, with the cases and visits that show it."""

    title: str
    cause: str
    cases: tuple[Case, ...] = ()
    visits: tuple[Visit, ...] = ()


@dataclass(frozen=True, slots=True)
class NewMeasure:
    """What answers a problem; an article says about which enterprise it is."""

    kind: str
    title: str
    who: Party
    from_on: date | None
    until_on: date | None = None
    text: str = ""
    about: Party | None = None


def _recorded(viewer: Viewer, problem: CommonProblem, code: str, **data: object) -> None:
    record([NewEntry(code, viewer, problem.office_id, "problem", problem.pk, data)])


def _locked(problem: CommonProblem) -> CommonProblem:
    """The problem as it stands now, locked until the transaction ends; one that has ended takes nothing on."""
    locked = CommonProblem.objects.select_for_update().get(pk=problem.pk)
    if locked.ended_at is not None:
        raise Refused(Fault("problem_has_ended"))
    return locked


@transaction.atomic
def name_problems(*, viewer: Viewer, office: Office, problems: list[NewProblem]) -> list[CommonProblem]:
    """A person sees that cases have one cause."""
    faults = [
        fault
        for new in problems
        for fault in faults_in_problem(
            title=new.title, cause=new.cause, count=len(new.cases) + len(new.visits)
        )
    ]
    if faults:
        raise Refused(*faults)
    now = clock.now()
    made = CommonProblem.objects.bulk_create(
        CommonProblem(
            office=office,
            title=new.title.strip(),
            cause=new.cause.strip(),
            named_at=now,
            named_by=viewer.id,
        )
        for new in problems
    )
    for problem, new in zip(made, problems, strict=True):
        _recorded(viewer, problem, "problem.named")
        _take_on(viewer, problem, new.cases, new.visits)
    return made


@transaction.atomic
def add_to_problem(
    *, viewer: Viewer, problem: CommonProblem, cases: Iterable[Case] = (), visits: Iterable[Visit] = ()
) -> CommonProblem:
    """More cases have the same cause, or more visits found it."""
    problem = _locked(problem)
    if not _take_on(viewer, problem, cases, visits):
        raise Refused(Fault("in_problem_already", "number"))
    return problem


def _take_on(viewer: Viewer, problem: CommonProblem, cases: Iterable[Case], visits: Iterable[Visit]) -> int:
    """Each case and visit once; how many were new."""
    new_cases = {case.pk: case for case in cases}
    new_visits = {visit.pk: visit for visit in visits}
    offices = {case.office_id for case in new_cases.values()}
    offices |= {visit.office_id for visit in new_visits.values()}
    if offices - {problem.office_id}:
        raise Refused(Fault("case_unknown", "number"))
    for (key,) in problem.cases.values_list("case"):
        new_cases.pop(key, None)
    for (key,) in problem.visits.values_list("visit"):
        new_visits.pop(key, None)
    now = clock.now()
    ProblemCase.objects.bulk_create(
        [ProblemCase(problem=problem, case=case, added_at=now) for case in new_cases.values()]
    )
    ProblemVisit.objects.bulk_create(
        [ProblemVisit(problem=problem, visit=visit) for visit in new_visits.values()]
    )
    count = len(new_cases) + len(new_visits)
    if count:
        _recorded(viewer, problem, "problem.grouped", count=count)
    return count


@transaction.atomic
def note_measures(*, viewer: Viewer, problem: CommonProblem, measures: list[NewMeasure]) -> list[Measure]:
    """Something is done about a common problem."""
    problem = _locked(problem)
    today = clock.today()
    faults = [fault for new in measures for fault in faults_in_measure(_answering(new), today)]
    if faults:
        raise Refused(*faults)
    made = Measure.objects.bulk_create([_row(problem, new) for new in measures])
    for measure in made:
        _recorded(viewer, problem, "problem.answered", kind=measure.kind)
    return made


def _answering(new: NewMeasure) -> Answering:
    return Answering(new.kind, new.title, new.text, new.from_on, new.until_on, new.about is not None)


def _row(problem: CommonProblem, new: NewMeasure) -> Measure:
    assert new.from_on is not None
    return Measure(
        problem=problem,
        kind=new.kind,
        title=new.title.strip(),
        text=new.text.strip(),
        who=new.who,
        from_on=new.from_on,
        until_on=new.until_on,
        about=new.about if new.kind == "article" else None,
    )


@transaction.atomic
def approve_article(
    *, viewer: Viewer, measure: Measure, approved_on: date | None, approved_by: str
) -> Measure:
    """The enterprise that an article is about has read it and agrees; who said so, and on which day."""
    problem = _locked(measure.problem)
    measure = Measure.objects.get(pk=measure.pk)  # its problem is locked
    if measure.kind != "article" or measure.approved_on is not None:
        raise Refused(Fault("approved_before"))
    faults = faults_in_approval(
        approved_on=approved_on, by=approved_by, from_on=measure.from_on, today=clock.today()
    )
    if faults:
        raise Refused(*faults)
    measure.approved_on, measure.approved_by = approved_on, approved_by.strip()
    measure.save(update_fields=["approved_on", "approved_by"])
    _recorded(viewer, problem, "problem.article_approved", measure=measure.pk)
    return measure


@transaction.atomic
def tell_askers(*, viewer: Viewer, problem: CommonProblem, word: str) -> int:
    """Tell each asker what is done about it, on one of their cases, once; how many.

    Whoever comes to the problem later is told when it is told again. Whoever withdrew or was refused is not written
    to.
    """
    problem = _locked(problem)
    word = said(word)
    if len(word) > LONGEST_WORD:
        raise Refused(Fault("words_too_long", "word", {"most": str(LONGEST_WORD)}))
    measures = list(problem.measures.all())
    if not measures:
        raise Refused(Fault("measure_missing"))
    if not any(measure.is_ready for measure in measures):
        raise Refused(Fault("article_not_approved"))
    rows = list(problem.cases.select_related("case__office__place", "case__office__desk").order_by("pk"))
    whose = askers((row.case_id, row.case.asker_id, row.case.contact) for row in rows)
    chosen = to_tell(
        Asking(row.case_id, whose[row.case_id], row.case.state, row.told_at is not None) for row in rows
    )
    if not chosen:
        raise Refused(Fault("all_told"))
    now, by = clock.now(), set(chosen.values())
    data = {"problem": problem.pk}
    told = [row.case for row in rows if row.case_id in by]
    take_steps(viewer=viewer, steps=[NewStep(case, "tell", "desk", word=word, data=data) for case in told])
    reached = [row for row in rows if whose[row.case_id] in chosen]
    for row in reached:
        row.told_at = row.told_at or now
        row.told_key = _asker_key(row.case) if row.case_id in by else ""
    ProblemCase.objects.bulk_update(reached, ["told_at", "told_key"])
    _recorded(viewer, problem, "problem.told", count=len(told))
    return len(told)


def _asker_key(case: Case) -> str:
    """A keyed digest of who asked, that tells nobody who it is. Without contact and name each case is another's."""
    who = f"contact {case.contact}" if case.contact else f"party {case.asker_id or f'of {case.pk}'}"
    return hmac.new(settings.DATA_KEY.encode(), who.encode(), hashlib.sha256).hexdigest()[:32]


@transaction.atomic
def end_problem(*, viewer: Viewer, problem: CommonProblem, result: str) -> CommonProblem:
    """What came of it: nobody need look after it any more."""
    problem = _locked(problem)
    if not problem.measures.exists():
        raise Refused(Fault("measure_missing"))
    problem.ended_at, problem.result = clock.now(), said(result, "result")
    problem.save(update_fields=["ended_at", "result"])
    _recorded(viewer, problem, "problem.ended")
    return problem
