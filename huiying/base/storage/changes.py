"""Changing a record that two people may have open at once: what differs, and whether somebody was quicker."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from huiying.pure.lib.refusals import Fault, Refused


def mark_of(row: Model, names: Iterable[str], *more: Any) -> str:
    """How a record stands in some of its columns (and in what else a form shows of it), as a few signs.

    A form carries them from when it was opened to when it is sent.
    """
    columns: list[Any] = [row._meta.get_field(name) for name in names]
    shown = sorted((column.attname, str(getattr(row, column.attname))) for column in columns)
    return hashlib.sha256(repr([shown, *more]).encode()).hexdigest()[:16]


def changed(row: Model, values: Mapping[str, Any], seen: str = "", *more: Any) -> list[str]:
    """Set the columns that differ, and give their names: what has to be saved and what the trail tells.

    Refuses when the record no longer stands as it was `seen`; "" says that nobody looked before. The caller has
    locked the row.
    """
    if seen and seen != mark_of(row, values, *more):
        raise Refused(Fault("changed_meanwhile"))
    differing = [name for name, value in values.items() if getattr(row, name) != value]
    for name in differing:
        setattr(row, name, values[name])
    return differing


def put_in_force(row: Any) -> date:
    """Set in force what had ended, and give its last day for the trail. The caller has locked the row, and saves it."""
    if row.until_on is None:
        raise Refused(Fault("in_force_already"))
    last_on: date = row.until_on
    row.until_on = None
    return last_on
