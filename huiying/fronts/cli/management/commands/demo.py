"""`huiying demo`: build the demo office."""

import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser

from huiying.demo import figures, logins, services
from huiying.fronts.cli import readiness
from huiying.fronts.cli.explained import Explained
from huiying.pure.lib.refusals import Refused

STAGES = {
    "places": "places, limits, categories",
    "people": "people and households",
    "teams": "teams, social workers, directory",
    "cases": "the cases of a year",
    "seal": "the trail's seal",
}


class Command(Explained):
    """Builds the demo once; a second call finds it there."""

    help = "Build the demo office: invented people and requests, to look around."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The port of the addresses that are shown, and whether to count what was built."""
        parser.add_argument("--port", type=int, default=8000, help="the port that `huiying serve` will have")
        parser.add_argument("--check", action="store_true", help="count what the demo holds")

    def handle(self, *args: Any, port: int, check: bool, **options: Any) -> None:
        """Bring the database to this version and fill it, unless that was done; say how to look around."""
        if not settings.IS_DEMO:
            raise CommandError("HUIYING_DEMO is 0: this is a real office, and the demo stays out of it.")
        if readiness.missing_in_database():
            call_command("migrate", verbosity=0)
        if services.is_built():
            self.stdout.write("The demo office is built.")
        else:
            try:
                services.build(progress=self._progress)
            except Refused as refused:
                if [fault.code for fault in refused.faults] != ["demo_needs_an_empty_database"]:
                    raise
                raise CommandError(
                    "This database holds another office. Give the demo one of its own (HUIYING_VAR)."
                ) from refused
        self.stdout.write(logins.walk(port))
        if check:
            self.stdout.write("\n".join(f"{what:44}{count:>8}" for what, count in figures.counts()))

    def _progress(self, stage: str, done: int, total: int) -> None:
        """A bar on a terminal, a line a stage elsewhere."""
        if sys.stdout.isatty():
            bar = "█" * round(done / total * 30)
            ending = "\n" if done == total else ""
            self.stdout.write(f"\r{bar:30} {done / total:4.0%}  {STAGES[stage]:40}", ending=ending)
            self.stdout.flush()
        elif done in (0, total):
            self.stdout.write(f"{done / total:4.0%}  {STAGES[stage]}")
