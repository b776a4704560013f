"""Cases and steps written straight into the tables, behind the services' back, so that one rule at a time is broken."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from huiying.work.cases.models import Case, Step
from huiying.work.cases.rules.moves import MOVES, Move
from huiying.work.cases.rules.states import OPEN_STATES
from tests.cast import MORNING, Cast

DUE = MORNING + timedelta(days=7)


BYWAYS = ("file_thanks", "promise", "recall", "reopen", "end_merged")


def shortest_ways() -> dict[str, list[Move]]:
    """The fewest moves from nothing to each state, on the ways that most cases go."""
    ways: dict[str, list[Move]] = {"": []}
    waiting = deque([""])
    while waiting:
        state = waiting.popleft()
        for move in (move for move in MOVES.values() if move.code not in BYWAYS):
            if state in move.from_states and move.target(state) not in ways:
                ways[move.target(state)] = [*ways[state], move]
                waiting.append(move.target(state))
    return ways


WAYS = shortest_ways()
SETS: dict[str, dict[str, Any]] = {
    "answer_on_the_spot": {"outcome": "explained", "answered_at": MORNING},
    "answer": {"outcome": "solved", "answered_at": MORNING},
    "promise": {"outcome": "promised", "answered_at": MORNING},
    "end_merged": {"outcome": "solved", "answered_at": MORNING},
    "refuse": {"refusal_code": "court"},
    "file_thanks": {"kind": "thanks"},
}


@dataclass
class Scene:
    """Writes rows that break no rule, but for what a probe asks to be otherwise."""

    cast: Cast
    count: int = 0
    at: datetime = field(default=MORNING)

    def case(self, **changes: Any) -> Case:
        """A new case's row, without any step."""
        self.count += 1
        values = {
            "office": self.cast.office,
            "number": f"NF{self.count:08d}",
            "source": "page",
            "kind": "complaint",
            "lane": "with_care",
            "category": self.cast.categories["estate.facilities"],
            "text": "灯坏了",
            "state": "received",
            "holder": self.cast.desk,
            "due_at": DUE,
            "answer_due_at": DUE,
            "received_at": self.at,
            "started_at": self.at,
            "calendar_version": "t",
        }
        return Case.objects.create(**{**values, **changes})

    def step(self, case: Case, move: str, to_state: str, by: str = "", **changes: Any) -> Step:
        """The next step of a case, whatever its row says."""
        is_open = to_state in OPEN_STATES
        last = case.steps.order_by("-serial").first()
        values = {
            "case": case,
            "serial": last.serial + 1 if last else 1,
            "move": move,
            "from_state": last.to_state if last else "",
            "to_state": to_state,
            "at": self.at,
            "written_at": self.at,
            "by": by or MOVES[move].who[0],
            "holder": self.cast.desk if is_open else None,
            "provider": self.cast.worker_party if last else None,
            "due_at": DUE if is_open else None,
            "answer_due_at": DUE,
            "calendar_version": "t",
        }
        return Step.objects.create(**{**values, **changes})

    def follow(self, case: Case, step: Step, **changes: Any) -> None:
        """Let the row stand as a step left it."""
        values = {
            "state": step.to_state,
            "step_count": step.serial,
            "holder": step.holder,
            "provider": step.provider,
            "due_at": step.due_at,
            "answer_due_at": step.answer_due_at,
            "provider_due_at": step.provider_due_at,
            "provider_due_kind": step.provider_due_kind,
            "ended_at": None if step.to_state in OPEN_STATES else self.at,
            **SETS.get(step.move, {}),
        }
        self.change(case, **{**values, **changes})

    def change(self, case: Case, **changes: Any) -> None:
        """Change the row."""
        Case.objects.filter(pk=case.pk).update(**changes)

    def take(self, case: Case, move: str, step: dict[str, Any] | None = None, **changes: Any) -> None:
        """A step, and the row after it."""
        state = case.steps.order_by("-serial").values_list("to_state", flat=True).first() or ""
        taken = self.step(case, move, MOVES[move].target(state), **step or {})
        self.follow(case, taken, **changes)

    def case_in(self, state: str, **changes: Any) -> Case:
        """A case brought to a state by the fewest moves."""
        case = self.case()
        for move in WAYS[state]:
            self.take(case, move.code)
        if changes:
            self.change(case, **changes)
        case.refresh_from_db()
        return case
