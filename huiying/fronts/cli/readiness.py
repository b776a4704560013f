"""What must be set before residents may use an installation, said in words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from huiying.base.storage import guards
from huiying.fronts.cli import environment

BACKUP_AGE = timedelta(days=2)
NO_SECOND_FACTOR = "logging in takes a name and a password; this version can't force a second factor."


def missing_settings(given: Mapping[str, str]) -> list[str]:
    """The settings that a real office needs and that aren't there, each with what to do.

    >>> missing_settings({"HUIYING_DEMO": "1"})[0]
    'HUIYING_DEMO is not 0: this is a demo; it says so on every page and accepts impossible identity numbers.'
    """
    hosts = environment.names(given, "HUIYING_HOSTS")
    wanted = {
        "HUIYING_DEMO": (
            given.get("HUIYING_DEMO") == "0",
            "HUIYING_DEMO is not 0: this is a demo; it says so on every page and accepts impossible "
            "identity numbers.",
        ),
        "HUIYING_CLOCK": (
            not given.get("HUIYING_CLOCK"),
            "HUIYING_CLOCK is set: every date would be invented.",
        ),
        "HUIYING_HOSTS": (
            bool(hosts) and not any("*" in host for host in hosts),
            "HUIYING_HOSTS is missing or holds *: give the names under which the pages are reached.",
        ),
        "HUIYING_HTTPS": (
            given.get("HUIYING_HTTPS") == "1",
            "HUIYING_HTTPS is not 1: put a web server with a certificate before this one, and set it.",
        ),
        "HUIYING_PROXIES": (
            environment.number(given, "HUIYING_PROXIES", 0) > 0,
            "HUIYING_PROXIES is missing or 0: say how many web servers stand before this one (mostly 1), or "
            "every visitor seems to come from one address and locks the others out.",
        ),
    }
    missing = {name: words for name, (is_right, words) in wanted.items() if not is_right}
    return list((missing | environment.missing_keys(given) | environment.misread(given)).values())


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
