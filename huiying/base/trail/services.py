"""Writing the trail: entries in the transaction of the change, seals afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from huiying.base.trail.models import Entry, Seal
from huiying.base.trail.rules import COLUMNS, canonical, faults_in_data, is_code, next_digest, plain_data
from huiying.base.trail.selectors import head
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer

_SEALER = 0x7365616C  # the advisory lock of whoever seals
_LATE = 10_000
"""How far behind the last sealed key an entry may still appear: on PostgreSQL keys commit out of order."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is to be told; `at` is now unless the past is told."""

    code: str
    viewer: Viewer
    office_id: int | None
    subject_kind: str
    subject_id: int
    data: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None


def record(entries: Sequence[NewEntry]) -> list[Entry]:
    """Tell what was done, inside the transaction of the change, so that neither is without the other."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the trail is written in the transaction of the change")
    now = clock.now()
    for entry in entries:
        if not is_code(entry.code):
            raise ValueError(f"not a dotted code: {entry.code!r}")
        if faults := faults_in_data(entry.data):
            raise ValueError(
                f"{entry.code}: the trail holds keys, codes, numbers and dates only, not {faults}"
            )
    return Entry.objects.bulk_create(
        [
            Entry(
                at=entry.at or now,
                code=entry.code,
                actor_id=entry.viewer.id,
                actor_name=entry.viewer.name,
                office_id=entry.office_id,
                subject_kind=entry.subject_kind,
                subject_id=entry.subject_id,
                data=plain_data(entry.data),
            )
            for entry in entries
        ],
        batch_size=1000,
    )


@transaction.atomic
def note_export(
    *, viewer: Viewer, office_id: int | None, what: str, count: int, file_id: int | None = None
) -> None:
    """Somebody takes a list away as a file: which list, how many rows, and out of which file that had come in."""
    data = {"list": what, "rows": count}
    entry = NewEntry("list.exported", viewer, office_id, "list", 0, data)
    if file_id is not None:
        entry = NewEntry("list.exported", viewer, office_id, "import", file_id, data)
    record([entry])


def seal(*, limit: int = 10_000) -> int:
    """Chain the entries without a seal, among those that a writer may have held back; how many."""
    sealed = Seal.objects.aggregate(last=Max("entry_id"))["last"] or 0
    return _seal_behind(sealed - _LATE, limit)


def seal_all() -> int:
    """Chain every entry that has no seal, however old; how many."""
    total = 0
    while count := _seal_behind(0, 10_000):
        total += count
    return total


@transaction.atomic
def _seal_behind(key: int, limit: int) -> int:
    """One sealer at a time: SQLite's transactions are immediate, PostgreSQL takes an advisory lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALER])
    position, digest = head()
    waiting = Entry.objects.filter(pk__gt=key, seal__isnull=True).order_by("pk")
    seals = []
    for row in waiting.values_list(*COLUMNS)[:limit]:
        position, digest = position + 1, next_digest(digest, canonical(row))
        seals.append(Seal(position=position, entry_id=row[0], digest=digest))
    Seal.objects.bulk_create(seals, batch_size=1000)
    return len(seals)
