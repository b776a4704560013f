"""Working days against a calendar of our own; limits by matter, place and day; due times."""

from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random

import pytest

from huiying.pure.lib.clock import SHANGHAI, local_time
from huiying.registers.limits.rules import (
    UNITS,
    LimitRule,
    WorkCalendar,
    due_at,
    limit_for,
    next_working_moment,
    warned_at,
)
from tests.registers.limits import official_days
from tests.sizes import n

CALENDAR = WorkCalendar()
DAYS = official_days.every_day()


def limit(
    matter: str = "case.answer", amount: int = 5, unit: str = "working_days", **more: object
) -> LimitRule:
    return LimitRule(
        **{
            "matter": matter,
            "place_path": "33/",
            "from_on": date(2023, 1, 1),
            "until_on": None,
            "amount": amount,
            "unit": unit,
            "document": "d",
            **more,
        }
    )


def test_the_calendar_of_our_own_is_sound() -> None:
    assert all(day.weekday() >= 5 and day not in official_days.OFF for day in official_days.WORKED)
    by_year = [
        sum(day.year == year for day in DAYS if official_days.is_working(day)) for year in range(2023, 2027)
    ]
    assert by_year == [249, 251, 248, 248]


def test_each_day_of_four_years_is_a_working_day_just_where_the_official_notices_say_so() -> None:
    assert len(DAYS) == 1461
    assert [day for day in DAYS if CALENDAR.is_working(day) != official_days.is_working(day)] == []


def test_counting_working_days_agrees_with_our_own_calendar_over_any_span() -> None:
    worked = list(accumulate(official_days.is_working(day) for day in DAYS))
    random = Random(2023)
    for _ in range(n(40, 3000)):
        start, end = sorted(random.randrange(len(DAYS)) for _ in range(2))
        count = worked[end] - worked[start]
        assert CALENDAR.working_days_between(DAYS[start], DAYS[end]) == count
        assert CALENDAR.working_days_between(DAYS[end], DAYS[start]) == -count
        if count:
            last = next(i for i in range(start, end + 1) if worked[i] - worked[start] == count)
            assert CALENDAR.after(DAYS[start], count) == DAYS[last]


def test_an_offices_own_day_goes_before_the_official_calendar() -> None:
    own = WorkCalendar({date(2023, 10, 6): True, date(2023, 10, 7): False})
    assert (own.is_working(date(2023, 10, 6)), own.is_working(date(2023, 10, 7))) == (True, False)
    assert own.is_working(date(2023, 10, 8))
    assert own.version != CALENDAR.version


def test_a_year_without_a_notice_falls_back_to_weekdays_and_says_so() -> None:
    assert not CALENDAR.knows(2050)
    assert all(CALENDAR.knows(year) for year in range(2023, 2027))
    new_year = date(2050, 1, 1)
    assert [CALENDAR.is_working(new_year + timedelta(days=i)) for i in range(7)] == [
        (new_year + timedelta(days=i)).weekday() < 5 for i in range(7)
    ]


def test_the_longest_matter_wins_then_the_nearest_place_then_the_newest() -> None:
    rules = [
        limit("case", 1),
        limit("case.answer", 2),
        limit("case.answer.help", 3),
        limit("case.answer.help", 4, place_path="33/3310/"),
        limit("case.answer.help", 5, place_path="33/3310/", from_on=date(2023, 6, 1)),
        limit("case.answer.help.elderly", 6, place_path="33/9999/"),
    ]

    def amount(matter: str, path: str, on: date) -> int:
        found = limit_for(rules, matter, path, on)
        return found.amount if found else 0

    assert amount("case.accept", "33/3310/", date(2023, 7, 1)) == 1
    assert amount("case.answer.complaint", "33/3310/", date(2023, 7, 1)) == 2
    assert amount("case.answer.help", "33/", date(2023, 7, 1)) == 3
    assert amount("case.answer.help.elderly", "33/3310/331024/", date(2023, 5, 31)) == 4
    assert amount("case.answer.help.elderly", "33/3310/331024/", date(2023, 6, 1)) == 5
    assert amount("case.answer.help", "44/", date(2023, 7, 1)) == 0
    assert amount("cases", "33/", date(2023, 7, 1)) == 0


def test_a_limit_holds_from_its_first_to_its_last_day() -> None:
    rule = limit(until_on=date(2023, 6, 30))
    held = [date(2022, 12, 31), date(2023, 1, 1), date(2023, 6, 30), date(2023, 7, 1)]
    assert [rule.is_in_force(day) for day in held] == [False, True, True, False]
    assert [limit_for([rule], "case.answer", "33/", day) is not None for day in held] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("unit", "amount", "due"),
    [
        ("minutes", 30, datetime(2023, 9, 28, 16, 30, tzinfo=SHANGHAI)),
        ("hours", 24, datetime(2023, 9, 29, 16, 0, tzinfo=SHANGHAI)),
        ("calendar_days", 3, datetime(2023, 10, 1, 17, 0, tzinfo=SHANGHAI)),
        ("working_days", 1, datetime(2023, 10, 7, 17, 0, tzinfo=SHANGHAI)),
        ("working_days", 3, datetime(2023, 10, 9, 17, 0, tzinfo=SHANGHAI)),
    ],
)
def test_clock_units_run_through_and_days_end_at_the_close_of_office(
    unit: str, amount: int, due: datetime
) -> None:
    assert due_at(local_time(date(2023, 9, 28), 16), limit(unit=unit, amount=amount), CALENDAR) == due


def test_every_unit_has_its_due_time() -> None:
    start = local_time(date(2023, 9, 28), 16)
    assert len({due_at(start, limit(unit=unit, amount=3), CALENDAR) for unit in UNITS}) == len(UNITS)


def test_the_day_begins_in_the_offices_time_zone() -> None:
    utc_evening = datetime.fromisoformat("2023-12-04T17:00:00+00:00")  # one in the night of the 5th
    assert due_at(utc_evening, limit(amount=1), CALENDAR) == local_time(date(2023, 12, 6), 17)


def test_due_times_of_working_days_agree_with_our_own_calendar() -> None:
    random = Random(7)
    for _ in range(n(100, 5000)):
        day, amount = random.choice(DAYS[:-60]), random.randrange(1, 16)
        end, left = day, amount
        while left:
            end += timedelta(days=1)
            left -= official_days.is_working(end)
        assert due_at(local_time(day, random.randrange(24)), limit(amount=amount), CALENDAR) == local_time(
            end, 17
        )


@pytest.mark.parametrize(
    ("moment", "next_"),
    [
        ((9, 28, 8), (9, 28, 8)),
        ((9, 28, 16), (9, 28, 16)),
        ((9, 28, 7), (9, 28, 8)),
        ((9, 28, 17), (10, 7, 8)),
        ((10, 1, 3), (10, 7, 8)),
        ((10, 7, 12), (10, 7, 12)),
    ],
)
def test_what_can_wait_waits_until_the_office_next_works(
    moment: tuple[int, int, int], next_: tuple[int, int, int]
) -> None:
    def when(month: int, day: int, hour: int) -> datetime:
        return local_time(date(2023, month, day), hour)

    assert next_working_moment(when(*moment), CALENDAR) == when(*next_)


def test_a_reminder_comes_at_seventy_percent() -> None:
    start = local_time(date(2023, 12, 1), 0)
    assert warned_at(start, start + timedelta(hours=100)) == start + timedelta(hours=70)
