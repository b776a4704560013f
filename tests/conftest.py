"""What every test has: quick settings, guards in the database, a browser."""

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from pytest_django.live_server_helper import LiveServer

from huiying.base.storage import guards
from huiying.pure.lib import clock
from tests.cast import MORNING, Cast, assemble

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ON_BOTH = ("test_services", "test_selectors", "test_guards", "test_models")
"""Files whose tests touch what the databases do differently: they run on PostgreSQL too."""


def pytest_configure() -> None:
    """Leave out what is slow on purpose, and what only a server with collected files can serve."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by where they lie, so that nobody has to remember it."""
    for item in items:
        if item.path.stem.startswith(ON_BOTH) or "races" in item.path.parts:
            item.add_marker(pytest.mark.both_databases)
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """The test database; `huiying migrate` put the guards into it.

    After a test with real transactions Django empties the tables, which append-only tables rightly
    refuse: then the guards step aside. Of the search tables, which are no models, it doesn't know.
    """
    operations = type(connection.ops)  # of every connection, since some tests open their own
    flush = operations.execute_sql_flush

    def flush_unguarded(self: BaseDatabaseOperations, statements: list[str]) -> None:
        with guards.lifted(self.connection):
            flush(
                self,
                [*statements, *(f"DELETE FROM {index.table}" for index in guards.declared().search_indexes)],
            )

    operations.execute_sql_flush = flush_unguarded


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: LiveServer) -> LiveServer:
    """The server starts when the test database is there, so that its threads share our connection."""
    return live_server


@pytest.fixture
def cast(db: None) -> Cast:
    """Two offices and their people, on the morning of the tests."""
    with clock.held_at(MORNING):
        return assemble()


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """The distribution's Chromium where there is one, else the one that playwright brought."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (half a second that most runs don't need)

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps an event loop beside the test
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()
