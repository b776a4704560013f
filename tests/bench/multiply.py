"""Many more cases out of some: each copy differs from its model in number, text and moment; its steps come along."""

from itertools import batched

from django.db import connection, models

from huiying.work.cases.guards import CASE_SEARCH
from huiying.work.cases.models import Case, Step

_APART = 97
"""Seconds by which each copy is later than the one before."""
_LETTERS = "GHIJKLMNOPQRSTUVWXYZ"
_BATCH = 5000


def multiply(count: int) -> None:
    """Copy the cases that there are, whose keys run from 1, until there are `count`."""
    base = Case.objects.count()
    assert Case.objects.latest("pk").pk == base, "their keys have no gap"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # else each page of the indexes is written again and again
            cursor.execute("PRAGMA cache_size = -2000000")
        for copy in range(1, count // base):
            cursor.execute(
                _copy(
                    Case, copy, base, joins=f"JOIN cases_case b ON b.id = (a.id + {7919 * copy}) % {base} + 1"
                )
            )
            cursor.execute(_copy(Step, copy, base, where=f"AND a.case_id <= {base}"))
        if connection.vendor == "postgresql":
            for table in ("cases_case", "cases_step"):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
                )
    made = Case.objects.filter(pk__gt=base).order_by("pk").values_list("pk", "office", "number", "text")
    for rows in batched(made.iterator(_BATCH), _BATCH, strict=False):
        CASE_SEARCH.put((key, f"o{office}", f"{number} {text}") for key, office, number, text in rows)


def _copy(model: type[models.Model], copy: int, base: int, joins: str = "", where: str = "") -> str:
    """The statement that copies all rows of a table once."""
    table = model._meta.db_table
    step = base if model is Case else Step.objects.filter(case__lte=base).count()
    columns = {
        field.column: _value(field, copy, base, step)
        for field in model._meta.concrete_fields
        if not field.generated
    }
    return (
        f"INSERT INTO {table} ({', '.join(f'"{name}"' for name in columns)}) "
        f"SELECT {', '.join(columns.values())} FROM {table} a {joins} WHERE a.id <= {step} {where}"
    )


def _value(field: "models.Field[object, object]", copy: int, base: int, step: int) -> str:
    """What a copy has in a column."""
    own = f'a."{field.column}"'
    is_sqlite = connection.vendor == "sqlite"
    if field.primary_key:
        return f"{own} + {copy * step}"
    if isinstance(field, models.UUIDField):
        return "lower(hex(randomblob(16)))" if is_sqlite else "gen_random_uuid()"
    if isinstance(field, models.DateTimeField):
        later = copy * _APART
        if is_sqlite:
            return f"strftime('%Y-%m-%d %H:%M:%f', {own}, '+{later} seconds')"
        return f"{own} + interval '{later} seconds'"
    if field.column == "case_id":
        return f"{own} + {copy * base}"
    if field.column == "number":
        return f"'N{_LETTERS[copy - 1]}' || substr({own}, 3)"
    if field.column == "text":
        return "substr(a.text, 1, length(a.text) / 2) || substr(b.text, length(b.text) / 2 + 1)"
    return own
