"""Where the tests run: nothing of the real installation is read, nothing is kept.

Loaded by pytest before Django's settings (`-p tests.environment` in pyproject.toml).
`HUIYING_DATABASE=postgresql` asks for PostgreSQL; unless its host is given too, a server of our own starts.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import postgres

KEPT = ("HUIYING_DATABASE", "HUIYING_PROVE", "HUIYING_RECORD")
_ending = ExitStack()


def prepare() -> None:
    """Describe the tests' installation by environment variables, as any installation is described."""
    given = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("HUIYING_")}
    kept = {name: value for name, value in given.items() if name.startswith(KEPT)}
    var = Path(tempfile.mkdtemp(prefix="huiying-tests-"))
    _ending.callback(shutil.rmtree, var, ignore_errors=True)
    (var / "static").mkdir()
    os.environ.update(kept)
    os.environ.update(
        HUIYING_VAR=str(var),
        HUIYING_DEMO="1",
        HUIYING_SECRET_KEY="the tests' own secret key, known to everybody",
        HUIYING_DATA_KEY="00112233445566778899aabbccddeeff" * 2,
    )
    if kept.get("HUIYING_DATABASE") == "postgresql" and "HUIYING_DATABASE_HOST" not in kept:
        os.environ.update(_ending.enter_context(postgres.private_cluster()))


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    """Come before pytest-django, which loads the settings in the same hook."""
    try:
        prepare()
    except postgres.NoPostgres as nothing:
        raise pytest.UsageError(f"NOT RUN: no PostgreSQL {nothing}") from nothing
    return (yield)


def pytest_unconfigure() -> None:
    """End the server and remove the folder."""
    _ending.close()
