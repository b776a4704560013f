"""Queries that nearly every page asks, put together once."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class Prepared:
    """A query of plain values: put together for stand-ins, asked with what stands in their place.

    Putting such a query together takes Django longer than answering it takes the database. The rows are what the
    database gives, so it is for keys, words and whether there is something; not for times, nor for what is encrypted.
    A stand-in is a number, a word or a day that nothing else in the query equals.

    >>> own = Prepared(lambda user: Party.objects.filter(person__user=user).values_list("pk"), -1)  # doctest: +SKIP
    >>> own.rows(viewer.id)  # doctest: +SKIP
    [(17,)]
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *stand_ins: Any) -> None:
        self._build, self._stand_ins = build, stand_ins
        self._query: tuple[str, list[int | None], tuple[Any, ...]] | None = None

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """The query's rows for these values, one for each stand-in."""
        sql, places, fixed = self._query = self._query or self._put_together()
        params = [fixed[number] if place is None else values[place] for number, place in enumerate(places)]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())

    def _put_together(self) -> tuple[str, list[int | None], tuple[Any, ...]]:
        sql, params = self._build(*self._stand_ins).query.sql_with_params()
        known = {str(stand_in): place for place, stand_in in enumerate(self._stand_ins)}
        places = [known.get(str(param)) for param in params]
        if missing := set(range(len(known))) - set(places):
            raise ValueError(f"The query does not ask for its stand-ins {sorted(missing)}.")
        return sql, places, params
