"""What stands beside one case: helpers, the cases it is joined to or was split from, what waits for the lead, what
was given for it, the visit it came from, the common problems it belongs to."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Exists, Q, QuerySet

from huiying.work.cases.models import (
    Case,
    CaseHelper,
    CommonProblem,
    FoundCase,
    ProblemCase,
    Promise,
    Ruling,
    ServiceGiven,
    Visit,
)
from huiying.work.cases.rules.states import BEFORE_ANSWER
from huiying.work.cases.selectors.given import given_for_case
from huiying.work.cases.selectors.problems import problems_of_case
from huiying.work.cases.selectors.public import on_the_same_receipt
from huiying.work.cases.selectors.visits import visit_of_case


@dataclass(frozen=True, slots=True)
class Beside:
    """Most cases have nothing of it."""

    helpers: list[CaseHelper] = field(default_factory=list)
    joined: list[Case] = field(default_factory=list)
    same_receipt: list[Case] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    promise: Promise | None = None
    services: list[ServiceGiven] = field(default_factory=list)
    visit: Visit | None = None
    problems: list[CommonProblem] = field(default_factory=list)


def beside(case: Case) -> Beside:
    """All of it. One query tells what there is, and only that is read."""
    each = _each(case)
    helpers, rulings, joined, _split, promised, services, _found, _grouped = each
    has_helpers, has_rulings, has_joined, has_split, has_promise, has_services, has_visit, has_problem = (
        _which_have_rows(case)
    )
    return Beside(
        helpers=list(helpers.select_related("party").order_by("pk")) if has_helpers else [],
        joined=list(joined.order_by("pk")) if has_joined else [],
        same_receipt=on_the_same_receipt(case) if has_split or case.split_from_id else [],
        rulings=list(rulings.order_by("pk")) if has_rulings else [],
        promise=promised.select_related("holder").get() if has_promise else None,
        services=list(services) if has_services else [],
        visit=visit_of_case(case) if has_visit else None,
        problems=problems_of_case(case) if has_problem else [],
    )


def _each(case: Case) -> tuple[QuerySet[Any], ...]:
    """Where something may stand beside a case."""
    return (
        CaseHelper.objects.filter(case=case, until_at=None),
        Ruling.objects.filter(case=case, ruled_at=None, lapsed_at=None),
        Case.objects.filter(merged_into=case),
        Case.objects.filter(split_from=case),
        Promise.objects.filter(case=case),
        given_for_case(case),
        FoundCase.objects.filter(case=case),
        ProblemCase.objects.filter(case=case),
    )


_NO_CASE = -1


@cache
def _asked() -> tuple[str, tuple[Any, ...]]:
    """The query that tells which of them have rows, for no case. Putting it together takes a tenth of the time of the
    whole page, so it is done once."""
    query = Case.objects.filter(pk=_NO_CASE).values_list(*map(Exists, _each(Case(pk=_NO_CASE))))
    return query.query.sql_with_params()


def _which_have_rows(case: Case) -> tuple[bool, ...]:
    sql, values = _asked()
    with connection.cursor() as cursor:
        cursor.execute(sql, [case.pk if value == _NO_CASE else value for value in values])
        return tuple(map(bool, cursor.fetchone()))


_LIKELY = 5


def likely_same(case: Case) -> list[Case]:
    """Cases not yet answered that may say the same: from the same phone, or of the same category at the same place;
    the newest first. Whoever asked secretly is not found by their phone."""
    alike = Q(pk__in=())
    if case.contact and not case.is_secret:
        alike |= Q(contact_index=case.contact_index, is_secret=False)
    if case.category_id and case.place_id:
        alike |= Q(category=case.category_id, place=case.place_id)
    same = Case.objects.filter(alike, office=case.office_id, state__in=BEFORE_ANSWER, merged_into=None)
    return list(same.exclude(pk=case.pk).order_by("-pk")[:_LIKELY])
