"""When things happen: residents at any hour, the office on its working days and hours."""

from datetime import date, datetime, timedelta
from random import Random

from huiying.pure.lib.clock import local, local_time
from huiying.registers.limits.rules import WorkCalendar

CALENDAR = WorkCalendar()
_OPENS, _NOON, _AFTERNOON, _CLOSES = 8 * 60 + 20, 11 * 60 + 40, 13 * 60 + 30, 16 * 60 + 50


def minute_of(moment: datetime) -> int:
    """Minutes since midnight on the office's clocks."""
    here = local(moment)
    return here.hour * 60 + here.minute


def at_minute(day: date, minute: int) -> datetime:
    """A moment of a day by its minute."""
    return local_time(day, minute // 60, minute % 60)


def is_office_time(moment: datetime) -> bool:
    """Whether the office works at a moment: 8:20–11:40 and 13:30–16:50 on working days.

    >>> is_office_time(local_time(date(2023, 10, 7), 9)), is_office_time(local_time(date(2023, 10, 6), 9))
    (True, False)
    """
    minute = minute_of(moment)
    return CALENDAR.is_working(local(moment).date()) and (
        _OPENS <= minute <= _NOON or _AFTERNOON <= minute <= _CLOSES
    )


def office_moment(rng: Random, after: datetime) -> datetime:
    """The moment itself if the office is open then, else a little after it opens next."""
    if is_office_time(after):
        return after
    day, minute = local(after).date(), minute_of(after)
    if CALENDAR.is_working(day) and minute < _OPENS:
        return at_minute(day, _OPENS + rng.randint(0, 25))
    if CALENDAR.is_working(day) and minute < _AFTERNOON:
        return at_minute(day, _AFTERNOON + rng.randint(0, 20))
    return at_minute(CALENDAR.after(day, 1), _OPENS + rng.randint(0, 40))


def office_moment_on(rng: Random, day: date) -> datetime:
    """Some moment of the office's hours on a day."""
    first, last = rng.choice(((_OPENS, _NOON), (_AFTERNOON, _CLOSES)))
    return at_minute(day, rng.randint(first, last))


def between(rng: Random, start: datetime, end: datetime) -> datetime:
    """An office moment after `start` and, if there is any, before `end`; early rather than late."""
    days = max(0, CALENDAR.working_days_between(local(start).date(), local(end).date()))
    first = office_moment(rng, start + timedelta(minutes=rng.randint(15, 90)))
    if days == 0:
        return first
    chosen = office_moment_on(rng, CALENDAR.after(local(start).date(), rng.choice(_early(days))))
    return chosen if first < chosen < end else first


def _early(days: int) -> list[int]:
    return [day for day in range(1, days + 1) for _ in range(days + 1 - day)]


def waking_moment(rng: Random, day: date) -> datetime:
    """Some moment when a resident might write: most in the morning and the evening."""
    hour = rng.choices(range(6, 23), (1, 3, 6, 8, 7, 5, 3, 4, 5, 6, 5, 4, 5, 7, 6, 4, 2))[0]
    return local_time(day, hour, rng.randint(0, 59))


def received_for(due_on: date, working_days: int) -> date:
    """The last day on which a request came in that is due by then: for a Friday and five days, a Sunday.

    >>> received_for(date(2023, 12, 15), 5)
    datetime.date(2023, 12, 10)
    """
    day = due_on
    while CALENDAR.after(day, working_days) > due_on:
        day -= timedelta(days=1)
    return day
