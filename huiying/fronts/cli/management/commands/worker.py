"""`huiying worker`: do the work behind the pages."""

from typing import Any

from django.core.management.base import BaseCommand

from huiying.base.jobs import worker


class Command(BaseCommand):
    """Takes jobs from the database until stopped; several may run beside each other."""

    help = "Do the work behind the pages until stopped. `huiying serve` does it already."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        worker.run()
