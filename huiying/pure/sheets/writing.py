"""Writing rows as an Excel file that does nothing when it is opened."""

from collections.abc import Iterable, Sequence
from typing import IO

from xlsxwriter import Workbook

LONGEST_CELL = 32_767
"""Excel keeps no more of a cell."""
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\n")


def write_rows(
    target: IO[bytes], sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]]
) -> int:
    """Write sheets, each a name, the heads of its columns and its rows; how many rows.

    Rows are written as they come, whatever their number. Every cell is text or a number, never a formula: what
    begins like one is marked as text, so that it stays text when somebody edits it.
    """
    count = 0
    with Workbook(target, {"constant_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        top = book.add_format({"valign": "top", "text_wrap": True})
        quoted = book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True})
        for name, heads, rows in sheets:
            sheet = book.add_worksheet(_sheet_name(name, [each.name for each in book.worksheets()]))
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(len(heads) - 1, 0), 18)
            for column, head in enumerate(heads):
                sheet.write_string(0, column, head[:LONGEST_CELL], bold)
            for number, row in enumerate(rows, start=1):
                count += 1
                for column, value in enumerate(row):
                    if isinstance(value, int | float) and not isinstance(value, bool):
                        sheet.write_number(number, column, value, top)
                        continue
                    text = str(value)[:LONGEST_CELL]
                    sheet.write_string(
                        number, column, text, quoted if text.startswith(_STARTS_FORMULA) else top
                    )
    return count


def _sheet_name(name: str, taken: list[str]) -> str:
    """A name that Excel takes: at most 31 signs, none of those that it forbids, and no other sheet's."""
    plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in name).strip()[:31] or "Sheet1"
    known = {each.casefold() for each in taken}
    number = 2
    found = plain
    while found.casefold() in known:
        found = f"{plain[:27]} {number}"
        number += 1
    return found
