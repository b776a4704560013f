"""`huiying demo`: build the demo office."""

import sys
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from huiying.demo import services


class Command(BaseCommand):
    """Builds the demo once; a second call finds it there."""

    help = "Build the demo office: invented people and requests, to look around."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring the database to this version and fill it, unless that was done."""
        call_command("migrate", verbosity=0)
        if not services.is_built():
            services.build(progress=self._progress)

    def _progress(self, share: float, what: str) -> None:
        """A bar on a terminal, a line a stage elsewhere."""
        if sys.stdout.isatty():
            bar = "█" * round(share * 30)
            self.stdout.write(f"\r{bar:30} {share:4.0%}  {what:40.40}", ending="\n" if share >= 1 else "")
            self.stdout.flush()
        else:
            self.stdout.write(f"{share:4.0%}  {what}")
