"""A table for the sample model, and a database that several connections share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections

from tests.base.storage.sample import Holder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, with the table of the sample model."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Holder)


@pytest.fixture
def shared(transactional_db, tmp_path: Path) -> Iterator[None]:
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
