"""Reads one file and prints its rows: a process of its own, whose memory and time are capped.

A file may be made to fill the memory or to keep a reader busy for ever; then this process ends, and nothing else.
Run as `python -m huiying.pure.sheets.reader FILE`; prints a JSON line for each row, or one for what was wrong.
"""

import csv
import json
import re
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.sheets.content import charset_of, kind_of

MOST_MEMORY = 1536 * 1024 * 1024
MOST_SECONDS = 60
MOST_ROWS = 60_000
MOST_COLUMNS = 200
LONGEST_CELL = 100_000
LONGEST_NAME = 60
"""Of a sheet; Excel allows 31 characters, others more."""
HIDDEN = 0
"""Stands for the number of a row where a sheet is hidden."""
MOST_SIGNS = 100_000_000
_WHOLE = 10**15
"""Excel keeps fifteen digits of a number; a longer one has lost its end and is shown as Excel shows it."""
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]|_x000D_")

Line = tuple[str, int, list[str]]


def rows_of(path: Path) -> Iterator[Line]:
    """Sheet, number and cells of every row that holds something."""
    found = _excel(path) if kind_of(path) == "excel" else _text(path)
    count, signs = 0, 0
    for sheet, number, cells in found:
        while cells and not cells[-1].strip():
            cells.pop()
        if number == HIDDEN:
            yield sheet, number, cells
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise Refused(
                Fault("sheet_too_wide", "file", {"most": str(MOST_COLUMNS), "sheet": sheet or "csv"})
            )
        count += 1
        signs += sum(map(len, cells))
        if count > MOST_ROWS:
            raise Refused(Fault("sheet_too_long", "file", {"most": str(MOST_ROWS)}))
        if signs > MOST_SIGNS or any(len(cell) > LONGEST_CELL for cell in cells):
            raise Refused(Fault("sheet_too_large", "file"))
        yield sheet, number, cells
    if not count:
        raise Refused(Fault("sheet_empty", "file"))


def _excel(path: Path) -> Iterator[Line]:
    """The sheets that can be seen; of a formula the value that was last computed. Of a hidden sheet only its name, as
    a row without a number: whoever brings the file is told that it was left out.
    """
    with CalamineWorkbook.from_path(str(path)) as book:
        for place, about in enumerate(book.sheets_metadata):
            name = about.name
            if len(name) > LONGEST_NAME:
                name = f"{name[: LONGEST_NAME - 4]}~{place + 1}"
            if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
                yield name, HIDDEN, []
                continue
            for number, row in enumerate(book.get_sheet_by_index(place).iter_rows(), start=1):
                yield name, number, [as_text(value) for value in row]


def _text(path: Path) -> Iterator[Line]:
    charset = charset_of(path)
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=charset, newline="") as text:
        mark = separator_of(line for _number, line in zip(range(10), text, strict=False))
        text.seek(0)
        for number, row in enumerate(csv.reader(text, delimiter=mark), start=1):
            yield "", number, [cleaned(cell) for cell in row]


def separator_of(lines: Iterable[str]) -> str:
    """What stands between the columns of a text.

    >>> separator_of(["工单编号;标题;电话"]), separator_of(["一月", "a\\tb"]), separator_of(["一"])
    (';', '\\t', ',')
    """
    head = "".join(lines)
    return max(",\t;|", key=head.count)


def as_text(value: Any) -> str:
    """A cell as somebody would have typed it.

    >>> [as_text(value) for value in (13800001234.0, 0.5, 2.0231205e19, True, "", " 甲\\r\\n乙 ")]
    ['13800001234', '0.5', '2.02312050000000E+19', 'TRUE', '', ' 甲\\n乙 ']
    >>> as_text(datetime(2023, 12, 5, 9, 3)), as_text(datetime(2023, 12, 5).date())
    ('2023-12-05 09:03:00', '2023-12-05')
    """
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if abs(value) >= _WHOLE:
            return f"{value:.14E}"
        return str(int(value)) if value == int(value) else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.isoformat(" ", timespec="seconds")
    return str(value)


def cleaned(text: str) -> str:
    """The text with one kind of line break and without signs that nobody sees."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _say(line: Any) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def main() -> None:
    """Print the rows, and last how it went."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    fault: Fault | None = None
    try:
        for line in rows_of(Path(sys.argv[1])):
            _say(line)
    except Refused as refused:
        fault = refused.faults[0]
    except PasswordError:
        fault = Fault("sheet_locked", "file")
    except MemoryError:
        fault = Fault("sheet_too_large", "file")
    except (CalamineError, csv.Error, UnicodeError, OSError, ValueError):
        fault = Fault("sheet_broken", "file")
    _say({"fault": fault.code, "data": fault.data} if fault else {"fault": "", "data": {}})


if __name__ == "__main__":
    main()
