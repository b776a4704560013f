"""Common problems for a viewer, with the chain from the visits that found them to what came of the measures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from huiying.pure.lib import clock
from huiying.pure.lib.case_numbers import normal_number
from huiying.pure.lib.keys import row_key
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import reached
from huiying.work.cases.models import Case, CommonProblem, Measure, ProblemCase, ProblemVisit, Visit
from huiying.work.cases.rules.problems import before_and_after, first_of, months_around
from huiying.work.cases.selectors.cases import readable

MOST_AT_ONCE = 200
"""So many cases are grouped by one form."""


def problems(viewer: Viewer, *, is_open: bool | None = None) -> QuerySet[CommonProblem]:
    """The common problems of the viewer's offices, with how many cases and measures each has; unordered."""
    query = CommonProblem.objects.filter(reached(viewer, "problem.read", "office"))
    if is_open is not None:
        query = query.filter(ended_at__isnull=is_open)
    return query.annotate(
        case_count=_count(ProblemCase.objects.all()), measure_count=_count(Measure.objects.all())
    )


def _count(query: QuerySet[Any]) -> Coalesce:
    counted = query.filter(problem=OuterRef("pk")).order_by().values("problem").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count"), output_field=IntegerField()), 0)


def problem_for(viewer: Viewer, action: str, uuid: UUID) -> CommonProblem | None:
    """One common problem on which the viewer may do an action."""
    found = CommonProblem.objects.filter(reached(viewer, action, "office"), uuid=uuid)
    return found.select_related("office__place", "office__desk").first()


def problems_to_join(viewer: Viewer, office_id: int) -> QuerySet[CommonProblem]:
    """The open problems of an office to which the viewer may add a case."""
    found = CommonProblem.objects.filter(reached(viewer, "problem.work", "office"), office=office_id)
    return found.filter(ended_at=None).order_by("-named_at", "-pk")[:50]


def cases_to_group(viewer: Viewer, numbers: Iterable[str]) -> list[Case]:
    """The cases of these numbers that the viewer may group."""
    wanted = [normal_number(number) for number in list(numbers)[:MOST_AT_ONCE]]
    found = Case.objects.filter(readable(viewer, "problem.work"), number__in=wanted)
    return list(found.select_related("office", "category").order_by("-pk"))


def visits_to_group(viewer: Viewer, keys: Iterable[str]) -> list[Visit]:
    """The visits of these keys that were made and that the viewer may group."""
    wanted = [key for given in list(keys)[:MOST_AT_ONCE] if (key := row_key(given)) is not None]
    found = Visit.objects.filter(reached(viewer, "problem.work", "office"), pk__in=wanted)
    found = found.filter(happened_at__isnull=False).select_related("party", "place__parent__parent", "office")
    return list(found.order_by("-at", "-pk"))


def cases_of(problem: CommonProblem) -> list[ProblemCase]:
    """The cases of a problem, the newest first."""
    rows = problem.cases.select_related("case__category", "case__place__parent").order_by("-case__pk")
    return list(rows)


def visits_of(problem: CommonProblem) -> list[Visit]:
    """The visits that found it: those that a person named, and those from which its cases came, unless
    who asked there stays secret."""
    named = ProblemVisit.objects.filter(problem=problem).values("visit")
    opened = ProblemCase.objects.filter(
        problem=problem, case__found__isnull=False, case__is_secret=False
    ).values("case__found__visit")
    rows = Visit.objects.filter(Q(pk__in=named) | Q(pk__in=opened))
    return list(rows.select_related("party", "place__parent__parent").order_by("at", "pk"))


def measures_of(problem: CommonProblem) -> list[Measure]:
    """What answers it, in the order of time."""
    return list(problem.measures.select_related("who", "about").order_by("from_on", "pk"))


def last_measures(problems: Iterable[CommonProblem]) -> dict[int, Measure]:
    """By problem: the measure that began last."""
    rows = Measure.objects.filter(problem__in=list(problems)).select_related("who").order_by("from_on", "pk")
    return {measure.problem_id: measure for measure in rows}


def measure_for(viewer: Viewer, action: str, uuid: UUID) -> Measure | None:
    """One measure on whose problem the viewer may do an action."""
    found = Measure.objects.filter(reached(viewer, action, "office", "problem__office"), uuid=uuid)
    return found.select_related("problem__office", "who", "about").first()


def problems_of_case(case: Case) -> list[CommonProblem]:
    """The common problems to which a case belongs."""
    return list(CommonProblem.objects.filter(cases__case=case).order_by("pk"))


def problems_of_visit(visit: Visit) -> list[CommonProblem]:
    """The common problems that a visit was named as having found."""
    return list(CommonProblem.objects.filter(visits__visit=visit).order_by("pk"))


# --- Before and after --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Month:
    """A month: how many cases of the problem came in, and how many of the same categories in all."""

    first: date
    own: int
    alike: int
    is_middle: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The months around the first measure; `before` and `after` count whole months: cases of the same categories, and
    months."""

    months: list[Month]
    began_on: date | None
    before: tuple[int, int] | None = None
    after: tuple[int, int] | None = None


def result_of(problem: CommonProblem, measures: list[Measure], today: date) -> Result:
    """What came of it, by the month in which cases came in."""
    began_on = min((measure.from_on for measure in measures), default=None)
    months = months_around(began_on, today)
    cases = Case.objects.filter(problems__problem=problem)
    own = _by_month(cases, months)
    categories = cases.exclude(category=None).values("category")
    alike = _by_month(Case.objects.filter(office=problem.office_id, category__in=categories), months)
    middle = first_of(began_on) if began_on else None
    rows = [Month(month, own[month], alike[month], month == middle) for month in months]
    if began_on is None:
        return Result(rows, None)
    before, after = before_and_after(alike, months, began_on)
    return Result(rows, began_on, before, after)


def _by_month(cases: QuerySet[Case], months: list[date]) -> dict[date, int]:
    """How many came in in each month, all counted at once."""
    counted = cases.order_by().aggregate(
        **{
            f"month_{serial}": Count(
                "pk",
                filter=Q(
                    received_at__gte=clock.local_time(month, 0),
                    received_at__lt=clock.local_time(first_of(month, 1), 0),
                ),
            )
            for serial, month in enumerate(months)
        }
    )
    return {month: counted[f"month_{serial}"] for serial, month in enumerate(months)}
