"""Reads of social workers' files, leave and ties."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import reached
from huiying.registers.directory.models import (
    Leave,
    Recusal,
    WorkerFile,
)
from huiying.registers.directory.rules import CONFIRMED_FOR
from huiying.registers.parties.models import Party, Person


def worker_files(viewer: Viewer, kind: str = "") -> QuerySet[WorkerFile]:
    """The social workers of the viewer's offices, with their leave."""
    query = WorkerFile.objects.filter(
        reached(viewer, "directory.read", "office", "person__party__office"), until_on=None
    )
    if kind:
        query = query.filter(type=kind)
    return query.select_related("person__party", "area").prefetch_related("person__leaves")


def worker_file_of(person: Person) -> WorkerFile | None:
    """What the office keeps of a person as its social worker."""
    return WorkerFile.objects.filter(person=person, until_on=None).select_related("area").first()


def worker_file_for(viewer: Viewer, action: str, uuid: UUID) -> WorkerFile | None:
    """The file of one social worker of the offices in which the viewer may do that, open or closed."""
    found = WorkerFile.objects.filter(
        reached(viewer, action, "office", "person__party__office"), person__party__uuid=uuid
    )
    return found.select_related("person__party__office", "area").first()


def recusals_of(provider: Party) -> QuerySet[Recusal]:
    """The parties whose cases a provider doesn't take."""
    return Recusal.objects.filter(provider=provider).select_related("party").order_by("party__name", "pk")


def leave_from(person: Person, today: date) -> QuerySet[Leave]:
    """The leave of a person that has not ended yet."""
    return person.leaves.filter(until_on__gte=today).order_by("from_on")


def confirmed_files(viewer: Viewer, today: date) -> tuple[int, int]:
    """How many workers' files were confirmed within 90 days, and how many there are."""
    files = worker_files(viewer)
    return files.filter(confirmed_on__gte=today - CONFIRMED_FOR).count(), files.count()


def away_between(viewer: Viewer, action: str, from_on: date, until_on: date) -> QuerySet[Leave]:
    """The leave that touches some days, in the offices in which the viewer may do that."""
    ours = reached(viewer, action, "office", "person__party__office")
    found = Leave.objects.filter(ours, from_on__lte=until_on, until_on__gte=from_on)
    return found.select_related("person__party").order_by("from_on", "pk")
