"""Registers read once for a whole batch of work, by whoever knows that they don't change in the meantime."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Within, what goes through `once` is read a single time. The demo tells a year with it."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once[Read](key: Hashable, read: Callable[[], Read]) -> Read:
    """What `read` gives: as it was first read within `reading_once`, else read now."""
    kept = _kept.get()
    if kept is None:
        return read()
    if key not in kept:
        kept[key] = read()
    found: Read = kept[key]
    return found
