"""Which column of a table means what: by the heads that offices give them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.sheets.reading import SheetRow

LOOKED_AT = 20
"""The head of a table stands among so many first rows of its sheet."""
_BESIDE = re.compile(r"[((\[【].*?[))\]】]|[\s*::]")


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a row may give, with the heads under which offices give it."""

    code: str
    heads: tuple[str, ...]
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a sheet's table: the number of its row and what stands over each column."""

    sheet: str
    number: int
    columns: tuple[str, ...]


def plain(head: str) -> str:
    """A head without what stands around its words.

    >>> plain(" 工单 编号* "), plain("联系电话(必填):"), plain("ID 号")
    ('工单编号', '联系电话', 'id号')
    """
    return _BESIDE.sub("", unicodedata.normalize("NFKC", head)).casefold()


def meanings(heads: Iterable[str], fields: tuple[Field, ...], said: Mapping[str, str]) -> dict[str, str]:
    """The field of each head ("" for none): as somebody said, else by its usual names.

    >>> number = Field("number", ("编号", "工单编号"))
    >>> meanings(["工单编号 ", "备注", "编 号"], (number,), {"编 号": ""})
    {'工单编号 ': 'number', '备注': '', '编 号': ''}
    """
    usual = {plain(head): field.code for field in fields for head in field.heads}
    told = {plain(head): code for head, code in said.items()}
    return {head: told.get(plain(head), usual.get(plain(head), "")) for head in heads}


def find_head(rows: list[SheetRow], fields: tuple[Field, ...], said: Mapping[str, str]) -> Head | None:
    """The head among the first rows of a sheet: the row that names most fields; the first of equals.

    Where a head is merged over two rows, what stands above an empty cell counts; titles over the table don't.
    """
    best, most = None, 0
    above: tuple[str, ...] = ()
    for row in rows[:LOOKED_AT]:
        width = max(len(row.cells), len(above))
        cells = tuple(
            row.cell(place).strip() or (above[place].strip() if place < len(above) else "")
            for place in range(width)
        )
        named = {code for code in meanings(cells, fields, said).values() if code}
        if len(named) > most:
            best, most = Head(row.sheet, row.number, cells), len(named)
        above = row.cells
    return best


def first_wide_row(rows: list[SheetRow]) -> Head | None:
    """What stands for the head where no field is named: the first row with more than one cell."""
    wide = (row for row in rows[:LOOKED_AT] if sum(bool(cell.strip()) for cell in row.cells) > 1)
    row = next(wide, None)
    return Head(row.sheet, row.number, tuple(cell.strip() for cell in row.cells)) if row else None


def faults_in_meanings(found: Mapping[str, str], fields: tuple[Field, ...]) -> list[Fault]:
    """What every row would lack."""
    given = set(found.values())
    return [
        Fault("column_missing", "mapping", {"field": field.code})
        for field in fields
        if field.is_needed and field.code not in given
    ]


def parsed_mapping(typed: Iterable[str], fields: tuple[Field, ...]) -> dict[str, str]:
    """What was typed as 列=field, "" or - for a column to be left out.

    >>> parsed_mapping(["单号=number", "备注=-"], (Field("number", ()),))
    {'单号': 'number', '备注': ''}
    """
    known = [field.code for field in fields]
    said = {}
    for pair in typed:
        head, _equals, code = pair.rpartition("=")
        code = "" if code == "-" else code.strip()
        if not head or (code and code not in known):
            raise Refused(
                Fault("field_unknown", "mapping", {"field": code or pair, "known": ", ".join(known)})
            )
        said[head.strip()] = code
    return said
