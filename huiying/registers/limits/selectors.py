"""Reads of limits and calendars. They are public rules: any viewer may read them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat, Length

from huiying.pure.lib.clock import local
from huiying.pure.lib.viewer import Viewer
from huiying.registers.limits.models import CalendarDay, Limit
from huiying.registers.limits.rules import LimitRule, WorkCalendar, due_at, limit_for
from huiying.registers.places.models import Office


@dataclass(frozen=True, slots=True)
class Timetable:
    """All that due times at an office are computed from: its limits and its calendar."""

    place_path: str
    limits: tuple[LimitRule, ...]
    calendar: WorkCalendar

    def limit(self, matter: str, at: datetime) -> LimitRule:
        """The limit of a matter; a matter without one is a fault in the office's set-up."""
        found = limit_for(self.limits, matter, self.place_path, local(at).date())
        if found is None:
            raise LookupError(f"no limit for {matter} at {self.place_path}")
        return found

    def due_at(self, matter: str, start: datetime) -> datetime:
        """Until when a matter that starts now must be done."""
        return due_at(start, self.limit(matter, start), self.calendar)

    def longest_due_at(self, matter: str, start: datetime) -> datetime:
        """Until when it must be done by the longest limit at or below a matter: what is told at receipt."""
        below = {limit.matter for limit in self.limits if f"{limit.matter}.".startswith(f"{matter}.")}
        return max(self.due_at(found, start) for found in below)


def timetable(office: Office) -> Timetable:
    """The limits that reach the office's place, and its calendar. Two queries."""
    limits = (
        Limit.objects.select_related("place")
        .annotate(office_path=Value(office.place.path))
        .filter(office_path__startswith=F("place__path"))
        .order_by("matter", "from_on")
    )
    own_days = dict(CalendarDay.objects.filter(office=office).values_list("on", "is_working"))
    return Timetable(office.place.path, tuple(limit.rule for limit in limits), WorkCalendar(own_days))


def limits_of(_viewer: Viewer, office: Office) -> QuerySet[Limit]:
    """The limits that reach an office, as its page lists them."""
    return (
        Limit.objects.select_related("place")
        .annotate(office_path=Concat(Value(office.place.path), Value("")), width=Length("place__path"))
        .filter(office_path__startswith=F("place__path"))
        .order_by("matter", "-width", "-from_on")
    )


def calendar_days(_viewer: Viewer, office: Office) -> QuerySet[CalendarDay]:
    """The days that an office entered against the official calendar."""
    return CalendarDay.objects.filter(office=office).order_by("on")
