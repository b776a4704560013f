"""Full-text search over Chinese text: FTS5 on SQLite, a tsvector with GIN on PostgreSQL."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """One searchable kind of record, kept beside its table under the record's key.

    `grams` cuts a text into the words that are indexed (overlapping pairs of signs for Chinese). A scope,
    such as "o3" for an office, is part of each row, so that a search never looks at another office's rows.
    """

    name: str
    grams: Callable[[str], str]

    @property
    def table(self) -> str:
        """The table's name."""
        return f"search_{self.name}"

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Create the table, unless it is there."""
        if connection.vendor == "sqlite":
            ddl = [
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {self.table} "
                "USING fts5(scope, words, tokenize = 'unicode61 remove_diacritics 0')"
            ]
        else:
            ddl = [
                f"CREATE TABLE IF NOT EXISTS {self.table} "
                "(id bigint PRIMARY KEY, scope text NOT NULL, words tsvector NOT NULL)",
                f"CREATE INDEX IF NOT EXISTS {self.table}_words ON {self.table} USING gin (words)",
                f"CREATE INDEX IF NOT EXISTS {self.table}_scope ON {self.table} (scope, id DESC)",
            ]
        with connection.cursor() as cursor:
            for statement in ddl:
                cursor.execute(statement)

    def is_installed(self, connection: BaseDatabaseWrapper) -> bool:
        """Whether the table is there."""
        with connection.cursor() as cursor:
            return self.table in connection.introspection.table_names(cursor)

    def put(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Index records as (key, scope, text), in the place of what was indexed under the same keys."""
        if connection.vendor == "sqlite":
            sql = f"INSERT OR REPLACE INTO {self.table} (rowid, scope, words) VALUES (%s, %s, %s)"  # noqa: S608
        else:
            sql = (
                f"INSERT INTO {self.table} (id, scope, words) VALUES (%s, %s, to_tsvector('simple', %s)) "  # noqa: S608
                "ON CONFLICT (id) DO UPDATE SET scope = excluded.scope, words = excluded.words"
            )
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(key, scope, self.grams(text)) for key, scope, text in rows])

    def remove(self, ids: Iterable[int]) -> None:
        """Forget records."""
        key = "rowid" if connection.vendor == "sqlite" else "id"
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {self.table} WHERE {key} = %s", [(one,) for one in ids])  # noqa: S608

    def matching(self, grams_of_query: str, scope: str, limit: int) -> list[int]:
        """The keys of at most `limit` records that hold the words in this order, newest first."""
        sql, params = self._select(grams_of_query, scope, limit)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return [row[0] for row in cursor.fetchall()]

    def subquery(self, grams_of_query: str, scope: str, limit: int | None = None) -> RawSQL:
        """The same keys for `queryset.filter(pk__in=…)`."""
        sql, params = self._select(grams_of_query, scope, limit)
        return RawSQL(sql, params, output_field=models.BigIntegerField())  # noqa: S611 (words are parameters)

    def _select(self, grams: str, scope: str, limit: int | None) -> tuple[str, list[Any]]:
        words = grams.replace('"', " ").replace("\0", " ").strip()
        if connection.vendor == "sqlite":
            key, condition = "rowid", f"{self.table} MATCH %s"
            params: list[Any] = [f'scope : "{scope}" AND words : "{words}"']
        else:
            key, condition = "id", "scope = %s AND words @@ phraseto_tsquery('simple', %s)"
            params = [scope, words]
        sql = f"SELECT {key} FROM {self.table} WHERE {condition if words else '%s = 1'}"  # noqa: S608
        if not words:
            params = [0]
        if limit is not None:
            sql, params = f"{sql} ORDER BY {key} DESC LIMIT %s", [*params, limit]
        return sql, params
