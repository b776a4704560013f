"""`huiying trail` seals, prints the head, and notices what was changed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from huiying.base.storage import guards
from huiying.base.trail.models import Entry
from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib.viewer import Viewer

pytestmark = pytest.mark.django_db


def _run(*words: str) -> str:
    out = StringIO()
    call_command("trail", *words, stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def entries() -> list[Entry]:
    """Three entries."""
    viewer = Viewer(id=1, name="Zhou")
    with transaction.atomic():
        return record([NewEntry("case.opened", viewer, None, "case", number) for number in range(3)])


def test_a_sealed_trail_is_whole_and_its_head_is_known_later(entries: list[Entry]) -> None:
    assert _run("seal") == "Sealed: 3"
    head = _run("head")
    assert head.startswith("3:")
    assert "checked: 3, not yet sealed: 0. The trail is whole." in _run("verify", "--head", head)


def test_a_changed_entry_fails_the_verification(entries: list[Entry]) -> None:
    _run("seal")
    table = Entry._meta.db_table
    with guards.uninstalled(f"{table}_no_update"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET subject_id = 99 WHERE id = %s", [entries[1].pk])
    with pytest.raises(CommandError, match="changed at position 2"):
        _run("verify")


def test_another_head_than_the_one_kept_outside_fails(entries: list[Entry]) -> None:
    _run("seal")
    with pytest.raises(CommandError, match="rebuilt"):
        _run("verify", "--head", f"3:{'0' * 64}")
