"""What stands beside one case: helpers, the cases it is joined to or was split from, what waits for the lead, what
was given for it, the visit it came from, the common problems it belongs to, what meetings decided on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, Q, QuerySet

from huiying.base.storage.prepared import Prepared
from huiying.work.cases.models import (
    AgendaItem,
    Case,
    CaseHelper,
    CasePhoto,
    CommonProblem,
    FoundCase,
    ProblemCase,
    Promise,
    Ruling,
    ServiceGiven,
    Visit,
)
from huiying.work.cases.rules.states import BEFORE_ANSWER
from huiying.work.cases.selectors.cases import is_answered_by_itself, photos_of
from huiying.work.cases.selectors.given import given_for_case
from huiying.work.cases.selectors.meetings import NOT_CARRIED_OUT
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
    photos: list[CasePhoto] = field(default_factory=list)
    decisions: list[AgendaItem] = field(default_factory=list)


_EACH: dict[str, Callable[[Case], QuerySet[Any]]] = {
    "helpers": lambda case: CaseHelper.objects.filter(case=case, until_at=None).select_related("party"),
    "rulings": lambda case: Ruling.objects.filter(case=case, ruled_at=None, lapsed_at=None),
    "joined": lambda case: Case.objects.filter(merged_into=case),
    "split": lambda case: Case.objects.filter(split_from=case),
    "promise": lambda case: Promise.objects.filter(case=case).select_related("holder"),
    "services": given_for_case,
    "visit": lambda case: FoundCase.objects.filter(case=case),
    "problems": lambda case: ProblemCase.objects.filter(case=case),
    "photos": lambda case: CasePhoto.objects.filter(case=case),
    "decisions": lambda case: (
        AgendaItem.objects.filter(case=case, decided_at__isnull=False)
        .annotate(
            is_waiting=ExpressionWrapper(
                Q(NOT_CARRIED_OUT, case__state__in=BEFORE_ANSWER), output_field=BooleanField()
            )
        )
        .select_related("who", "meeting")
    ),
}
"""Where something may stand beside a case."""
_WHICH_HAVE_ROWS = Prepared(
    lambda key: Case.objects.filter(pk=key).values_list(
        *(Exists(each(Case(pk=key))) for each in _EACH.values())
    ),
    -1,
)


def beside(case: Case) -> Beside:
    """All of it. One query tells what there is, and only that is read."""
    [found] = _WHICH_HAVE_ROWS.rows(case.pk)
    has = dict(zip(_EACH, found, strict=True))

    def read(name: str) -> list[Any]:
        return list(_EACH[name](case).order_by("pk")) if has[name] else []

    return Beside(
        helpers=read("helpers"),
        joined=read("joined"),
        same_receipt=on_the_same_receipt(case) if has["split"] or case.split_from_id else [],
        rulings=read("rulings"),
        promise=next(iter(read("promise")), None),
        services=list(given_for_case(case)) if has["services"] else [],
        visit=visit_of_case(case) if has["visit"] else None,
        problems=problems_of_case(case) if has["problems"] else [],
        photos=photos_of(case) if has["photos"] else [],
        decisions=read("decisions"),
    )


_LIKELY = 5


def likely_same(case: Case) -> list[Case]:
    """Cases not yet answered that may say the same: from the same phone, or of the same category at the same place;
    the newest first. What is answered by itself says the same as none."""
    alike = Q(pk__in=())
    if is_answered_by_itself(case):
        return []
    if case.contact:
        alike |= Q(contact_index=case.contact_index)
    if case.category_id and case.place_id:
        alike |= Q(category=case.category_id, place=case.place_id)
    same = Case.objects.filter(alike, office=case.office_id, state__in=BEFORE_ANSWER, merged_into=None)
    same = same.filter(is_secret=False).exclude(kind="report").exclude(pk=case.pk)
    return list(same.order_by("-pk")[:_LIKELY])
