"""An entry holds keys, codes, numbers and dates; its digest depends on each of them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from huiying.base.trail.rules import canonical, faults_in_data, is_code, next_digest, plain_data

ROW = (
    7,
    datetime(2023, 11, 24, 1, 2, 3, 4567, tzinfo=UTC),
    "case.opened",
    1,
    "王",
    3,
    "case",
    9,
    {"b": 1, "a": [2]},
)


@pytest.mark.parametrize(
    "value",
    [0, -5, 2**60, 0.25, True, None, "", "NF2311240187W", "at_once", "3:00", "2023-11-24T09:00:00+08:00",
     date(2023, 11, 24), datetime(2023, 11, 24, tzinfo=UTC), [1, "a", None], (), 12345678901],
)  # fmt: skip
def test_keys_codes_numbers_and_dates_may_be_held(value):
    assert faults_in_data({"x": value}) == []


@pytest.mark.parametrize(
    "value",
    ["水管漏了", "two words", "a\n", "x" * 65, "a@b.cn", "13800001234", 13800001234, "+8613800001234",
     "330300199001011234", "33030019900101123X", float("nan"), float("inf"), 1e16,
     {"a": 1}, [[1]], ["水管"], b"x", {1}],
)  # fmt: skip
def test_free_text_and_personal_numbers_may_not_be_held(value):
    assert faults_in_data({"good": 1, "x": value}) == ["x"]


def test_the_names_of_data_are_codes_too():
    assert faults_in_data({"张三": 1, "ok": 1}) == ["张三"]


@pytest.mark.parametrize(
    "code", ["", "opened", "case.", "Case.opened", "case.opened\n", "case opened", ".opened"]
)
def test_a_code_has_dots_and_lower_case(code):
    assert not is_code(code)
    assert is_code("case.step.taken")


def test_dates_are_kept_as_text():
    assert plain_data({"d": date(2023, 11, 24), "l": (1, 2), "z": -0.0}) == {
        "d": "2023-11-24",
        "l": [1, 2],
        "z": 0.0,
    }


def test_the_same_entry_has_the_same_bytes_in_any_time_zone_and_order_of_data():
    other = (*ROW[:8], {"a": [2], "b": 1})
    shanghai = (ROW[0], ROW[1].astimezone(timezone(timedelta(hours=8))), *other[2:])
    assert canonical(ROW) == canonical(other) == canonical(shanghai)


@pytest.mark.parametrize("place", range(9))
def test_each_column_changes_the_digest(place):
    others = (
        8,
        ROW[1] + timedelta(microseconds=1),
        "case.closed",
        2,
        "李",
        None,
        "person",
        10,
        {"b": 1, "a": [3]},
    )
    changed = (*ROW[:place], others[place], *ROW[place + 1 :])
    assert next_digest("", canonical(changed)) != next_digest("", canonical(ROW))


def test_what_came_before_changes_the_digest():
    assert next_digest("0" * 64, canonical(ROW)) != next_digest("", canonical(ROW))
