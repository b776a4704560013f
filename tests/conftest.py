"""What every test has: quick settings, guards in the database, the clock, a browser."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

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
        if "journeys" in item.path.parts or "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The distribution's Chromium where there is one, else the one that playwright brought."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps an event loop beside the test
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()
