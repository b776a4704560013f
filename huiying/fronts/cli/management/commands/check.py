"""`huiying check`: is this installation sound, and with `--deploy`, is it ready for residents?"""

import os
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.check import Command as Check

from huiying.fronts.cli import readiness
from huiying.fronts.cli.explained import Explained
from huiying.pure.lib import clock


class Command(Explained, Check):
    """Django's checks of the code, then of this installation's database and settings."""

    help = (
        "Look whether this installation is sound: program, database, guards. Ends with an error if it isn't."
    )
    only = {"deploy": "say also what is still missing before residents may use it: keys, names, backup"}

    def handle(self, *args: Any, **options: Any) -> None:
        """Say in words what is missing; with anything missing the command fails."""
        super().handle(*args, **{**options, "deploy": False})
        if args or options["tags"] or options["list_tags"]:
            return
        missing = readiness.missing_in_database()
        if options["deploy"]:
            missing += readiness.missing_settings(os.environ)
            os.environ.pop("HUIYING_CLOCK", None)  # copies are dated by the world's clock
            missing += readiness.missing_backup(os.environ.get("HUIYING_BACKUPS", ""), clock.now())
            self.stdout.write(f"Note: {readiness.NO_SECOND_FACTOR}")
        if missing:
            raise CommandError("\n".join(["Missing:", *(f"- {words}" for words in missing)]))
        self.stdout.write("Ready for residents." if options["deploy"] else "Sound.")
