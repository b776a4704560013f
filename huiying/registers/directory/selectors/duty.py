"""Reads of the duty roster."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from huiying.pure.lib.clock import local
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import reached
from huiying.registers.directory.models import (
    Duty,
)
from huiying.registers.places.models import Place


def duties(viewer: Viewer) -> QuerySet[Duty]:
    """The duty rosters of the viewer's offices."""
    return (
        Duty.objects.filter(reached(viewer, "duty.read", "office"))
        .select_related("place", "person__party", "stand_in__party")
        .order_by("place__path", "weekday", "from_hour")
    )


def duty_for(viewer: Viewer, action: str, key: int) -> Duty | None:
    """One row of a roster of the offices in which the viewer may do that."""
    found = Duty.objects.filter(reached(viewer, action, "office"), pk=key)
    return found.select_related("office__place", "place", "person__party", "stand_in__party").first()


def _duties_at(office_id: int, at: datetime) -> QuerySet[Duty]:
    here = local(at)
    return Duty.objects.filter(
        office=office_id, weekday=here.weekday(), from_hour__lte=here.hour, until_hour__gt=here.hour
    )


@dataclass(frozen=True, slots=True)
class DutyNow:
    """Who is on duty at a moment, with the stand-ins, by the path of the place for which they are."""

    by_path: tuple[tuple[str, frozenset[int]], ...] = ()

    def at(self, path: str) -> frozenset[int]:
        """The keys of those for whom something at a place is: at it, or at what it lies in."""
        return frozenset(key for place, keys in self.by_path if path.startswith(place) for key in keys)


def duty_now(office_id: int, at: datetime) -> DutyNow:
    """Who is on duty where. One query."""
    rows = _duties_at(office_id, at).values_list("place__path", "person", "stand_in")
    return DutyNow(tuple((path, frozenset(keys)) for path, *keys in rows))


def duty_places(viewer: Viewer, keys: Iterable[int]) -> dict[int, Place]:
    """The places of some rows of rosters that the viewer may read, by the row's key."""
    rows = Duty.objects.filter(reached(viewer, "duty.read", "office"), pk__in=list(keys))
    return {row.pk: row.place for row in rows.select_related("place")}
