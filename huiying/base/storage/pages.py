"""Keyset pages: a list is as quick on its last page as on its first, and never counted."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import reduce
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP


@dataclass(frozen=True, slots=True)
class Page[Row]:
    """The rows of one page, and the cursors of its neighbours ("" where there is none)."""

    rows: list[Row]
    next: str
    previous: str


def keyset_page[M: Model, Row](
    queryset: QuerySet[M, Row], *, order: tuple[str, ...], size: int = 50, after: str = "", before: str = ""
) -> Page[Row]:
    """The page of `queryset` that follows the cursor `after` or comes before the cursor `before`.

    `order` names columns without nulls, "-" for descending; together they are unique. A cursor that isn't one
    of this order's gives the first page, and so does a page before that would be a short one.
    """
    keys = [(key.removeprefix("-"), key.startswith("-")) for key in order]
    if before and (place := _read(queryset, order, before)):
        turned = [(name, not falls) for name, falls in keys]
        rows = list(_from(queryset, turned, place)[: size + 1])
        if len(rows) > size:
            rows = rows[size - 1 :: -1]
            return Page(rows, _cursor(order, rows[-1]), _cursor(order, rows[0]))
    place = _read(queryset, order, after)
    rows = list(_from(queryset, keys, place)[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    return Page(
        rows, _cursor(order, rows[-1]) if more else "", _cursor(order, rows[0]) if place and rows else ""
    )


def capped_count[M: Model](queryset: QuerySet[M], cap: int = 1000) -> tuple[int, bool]:
    """How many rows there are, counting no further than `cap`, and whether there are more."""
    found = queryset.order_by().values("pk")[: cap + 1].count()
    return min(found, cap), found > cap


def _from[M: Model, Row](
    queryset: QuerySet[M, Row], keys: list[tuple[str, bool]], place: list[Any]
) -> QuerySet[M, Row]:
    """The rows beyond `place` in the order of `keys`.

    The bound on the first key says nothing new, but lets both databases begin in the middle of the index.
    """
    ordered = queryset.order_by(*(f"-{name}" if falls else name for name, falls in keys))
    if not place:
        return ordered
    beyond, same = Q(), Q()
    for (name, falls), value in zip(keys, place, strict=True):
        beyond |= same & Q(**{f"{name}__{'lt' if falls else 'gt'}": value})
        same &= Q(**{name: value})
    first, falls = keys[0]
    return ordered.filter(Q(**{f"{first}__{'lte' if falls else 'gte'}": place[0]}) & beyond)


def _cursor(order: tuple[str, ...], row: Any) -> str:
    values = [reduce(getattr, key.removeprefix("-").split(LOOKUP_SEP), row) for key in order]
    texts = [value.isoformat() if isinstance(value, date) else str(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps([",".join(order), *texts]).encode()).decode().rstrip("=")


def _read(queryset: QuerySet[Any, Any], order: tuple[str, ...], cursor: str) -> list[Any]:
    """The values in a cursor; none when it was made for another order or by hand."""
    try:
        made_for, *texts = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=="))
        if made_for != ",".join(order) or "\0" in "".join(texts).encode().decode():
            return []
        pairs = zip(order, texts, strict=True)
        return [_value(_field(queryset, key.removeprefix("-")), text) for key, text in pairs]
    except (ValueError, TypeError, OverflowError, RecursionError, ValidationError):
        return []


def _value(field: "Field[Any, Any]", text: str) -> Any:
    """A column's value; no moment without its zone, and none that UTC has no room for."""
    value = field.to_python(text)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("naive")
        return value.astimezone(UTC)
    return value


def _field(queryset: QuerySet[Any, Any], name: str) -> "Field[Any, Any]":
    if name in queryset.query.annotations:
        return queryset.query.annotations[name].output_field
    *path, last = name.split(LOOKUP_SEP)
    model = queryset.model
    for step in path:
        model = model._meta.get_field(step).related_model
    field: Field[Any, Any] = model._meta.get_field(last)
    return field
