"""An office reads the limits that reach its place, and its own days."""

from datetime import date, datetime, timedelta

import pytest

from huiying.pure.lib import clock
from huiying.pure.lib.clock import local_time
from huiying.registers.limits.models import CalendarDay, Limit
from huiying.registers.limits.selectors import calendar_days, limits_of, timetable
from huiying.registers.limits.services import enter_days, register_limits
from tests.cast import FROM, MORNING, SYSTEM, Cast

pytestmark = pytest.mark.django_db


def add(cast: Cast, matter: str, amount: int, **more: object) -> None:
    values = {"place": cast.office.place, "from_on": FROM, "unit": "working_days", "document": "d", **more}
    register_limits(viewer=SYSTEM, limits=[Limit(matter=matter, amount=amount, **values)])


def test_the_time_told_at_receipt_is_the_longest_below_the_matter(cast: Cast) -> None:
    assert timetable(cast.office).longest_due_at("case.answer", MORNING) == local_time(date(2023, 12, 26), 17)


def test_a_limit_that_is_not_in_force_yet_is_not_told_and_breaks_nothing(cast: Cast) -> None:
    before = timetable(cast.office).longest_due_at("case.answer", MORNING)
    add(cast, "case.answer.land", 60, from_on=date(2024, 1, 1))
    add(cast, "case.answer.visit", 90, until_on=date(2023, 12, 14))
    assert timetable(cast.office).longest_due_at("case.answer", MORNING) == before
    later = MORNING + timedelta(days=30)
    assert timetable(cast.office).longest_due_at("case.answer", later) > later + timedelta(days=70)


def test_for_what_is_older_than_the_office_s_limits_the_first_of_them_holds(cast: Cast) -> None:
    place, first = cast.office.place, date(2023, 1, 2)
    for number, amount in enumerate((3, 5)):
        limit = {
            "place": place,
            "from_on": first + timedelta(days=number * 30),
            "unit": "hours",
            "document": "d",
        }
        register_limits(viewer=SYSTEM, limits=[Limit(matter="visit.notice", amount=amount, **limit)])
    old = clock.local_time(date(2021, 5, 6), 9)
    for due in (timetable(cast.office).due_at, timetable(cast.office).longest_due_at):
        assert due("visit.notice", old) == old + timedelta(hours=3)
        assert due("visit.notice.night", old) == old + timedelta(hours=3)


def test_a_matter_without_a_limit_is_a_fault_of_the_set_up(cast: Cast) -> None:
    with pytest.raises(LookupError, match=r"land\.notice"):
        timetable(cast.office).due_at("land.notice", MORNING)
    with pytest.raises(LookupError, match=r"land\.notice"):
        timetable(cast.office).longest_due_at("land.notice", MORNING)


def test_the_limits_of_another_office_do_not_reach_here(cast: Cast) -> None:
    assert cast.elsewhere is not None
    add(cast.elsewhere, "case.answer.help.elderly", 60)
    due = timetable(cast.office).due_at("case.answer.help.elderly", MORNING)
    assert due == local_time(date(2023, 12, 22), 17)
    assert {row.place_id for row in limits_of(SYSTEM, cast.office)} == {cast.office.place_id}


def test_the_limit_of_a_wider_place_reaches_down_and_the_nearer_one_wins(cast: Cast) -> None:
    county = cast.office.place.parent
    add(cast, "case.answer.help.elderly", 2, place=county)
    add(cast, "case.answer.complaint", 1, place=county)
    times = timetable(cast.office)
    assert times.limit("case.answer.help.elderly", MORNING).amount == 2
    assert times.limit("case.answer.complaint", MORNING).amount == 7


def test_a_day_that_the_office_enters_moves_its_due_times_and_nobody_elses(cast: Cast) -> None:
    monday = date(2023, 12, 18)
    assert cast.elsewhere is not None
    with clock.held_at(MORNING):
        enter_days(
            viewer=SYSTEM, days=[CalendarDay(office=cast.office, on=monday, is_working=False, note="停电")]
        )
    friday_to_monday: datetime = timetable(cast.elsewhere.office).due_at("case.check", MORNING)
    assert friday_to_monday == local_time(monday, 17)
    assert timetable(cast.office).due_at("case.check", MORNING) == local_time(monday + timedelta(days=1), 17)
    assert [day.on for day in calendar_days(SYSTEM, cast.office)] == [monday]
    assert list(calendar_days(SYSTEM, cast.elsewhere.office)) == []
