"""Writes of the duty roster."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction

from huiying.base.storage.changes import changed
from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory.models import Duty, WorkerFile
from huiying.registers.directory.rules import first_overlap
from huiying.registers.places.models import Office


@transaction.atomic
def set_duty(*, viewer: Viewer, office: Office, duties: list[Duty]) -> list[Duty]:
    """Put hours on the duty roster."""
    made = Duty.objects.bulk_create(duties)
    record([NewEntry("duty.set", viewer, office.pk, "duty", row.pk) for row in made])
    return made


@transaction.atomic
def put_on_duty(
    *, viewer: Viewer, office: Office, days: Sequence[int], values: Mapping[str, Any]
) -> list[Duty]:
    """Put the same hours of several weekdays on the roster of a place: who takes them, and who stands in."""
    rows = [Duty(office=office, weekday=day, **values) for day in days]
    _refuse_roster(office, rows)
    with _refused_when_just_taken():
        return set_duty(viewer=viewer, office=office, duties=rows)


@transaction.atomic
def change_duty(*, viewer: Viewer, duty: Duty, values: Mapping[str, Any], seen: str = "") -> Duty:
    """Give hours on the roster to others, or move them."""
    row = Duty.objects.select_for_update().filter(pk=duty.pk).first()
    if row is None:
        raise Refused(Fault("duty_gone"))
    names = changed(row, values, seen)
    _refuse_roster(row.office, [row])
    with _refused_when_just_taken():
        row.save(update_fields=names)
    data = {"fields": sorted(names)}
    record([NewEntry("duty.changed", viewer, row.office_id, "duty", row.pk, data)] if names else [])
    return row


@transaction.atomic
def take_off_duty(*, viewer: Viewer, duty: Duty) -> None:
    """Nobody takes these hours any more: the at-once lane is closed in them until somebody does."""
    row = Duty.objects.select_for_update().filter(pk=duty.pk).first()
    if row is None:
        raise Refused(Fault("duty_gone"))
    key, office_id = row.pk, row.office_id
    row.delete()
    record([NewEntry("duty.taken_off", viewer, office_id, "duty", key)])


@contextmanager
def _refused_when_just_taken() -> Iterator[None]:
    """The database has the last word between two who write one roster at the same moment."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(Fault("duty_just_taken", "from_hour")) from error


def _refuse_roster(office: Office, rows: Sequence[Duty]) -> None:
    """Two names of the office's social workers, hours that end after they begin, and no two rows at once.

    The database holds the last, for whoever comes at the same moment.
    """
    people = {key for row in rows for key in (row.person_id, row.stand_in_id)}
    workers = WorkerFile.objects.filter(pk__in=people, until_on=None, person__party__office=office)
    if workers.count() != len(people):
        raise Refused(Fault("provider_unknown", "person"))
    if any(row.person_id == row.stand_in_id for row in rows):
        raise Refused(Fault("stands_in_for_themselves", "stand_in"))
    if any(not 0 <= row.from_hour < row.until_hour <= 24 for row in rows):
        raise Refused(Fault("hours_end_before_they_begin", "until_hour"))
    keys = [row.pk for row in rows if row.pk is not None]
    others = Duty.objects.filter(office=office, place=rows[0].place_id).exclude(pk__in=keys)
    hours = [(row.weekday, row.from_hour, row.until_hour) for row in (*others, *rows)]
    if (met := first_overlap(hours)) is not None:
        raise Refused(Fault("duty_overlaps", "from_hour", {"day": str(met[0]), "hour": str(met[1])}))
