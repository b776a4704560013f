"""Random ways through the table of moves, for clocks."""

from datetime import datetime, timedelta
from random import Random

from huiying.pure.lib.clock import SHANGHAI
from huiying.registers.limits.rules import LimitRule, WorkCalendar, due_at, limit_for
from huiying.work.cases.rules.clocks import Happening, Standing, after
from huiying.work.cases.rules.moves import MOVES
from tests.cast import FROM, LIMITS

START = datetime(2023, 9, 25, 9, tzinfo=SHANGHAI)
LANES = ("at_once", "with_care")
MATTERS = tuple(matter for matter, _amount, _unit in LIMITS if matter.startswith("case.answer."))
FRESH = ("receive", "look_again", "take_up", "reopen", "redo")
"""Moves with which the asker's clock begins anew."""


class Limits:
    """The limits of the cast, without a database."""

    rules = tuple(LimitRule(matter, "", FROM, None, amount, unit, "d") for matter, amount, unit in LIMITS)
    calendar = WorkCalendar()

    def due_at(self, matter: str, start: datetime) -> datetime:
        limit = limit_for(self.rules, matter, "", start.date())
        assert limit is not None, matter
        return due_at(start, limit, self.calendar)

    def longest_due_at(self, matter: str, start: datetime) -> datetime:
        below = [rule for rule in self.rules if rule.matter.startswith(f"{matter}.")]
        return max(due_at(start, rule, self.calendar) for rule in below)


LIMITS_OF_THE_CAST = Limits()


def walk(random: Random, most: int = 40) -> list[Happening]:
    """Steps that the table allows, one after the other, each some time after the one before."""
    now: Standing | None = None
    at, lane = START, random.choice(LANES)
    steps: list[Happening] = []
    for _ in range(random.randrange(1, most)):
        state = now.state if now else ""
        possible = [move for move in MOVES.values() if state in move.from_states]
        if not possible:
            break
        move = random.choice(possible)
        at += timedelta(minutes=random.choice((0, 1, 20, 90, 600, 2000, 9000)))
        if move.code in ("triage", "retriage"):
            lane = random.choice(LANES)
        step = Happening(
            move=move.code,
            at=at,
            lane=lane,
            matter=random.choice(MATTERS) if move.clock in ("told", "again") else "",
            grade=random.randrange(1, 6) if move.code == "rate" else 0,
            until=now.answer_due_at + timedelta(days=random.randrange(1, 21))
            if move.code == "extend" and now and now.answer_due_at
            else None,
        )
        now = after(now, step, LIMITS_OF_THE_CAST)
        steps.append(step)
    return steps
