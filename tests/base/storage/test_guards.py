"""Guards are declared by apps, installed after migrations, and missed when they are gone or weakened."""

import pytest
from django.core import checks
from django.db import IntegrityError, connection, models, transaction

import huiying.base.trail.guards as trail_guards
from huiying.base.storage import guards
from huiying.base.storage.guards import Guard
from huiying.base.trail.models import Entry
from tests.base.storage.sample import INDEX

NAME = "trail_entry_no_update"
AGAIN = f"CREATE OR REPLACE TRIGGER {NAME}"
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps triggers")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL only")


def faults() -> list[str]:
    return [fault.id for fault in checks.run_checks(databases=["default"], tags=["database"])]


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def remake_entry_table() -> None:
    """What a migration does that alters a field."""
    old = Entry._meta.get_field("code")
    new = models.CharField(max_length=old.max_length + 1)
    new.set_attributes_from_name("code")
    new.model = Entry
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, old, new)
        editor.alter_field(Entry, new, old)


@pytest.mark.django_db
def test_after_installing_nothing_is_missing_or_unknown():
    assert guards.missing(connection) == guards.unknown(connection) == faults() == []
    assert {guard.table for guard in guards.declared().guards} >= {"trail_entry", "trail_seal"}


@on_sqlite
def test_a_guard_that_a_remade_table_lost_is_missed_and_comes_back(transactional_db):
    remake_entry_table()
    assert guards.missing(connection) == [NAME, "trail_entry_no_delete"]
    assert faults() == ["storage.E001"]
    guards.install(connection)
    assert guards.missing(connection) == faults() == []


@on_sqlite
def test_a_table_that_another_trigger_reads_can_be_remade_while_guards_are_lifted(
    transactional_db, monkeypatch
):
    reads = "SELECT RAISE(ABORT, 'no') WHERE NOT EXISTS (SELECT 1 FROM trail_entry WHERE id = NEW.entry_id);"
    reading = Guard(
        "reads_entries",
        "trail_seal",
        guards.sqlite_trigger("reads_entries", "trail_seal", "BEFORE INSERT", reads),
        "",
    )
    found = guards.declared()
    monkeypatch.setattr(
        guards, "declared", lambda: guards.Declared((*found.guards, reading), found.search_indexes)
    )
    guards.install(connection)
    with guards.lifted(connection):
        remake_entry_table()
    assert guards.missing(connection) == []
    monkeypatch.undo()
    guards.install(connection)


@pytest.mark.django_db
def test_a_weakened_guard_is_missed_and_put_right():
    if connection.vendor == "sqlite":
        execute(f"DROP TRIGGER {NAME}")
        execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON trail_entry WHEN 0 BEGIN SELECT RAISE(ABORT, ''); END"
        )
    else:
        execute(
            f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
        )
    assert guards.missing(connection) == guards.unknown(connection) == [NAME]
    guards.install(connection)
    assert guards.missing(connection) == guards.unknown(connection) == []


@on_postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(
    "weaken",
    [
        f"ALTER TABLE trail_entry DISABLE TRIGGER {NAME}",
        f"{AGAIN} BEFORE UPDATE ON trail_entry FOR EACH ROW WHEN (false) EXECUTE FUNCTION {NAME}()",
        f"{AGAIN} BEFORE UPDATE OF code ON trail_entry FOR EACH ROW EXECUTE FUNCTION {NAME}()",
        f"{AGAIN} BEFORE UPDATE ON trail_entry FOR EACH ROW EXECUTE FUNCTION trail_entry_no_delete()",
    ],
)
def test_each_way_to_weaken_a_guard_is_noticed(weaken):
    execute(weaken)
    assert guards.missing(connection) == [NAME]
    guards.install(connection)
    assert guards.missing(connection) == []


@pytest.mark.django_db
def test_a_trigger_that_nobody_declared_is_unknown_and_dropped():
    table = "trail_entry"
    if connection.vendor == "sqlite":
        execute(guards.sqlite_trigger("stray", table, "BEFORE INSERT", "SELECT 1;"))
    else:
        execute(guards.postgres_trigger("stray", table, "BEFORE INSERT", "BEGIN RETURN NEW; END"))
    assert guards.unknown(connection) == ["stray"]
    guards.install(connection)
    assert guards.unknown(connection) == []


@pytest.mark.django_db
def test_a_declared_search_index_is_missed_until_it_is_installed(monkeypatch):
    found = guards.declared()
    monkeypatch.setattr(guards, "declared", lambda: guards.Declared(found.guards, (INDEX,)))
    assert guards.missing(connection) == ["search_sample"]
    guards.install(connection)
    assert guards.missing(connection) == []


@pytest.mark.django_db
def test_a_guard_whose_table_does_not_exist_yet_waits_for_it(monkeypatch):
    found = guards.declared()
    early = guards.Guard(
        "early",
        "no_table",
        guards.sqlite_trigger("early", "no_table", "BEFORE INSERT", "SELECT 1;"),
        "SELECT 1",
    )
    monkeypatch.setattr(guards, "declared", lambda: guards.Declared((*found.guards, early), ()))
    guards.install(connection)
    assert guards.missing(connection) == ["early"]
    assert faults() == []


@pytest.mark.django_db
def test_it_is_the_guard_that_refuses():
    entry = Entry.objects.create(
        at="2023-11-24T00:00Z", code="a.b", actor_id=1, subject_kind="x", subject_id=1
    )
    with pytest.raises(IntegrityError, match=NAME), transaction.atomic():
        Entry.objects.update(code="a.c")
    with guards.uninstalled(NAME):
        assert Entry.objects.filter(pk=entry.pk).update(code="a.c") == 1
    with pytest.raises(IntegrityError, match=NAME), transaction.atomic():
        Entry.objects.update(code="a.d")


def test_two_guards_with_one_name_are_refused(monkeypatch):
    monkeypatch.setattr(trail_guards, "GUARDS", trail_guards.GUARDS * 2)
    with pytest.raises(ValueError, match="share a name"):
        guards.declared()
