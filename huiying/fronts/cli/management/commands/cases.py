"""`huiying cases`: what can happen to a case, and how often it did; a hotline's file."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from huiying.fronts.cli import hotline_file, office_clock
from huiying.fronts.cli.explained import Explained
from huiying.work.cases.rules.moves import KEEPS, MOVES, Move
from huiying.work.cases.rules.states import OPEN_STATES
from huiying.work.cases.selectors.counts import move_counts

HEADS = ("move", "from", "to", "who", "clock", "steps")


class Command(Explained):
    """Takes in a hotline's file; prints the table of moves with the number of steps of each here."""

    help = "Take in a hotline's file, or print the table of moves of a case."

    def add_arguments(self, parser: CommandParser) -> None:
        """Two things to do."""
        todo = parser.add_subparsers(dest="todo", required=True)
        hotline_file.add_arguments(
            todo.add_parser(
                "import",
                help="take in a hotline's file",
                description="Take in a hotline's file: xlsx, xls or csv. Each row becomes a case once, known by its "
                "number; the same file again changes nothing, and one that was broken off goes on. Faulty rows are "
                "listed by sheet, cell, value and reason.",
            )
        )
        moves = todo.add_parser(
            "moves",
            help="print the table",
            description="Print every move: from which state to which, who may take it, what it does to the clocks, "
            "and how often it was taken here.",
        )
        moves.add_argument(
            "--complete",
            action="store_true",
            help="end with an error if a move that has a screen was never taken",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked."""
        if options["todo"] == "import":
            office_clock.take()
            hotline_file.import_file(self.stdout, options)
        else:
            self._moves(complete=options["complete"])

    def _moves(self, *, complete: bool) -> None:
        counts = move_counts()
        rows = [HEADS, *(_row(move, counts.get(move.code, 0)) for move in MOVES.values())]
        widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
        for row in rows:
            self.stdout.write(
                "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            )
        with_screen = [move.code for move in MOVES.values() if move.has_service]
        self.stdout.write(f"{len(MOVES)} moves, {len(with_screen)} with a screen")
        never = [code for code in with_screen if not counts.get(code)]
        if complete and never:
            raise CommandError(f"Never taken: {', '.join(never)}")


def _row(move: Move, count: int) -> tuple[str, ...]:
    from_states = "any open" if move.from_states == OPEN_STATES else ", ".join(move.from_states) or "(new)"
    to_state = "(the same)" if move.to_state == KEEPS else move.to_state
    steps = str(count) if move.has_service else "no screen yet"
    return move.code, from_states, to_state, ", ".join(move.who), move.clock, steps
