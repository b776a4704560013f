"""`huiying`: the one command with which an installation is run."""

import os
import sys
from importlib.metadata import version

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, get_commands
from django.db import OperationalError, ProgrammingError

GROUPS: dict[str, dict[str, str]] = {
    "Start": {
        "demo": "build the demo office: invented people and requests, to look around",
        "migrate": "create the database, or bring it to this version",
        "serve": "show the pages and do the work behind them, until stopped",
        "offices add": "set up a real office: its place, desk, categories, limits, first users",
    },
    "Daily": {
        "cases import": "take in a hotline's file (xlsx, xls, csv)",
        "users add": "let somebody log in; prints a first password",
        "users password": "give somebody a new password; the old one ends at once",
    },
    "Look after": {
        "worker": "do only the work behind the pages (serve does it already)",
        "trail seal": "seal the newest entries of the trail now",
        "trail head": "print the seal to be kept outside the database",
    },
    "Check": {
        "check": "is this installation sound?",
        "check --deploy": "what is still missing before residents may use it?",
        "trail verify": "has anybody changed the trail?",
        "cases moves": "the table of moves: from, what, to, who, clock",
    },
}

ENDING = """\
Each command explains itself:  huiying help COMMAND
For programmers, all commands: huiying help --all
Settings and backups:          docs/start.md
"""


def short_help() -> str:
    """What the command can do, for somebody who looks after computers and doesn't program."""
    width = 2 + max(len(name) for commands in GROUPS.values() for name in commands)
    lines = ["Huiying 回应: huiying COMMAND", ""]
    for group, commands in GROUPS.items():
        lines += [group, *(f"  {name:{width}}{what}" for name, what in commands.items()), ""]
    return "\n".join(lines) + "\n" + ENDING


def main() -> None:
    """Run the command that was typed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.settings")
    typed = sys.argv[1:]
    if typed in ([], ["help"], ["-h"], ["--help"]):
        sys.stdout.write(short_help())
    elif typed in (["version"], ["--version"]):
        sys.stdout.write(f"Huiying {version('huiying')}\n")
    else:
        if len(typed) > 2 and typed[0] == "help":  # `help users add` is asked as `users add --help`
            typed = [*typed[1:], "--help"]
        _run(typed)


def _run(typed: list[str]) -> None:
    """Run a command; settings, a folder or a database that can't be used are said in words."""
    try:
        settings.VAR.mkdir(parents=True, exist_ok=True)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"The folder of this installation (HUIYING_VAR) can't be used: {error}")
    if typed == ["help", "--all"]:
        django.setup()
        sys.stdout.write("\n".join(sorted(get_commands())) + "\n")
        return
    try:
        execute_from_command_line([sys.argv[0], *typed])
    except (OperationalError, ProgrammingError, ImproperlyConfigured) as error:
        if "--traceback" in typed:
            raise
        if isinstance(error, ImproperlyConfigured):
            sys.exit(str(error))
        sys.exit(f"The database can't be used: {str(error).strip()}\n(Was huiying migrate run?)")


if __name__ == "__main__":
    main()
