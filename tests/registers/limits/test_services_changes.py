"""A new limit ends the one before it and changes nothing that is past."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.registers.limits.models import CalendarDay, Limit
from huiying.registers.limits.selectors import history_of, timetable
from huiying.registers.limits.services import (
    NewLimit,
    set_limit,
    set_own_days,
    take_back_day,
    take_back_limit,
)
from tests.cast import MORNING, SYSTEM, Cast

MATTER = "case.answer.help"
TODAY = MORNING.date()
SOON, LATER = TODAY + timedelta(days=10), TODAY + timedelta(days=40)


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with clock.held_at(MORNING):
        yield


def _set(cast: Cast, amount: int, from_on: date) -> Limit:
    new = NewLimit(MATTER, from_on, amount, "working_days", "办法第九条")
    return set_limit(viewer=SYSTEM, office=cast.office, new=new)


def _amounts(cast: Cast) -> dict[date, int]:
    """What held, holds and will hold on some days."""
    times = timetable(cast.office)
    days = (
        TODAY,
        SOON - timedelta(days=1),
        SOON,
        LATER - timedelta(days=1),
        LATER,
        LATER + timedelta(days=99),
    )
    return {day: times.limit(MATTER, clock.local_time(day, 12)).amount for day in days}


def test_until_its_day_the_old_limit_holds_and_from_it_on_the_new_one(cast: Cast) -> None:
    before = timetable(cast.office).due_at(MATTER, MORNING)
    _set(cast, 3, SOON)
    assert list(_amounts(cast).values()) == [5, 5, 3, 3, 3, 3]
    assert timetable(cast.office).due_at(MATTER, MORNING) == before
    rows = [(row.amount, row.until_on) for row in history_of(cast.office, MATTER)]
    assert rows == [(3, None), (5, SOON - timedelta(days=1))]


def test_a_limit_set_before_one_that_is_to_come_ends_where_that_begins(cast: Cast) -> None:
    _set(cast, 9, LATER)
    _set(cast, 3, SOON)
    assert list(_amounts(cast).values()) == [5, 5, 3, 3, 9, 9]


@pytest.mark.parametrize("from_on", [TODAY, TODAY - timedelta(days=1)])
def test_what_was_told_is_not_rewritten(cast: Cast, from_on: date) -> None:
    with pytest.raises(Refused, match="limit_changes_the_past"):
        _set(cast, 3, from_on)
    assert Limit.objects.filter(matter=MATTER, place=cast.office.place).count() == 1


def test_no_two_limits_of_a_matter_begin_on_one_day(cast: Cast) -> None:
    _set(cast, 3, SOON)
    with pytest.raises(Refused, match="limit_on_that_day"):
        _set(cast, 4, SOON)


def test_a_limit_to_come_is_taken_back_and_the_one_before_it_goes_on(cast: Cast) -> None:
    row = _set(cast, 3, SOON)
    _set(cast, 9, LATER)
    take_back_limit(viewer=SYSTEM, limit=row)
    assert list(_amounts(cast).values()) == [5, 5, 5, 5, 9, 9]
    assert Entry.objects.order_by("-id")[0].code == "limit.taken_back"
    with pytest.raises(Refused, match="limit_in_force"):
        take_back_limit(viewer=SYSTEM, limit=row)


def test_a_limit_in_force_is_not_taken_back(cast: Cast) -> None:
    with pytest.raises(Refused, match="limit_in_force"):
        take_back_limit(viewer=SYSTEM, limit=Limit.objects.get(matter=MATTER, place=cast.office.place))


def _enter(cast: Cast, days: list[date], *, is_working: bool = False) -> list[CalendarDay]:
    given = {"is_working": is_working, "note": "台风", "document": "通知第1号"}
    return set_own_days(viewer=SYSTEM, office=cast.office, days=days, **given)


def test_days_are_entered_in_place_of_what_was_entered_before_and_taken_out(cast: Cast) -> None:
    monday = date(2023, 12, 18)
    _enter(cast, [monday, monday + timedelta(days=1)])
    calendar = timetable(cast.office).calendar
    assert not calendar.is_working(monday)
    [day] = _enter(cast, [monday], is_working=True)
    assert timetable(cast.office).calendar.is_working(monday)
    take_back_day(viewer=SYSTEM, day=day)
    assert set(timetable(cast.office).calendar.own_days) == {monday + timedelta(days=1)}


@pytest.mark.parametrize("days", [[], [TODAY - timedelta(days=1)], [TODAY - timedelta(days=1), TODAY]])
def test_a_day_that_is_past_stays_as_it_was(cast: Cast, days: list[date]) -> None:
    with pytest.raises(Refused, match="day_is_past"):
        _enter(cast, days)
    [day] = _enter(cast, [TODAY])
    with clock.held_at(MORNING + timedelta(days=1)), pytest.raises(Refused, match="day_is_past"):
        take_back_day(viewer=SYSTEM, day=day)
