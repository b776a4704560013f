"""`huiying --help` is short, and true."""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from huiying.fronts.cli import main
from huiying.registers.access import roles

OWN = sorted(name for name, app in get_commands().items() if app == "huiying.fronts.cli")
LISTED = [name for commands in main.GROUPS.values() for name in commands]


def test_the_short_help_fits_on_a_screen() -> None:
    lines = main.short_help().splitlines()
    assert len(lines) <= 30
    assert max(len(line) for line in lines) <= 90


def test_every_command_of_ours_is_listed_and_every_listed_one_exists() -> None:
    assert sorted({name.split()[0] for name in LISTED}) == OWN


def _parsers(command: str) -> Iterator[argparse.ArgumentParser]:
    """The help of a command, then of each thing that it does."""
    parser = load_command_class("huiying.fronts.cli", command).create_parser("huiying", command)
    yield parser
    for option in parser._actions:
        if isinstance(option, argparse._SubParsersAction):
            yield from option.choices.values()


PARSERS = {parser.prog.removeprefix("huiying "): parser for command in OWN for parser in _parsers(command)}


def test_every_listed_command_has_its_help() -> None:
    assert {name.partition(" --")[0] for name in LISTED} <= PARSERS.keys()
    assert "--deploy" in PARSERS["check"].format_help()


@pytest.mark.parametrize("name", PARSERS)
def test_every_command_explains_itself_and_shows_what_it_is_for(name: str) -> None:
    said = PARSERS[name].format_help()
    description = PARSERS[name].description
    assert description
    assert [other for other in PARSERS if PARSERS[other].description == description] == [name]
    assert "Django" not in said
    assert (
        re.findall(r"--(settings|pythonpath|traceback|no-color|force-color|skip-checks|verb|version)", said)
        == []
    )
    shown = [option for option in PARSERS[name]._actions if option.help != argparse.SUPPRESS]
    assert [option.dest for option in shown if not option.help and option.dest != "todo"] == []


def test_only_roles_with_rights_are_offered() -> None:
    [role] = [option for option in PARSERS["users add"]._actions if option.dest == "role"]
    assert role.choices
    assert [name for name in role.choices if not roles.RIGHTS[name]] == []


@pytest.mark.parametrize("typed", [[], ["help"], ["--help"], ["-h"]])
def test_help_needs_no_database(
    typed: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["huiying", *typed])
    main.main()
    assert capsys.readouterr().out == main.short_help()


def test_the_other_commands_are_listed_when_all_are_asked_for() -> None:
    command = [sys.executable, "-m", "huiying.fronts.cli.main", "help", "--all"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert {"dbshell", "serve"} <= set(done.stdout.split())


def test_the_version_is_the_projects(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["huiying", "--version"])
    main.main()
    assert re.fullmatch(r"Huiying \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_a_database_that_is_away_is_said_in_words(tmp_path: Path) -> None:
    environment = {**os.environ, "HUIYING_DATABASE": "sqlite", "HUIYING_DATABASE_NAME": str(tmp_path)}
    command = [sys.executable, "-m", "huiying.fronts.cli.main", "migrate"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("The database can't be used")
    assert "Traceback" not in done.stderr
