"""`huiying migrate`: create the database or bring it to this version, guards included."""

from typing import Any

from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from huiying.base.storage import guards
from huiying.fronts.cli import readiness


class Command(Migrate):
    """Django's migrate between taking the guards away, where tables will be remade, and putting them back."""

    def get_check_kwargs(self, options: dict[str, Any]) -> dict[str, Any]:
        """Without the checks of the database: missing guards are mended here."""
        return {**super().get_check_kwargs(options), "databases": None}

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the migrations, then put every guard in place."""
        is_whole = not (options["app_label"] or options["plan"] or options["check_unapplied"])
        settings.VAR.mkdir(parents=True, exist_ok=True)
        connection = connections[options["database"]]
        if is_whole and readiness.is_outdated(connection):
            guards.uninstall(connection)
        super().handle(*args, **options)
        if is_whole:
            guards.install(connection)
