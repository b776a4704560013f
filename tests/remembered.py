"""What many tests begin with is made once a process, by the services; later its rows are put back as they were."""

import pickle
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from huiying.base.trail.models import Entry
from huiying.pure.lib import clock


@dataclass(frozen=True, slots=True)
class Memory:
    """The rows of each table that has some, by its name and its columns then, and the value that named them."""

    tables: dict[tuple[str, str], Any]
    value: bytes


_memories: dict[tuple[Any, ...], Memory] = {}


def remembered[T](make: Callable[[], T]) -> T:
    """What `make` makes in an empty database at the moment at which the clock is held.

    The value must be one that can be pickled. Where there are records already, it is simply made.
    """
    if Entry.objects.exists():
        return make()
    key = (make.__module__, make.__qualname__, clock.now())
    if key not in _memories:
        before = set(rows())
        value = make()
        tables = {table: found for table, found in rows().items() if table not in before}
        _memories[key] = Memory(tables, pickle.dumps(value))
        return value
    with transaction.atomic(), _without_guards():
        _put_back(_memories[key].tables)
    return pickle.loads(_memories[key].value)


def rows() -> dict[tuple[str, str], Any]:
    """Every table that has rows, with all of them, in the database's own form."""
    if connection.vendor == "sqlite":
        found = {(table, named): _all(f"SELECT {named} FROM {table}") for table, named in _tables()}
    else:
        found = {(table, ""): _copied(table) for table in connection.introspection.table_names()}
    return {table: rows for table, rows in found.items() if rows}


def _tables() -> Iterator[tuple[str, str]]:
    """SQLite's tables with their columns: not as Python reads them (`+`), but as they are kept."""
    tables = dict(_all("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid"))
    virtual = [name for name, sql in tables.items() if sql.startswith("CREATE VIRTUAL")]
    for table in tables:
        if table.startswith("sqlite_") or any(table.startswith(f"{name}_") for name in virtual):
            continue
        columns = [column[1] for column in _all(f'PRAGMA table_info("{table}")')]
        yield table, ", ".join(f'+"{column}"' for column in (*columns, *["rowid"] * (table in virtual)))


def _all(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _copied(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(copy)


def _put_back(tables: dict[tuple[str, str], Any]) -> None:
    with connection.cursor() as cursor:
        for (table, columns), rows in tables.items():
            if connection.vendor == "sqlite":
                names, places = columns.replace("+", ""), ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)
            else:
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(rows)


@contextmanager
def _without_guards() -> Iterator[None]:
    """The rows were let in once, in their order; now each comes as it was at the end."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
    else:
        _run("SET LOCAL session_replication_role = replica")
    try:
        yield
    finally:
        if connection.vendor == "sqlite":
            connection.connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, True)
        else:
            _run("SET LOCAL session_replication_role = origin")


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
