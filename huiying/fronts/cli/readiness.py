"""What must be set before residents may use an installation, said in words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from huiying.base.storage import guards

SECRET_LENGTH = 32
BACKUP_AGE = timedelta(days=2)


def missing_settings(environment: Mapping[str, str]) -> list[str]:
    """The settings that a real office needs and that aren't there, each with what to do.

    >>> missing_settings({"HUIYING_DEMO": "1"})[0]
    'HUIYING_DEMO is not 0: this is a demo; it says so on every page and accepts impossible identity numbers.'
    """

    def given(name: str) -> str:
        return environment.get(name, "").strip()

    secret, data_key, hosts = given("HUIYING_SECRET_KEY"), given("HUIYING_DATA_KEY"), given("HUIYING_HOSTS")
    wanted = (
        (
            given("HUIYING_DEMO") == "0",
            "HUIYING_DEMO is not 0: this is a demo; it says so on every page and accepts impossible "
            "identity numbers.",
        ),
        (not given("HUIYING_CLOCK"), "HUIYING_CLOCK is set: every date would be invented."),
        (
            len(secret) >= SECRET_LENGTH,
            f"HUIYING_SECRET_KEY is missing or short: give {SECRET_LENGTH} random characters or more. "
            "It signs logins.",
        ),
        (
            len(data_key) >= SECRET_LENGTH,
            f"HUIYING_DATA_KEY is missing or short: give {SECRET_LENGTH} random characters or more, and keep "
            "a copy outside this machine. It encrypts telephone and identity numbers; without it they are "
            "lost.",
        ),
        (not secret or secret != data_key, "HUIYING_DATA_KEY equals HUIYING_SECRET_KEY: give two."),
        (
            bool(hosts) and "*" not in hosts,
            "HUIYING_HOSTS is missing or holds *: give the names under which the pages are reached.",
        ),
        (
            given("HUIYING_HTTPS") == "1",
            "HUIYING_HTTPS is not 1: put a web server with a certificate before this one, and set it.",
        ),
        (
            given("HUIYING_PROXIES").isdecimal(),
            "HUIYING_PROXIES is not set: say how many web servers stand before this one (mostly 1), or every "
            "visitor seems to come from one address and locks the others out.",
        ),
    )
    return [words for is_right, words in wanted if not is_right]


def missing_backup(folder: str, now: datetime) -> list[str]:
    """Whether a young copy of the database lies in `folder`, where the nightly backup leaves it."""
    if not folder:
        return ["HUIYING_BACKUPS is not set: say in which folder the nightly copies of the database lie."]
    ages = [now.timestamp() - path.stat().st_mtime for path in Path(folder).glob("*") if path.is_file()]
    if not ages or min(ages) > BACKUP_AGE.total_seconds():
        return [f"No copy of the database younger than {BACKUP_AGE.days} days lies in {folder}."]
    return []


def is_outdated(connection: BaseDatabaseWrapper) -> bool:
    """Whether migrations wait to be run."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def missing_in_database() -> list[str]:
    """What is wrong with the database of this installation."""
    try:
        if is_outdated(connection):
            return ["The database is missing or of another version: run huiying migrate (or huiying demo)."]
    except OperationalError as error:
        return [f"The database can't be reached: {error}".strip()]
    missing = [f"{name} is not in the database: run huiying migrate." for name in guards.missing(connection)]
    unknown = [
        f"Nobody knows the trigger {name}: run huiying migrate." for name in guards.unknown(connection)
    ]
    return missing or unknown
