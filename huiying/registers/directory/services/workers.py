"""Writes of social workers' files, their leave, and whose cases they don't take."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from huiying.base.storage.changes import changed
from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory.models import Duty, Leave, Recusal, WorkerFile
from huiying.registers.directory.rules import days_left_of_leave
from huiying.registers.parties.models import Party, Person
from huiying.registers.places.models import Office


@transaction.atomic
def open_worker_files(*, viewer: Viewer, office: Office, files: list[WorkerFile]) -> list[WorkerFile]:
    """Open social workers' files."""
    made = WorkerFile.objects.bulk_create(files)
    record([NewEntry("worker.file_opened", viewer, office.pk, "party", row.person_id) for row in made])
    return made


@transaction.atomic
def open_worker_file(
    *, viewer: Viewer, office: Office, person: Person, values: Mapping[str, Any]
) -> WorkerFile:
    """Open a person's file as a social worker from today on, or the one that was closed before once more."""
    if person.party.office_id != office.pk:
        raise Refused(Fault("provider_unknown"))
    today = clock.today()
    closed = WorkerFile.objects.select_for_update().filter(person=person).first()
    if closed is None:
        row = WorkerFile(person=person, from_on=today, confirmed_on=today, **values)
        return open_worker_files(viewer=viewer, office=office, files=[row])[0]
    if closed.until_on is None:
        raise Refused(Fault("worker_file_open"))
    names = changed(closed, {**values, "until_on": None, "confirmed_on": today})
    closed.save(update_fields=names)
    record([NewEntry("worker.file_opened", viewer, office.pk, "party", person.pk)])
    return closed


@transaction.atomic
def change_worker_file(
    *, viewer: Viewer, file: WorkerFile, values: Mapping[str, Any], seen: str = ""
) -> WorkerFile:
    """Change kind, ceiling, area or hours; who changes a file has looked through it."""
    row = WorkerFile.objects.select_for_update().get(pk=file.pk)
    names = changed(row, values, seen)
    row.confirmed_on = clock.today()
    row.save(update_fields=[*names, "confirmed_on"])
    office_id = row.person.party.office_id
    data = {"fields": sorted(names)}
    record([NewEntry("worker.file_changed", viewer, office_id, "party", row.pk, data)])
    return row


@transaction.atomic
def close_worker_file(*, viewer: Viewer, file: WorkerFile) -> WorkerFile:
    """No case is proposed to them from tomorrow on. Who stands on the duty roster is taken off it first."""
    row = WorkerFile.objects.select_for_update().get(pk=file.pk)
    if row.until_on is not None:
        raise Refused(Fault("worker_file_closed"))
    if Duty.objects.filter(person=row.pk).exists() or Duty.objects.filter(stand_in=row.pk).exists():
        raise Refused(Fault("worker_on_duty"))
    row.until_on = max(clock.today(), row.from_on)
    row.save(update_fields=["until_on"])
    record([NewEntry("worker.file_closed", viewer, row.person.party.office_id, "party", row.pk)])
    return row


def send_on_leave(*, viewer: Viewer, office: Office, person: Person, from_on: date, until_on: date) -> Leave:
    """Note that a social worker is away from one day to another, both included."""
    if until_on < from_on:
        raise Refused(Fault("last_before_first", "until_on"))
    if until_on < clock.today():
        raise Refused(Fault("day_is_past", "until_on"))
    if Leave.objects.filter(person=person, from_on__lte=until_on, until_on__gte=from_on).exists():
        raise Refused(Fault("on_leave_already", "from_on"))
    row = Leave(person=person, from_on=from_on, until_on=until_on)
    return note_leave(viewer=viewer, office=office, leaves=[row])[0]


@transaction.atomic
def take_back_leave(*, viewer: Viewer, leave: Leave) -> None:
    """They are here after all: the days that were past stay noted, the others go."""
    row = Leave.objects.select_for_update().filter(pk=leave.pk).first()
    today = clock.today()
    if row is None or row.until_on < today:
        raise Refused(Fault("leave_is_over"))
    last = days_left_of_leave(row.from_on, row.until_on, today)
    if last is None:
        row.delete()
    else:
        row.until_on = last
        row.save(update_fields=["until_on"])
    office_id = row.person.party.office_id
    record([NewEntry("worker.leave_taken_back", viewer, office_id, "party", row.person_id)])


def keep_apart(*, viewer: Viewer, office: Office, provider: Party, party: Party) -> Recusal:
    """Note a tie between a provider and a party of the same office."""
    if party.office_id != office.pk or provider.office_id != office.pk or party.pk == provider.pk:
        raise Refused(Fault("party_unknown", "party"))
    if Recusal.objects.filter(provider=provider, party=party).exists():
        raise Refused(Fault("recused_before", "party"))
    return recuse(viewer=viewer, office=office, recusals=[Recusal(provider=provider, party=party)])[0]


@transaction.atomic
def end_recusal(*, viewer: Viewer, office: Office, provider: Party, party_id: int) -> None:
    """The tie is no more: they may have this party's cases again."""
    count, _rows = Recusal.objects.filter(provider=provider, party=party_id).delete()
    if not count:
        raise Refused(Fault("recusal_ended"))
    record([NewEntry("worker.recusal_ended", viewer, office.pk, "party", provider.pk)])


@transaction.atomic
def note_leave(*, viewer: Viewer, office: Office, leaves: list[Leave]) -> list[Leave]:
    """Note days on which people are away."""
    made = Leave.objects.bulk_create(leaves)
    record([NewEntry("worker.leave_noted", viewer, office.pk, "party", row.person_id) for row in made])
    return made


@transaction.atomic
def recuse(*, viewer: Viewer, office: Office, recusals: list[Recusal]) -> list[Recusal]:
    """Note that a provider takes no case of a party."""
    made = Recusal.objects.bulk_create(recusals)
    record([NewEntry("worker.recused", viewer, office.pk, "party", row.provider_id) for row in made])
    return made
