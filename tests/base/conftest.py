"""A database with its guards, real commits, and a database that several connections share."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import connection, connections

from huiying.base.storage import guards
from tests.base.storage.sample import Holder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, with guards and the table of the sample model."""
    with django_db_blocker.unblock():
        guards.install(connection)
        with connection.schema_editor() as editor:
            editor.create_model(Holder)


@pytest.fixture
def _afterwards(django_db_setup, django_db_blocker) -> Iterator[ExitStack]:
    stack = ExitStack()
    yield stack
    with django_db_blocker.unblock():
        stack.close()


@pytest.fixture
def commits(_afterwards, transactional_db) -> Iterator[None]:
    """Transactions of the test are real; the guards make way while its rows are cleared away."""
    yield
    _afterwards.enter_context(guards.lifted(connection))


@pytest.fixture
def shared(commits, tmp_path: Path) -> Iterator[None]:
    """A database that threads reach by connections of their own: on SQLite a file in the place of memory."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory = connections["default"]
    name = in_memory.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(tmp_path / "shared.sqlite3")])
    in_memory.settings_dict["NAME"] = str(tmp_path / "shared.sqlite3")
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    in_memory.settings_dict["NAME"] = name
    connections["default"] = in_memory
