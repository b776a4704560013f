"""Heads are found under titles and over two rows, known by their usual names or as somebody said."""

from pathlib import Path

import pytest

from huiying.pure.lib.refusals import Refused
from huiying.pure.sheets.headers import Field, find_head, parsed_mapping
from huiying.pure.sheets.reading import SheetRow
from huiying.pure.sheets.tables import read_tables
from tests.pure.sheets.hostile import excel

FIELDS = (
    Field("number", ("工单编号", "编号"), is_needed=True),
    Field("text", ("诉求内容",), is_needed=True),
    Field("contact", ("联系电话", "来电号码")),
)


def lines(*rows: tuple[str, ...]) -> list[SheetRow]:
    return [SheetRow("一", number, row) for number, row in enumerate(rows, start=1)]


def test_a_title_over_the_table_is_no_head():
    rows = lines(
        ("十二月工单导出",), ("导出时间", "2023-12-15"), ("工单编号", "诉求内容"), ("HX-1", "灯坏了")
    )
    found = find_head(rows, FIELDS, {})
    assert (found.number, found.columns) == (3, ("工单编号", "诉求内容"))


def test_a_head_that_is_merged_over_two_rows_is_read_as_one():
    rows = lines(
        ("工单编号", "诉求人信息", "", "诉求内容"), ("", "姓名", "联系电话", ""), ("HX-1", "王", "138", "灯")
    )
    found = find_head(rows, FIELDS, {})
    assert (found.number, found.columns) == (2, ("工单编号", "姓名", "联系电话", "诉求内容"))


def test_words_in_a_text_don_t_make_a_row_the_head():
    rows = lines(("工单编号", "诉求内容"), ("HX-1", "联系电话"))
    assert find_head(rows, FIELDS, {}).number == 1


def test_where_no_row_names_a_field_there_is_no_head():
    assert find_head(lines(("甲", "乙"), ("1", "2")), FIELDS, {}) is None


def book(folder: Path, *sheets: tuple[str, list[list[object]]]) -> Path:
    path = folder / "a.xlsx"
    path.write_bytes(excel(*sheets))
    return path


def test_what_somebody_said_stands_over_the_usual_names(tmp_path):
    path = book(tmp_path, ("一", [["工单编号", "单子", "诉求内容"], ["1", "HX-1", "灯坏了"]]))
    reading = read_tables(path, FIELDS, {"单子": "number", "工单编号": ""})
    [row] = reading.rows
    assert reading.layout.values(row) == {"number": "HX-1", "text": "灯坏了"}


def test_of_two_columns_that_give_the_same_the_first_that_is_filled_counts(tmp_path):
    path = book(
        tmp_path,
        (
            "一",
            [["编号", "诉求内容", "联系电话", "来电号码"], ["1", "灯", "", "138"], ["2", "水", "139", "138"]],
        ),
    )
    reading = read_tables(path, FIELDS, {})
    assert [reading.layout.values(row)["contact"] for row in reading.rows] == ["138", "139"]
    assert [reading.layout.column(row, "contact") for row in reading.rows] == [3, 2]


def test_a_sheet_without_a_head_is_left_out_and_named(tmp_path):
    path = book(tmp_path, ("说明", [["本表由系统导出"]]), ("工单", [["编号", "诉求内容"], ["1", "灯"]]))
    reading = read_tables(path, FIELDS, {})
    assert (reading.left_out, len(reading.rows)) == (("说明",), 1)


@pytest.mark.parametrize(
    ("rows", "said", "code"),
    [
        ([["甲", "乙"], ["1", "2"]], {}, "sheet_no_headers"),
        ([["编号", "乙"], ["1", "2"]], {}, "column_missing"),
        ([["编号", "诉求内容"], ["1", "2"]], {"丙": "text"}, "column_unknown"),
    ],
)
def test_a_file_that_lacks_what_is_needed_says_so(tmp_path, rows, said, code):
    with pytest.raises(Refused) as refused:
        read_tables(book(tmp_path, ("一", rows)), FIELDS, said)
    assert [fault.code for fault in refused.value.faults] == [code]


@pytest.mark.parametrize("typed", ["单号=nomber", "=number", "单号"])
def test_a_meaning_that_nothing_has_is_refused(typed):
    with pytest.raises(Refused) as refused:
        parsed_mapping([typed], FIELDS)
    assert refused.value.faults[0].code == "field_unknown"
