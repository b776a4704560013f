"""`huiying --help` is short, and true."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from huiying.fronts.cli import main

OWN = sorted(name for name, app in get_commands().items() if app == "huiying.fronts.cli")
LISTED = [name for commands in main.GROUPS.values() for name in commands]


def test_the_short_help_fits_on_a_screen() -> None:
    lines = main.short_help().splitlines()
    assert len(lines) <= 30
    assert max(len(line) for line in lines) <= 90


def test_every_command_of_ours_is_listed_and_every_listed_one_exists() -> None:
    assert sorted({name.split()[0] for name in LISTED}) == OWN


@pytest.mark.parametrize("name", LISTED)
def test_every_listed_command_explains_itself(name: str) -> None:
    command, *words = name.split()
    parser = load_command_class("huiying.fronts.cli", command).create_parser("huiying", command)
    assert parser.description
    if words and not words[0].startswith("-"):
        assert words[0] in parser.format_help()


@pytest.mark.parametrize("typed", [[], ["help"], ["--help"], ["-h"]])
def test_help_needs_no_database(
    typed: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["huiying", *typed])
    main.main()
    assert capsys.readouterr().out == main.short_help()


def test_the_other_commands_are_listed_when_all_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["huiying", "help", "--all"])
    main.main()
    assert {"dbshell", "serve"} <= set(capsys.readouterr().out.split())


def test_a_database_that_is_away_is_said_in_words(tmp_path: Path) -> None:
    environment = {**os.environ, "HUIYING_DATABASE": "sqlite", "HUIYING_DATABASE_NAME": str(tmp_path)}
    command = [sys.executable, "-m", "huiying.fronts.cli.main", "migrate"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("The database can't be used")
    assert "Traceback" not in done.stderr
