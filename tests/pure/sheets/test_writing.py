"""What is written can be read again, and does nothing when it is opened."""

import io
import re
import zipfile
from pathlib import Path

from huiying.pure.sheets.reading import read_rows
from huiying.pure.sheets.writing import write_rows

DANGEROUS = ["=1+1", "+86 138", "-2", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0", 'http://x"&A1']


def test_what_is_written_is_read_again(tmp_path: Path):
    rows = [["甲\n乙", 3, 0.5, ""], ["𠮷", "001", "a" * 40_000, None]]
    target = tmp_path / "a.xlsx"
    with target.open("wb") as out:
        assert write_rows(out, [("一/二", ["文", "数", "半", "空"], rows)]) == 2
    head, first, second = read_rows(target)
    assert (head.sheet, head.cells) == ("一 二", ("文", "数", "半", "空"))
    assert first.cells == ("甲\n乙", "3", "0.5")
    assert (second.cells[:2], len(second.cells[2])) == (("𠮷", "001"), 32_767)


def test_nothing_that_is_written_is_a_formula_or_a_link_and_it_is_marked_as_text():
    target = io.BytesIO()
    write_rows(target, [("一", ["头"], [[text] for text in DANGEROUS])])
    with zipfile.ZipFile(target) as book:
        sheet, styles = book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    formats = re.findall(r"<xf [^>]*>", styles.partition("<cellXfs")[2])
    [quoted] = [place for place, xf in enumerate(formats) if 'quotePrefix="1"' in xf]
    assert len(re.findall(rf'<c r="A\d+" s="{quoted}"', sheet)) == len(DANGEROUS) - 1, "all but the last"


def test_sheets_of_one_name_keep_apart():
    target = io.BytesIO()
    write_rows(target, [("一", ["头"], []), ("一", ["头"], []), ("x" * 40, [], []), ("", [], [])])
    with zipfile.ZipFile(target) as book:
        names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
    assert len({name.casefold() for name in names}) == 4
