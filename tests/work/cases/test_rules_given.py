"""What a service counts as, what can't be written down, and what was written down late."""

from datetime import date, timedelta

import pytest

from huiying.registers.limits.rules import WorkCalendar
from huiying.work.cases.rules.given import (
    A_YEAR,
    LONGEST_MINUTES,
    MOST_PEOPLE,
    faults_in_given,
    is_written_late,
    unit_of,
)
from tests.cast import MORNING

RIGHT = {"count": 1, "minutes": 15, "result": "done", "happened_at": MORNING, "now": MORNING}


def codes(**changes: object) -> list[str]:
    return [fault.code for fault in faults_in_given(**{**RIGHT, **changes})]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "unit"),
    [
        ("person", "person_times"),
        ("", "person_times"),
        ("household", "times"),
        ("organisation", "times"),
        ("team", "times"),
    ],
)
def test_people_count_in_person_times_and_bodies_in_times(kind: str, unit: str) -> None:
    assert unit_of(kind) == unit


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"count": MOST_PEOPLE, "minutes": LONGEST_MINUTES}, []),
        ({"count": 0}, ["given_count"]),
        ({"count": MOST_PEOPLE + 1}, ["given_count"]),
        ({"minutes": 0}, ["given_minutes"]),
        ({"minutes": LONGEST_MINUTES + 1}, ["given_minutes"]),
        ({"result": "splendid"}, ["given_result_missing"]),
        ({"happened_at": MORNING + timedelta(minutes=1)}, ["step_in_the_future"]),
        ({"happened_at": MORNING - A_YEAR}, []),
        ({"happened_at": MORNING - A_YEAR - timedelta(minutes=1)}, ["given_long_ago"]),
    ],
)
def test_what_nobody_can_have_given_is_not_written_down(changes: dict[str, object], said: list[str]) -> None:
    assert codes(**changes) == said


def test_after_three_working_days_it_is_written_down_late() -> None:
    friday = date(2023, 12, 8)
    late = [is_written_late(friday, friday + timedelta(days=days), WorkCalendar()) for days in range(8)]
    assert late == [False] * 6 + [True] * 2
