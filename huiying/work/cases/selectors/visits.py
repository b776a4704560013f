"""Visits and hazards for a viewer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.roles import roles_for
from huiying.registers.access.selectors import reached
from huiying.registers.parties.models import Party
from huiying.work.cases.models import Case, FoundCase, Hazard, Recheck, Visit, Visitor
from huiying.work.cases.selectors.cases import own_parties, readable

MOST_NAMESAKES = 12


@dataclass(frozen=True, slots=True)
class VisitFilters:
    """What a list of visits is narrowed to: kind, who went, and the time in which they lie."""

    kind: str = ""
    visitor: int | None = None
    since: datetime | None = None
    is_to_come: bool = False


def _within_reach(viewer: Viewer, action: str, visit: str = "") -> Q:
    """The condition on visits of the viewer's offices, or on those that they make themselves; `visit` is the path to
    the visit of the model that is asked."""
    prefix = f"{visit}__" if visit else ""
    condition = reached(viewer, action, "office", f"{prefix}office")
    if viewer.has_role(*roles_for(action, "own")):
        made = Visitor.objects.filter(party__in=own_parties(viewer).order_by().values("pk")).values("visit")
        condition |= reached(viewer, action, "own", f"{prefix}office") & Q(**{f"{visit or 'pk'}__in": made})
    return condition


def visits(viewer: Viewer, filters: VisitFilters) -> QuerySet[Visit]:
    """The visits that a viewer may read, narrowed, with what each found; unordered, for a keyset page."""
    query = Visit.objects.filter(_within_reach(viewer, "visit.read"))
    if filters.kind:
        query = query.filter(kind=filters.kind)
    if filters.visitor is not None:
        query = query.filter(pk__in=Visitor.objects.filter(party=filters.visitor).values("visit"))
    if filters.since is not None:
        query = query.filter(at__gte=filters.since)
    if filters.is_to_come:
        query = query.filter(happened_at=None, called_off_at=None)
    return query.select_related("party__place__parent__parent", "place__parent__parent").annotate(
        case_count=_count(FoundCase.objects.filter(case__in=_known(viewer).values("pk"))),
        hazard_count=_count(Hazard.objects.all()),
    )


def _count(query: QuerySet[Any]) -> Coalesce:
    """How many rows point to the visit, each kind counted by itself."""
    counted = query.filter(visit=OuterRef("pk")).order_by().values("visit").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count"), output_field=IntegerField()), 0)


def visitors_of(shown: list[Visit]) -> dict[int, list[str]]:
    """The names of those who make each of some visits."""
    found: dict[int, list[str]] = {}
    rows = Visitor.objects.filter(visit__in=[visit.pk for visit in shown]).order_by("pk")
    for key, name in rows.values_list("visit", "party__name"):
        found.setdefault(key, []).append(name)
    return found


def visit_for(viewer: Viewer, action: str, uuid: UUID) -> Visit | None:
    """One visit on which the viewer may do an action."""
    found = Visit.objects.filter(_within_reach(viewer, action), uuid=uuid)
    return found.select_related("office__place", "office__desk", "party__place", "place__parent").first()


def _known(viewer: Viewer) -> QuerySet[Case]:
    """The cases of which the viewer may know from which visit they came."""
    return Case.objects.filter(Q(is_secret=False) | readable(viewer, "case.check"))


def found_cases(viewer: Viewer, visit: Visit) -> list[tuple[Case, bool]]:
    """The cases that a visit opened, each with whether the viewer may read it; what stays secret only for those who
    know its asker, for the visit says where it went."""
    rows = list(_known(viewer).filter(found__visit=visit).select_related("category").order_by("pk"))
    if not rows:
        return []
    keys = [case.pk for case in rows]
    mine = {key for (key,) in Case.objects.filter(readable(viewer), pk__in=keys).values_list("pk")}
    return [(case, case.pk in mine) for case in rows]


def hazards_of(visit: Visit) -> list[Hazard]:
    """What a visit found dangerous."""
    return list(visit.hazards.order_by("put_right_on", "due_on", "pk"))


def visit_of_case(case: Case) -> Visit | None:
    """The visit that opened a case."""
    return Visit.objects.filter(found__case=case).select_related("party", "place__parent__parent").first()


def visits_to_come(viewer: Viewer, until: datetime) -> QuerySet[Visit]:
    """The visits that are planned up to a moment and still to be made, the first first."""
    return (
        Visit.objects.filter(_within_reach(viewer, "visit.read"), happened_at=None, called_off_at=None)
        .filter(planned_for__lt=until)
        .select_related("party", "place__parent__parent")
        .order_by("planned_for", "pk")
    )


# --- Hazards -----------------------------------------------------------------------------------------------


def hazards(viewer: Viewer, *, is_open: bool | None = None) -> QuerySet[Hazard]:
    """The hazards of the visits that a viewer may read; unordered, for a keyset page."""
    query = Hazard.objects.filter(_within_reach(viewer, "visit.read", "visit"))
    if is_open is not None:
        query = query.filter(put_right_on__isnull=is_open)
    return query.select_related("visit__party", "visit__place__parent__parent")


def hazard_for(viewer: Viewer, action: str, uuid: UUID) -> Hazard | None:
    """One hazard on which the viewer may do an action."""
    found = Hazard.objects.filter(_within_reach(viewer, action, "visit"), uuid=uuid)
    return found.select_related("visit__office", "visit__party", "visit__place__parent", "photo").first()


def rechecks_of(hazard: Hazard) -> list[Recheck]:
    """How a hazard was looked at again, the last first."""
    return list(hazard.rechecks.select_related("photo").order_by("-checked_on", "-pk"))


def hazards_due(viewer: Viewer, today: date) -> QuerySet[Hazard]:
    """Hazards whose day has come, those longest overdue first; a lead also sees each grave one at which nobody has
    looked again."""
    due = Q(due_on__lte=today)
    if viewer.has_role("lead"):
        due |= Q(grade="major") & ~Q(pk__in=Recheck.objects.values("hazard"))
    return hazards(viewer, is_open=True).filter(due).order_by("due_on", "pk")


def hazard_photo_for(viewer: Viewer, uuid: UUID) -> Any:
    """The photo of a hazard, or of what a re-check found, that the viewer may read."""
    photo = (
        Hazard.objects.filter(_within_reach(viewer, "visit.read", "visit"), photo__uuid=uuid)
        .select_related("photo")
        .first()
    ) or (
        Recheck.objects.filter(_within_reach(viewer, "visit.read", "hazard__visit"), photo__uuid=uuid)
        .select_related("photo")
        .first()
    )
    return photo.photo if photo is not None else None


# --- Who may be visited ------------------------------------------------------------------------------------


def namesakes(viewer: Viewer, office_id: int, name: str) -> list[Party]:
    """The households, people and organisations of an office that are called so; where none is, whoever may read the
    register finds them by a part of the name."""
    query = Party.objects.filter(office=office_id, merged_into=None).exclude(kind="team")
    query = query.select_related("place__parent__parent").order_by("name", "kind", "pk")
    found = list(query.filter(name=name)[:MOST_NAMESAKES])
    by_part = query.filter(reached(viewer, "party.read", "office"), name__contains=name)
    return found or list(by_part[:MOST_NAMESAKES])


def party_to_visit(office_id: int, key: int) -> Party | None:
    """One of an office's households, people and organisations."""
    found = Party.objects.filter(pk=key, office=office_id, merged_into=None)
    return found.exclude(kind="team").select_related("place__parent__parent").first()
