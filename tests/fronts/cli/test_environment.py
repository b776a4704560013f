"""A real office starts with keys only, and a value that means nothing is said in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from huiying.fronts.cli import environment

KEYS = {"HUIYING_SECRET_KEY": "s" * 32, "HUIYING_DATA_KEY": "d" * 32}
REAL = {"HUIYING_DEMO": "0"}
PAGES = [sys.executable, "-c", "import huiying.wsgi; print('open')"]


def _run(command: list[str], given: dict[str, str], var: Path) -> subprocess.CompletedProcess[str]:
    """Start a process of an installation that knows nothing but what is given."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("HUIYING_")}
    return subprocess.run(
        command, env={**bare, "HUIYING_VAR": str(var), **given}, capture_output=True, text=True, check=False
    )


def _huiying(*words: str) -> list[str]:
    return [sys.executable, "-m", "huiying.fronts.cli.main", *words]


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({}, []),
        (REAL | KEYS, []),
        (REAL, list(KEYS)),
        (REAL | KEYS | {"HUIYING_SECRET_KEY": "s" * 31}, ["HUIYING_SECRET_KEY"]),
        (REAL | KEYS | {"HUIYING_DATA_KEY": "s" * 32}, ["HUIYING_DATA_KEY"]),
        ({"HUIYING_DEMO": ""}, ["HUIYING_DEMO", *KEYS]),
        ({"HUIYING_DEMO": "yes"}, ["HUIYING_DEMO", *KEYS]),
        ({"HUIYING_DATABASE": "postgres"}, ["HUIYING_DATABASE"]),
        ({"HUIYING_LOGS": "xml"}, ["HUIYING_LOGS"]),
        ({"HUIYING_HTTPS": "true"}, ["HUIYING_HTTPS"]),
        ({"HUIYING_PROXIES": "x"}, ["HUIYING_PROXIES"]),
        ({"HUIYING_PROXIES": "-1"}, ["HUIYING_PROXIES"]),
        ({"HUIYING_PROXIES": ""}, []),
        ({"HUIYING_DATABASE_PORT": "65536"}, ["HUIYING_DATABASE_PORT"]),
        ({"HUIYING_CLOCK": "2023-12-15T09:00+08:00"}, []),
        ({"HUIYING_CLOCK": "2023-12-15T09:00"}, ["HUIYING_CLOCK"]),
        ({"HUIYING_CLOCK": "yesterday"}, ["HUIYING_CLOCK"]),
    ],
)
def test_what_nothing_can_be_started_with_is_named(given: dict[str, str], names: list[str]) -> None:
    found = environment.unusable(given, ["serve"])
    assert list(found) == names
    assert all(words.startswith(name) for name, words in found.items())
    assert environment.unusable(given, ["check", "--deploy"]) == {}


def test_the_database_is_made_without_keys_but_not_with_a_value_that_means_nothing() -> None:
    assert environment.unusable(REAL, ["migrate"]) == {}
    assert list(environment.unusable(REAL | {"HUIYING_DATABASE": "mysql"}, ["migrate"])) == [
        "HUIYING_DATABASE"
    ]


def test_no_page_is_shown_without_keys(tmp_path: Path) -> None:
    refused = _run(PAGES, REAL, tmp_path)
    assert refused.returncode != 0
    assert "HUIYING_SECRET_KEY is missing" in refused.stderr
    assert _run(PAGES, REAL | KEYS, tmp_path).stdout == "open\n"


@pytest.mark.parametrize("words", [("serve",), ("worker",), ("users", "password", "zhou")])
def test_what_works_for_residents_refuses_without_keys_in_words(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    done = _run(_huiying(*words), REAL, tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("Not started:\n- HUIYING_SECRET_KEY is missing")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [("serve", "--help"), ("help", "serve"), ("migrate", "--plan")])
def test_help_and_migrate_need_no_keys(words: tuple[str, ...], tmp_path: Path) -> None:
    assert _run(_huiying(*words), REAL, tmp_path).returncode == 0


@pytest.mark.parametrize(
    "name", ["HUIYING_PROXIES", "HUIYING_DATABASE_PORT", "HUIYING_CLOCK", "HUIYING_DEMO", "HUIYING_DATABASE"]
)
def test_check_says_a_value_that_means_nothing(name: str, tmp_path: Path) -> None:
    done = _run(_huiying("check", "--deploy"), {name: "odd"}, tmp_path)
    assert done.returncode == 1
    assert f'- {name} is "odd": give ' in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = _run(_huiying("check"), {}, tmp_path / "file" / "var")
    assert done.returncode == 1
    assert "HUIYING_VAR" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_demo_stays_out_of_a_real_office(tmp_path: Path) -> None:
    done = _run(_huiying("demo"), REAL | KEYS, tmp_path)
    assert done.returncode == 1
    assert "real office" in done.stderr
