"""`huiying trail`: prove that nobody changed what was done."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from huiying.base.trail import selectors, services
from huiying.fronts.cli import office_clock
from huiying.fronts.cli.explained import Explained


class Command(Explained):
    """Verifies, seals, and prints the head of the trail."""

    help = "Prove that nobody changed the trail: who did what, when."

    def add_arguments(self, parser: CommandParser) -> None:
        """Three things to do."""
        todo = parser.add_subparsers(dest="todo", required=True)
        verify = todo.add_parser(
            "verify",
            help="compute every seal anew; fails if anything was changed",
            description="Compute every seal of the trail anew and compare. Ends with an error if an entry was "
            "changed, taken away or put in between.",
        )
        verify.add_argument(
            "--head",
            type=_head,
            metavar="POSITION:DIGEST",
            help="what `trail head` printed earlier and was kept elsewhere: shows whether all of it was remade",
        )
        todo.add_parser(
            "seal",
            help="seal every entry that has no seal yet",
            description="Seal every entry that has no seal yet. It is done by itself too, a little later.",
        )
        todo.add_parser(
            "head",
            help="print the last seal, to be kept outside the database",
            description="Print the last seal as POSITION:DIGEST. Keep it on a machine that the administrator of "
            "this one can't change.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        if options["todo"] == "seal":
            office_clock.take()
            self.stdout.write(f"Sealed: {services.seal_all()}")
        elif options["todo"] == "head":
            self.stdout.write("{}:{}".format(*selectors.head()))
        else:
            self._verify(options["head"])

    def _verify(self, known_head: tuple[int, str] | None) -> None:
        verdict = selectors.verify(known_head=known_head)
        found = f"Entries checked: {verdict.checked}, not yet sealed: {verdict.unsealed}"
        if not verdict.faults:
            self.stdout.write(f"{found}. The trail is whole.")
            return
        lines = [f"- {fault.kind} at position {fault.position}" for fault in verdict.faults]
        raise CommandError("\n".join([f"{found}. The trail was tampered with:", *lines]))


def _head(text: str) -> tuple[int, str]:
    position, _, digest = text.partition(":")
    return int(position), digest
