"""A file as tables under heads: what each column means, and what each row says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.sheets.headers import (
    Field,
    Head,
    faults_in_meanings,
    find_head,
    first_wide_row,
    meanings,
    plain,
)
from huiying.pure.sheets.reading import SheetRow, address, read_rows


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with one cell; `column` counts from nought."""

    sheet: str
    number: int
    column: int
    value: str
    fault: Fault

    @property
    def cell(self) -> str:
        """What Excel calls the cell."""
        return address(self.column, self.number)


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column of each sheet gives which field; several may give one, and the first that is filled counts."""

    columns: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, heads: Iterable[Head], mapping: Mapping[str, str]) -> "Layout":
        """The layout of tables whose heads mean what the mapping says."""
        return cls({head.sheet: tuple(mapping.get(each, "") for each in head.columns) for head in heads})

    def column(self, row: SheetRow, field: str) -> int:
        """Where a field of a row stands: the first column that is filled, else the first that could be; else 0."""
        places = [place for place, code in enumerate(self.columns[row.sheet]) if code == field]
        filled = [place for place in places if row.cell(place).strip()]
        return next(iter([*filled, *places]), 0)

    def values(self, row: SheetRow) -> dict[str, str]:
        """What a row says, by field."""
        found: dict[str, str] = {}
        for code, cell in zip(self.columns[row.sheet], row.cells, strict=False):
            if code and cell.strip() and code not in found:
                found[code] = cell
        return found

    def fault(self, row: SheetRow, fault: Fault) -> CellFault:
        """A fault in a field, at its cell."""
        column = self.column(row, fault.field)
        return CellFault(row.sheet, row.number, column, row.cell(column), fault)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file. `left_out` are the sheets that are hidden or in which no head was found."""

    heads: tuple[Head, ...]
    left_out: tuple[str, ...]
    mapping: dict[str, str]
    rows: list[SheetRow]

    @property
    def layout(self) -> Layout:
        """What its columns mean."""
        return Layout.of(self.heads, self.mapping)


def read_tables(
    path: Path,
    fields: tuple[Field, ...],
    said: Mapping[str, str],
    *,
    remembered: Mapping[str, str] | None = None,
    asks_later: bool = False,
) -> Reading:
    """Read a file whose columns mean what `said` says of their heads, else what was remembered of them, else what
    their names usually mean.

    Raises Refused for a file that can't be read, in which no head was found, or that lacks a column that is needed;
    where somebody will be asked later what the columns mean, not for the last two. A head of which something is said
    must be there; one that is remembered may be of another file.
    """
    heads, left_out, rows = [], [], []
    known = {**(remembered or {}), **said}
    for sheet, lines in _by_sheet(read_rows(path)):
        head = find_head(lines, fields, known) or (first_wide_row(lines) if asks_later else None)
        if head is None:
            left_out.append(sheet)
            continue
        heads.append(head)
        rows += [line for line in lines if line.number > head.number]
    if not heads:
        raise Refused(Fault("sheet_no_headers", "file"))
    columns = [column for head in heads for column in head.columns if column]
    there = {plain(column) for column in columns}
    if unknown := [head for head in said if said[head] and plain(head) not in there]:
        raise Refused(*(Fault("column_unknown", "mapping", {"column": head}) for head in unknown))
    mapping = meanings(columns, fields, known)
    faults = faults_in_meanings(mapping, fields)
    if faults and not asks_later:
        raise Refused(*faults)
    return Reading(tuple(heads), tuple(left_out), mapping, rows)


def _by_sheet(rows: Iterator[SheetRow]) -> Iterator[tuple[str, list[SheetRow]]]:
    for sheet, lines in groupby(rows, key=lambda row: row.sheet):
        yield sheet, list(lines)
