"""Hours of a week, and how long a worker's file counts as confirmed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.registers.directory.rules import hours_without_duty, is_confirmed, is_on_duty

_ROWS = st.tuples(st.integers(0, 6), st.integers(0, 23), st.integers(1, 24)).filter(
    lambda row: row[1] < row[2]
)


@given(st.lists(_ROWS, max_size=20))
def test_every_hour_of_the_week_is_either_on_the_roster_or_named_as_nobodys(
    rows: list[tuple[int, int, int]],
) -> None:
    gaps = hours_without_duty(rows)
    for weekday in range(7):
        for hour in range(24):
            assert is_on_duty(rows, weekday, hour) != is_on_duty(gaps, weekday, hour)
    assert gaps == sorted(gaps)


@pytest.mark.parametrize(("days", "fresh"), [(0, True), (90, True), (91, False)])
def test_a_file_is_fresh_for_ninety_days(days: int, fresh: bool) -> None:
    today = date(2023, 12, 15)
    assert is_confirmed(today - timedelta(days=days), today) == fresh
