"""`huiying trail`: prove that nobody changed what was done."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiying.base.trail import selectors, services


class Command(BaseCommand):
    """Verifies, seals, and prints the head of the trail."""

    help = "Prove that nobody changed the trail: who did what, when."

    def add_arguments(self, parser: CommandParser) -> None:
        """Three things to do."""
        todo = parser.add_subparsers(dest="todo", required=True)
        verify = todo.add_parser("verify", help="compute every seal anew; fails if anything was changed")
        verify.add_argument(
            "--head", type=_head, metavar="POSITION:DIGEST", help="a head kept outside, from `trail head`"
        )
        todo.add_parser("seal", help="seal every entry that has no seal yet")
        todo.add_parser("head", help="print the last seal, to be kept outside the database")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        if options["todo"] == "seal":
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
