"""`huiying worker`: do the work behind the pages."""

from typing import Any

from django.core.management.base import CommandError

from huiying.base.jobs import worker
from huiying.fronts.cli import office_clock
from huiying.fronts.cli.explained import Explained
from huiying.pure.lib import clock


class Command(Explained):
    """Takes jobs from the database until stopped; several may run beside each other."""

    help = "Do the work behind the pages until stopped. `huiying serve` does it already."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work; not for the demo alone, whose clock runs with its pages."""
        if not clock.is_set() and office_clock.demo_moment():
            raise CommandError("The demo lives in its own time: huiying serve does this work there.")
        worker.run()
