"""Reads of limits and calendars. They are public rules: any viewer may read them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from huiying.base.storage.kept import once
from huiying.pure.lib.clock import local
from huiying.pure.lib.viewer import Viewer
from huiying.registers.limits.models import CalendarDay, Limit
from huiying.registers.limits.rules import LimitRule, WorkCalendar, due_at, limit_for
from huiying.registers.places.models import Office
from huiying.registers.places.rules import ancestor_paths

STANDARD = Path(__file__).with_name("standard_limits.json")


@dataclass(frozen=True, slots=True)
class Timetable:
    """All that due times at an office are computed from: its limits and its calendar."""

    place_path: str
    limits: tuple[LimitRule, ...]
    calendar: WorkCalendar

    def limit(self, matter: str, at: datetime) -> LimitRule:
        """The limit of a matter; a matter without one is a fault in the office's set-up.

        Before the first limit there was none, and yet a hotline's request may be older than the office is here: the
        first one holds for it.
        """
        found = limit_for(self.limits, matter, self.place_path, self._day(matter, at))
        if found is None:
            raise LookupError(f"no limit for {matter} at {self.place_path}")
        return found

    def due_at(self, matter: str, start: datetime) -> datetime:
        """Until when a matter that starts now must be done."""
        return due_at(start, self.limit(matter, start), self.calendar)

    def longest_due_at(self, matter: str, start: datetime) -> datetime:
        """Until when it must be done by the longest limit at or below a matter: what is told at receipt."""
        on = self._day(matter, start)
        below = {
            limit.matter
            for limit in self.limits
            if f"{limit.matter}.".startswith(f"{matter}.") and limit.is_in_force(on)
        }
        return max(self.due_at(found, start) for found in below or {matter})

    def _day(self, matter: str, at: datetime) -> date:
        """The day whose limits hold for a matter: that of the moment, or else the first one that has any."""
        begun = (
            limit.from_on
            for limit in self.limits
            if f"{limit.matter}.".startswith(f"{matter}.") or f"{matter}.".startswith(f"{limit.matter}.")
        )
        on = local(at).date()
        return max(on, min(begun, default=on))


_RULE = ("matter", "place__path", "from_on", "until_on", "amount", "unit", "document", "at_least")


def timetable(office: Office) -> Timetable:
    """The limits that reach the office's place, and its calendar. Two queries, made for every receipt and step."""
    return once(("timetable", office.pk), lambda: _timetable(office))


def _timetable(office: Office) -> Timetable:
    limits = Limit.objects.filter(place__path__in=ancestor_paths(office.place.path)).order_by(
        "matter", "from_on"
    )
    own_days = dict(CalendarDay.objects.filter(office=office).values_list("on", "is_working"))
    rules = tuple(LimitRule(*row) for row in limits.values_list(*_RULE))
    return Timetable(office.place.path, rules, WorkCalendar(own_days))


def limits_of(_viewer: Viewer, office: Office) -> QuerySet[Limit]:
    """The limits that reach an office, as its page lists them."""
    return (
        Limit.objects.select_related("place")
        .filter(place__path__in=ancestor_paths(office.place.path))
        .annotate(width=Length("place__path"))
        .order_by("matter", "-width", "-from_on")
    )


def calendar_days(_viewer: Viewer, office: Office) -> QuerySet[CalendarDay]:
    """The days that an office entered against the official calendar."""
    return CalendarDay.objects.filter(office=office).order_by("on")


def history_of(office: Office, matter: str) -> QuerySet[Limit]:
    """All rows of a matter that reach an office, the newest first."""
    paths = ancestor_paths(office.place.path)
    rows = Limit.objects.filter(matter=matter, place__path__in=paths).select_related("place")
    return rows.order_by("-from_on", "-pk")


def limits_by_default(office: Office, today: date) -> int:
    """How many limits in force still rest on the product's defaults and on no document of the office."""
    default = json.loads(STANDARD.read_text(encoding="utf-8"))["document"]
    rows = Limit.objects.filter(place=office.place_id, document=default, from_on__lte=today)
    return rows.filter(Q(until_on=None) | Q(until_on__gte=today)).count()


def matters_of(_viewer: Viewer, keys: Iterable[int]) -> dict[int, str]:
    """The matters of some limits, by the limit's key."""
    return dict(Limit.objects.filter(pk__in=list(keys)).values_list("pk", "matter"))
