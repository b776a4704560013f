"""Writes of limits and calendar days."""

from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib.viewer import Viewer
from huiying.registers.limits.models import CalendarDay, Limit


@transaction.atomic
def register_limits(*, viewer: Viewer, limits: list[Limit]) -> list[Limit]:
    """Put limits into force, each with the document it comes from."""
    made = Limit.objects.bulk_create(limits)
    record([NewEntry("limit.registered", viewer, None, "limit", limit.pk) for limit in made])
    return made


@transaction.atomic
def enter_days(*, viewer: Viewer, days: list[CalendarDay]) -> list[CalendarDay]:
    """Enter days on which an office works, or doesn't, against the official calendar."""
    made = CalendarDay.objects.bulk_create(days)
    record([NewEntry("calendar.entered", viewer, day.office_id, "calendar_day", day.pk) for day in made])
    return made
