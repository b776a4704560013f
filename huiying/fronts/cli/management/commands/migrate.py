"""`huiying migrate`: create the database or bring it to this version, guards included."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from huiying.base.storage import guards
from huiying.fronts.cli import readiness
from huiying.fronts.cli.explained import Explained


class Command(Explained, Migrate):
    """Django's migrate between taking the guards away, where tables will be remade, and putting them back."""

    help = "Create the database, or bring it to this version of the program. Take a backup before."
    only = {
        "plan": "show what would be done, and do nothing",
        "check_unapplied": "do nothing; end with an error if something is to be done",
    }

    def get_check_kwargs(self, options: dict[str, Any]) -> dict[Any, Any]:
        """Without the checks of the database: missing guards are mended here."""
        settled: dict[Any, Any] = super().get_check_kwargs(options)
        return {**settled, "databases": None}

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the migrations, then put every guard in place."""
        connection = connections[options["database"]]
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
        elif readiness.is_outdated(connection):
            with guards.lifted(connection):
                super().handle(*args, **options)
        else:
            super().handle(*args, **options)
            guards.install(connection)
