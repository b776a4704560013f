"""`huiying check` finds what is missing and says it in words."""

import os
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from huiying.base.storage import guards
from huiying.fronts.cli import readiness

COMPLETE = {
    "HUIYING_DEMO": "0",
    "HUIYING_SECRET_KEY": "s" * 32,
    "HUIYING_DATA_KEY": "d" * 32,
    "HUIYING_HOSTS": "huiying.example.cn",
    "HUIYING_HTTPS": "1",
    "HUIYING_PROXIES": "1",
}
NOW = datetime(2023, 12, 15, 9, tzinfo=UTC)


def test_a_complete_installation_misses_nothing() -> None:
    assert readiness.missing_settings(COMPLETE) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUIYING_DEMO", "1"),
        ("HUIYING_DEMO", ""),
        ("HUIYING_CLOCK", "2023-12-15T09:00+08:00"),
        ("HUIYING_SECRET_KEY", "short"),
        ("HUIYING_DATA_KEY", ""),
        ("HUIYING_DATA_KEY", "s" * 32),
        ("HUIYING_HOSTS", "*"),
        ("HUIYING_HOSTS", ""),
        ("HUIYING_HTTPS", "0"),
        ("HUIYING_PROXIES", ""),
    ],
)
def test_each_wrong_setting_is_named(name: str, value: str) -> None:
    [words] = readiness.missing_settings({**COMPLETE, name: value})
    assert words.startswith(name)


def test_a_backup_older_than_two_days_counts_as_none(tmp_path: Path) -> None:
    copy = tmp_path / "huiying.sqlite3"
    assert readiness.missing_backup("", NOW)
    assert readiness.missing_backup(str(tmp_path), NOW)
    copy.touch()
    for age, is_missing in [(timedelta(hours=47), False), (timedelta(hours=49), True)]:
        moment = (NOW - age).timestamp()
        os.utime(copy, (moment, moment))
        assert bool(readiness.missing_backup(str(tmp_path), NOW)) is is_missing


@pytest.mark.django_db
def test_check_finds_a_lost_guard_and_migrate_puts_it_back() -> None:
    call_command("check")
    lost = guards.declared().guards[0]
    with connection.cursor() as cursor:
        on_table = f" ON {lost.table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {lost.name}{on_table}")
    with pytest.raises(CommandError, match=lost.name):
        call_command("check")
    call_command("migrate", verbosity=0)
    call_command("check")


@pytest.mark.django_db
def test_check_deploy_lists_everything_at_once_and_notes_what_cannot_be_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in COMPLETE:
        monkeypatch.delenv(name, raising=False)
    out = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("check", deploy=True, stdout=out)
    assert "second factor" in out.getvalue()
    assert all(name in str(failure.value) for name in [*COMPLETE, "HUIYING_BACKUPS"])
