"""The rows of a file of any of the kinds that offices send, in bounded memory."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from huiying.pure.lib.refusals import Fault, Refused

LARGEST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet, "" where there are none as in csv: its number as Excel shows it, its cells as text."""

    sheet: str
    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """A cell; "" beyond the last that is filled."""
        return self.cells[column] if column < len(self.cells) else ""


def address(column: int, number: int) -> str:
    """What Excel calls a cell.

    >>> address(0, 2), address(25, 7), address(26, 7), address(701, 1), address(702, 1)
    ('A2', 'Z7', 'AA7', 'ZZ1', 'AAA1')
    """
    letters, column = "", column + 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{number}"


def read_rows(path: Path) -> Iterator[SheetRow]:
    """Every row that holds something, sheet by sheet. Raises Refused, with words, for a file that can't be read.

    A process of its own reads it, as a hostile file may break a reader (reader.py).
    """
    if path.stat().st_size > LARGEST_BYTES:
        raise Refused(Fault("sheet_size", "file", {"most": str(LARGEST_BYTES // 1024**2)}))
    command = [sys.executable, "-m", "huiying.pure.sheets.reader", str(path.resolve())]
    with (
        tempfile.TemporaryDirectory(prefix="huiying-sheet-") as folder,
        subprocess.Popen(  # noqa: S603 (our own module; the path is one argument)
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder
        ) as reader,
    ):
        assert reader.stdout is not None
        try:
            for line in reader.stdout:
                said = json.loads(line)
                if isinstance(said, dict):
                    _raise(said)
                    return
                sheet, number, cells = said
                yield SheetRow(sheet, number, tuple(cells))
            is_capped = reader.wait() < 0  # it ended before its last word: killed by a cap, or of itself
        finally:
            reader.kill()
    raise Refused(Fault("sheet_too_large" if is_capped else "sheet_broken", "file"))


def _raise(said: dict[str, object]) -> None:
    if said["fault"]:
        raise Refused(Fault(str(said["fault"]), "file", dict(said["data"])))  # type: ignore[call-overload]
