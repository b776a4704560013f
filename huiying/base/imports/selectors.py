"""Reads of files that came in. The caller says which offices' files its viewer may see."""

import json
from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from huiying.base.imports.models import HeadMeaning, Import, ImportRow
from huiying.pure.lib.refusals import Fault
from huiying.pure.sheets.headers import Head
from huiying.pure.sheets.reading import SheetRow
from huiying.pure.sheets.tables import CellFault, Layout


def imports(offices: Collection[int], kind: str) -> QuerySet[Import]:
    """The files of a kind that came to some offices; one that was not read to its end is none."""
    return Import.objects.filter(office_id__in=offices, kind=kind, row_count__gt=0)


def import_by_uuid(offices: Collection[int], uuid: UUID) -> Import | None:
    """One of them."""
    found = Import.objects.filter(office_id__in=offices, uuid=uuid, row_count__gt=0)
    return found.select_related("job").first()


def files_of_jobs(jobs: Collection[int]) -> QuerySet[Import]:
    """The files that some jobs take in."""
    return Import.objects.filter(job__in=jobs)


def broken_off(office_id: int, kind: str, digest: str, mapping: dict[str, str]) -> Import | None:
    """The import of the same file, understood in the same way, that was begun and has not ended."""
    found = imports([office_id], kind).filter(digest=digest, begun_at__isnull=False, ended_at=None)
    return next((file for file in found.order_by("id") if file.mapping == mapping), None)


def remembered(office_id: int, kind: str) -> dict[str, str]:
    """What the office's heads mean beside their usual names."""
    rows = HeadMeaning.objects.filter(office_id=office_id, kind=kind)
    return dict(rows.values_list("head", "field"))


def heads_of(file: Import) -> tuple[Head, ...]:
    """The heads of its sheets."""
    return tuple(Head(sheet, number, tuple(columns)) for sheet, number, columns in file.heads)


def layout_of(file: Import) -> Layout:
    """What its columns mean."""
    return Layout.of(heads_of(file), file.mapping)


def sheet_row(row: ImportRow) -> SheetRow:
    """A kept row as it was read."""
    return SheetRow(row.sheet, row.number, tuple(json.loads(row.cells)))


def rows_in_order(file: Import, *outcomes: str) -> Iterator[ImportRow]:
    """Its rows as they stand in the file, those with an outcome only where some are named."""
    query = file.rows.filter(outcome__in=outcomes) if outcomes else file.rows.all()
    return query.order_by("id").iterator(500)


def faults_of(file: Import) -> Iterator[CellFault]:
    """What was wrong, cell by cell."""
    for row in rows_in_order(file, "faulty"):
        yield from cell_faults(sheet_row(row), row.faults)


def cell_faults(row: SheetRow, kept: list[Any]) -> Iterator[CellFault]:
    """The faults of a row, as they were kept, with the values of their cells."""
    for column, code, data in kept:
        yield CellFault(row.sheet, row.number, column, row.cell(column), Fault(code, "", data))


def said_last(kind: str, subjects: Collection[int]) -> dict[int, str]:
    """What the last file that spoke of each record said of it, as a digest."""
    rows = ImportRow.objects.filter(subject_id__in=subjects, file__kind=kind).order_by("id")
    return {key: said for key, said in rows.values_list("subject_id", "said") if key is not None}
