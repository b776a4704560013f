"""Keeping a file's rows, and what becomes of each."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import batched
from pathlib import Path

from django.db import transaction
from django.db.models import F

from huiying.base.imports.models import OUTCOMES, HeadMeaning, Import, ImportRow
from huiying.base.jobs.models import Job
from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.pure.sheets.headers import Field, meanings, plain
from huiying.pure.sheets.tables import CellFault, Reading

_BATCH = 500
KEPT_UNTAKEN = timedelta(days=7)
"""A file that was brought and never taken in is forgotten after this."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row."""

    row: ImportRow
    code: str
    subject_id: int | None = None
    said: str = ""
    faults: list[CellFault] = field(default_factory=list)


def digest_of(path: Path) -> str:
    """By which the same file is known again."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def bring(*, viewer: Viewer, office_id: int, kind: str, name: str, path: Path, reading: Reading) -> Import:
    """Keep what was read of a file, so that it can be looked at before it is taken in.

    In batches, for others write meanwhile; `row_count` comes last, and without it there is no file.
    """
    file = Import.objects.create(
        office_id=office_id,
        kind=kind,
        name=name[-120:],
        digest=digest_of(path),
        size=path.stat().st_size,
        heads=[[head.sheet, head.number, list(head.columns)] for head in reading.heads],
        left_out=list(reading.left_out),
        mapping=reading.mapping,
        brought_by=viewer.id,
        brought_by_name=viewer.name,
        brought_at=clock.now(),
    )
    for rows in batched(reading.rows, _BATCH, strict=False):
        ImportRow.objects.bulk_create(
            ImportRow(
                file=file,
                sheet=row.sheet,
                number=row.number,
                cells=json.dumps(row.cells, ensure_ascii=False),
            )
            for row in rows
        )
    with transaction.atomic():
        file.row_count = len(reading.rows)
        file.save(update_fields=["row_count"])
        data = {"rows": file.row_count}
        record([NewEntry("import.brought", viewer, office_id, "import", file.pk, data)])
    return file


@transaction.atomic
def understand_heads(*, file: Import, mapping: Mapping[str, str]) -> Import:
    """Somebody says what the heads of a file mean that was not taken in yet."""
    file.mapping = {head: mapping.get(head, meant) for head, meant in file.mapping.items()}
    file.save(update_fields=["mapping"])
    return file


@transaction.atomic
def begin(*, viewer: Viewer, file: Import, fields: tuple[Field, ...], job: Job | None = None) -> Import:
    """A file is to be taken in: from now on its columns mean what they mean, for the office's next files too."""
    file = Import.objects.select_for_update().get(pk=file.pk)
    if file.begun_at is None:
        _remember(file, fields)
        file.begun_at = clock.now()
        record([NewEntry("import.begun", viewer, file.office_id, "import", file.pk)])
    if job is not None:
        file.job = job
    file.save(update_fields=["begun_at", "job"])
    return file


def _remember(file: Import, fields: tuple[Field, ...]) -> None:
    """Keep where the office differs from the usual names; what it says now stands over what it said before."""
    usual = meanings(file.mapping, fields, {})
    told = {plain(head)[:100]: code for head, code in file.mapping.items() if code != usual[head]}
    as_usual = {plain(head)[:100] for head, code in file.mapping.items() if code == usual[head]}
    mine = HeadMeaning.objects.filter(office_id=file.office_id, kind=file.kind)
    mine.filter(head__in=as_usual - told.keys()).delete()
    HeadMeaning.objects.bulk_create(
        (
            HeadMeaning(office_id=file.office_id, kind=file.kind, head=head, field=code)
            for head, code in told.items()
        ),
        update_conflicts=True,
        unique_fields=["office_id", "kind", "head"],
        update_fields=["field"],
    )


def next_rows(file: Import, count: int) -> list[ImportRow]:
    """The next rows without an outcome, this file being locked until the transaction ends."""
    Import.objects.select_for_update().get(pk=file.pk)
    return list(file.rows.filter(outcome="").order_by("id")[:count])


def settle(file: Import, outcomes: Iterable[Outcome]) -> None:
    """Keep what became of some rows, in the transaction that wrote their records."""
    rows, counts = [], Counter[str]()
    for outcome in outcomes:
        row = outcome.row
        row.outcome, row.subject_id, row.said = outcome.code, outcome.subject_id, outcome.said
        row.faults = [[found.column, found.fault.code, found.fault.data] for found in outcome.faults]
        rows.append(row)
        counts[outcome.code] += 1
    ImportRow.objects.bulk_update(rows, ["outcome", "subject_id", "said", "faults"])
    Import.objects.filter(pk=file.pk).update(
        **{f"{code}_count": F(f"{code}_count") + counts[code] for code in OUTCOMES}
    )


@transaction.atomic
def end(*, viewer: Viewer, file: Import) -> Import:
    """Every row has its outcome."""
    file = Import.objects.select_for_update().get(pk=file.pk)
    if file.ended_at is None:
        file.ended_at = clock.now()
        file.save(update_fields=["ended_at"])
        data = {code: getattr(file, f"{code}_count") for code in OUTCOMES}
        record([NewEntry("import.ended", viewer, file.office_id, "import", file.pk, data)])
    return file


@transaction.atomic
def forget(*, viewer: Viewer, file: Import) -> None:
    """Forget a file that was not taken in."""
    file = Import.objects.select_for_update().get(pk=file.pk)
    if file.begun_at is None:
        record([NewEntry("import.forgotten", viewer, file.office_id, "import", file.pk)])
        file.delete()


def forget_untaken() -> int:
    """Forget what was brought a week ago and never taken in; how many files."""
    old = Import.objects.filter(begun_at=None, brought_at__lt=clock.now() - KEPT_UNTAKEN)
    files = list(old)
    for file in files:
        forget(viewer=Viewer.system(file.office_id), file=file)
    return len(files)
