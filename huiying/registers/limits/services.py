"""Writes of limits and calendar days."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.limits.models import CalendarDay, Limit
from huiying.registers.limits.rules import faults_in_new_limit
from huiying.registers.limits.selectors import STANDARD
from huiying.registers.places.models import Office, Place

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewLimit:
    """How long a matter may take from a day on, by which document."""

    matter: str
    from_on: date
    amount: int
    unit: str
    document: str
    at_least: bool = False


@transaction.atomic
def register_limits(*, viewer: Viewer, limits: list[Limit]) -> list[Limit]:
    """Put limits into force, each with the document it comes from."""
    made = Limit.objects.bulk_create(limits)
    record([NewEntry("limit.registered", viewer, None, "limit", limit.pk) for limit in made])
    return made


@transaction.atomic
def take_standard_limits(*, viewer: Viewer, place: Place) -> list[Limit]:
    """Give a place the product's standard limits from today, where it has none of its own; each may be adjusted."""
    kept = json.loads(STANDARD.read_text(encoding="utf-8"))
    known = set(Limit.objects.filter(place=place).values_list("matter", flat=True))
    rows = [
        Limit(
            matter=matter,
            place=place,
            from_on=clock.today(),
            amount=amount,
            unit=unit,
            document=kept["document"],
            is_adjustable=True,
        )
        for matter, amount, unit in kept["limits"]
        if matter not in known
    ]
    return register_limits(viewer=viewer, limits=rows)


@transaction.atomic
def set_limit(*, viewer: Viewer, office: Office, new: NewLimit) -> Limit:
    """Put a limit into force at an office from a day to come; the one before it ends on the day before.

    Nothing that is past changes: times that were told stay told, and each day keeps the row that held on it.
    """
    rows = list(
        Limit.objects.select_for_update().filter(matter=new.matter, place=office.place_id).order_by("from_on")
    )
    taken = {row.from_on for row in rows}
    if faults := faults_in_new_limit(from_on=new.from_on, today=clock.today(), taken=taken):
        raise Refused(*faults)
    last_day = new.from_on - _A_DAY
    for before in rows:
        if before.from_on < new.from_on and (before.until_on is None or before.until_on > last_day):
            before.until_on = last_day
            before.save(update_fields=["until_on"])
    later = next((row for row in rows if row.from_on > new.from_on), None)
    row = Limit(
        matter=new.matter,
        place=office.place,
        from_on=new.from_on,
        until_on=later.from_on - _A_DAY if later else None,
        amount=new.amount,
        unit=new.unit,
        at_least=new.at_least,
        document=new.document,
        is_adjustable=any(row.is_adjustable for row in rows),
    )
    try:
        with transaction.atomic():
            return register_limits(viewer=viewer, limits=[row])[0]
    except IntegrityError as error:
        raise Refused(Fault("limit_on_that_day", "from_on")) from error


@transaction.atomic
def take_back_limit(*, viewer: Viewer, limit: Limit) -> None:
    """Take out a limit that is not in force yet; the one before it goes on."""
    row = Limit.objects.select_for_update().filter(pk=limit.pk).first()
    if row is None or row.from_on <= clock.today():
        raise Refused(Fault("limit_in_force"))
    key = row.pk
    matter, place_id, day_before, until_on = row.matter, row.place_id, row.from_on - _A_DAY, row.until_on
    row.delete()
    for before in Limit.objects.filter(matter=matter, place=place_id, until_on=day_before):
        before.until_on = until_on
        before.save(update_fields=["until_on"])
    record([NewEntry("limit.taken_back", viewer, None, "limit", key)])


@transaction.atomic
def set_own_days(
    *, viewer: Viewer, office: Office, days: list[date], is_working: bool, note: str, document: str
) -> list[CalendarDay]:
    """Enter days of the office's own, from today on, in place of what it had entered for them before."""
    if not days or min(days) < clock.today():
        raise Refused(Fault("day_is_past", "from_on"))
    CalendarDay.objects.filter(office=office, on__in=days).delete()
    rows = [
        CalendarDay(office=office, on=day, is_working=is_working, note=note, document=document)
        for day in days
    ]
    return enter_days(viewer=viewer, days=rows)


@transaction.atomic
def take_back_day(*, viewer: Viewer, day: CalendarDay) -> None:
    """The official calendar holds for a day again."""
    if day.on < clock.today():
        raise Refused(Fault("day_is_past"))
    key = day.pk
    CalendarDay.objects.filter(pk=key).delete()
    record([NewEntry("calendar.taken_back", viewer, day.office_id, "calendar_day", key)])


@transaction.atomic
def enter_days(*, viewer: Viewer, days: list[CalendarDay]) -> list[CalendarDay]:
    """Enter days on which an office works, or doesn't, against the official calendar."""
    made = CalendarDay.objects.bulk_create(days)
    record([NewEntry("calendar.entered", viewer, day.office_id, "calendar_day", day.pk) for day in made])
    return made
