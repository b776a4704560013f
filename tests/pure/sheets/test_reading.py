"""Every kind of file that offices send is read cell by cell; what means no good is refused in words, cheaply."""

import resource
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from huiying.pure.lib.refusals import Refused
from huiying.pure.sheets.reading import SheetRow, read_rows
from huiying.pure.sheets.reasons import REASONS
from tests.pure.sheets.hostile import HEADS, HOSTILE, ROW, excel
from tests.pure.sheets.old_excel import old_excel

WRITTEN = '编号,内容\nHX-1,"灯坏了,\n三天\t了 𠮷"\n\n,\nHX-2,€\n'
READ = [("编号", "内容"), ("HX-1", "灯坏了,\n三天\t了 𠮷"), ("HX-2", "€")]


def read(folder: Path, name: str, content: bytes) -> list[SheetRow]:
    path = folder / name
    path.write_bytes(content)
    return list(read_rows(path))


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_text_is_read_in_its_charset_with_its_separator(tmp_path, charset, separator):
    written = (
        WRITTEN
        if separator == ","
        else WRITTEN.replace("编号,", f"编号{separator}")
        .replace("HX-1,", f"HX-1{separator}")
        .replace("\n,\n", f"\n{separator}\n")
        .replace("HX-2,", f"HX-2{separator}")
        .replace("\t了", "\t了")
    )
    rows = read(tmp_path, "a.csv", written.encode(charset))
    assert [row.cells for row in rows] == READ
    assert [row.number for row in rows] == [1, 2, 5], "an empty row is left out and counted"


def test_a_workbook_is_read_sheet_by_sheet_with_the_numbers_that_excel_shows(tmp_path):
    sheets = (("一月", [[], ["编号"], ["HX-1"]]), ("二月", [["编号"], [], ["HX-2"]]))
    assert read(tmp_path, "a.xlsx", excel(*sheets)) == [
        SheetRow("一月", 2, ("编号",)),
        SheetRow("一月", 3, ("HX-1",)),
        SheetRow("二月", 1, ("编号",)),
        SheetRow("二月", 3, ("HX-2",)),
    ]


def test_cells_are_read_as_somebody_would_have_typed_them(tmp_path):
    values = [13800001234, 45265.377, 0.1 + 0.2, True, "a\r\nb", "001", 20231205000123456789]
    [row] = read(tmp_path, "a.xlsx", excel(("一", [values])))
    assert row.cells == (
        *("13800001234", "45265.377", "0.3", "TRUE", "a\nb", "001"),
        "2.02312050001235E+19",
    )


def test_of_a_formula_the_value_is_read_that_was_last_computed(tmp_path):
    [row] = read(tmp_path, "a.xlsx", excel(("一", [['=HYPERLINK("http://x")', "=1+1"]])))
    assert row.cells == ("0", "0")


def test_a_moment_of_excel_is_read_as_a_moment(tmp_path):
    target = BytesIO()
    with Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        book.add_worksheet().write(0, 0, datetime(2023, 12, 5, 9, 3))  # noqa: DTZ001 (cells have no zone)
    [row] = read(tmp_path, "a.xlsx", target.getvalue())
    assert row.cells == ("2023-12-05 09:03:00",)


def test_a_workbook_of_excel_97_is_read(tmp_path):
    rows = read(tmp_path, "a.xls", old_excel([HEADS, [*ROW, 13800001234.0]], name="工单"))
    assert rows == [SheetRow("工单", 1, tuple(HEADS)), SheetRow("工单", 2, (*ROW, "13800001234"))]


def test_of_a_sheet_that_is_hidden_only_the_name_is_told(tmp_path):
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet("看得见").write(0, 0, "甲")
        hidden = book.add_worksheet("藏起来")
        hidden.write(0, 0, "乙")
        hidden.hide()
    read_of_it = [(row.sheet, row.number, row.cells) for row in read(tmp_path, "a.xlsx", target.getvalue())]
    assert read_of_it == [("看得见", 1, ("甲",)), ("藏起来", 0, ())]


def test_the_name_of_a_file_says_nothing(tmp_path):
    assert read(tmp_path, "a.csv", excel()) == [
        SheetRow("工单", 1, tuple(HEADS)),
        SheetRow("工单", 2, tuple(ROW)),
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_means_no_good_is_refused_in_words_and_cheaply(tmp_path, name):
    code, make = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(make())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused) as refused:
        list(read_rows(path))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    [fault] = refused.value.faults
    assert fault.code == code
    assert REASONS[code] % fault.data
    assert grown < 20 * 1024, f"{grown} KB: this process read it itself"
