"""The only place that reads the time.

`HUIYING_CLOCK=2023-12-15T09:00+08:00` starts the clock there and lets it run; `HUIYING_CLOCK_STARTED`
(seconds since the epoch, set by `huiying serve`) lets several processes share one start.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_held: ContextVar[datetime | None] = ContextVar("held", default=None)
_process_started = time.time()


def now() -> datetime:
    """The present moment, in UTC."""
    held = _held.get()
    if held is not None:
        return held
    start = os.environ.get("HUIYING_CLOCK")
    if not start:
        return datetime.now(UTC)
    began = float(os.environ.get("HUIYING_CLOCK_STARTED") or _process_started)
    return datetime.fromisoformat(start).astimezone(UTC) + timedelta(seconds=time.time() - began)


def today() -> date:
    """The present day in the offices' time zone."""
    return now().astimezone(SHANGHAI).date()


def is_set() -> bool:
    """Whether the clock shows another time than the world's: every page then says so."""
    return bool(os.environ.get("HUIYING_CLOCK"))


@contextmanager
def held_at(moment: datetime) -> Iterator[None]:
    """Hold the clock still at `moment`: the demo tells the past with it, tests freeze with it."""
    if moment.tzinfo is None:
        raise ValueError("the clock is held at a moment with a time zone")
    token = _held.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _held.reset(token)


def local(moment: datetime) -> datetime:
    """The same moment on the offices' clocks."""
    return moment.astimezone(SHANGHAI)


def local_time(day: date, hour: int, minute: int = 0) -> datetime:
    """The moment of an hour of a day on the offices' clocks.

    >>> local_time(date(2023, 12, 15), 17).isoformat()
    '2023-12-15T17:00:00+08:00'
    """
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)
