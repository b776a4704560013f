"""Work calendars and limits: the one function that says until when something must be done."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from importlib.metadata import version

import chinese_calendar

from huiying.pure.lib.clock import local, local_time
from huiying.pure.lib.refusals import Fault

UNITS = ("minutes", "hours", "calendar_days", "working_days")
OFFICE_CLOSES = 17
_KEPT_YEARS = range(2004, max(day.year for day in chinese_calendar.constants.workdays) + 1)
_PACKAGE = version("chinesecalendar")


@cache
def _is_official_workday(day: date) -> bool:
    """The package looks through all of its years at each call; a day's answer never changes."""
    return bool(chinese_calendar.is_workday(day))


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days on which an office works: the official notice, and the office's own entries over it."""

    own_days: Mapping[date, bool] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Which calendar this is, as steps keep it: the package's version, the number of own entries and a digest of
        them, for one may take the place of another.

        >>> [WorkCalendar({date(2024, 5, 2): works}).version.partition("+")[2] for works in (True, False)]
        ['1.cb58aa', '1.b5cbc9']
        """
        if not self.own_days:
            return f"cn{_PACKAGE}+0"
        days = " ".join(f"{day}{int(works)}" for day, works in sorted(self.own_days.items()))
        return f"cn{_PACKAGE}+{len(self.own_days)}.{hashlib.sha256(days.encode()).hexdigest()[:6]}"

    def knows(self, year: int) -> bool:
        """Whether the official days of the year are known; else Monday to Friday are taken, and pages say so."""
        return year in _KEPT_YEARS

    def is_working(self, day: date) -> bool:
        """Whether the office works on a day.

        >>> WorkCalendar().is_working(date(2023, 10, 7)), WorkCalendar().is_working(date(2023, 10, 6))
        (True, False)
        """
        own = self.own_days.get(day)
        if own is not None:
            return own
        if not self.knows(day.year):
            return day.weekday() < 5
        return _is_official_workday(day)

    def after(self, day: date, working_days: int) -> date:
        """The day that is so many working days after `day`, which is not counted itself.

        >>> WorkCalendar().after(date(2023, 9, 28), 1)
        datetime.date(2023, 10, 7)
        """
        while working_days > 0:
            day += timedelta(days=1)
            if self.is_working(day):
                working_days -= 1
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and with `end`; below zero when `end` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (start + timedelta(days=i) for i in range(1, (end - start).days + 1))
        return sum(self.is_working(day) for day in days)


@dataclass(frozen=True, slots=True)
class LimitRule:
    """One dated limit of the table: how long, and the document it comes from."""

    matter: str
    place_path: str
    from_on: date
    until_on: date | None
    amount: int
    unit: str
    document: str
    at_least: bool = False

    def is_in_force(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


def limit_for(limits: Sequence[LimitRule], matter: str, place_path: str, on: date) -> LimitRule | None:
    """The limit that holds for a matter at a place on a day: the longest prefix wins, then the nearest place,
    then the newest.

    >>> general = LimitRule("case.answer", "33/", date(2023, 1, 1), None, 7, "working_days", "d")
    >>> help_ = LimitRule("case.answer.help", "33/", date(2023, 1, 1), None, 5, "working_days", "d")
    >>> limit_for([general, help_], "case.answer.help.elderly", "33/3310/", date(2023, 5, 1)).amount
    5
    >>> limit_for([general, help_], "case.answers", "33/3310/", date(2023, 5, 1)) is None
    True
    """
    fitting = [
        limit
        for limit in limits
        if f"{matter}.".startswith(f"{limit.matter}.")
        and place_path.startswith(limit.place_path)
        and limit.is_in_force(on)
    ]
    return max(
        fitting, key=lambda limit: (len(limit.matter), len(limit.place_path), limit.from_on), default=None
    )


def due_at(start: datetime, limit: LimitRule, calendar: WorkCalendar) -> datetime:
    """The moment until which `limit` runs from `start`.

    Clock units run day and night. Days begin on the day after `start`, which is not counted, and end at the
    close of office on the last of them.

    >>> five = LimitRule("case.answer.help", "", date(2023, 1, 1), None, 5, "working_days", "d")
    >>> due_at(local_time(date(2023, 9, 28), 16), five, WorkCalendar()).isoformat()
    '2023-10-11T17:00:00+08:00'
    """
    if limit.unit == "minutes":
        return start + timedelta(minutes=limit.amount)
    if limit.unit == "hours":
        return start + timedelta(hours=limit.amount)
    day = local(start).date()
    if limit.unit == "calendar_days":
        return local_time(day + timedelta(days=limit.amount), OFFICE_CLOSES)
    return local_time(calendar.after(day, limit.amount), OFFICE_CLOSES)


def next_working_moment(moment: datetime, calendar: WorkCalendar, opens: int = 8) -> datetime:
    """The moment itself if the office is open then, else when it next opens."""
    here = local(moment)
    if calendar.is_working(here.date()) and opens <= here.hour < OFFICE_CLOSES:
        return moment
    day = here.date()
    if here.hour >= opens or not calendar.is_working(day):
        day = calendar.after(day, 1)
    return local_time(day, opens)


def warned_at(start: datetime, due: datetime) -> datetime:
    """When somebody is reminded: at 70 % of the time.

    >>> warned_at(local_time(date(2023, 12, 1), 9), local_time(date(2023, 12, 1), 19)).isoformat()
    '2023-12-01T16:00:00+08:00'
    """
    return start + (due - start) * 0.7


OFFICIAL_MARKS = ("holiday", "make_up", "weekend", "working")


def official_mark(day: date) -> tuple[str, str]:
    """What the official calendar says of a day, and the holiday that it belongs to ("" for none).

    >>> official_mark(date(2023, 10, 2)), official_mark(date(2023, 10, 7)), official_mark(date(2023, 10, 14))
    (('holiday', 'National Day'), ('make_up', 'National Day'), ('weekend', ''))
    >>> official_mark(date(2199, 10, 2))
    ('working', '')
    """
    is_weekday = day.weekday() < 5
    if day.year not in _KEPT_YEARS:
        return ("working" if is_weekday else "weekend"), ""
    is_off, name = chinese_calendar.get_holiday_detail(day)
    if is_off:
        return ("holiday", str(name)) if name else ("weekend", "")
    return ("working", "") if is_weekday else ("make_up", str(name or ""))


def faults_in_new_limit(*, from_on: date, today: date, taken: Collection[date]) -> list[Fault]:
    """What stands against a new row of a matter: it would change the past, or the day has one already.

    What was told today was told by today's limit, so a new one begins tomorrow at the earliest.

    >>> [fault.code for fault in faults_in_new_limit(from_on=date(2024, 1, 1), today=date(2024, 1, 1), taken=())]
    ['limit_changes_the_past']
    """
    if from_on <= today:
        return [Fault("limit_changes_the_past", "from_on")]
    return [Fault("limit_on_that_day", "from_on")] if from_on in taken else []
