"""When a periodic job is due, how long a failed one waits, and when a running one counts as broken off."""

from datetime import UTC, datetime, timedelta

SILENT_AFTER = timedelta(minutes=2)
"""A worker that runs a job is heard of every few seconds; after so long it is taken for gone."""
TRIED_AGAIN_WHEN = ("failed", "called_off", "silent")
"""How a job stands that may be tried again."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC) - timedelta(hours=8)  # a midnight and a full hour in Shanghai


def slot_at(now: datetime, every_seconds: int) -> datetime:
    """The beginning of the slot in which `now` lies; slots of a day begin at midnight in Shanghai.

    >>> slot_at(datetime(2023, 11, 24, 3, 7, 42, tzinfo=UTC), 60).isoformat()
    '2023-11-24T03:07:00+00:00'
    >>> slot_at(datetime(2023, 11, 24, 3, 7, 42, tzinfo=UTC), 86_400).isoformat()
    '2023-11-23T16:00:00+00:00'
    """
    return _EPOCH + (now - _EPOCH) // timedelta(seconds=every_seconds) * timedelta(seconds=every_seconds)


def back_off(attempt: int, base_seconds: int) -> timedelta:
    """How long to wait after the `attempt`-th failure: each time twice as long, at most an hour.

    >>> [back_off(attempt, 30).seconds for attempt in (1, 2, 3, 9)]
    [30, 60, 120, 3600]
    """
    return timedelta(seconds=min(base_seconds * 2 ** (attempt - 1), 3600))


def stands(state: str, heard_at: datetime | None, now: datetime) -> str:
    """How a job stands: its state, or "silent" where it runs no more because its worker is gone.

    >>> heard_at = datetime(2023, 11, 24, 3, 7, tzinfo=UTC)
    >>> [stands("running", heard_at, heard_at + timedelta(minutes=gone)) for gone in (2, 3)]
    ['running', 'silent']
    """
    is_silent = state == "running" and heard_at is not None and now - heard_at > SILENT_AFTER
    return "silent" if is_silent else state
