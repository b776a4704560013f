"""Guards: triggers that forbid what a constraint can't, declared by apps and installed after migrations.

Django remakes a SQLite table when a constraint or field is altered, and its triggers are lost without a
word; so migrations run inside `lifted()`, which ends with `install()`, and a system check compares what is
installed with what is declared.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.utils.module_loading import module_has_submodule

from huiying.base.storage.search import SearchIndex


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger on one table: its name, unique in the database, and what creates it on either database.

    A database that needs no such trigger gets "". The name stands in the message of what it refuses.
    """

    name: str
    table: str
    sqlite: str
    postgres: str

    def ddl(self, connection: BaseDatabaseWrapper) -> str:
        """What creates it here."""
        return self.sqlite if connection.vendor == "sqlite" else self.postgres


@dataclass(frozen=True, slots=True)
class Declared:
    """All that the installed apps want beside their tables."""

    guards: tuple[Guard, ...]
    search_indexes: tuple[SearchIndex, ...]


def sqlite_trigger(name: str, table: str, event: str, body: str) -> str:
    """The DDL of a SQLite trigger; `event` as in "BEFORE UPDATE", `body` statements that end with ";"."""
    return f"CREATE TRIGGER {name} {event} ON {table} BEGIN {body} END"


def postgres_trigger(name: str, table: str, event: str, body: str, *, each: str = "ROW") -> str:
    """The DDL of a PostgreSQL trigger and its function; `body` is PL/pgSQL from DECLARE or BEGIN to END.

    What it looks up it finds by an index: PostgreSQL keeps the plan that it made when a table was all but empty, and
    would read the whole of it for each row later on.
    """
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan TO off "
        f"AS $guard${body}$guard$;\n"
        f"CREATE TRIGGER {name} {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()"
    )


def refusal(connection_vendor: str, name: str, reason: str) -> str:
    """The statement with which a trigger says no; it reaches Python as an IntegrityError."""
    if connection_vendor == "sqlite":
        return f"SELECT RAISE(ABORT, 'guard {name}: {reason}');"
    return f"RAISE EXCEPTION 'guard {name}: {reason}' USING ERRCODE = 'integrity_constraint_violation';"


def append_only(model: type[Model]) -> tuple[Guard, ...]:
    """Guards under which rows of `model` are added and never changed or removed."""
    table = model._meta.db_table
    found = []
    for event in ("update", "delete", "truncate"):
        name = f"{table}_no_{event}"
        when, reason = f"BEFORE {event.upper()}", f"{table} is append-only"
        no = refusal("postgresql", name, reason)
        each = "STATEMENT" if event == "truncate" else "ROW"
        sqlite = sqlite_trigger(name, table, when, refusal("sqlite", name, reason)) if each == "ROW" else ""
        found.append(
            Guard(name, table, sqlite, postgres_trigger(name, table, when, f"BEGIN {no} END", each=each))
        )
    return tuple(found)


def declared() -> Declared:
    """The GUARDS and SEARCH_INDEXES of every installed app's guards.py."""
    guards: list[Guard] = []
    indexes: list[SearchIndex] = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "guards"):
            module = import_module(f"{app.name}.guards")
            guards.extend(getattr(module, "GUARDS", ()))
            indexes.extend(getattr(module, "SEARCH_INDEXES", ()))
    if len({guard.name for guard in guards}) < len(guards):
        raise ValueError("two guards share a name")
    return Declared(tuple(guards), tuple(indexes))


def install(connection: BaseDatabaseWrapper) -> None:
    """Bring the database to what is declared: create what is missing, renew what differs, drop the rest.

    What is right stays untouched, so a running server isn't locked out. A guard waits for its table.
    """
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for index in declared().search_indexes:
            index.install(connection)
        for name, table in _unknown(connection):
            _drop(cursor, connection, name, table)
        tables = connection.introspection.table_names(cursor)
        absent = [guard for guard in _missing_guards(connection) if guard.table in tables]
        for guard in absent:
            cursor.execute(guard.ddl(connection))
        if connection.vendor == "postgresql":
            for name, (table, live, _comment) in _triggers(connection).items():
                for guard in absent:
                    if guard.name == name:
                        cursor.execute(f"COMMENT ON TRIGGER {name} ON {table} IS '{_mark(guard, live)}'")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of guards and search indexes declared but not installed, or installed differently."""
    absent = [index.table for index in declared().search_indexes if not index.is_installed(connection)]
    return [*absent, *(guard.name for guard in _missing_guards(connection))]


def unknown(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that are installed but not declared, or declared differently."""
    return [name for name, _table in _unknown(connection)]


@contextmanager
def uninstalled(name: str) -> Iterator[None]:
    """Without one guard for a moment: shows in tests that it is the guard which refuses."""
    table = next(guard.table for guard in declared().guards if guard.name == name)
    with connection.cursor() as cursor:
        _drop(cursor, connection, name, table)
    try:
        yield
    finally:
        install(connection)


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without any guard while migrations run: SQLite can't remake a table that another's trigger reads."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for name, (table, *_rest) in _triggers(connection).items():
            _drop(cursor, connection, name, table)
    try:
        yield
    finally:
        install(connection)


def check_guards(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """The system check: guards whose table exists must be installed as declared."""
    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        tables = connections[alias].introspection.table_names()
        names = [guard.name for guard in _missing_guards(connections[alias]) if guard.table in tables]
        if names:
            text = f"Guards are missing or weakened on {alias}: {', '.join(names)}"
            found.append(checks.Error(text, hint="Run huiying migrate.", id="storage.E001"))
    return found


type _Trigger = tuple[str, str, str]  # table, definition, comment


def _triggers(connection: BaseDatabaseWrapper) -> dict[str, _Trigger]:
    """What is installed, by name."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, tbl_name, sql, '' FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT t.tgname, c.relname, concat_ws('|', pg_get_triggerdef(t.oid), t.tgenabled, p.prosrc),"
                " coalesce(obj_description(t.oid, 'pg_trigger'), '') FROM pg_trigger t "
                "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
                "WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
            )
        return {name: (table, sql, comment) for name, table, sql, comment in cursor.fetchall()}


def _mark(guard: Guard, live: str) -> str:
    """What PostgreSQL, which rewrites definitions, keeps: the declared text and what became of it."""
    return " ".join(hashlib.sha256(text.encode()).hexdigest() for text in (guard.postgres, live))


def _is_as_declared(guard: Guard, trigger: _Trigger, vendor: str) -> bool:
    table, definition, comment = trigger
    if vendor == "sqlite":
        return table == guard.table and definition == guard.sqlite
    return table == guard.table and comment == _mark(guard, definition)


def _missing_guards(connection: BaseDatabaseWrapper) -> list[Guard]:
    found = _triggers(connection)
    wanted = [guard for guard in declared().guards if guard.ddl(connection)]
    return [
        guard
        for guard in wanted
        if guard.name not in found or not _is_as_declared(guard, found[guard.name], connection.vendor)
    ]


def _unknown(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    wanted = {guard.name: guard for guard in declared().guards}
    return [
        (name, trigger[0])
        for name, trigger in _triggers(connection).items()
        if name not in wanted or not _is_as_declared(wanted[name], trigger, connection.vendor)
    ]


def _drop(cursor: Any, connection: BaseDatabaseWrapper, name: str, table: str) -> None:
    cursor.execute(
        f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if connection.vendor == "postgresql" else "")
    )
