"""What an entry may hold, how it is written for sealing, and how one digest follows from the last."""

import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

_CODE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
_VALUE = re.compile(r"[A-Za-z0-9_.:+-]{0,64}")
_PERSONAL = re.compile(r"(\+?86-?)?1[3-9]\d{9}|\d{17}[\dXx]")
COLUMNS = ("id", "at", "code", "actor_id", "actor_name", "office_id", "subject_kind", "subject_id", "data")


def is_code(text: str) -> bool:
    """Whether a code names the area and what was done, in lower case with dots.

    >>> is_code("case.opened"), is_code("Opened")
    (True, False)
    """
    return _CODE.fullmatch(text) is not None


def plain_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data as JSON keeps it: dates as text, no negative zero.

    >>> plain_data({"due_on": date(2023, 11, 24), "ids": [1, 2]})
    {'due_on': '2023-11-24', 'ids': [1, 2]}
    """
    return {key: _plain(value) for key, value in data.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return value + 0.0
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value


def faults_in_data(data: Mapping[str, Any]) -> list[str]:
    """The names of fields that an entry may not hold.

    Keys, codes, numbers, dates, booleans and lists of them pass; free text, and what looks like a telephone
    or identity number, does not: an entry is kept for ever and can't be corrected.

    >>> faults_in_data({"office": "NF", "count": 3, "note": "水管漏了", "phone": "13800001234"})
    ['note', 'phone']
    """
    return [key for key, value in data.items() if not _VALUE.fullmatch(key) or not _may_hold(value)]


def _may_hold(value: Any, *, in_list: bool = False) -> bool:
    if value is None or isinstance(value, (bool, date)):
        return True
    if isinstance(value, float):
        return math.isfinite(value) and abs(value) < 1e15
    if isinstance(value, (int, str)):
        text = str(value)
        return _VALUE.fullmatch(text) is not None and _PERSONAL.fullmatch(text) is None
    return (
        not in_list
        and isinstance(value, (list, tuple))
        and all(_may_hold(one, in_list=True) for one in value)
    )


def canonical(values: Sequence[Any]) -> bytes:
    """An entry's COLUMNS as the bytes that are sealed, the same on every database and machine.

    >>> at = datetime(2023, 11, 24, tzinfo=UTC)
    >>> canonical((7, at, "case.opened", 1, "Wang", None, "case", 9, {"b": 1, "a": [2]}))
    b'[7,"2023-11-24T00:00:00.000000+00:00","case.opened",1,"Wang",null,"case",9,{"a":[2],"b":1}]'
    """
    at: datetime
    key, at, *rest = values
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(
        [key, moment, *rest], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def next_digest(previous: str, entry: bytes) -> str:
    """The digest of an entry behind the digest `previous` ("" for the first): SHA-256 over both."""
    return hashlib.sha256(previous.encode() + b"\n" + entry).hexdigest()
