"""Help that is meant for whoever looks after an installation: only what a command is for."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

COMMON = frozenset(
    ("version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color", "skip_checks")
)
"""What every command can do besides; it works, and isn't shown."""


class Explained(BaseCommand):
    """A command whose help leaves out what all commands have in common."""

    only: dict[str, str] = {}
    """Where a command has options of others: the ones that are shown, each with our words for it."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The command's options, the others hidden."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        for option in parser._actions:
            if option.dest in self.only:
                option.help = self.only[option.dest]
            elif option.dest in COMMON or (self.only and option.dest != "help"):
                option.help = argparse.SUPPRESS
        return parser
