"""Sequences of moves, legal and not, taken through services and through the steps' own door, against a model."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.limits.selectors import Timetable, timetable
from huiying.work.cases.models import Case, Step
from huiying.work.cases.rules.clocks import Happening, matter_of, replayed
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.rules.states import OPEN_STATES, OUTCOMES
from huiying.work.cases.services.steps import NewStep, holder_id, take_steps
from tests.cast import MORNING, Cast
from tests.work.cases.scene import WAYS
from tests.work.cases.served import KINDS, LANES, SERVICES, service_may

PARTS = ("asker", "desk", "provider", "lead", "system")
PROVIDER_CLOCKS = {
    "dispatched": {"accept"},
    "accepted": {"contact", "answer"},
    "handling": {"contact", "answer"},
}
UNANSWERED = ("received", "triaged", "dispatched", "return_asked", "accepted", "handling")
ENDINGS = ("withdraw", "terminate", "refuse", "file_thanks")
STARTED_ANEW = ("look_again", "take_up", "reopen", "redo")
MINUTES = (1, 20, 90, 400, 1500, 4000)


@dataclass
class Tally:
    """What the sequences did."""

    sequences: int = 0
    steps: int = 0
    attempts: int = 0
    refused: int = 0
    by_service: int = 0
    tried: set[tuple[str, str, str]] = field(default_factory=set)
    moves: Counter[str] = field(default_factory=Counter)
    replays: int = 0

    def __str__(self) -> str:
        whole = 15 * (len(MOVES) - 1) * len(PARTS)
        return (
            f"sequences {self.sequences}, attempts {self.attempts} ({self.by_service} by a service), "
            f"steps {self.steps}, refused {self.refused}, state × move × part tried {len(self.tried)} of {whole}, "
            f"moves taken {len(self.moves)} of {len(MOVES)}, cases replayed {self.replays}"
        )


@dataclass
class Sequence:
    """One sequence: numbers that choose what is tried next."""

    cast: Cast
    tally: Tally
    case: Case = field(init=False)
    moment: datetime = MORNING
    times: Timetable = field(init=False)
    told: datetime | None = None

    def run(self, numbers: list[int]) -> None:
        """Try a move for each number; when a case has ended for good, go on with a new one."""
        self.times = timetable(self.cast.office)
        self.tally.sequences += 1
        self.receive(0)
        for chosen in numbers:
            self.moment += timedelta(minutes=MINUTES[chosen % len(MINUTES)])
            number = chosen // len(MINUTES)
            if not any(self.case.state in move.from_states for move in MOVES.values()):
                self.finish()
                self.receive(number)
            with clock.held_at(self.moment):
                self.attempt(number)
        self.finish()

    def receive(self, number: int) -> None:
        """A new case."""
        with clock.held_at(self.moment):
            text = f"灯坏了 {self.tally.attempts} {number}"
            self.case = Case.objects.get(pk=self.cast.receive(text).pk)
        self.told = self.case.answer_due_at
        self.tally.steps += 1
        self.tally.moves["receive"] += 1

    def attempt(self, number: int) -> None:
        """Choose a move: three times in four one that the table allows here."""
        is_any, number = number % 4 == 0, number // 4
        state = self.case.state
        if is_any:
            codes = list(MOVES)
        else:
            codes = [move.code for move in MOVES.values() if state in move.from_states]
            if number % 5:
                codes = [code for code in codes if code not in ENDINGS] or codes
        code, number = codes[number % len(codes)], number // len(codes)
        parts = PARTS if is_any else MOVES[code].who
        by, number = parts[number % len(parts)], number // len(parts)
        self.tally.attempts += 1
        self.tally.tried.add((state, code, by))
        if code in SERVICES and number % 2:
            self.serve(code, number // 2)
        else:
            self.step(code, by, number)

    def serve(self, code: str, number: int) -> None:
        """Try a move by its service."""
        self.tally.by_service += 1
        self.check(code, lambda: SERVICES[code](self, number), service_may(self, code, number))

    def step(self, code: str, by: str, number: int = 0) -> None:
        """Try a move by the steps' own door."""
        step = self.new_step(code, by, number)
        viewer = Viewer.system(self.cast.office.pk)
        self.check(code, lambda: take_steps(viewer=viewer, steps=[step]), self.step_may(step))

    def reach(self, state: str) -> None:
        """Bring a new case to a state by the fewest moves."""
        self.times = timetable(self.cast.office)
        self.receive(0)
        for move in WAYS[state][1:]:
            self.moment += timedelta(minutes=10)
            with clock.held_at(self.moment):
                self.step(move.code, move.who[0], 2)

    def check(self, code: str, act: Callable[[], object], may: bool) -> None:
        """Do it; it must happen exactly when the model says so, and leave nothing behind when it doesn't."""
        before = Case.objects.get(pk=self.case.pk)
        try:
            with transaction.atomic():
                act()
            done = True
        except (Refused, IntegrityError):
            done = False
        self.case = Case.objects.get(pk=self.case.pk)
        assert done == may, f"{code} from {before.state}: {'taken' if done else 'refused'}"
        if not done:
            self.tally.refused += 1
            assert self.case.step_count == before.step_count
            assert self.case.state == before.state
            return
        new = list(self.case.steps.filter(serial__gt=before.step_count).order_by("serial"))
        assert new, code
        self.tally.steps += len(new)
        self.tally.moves.update(step.move for step in new)
        for step in new:
            self.check_step(step)
        self.check_row(new[-1])

    def check_step(self, step: Step) -> None:
        """No step breaks a state, a clock or the one-holder rule."""
        is_open = step.to_state in OPEN_STATES
        assert (step.holder_id is not None) == (step.due_at is not None) == is_open
        assert step.provider_due_kind in PROVIDER_CLOCKS.get(step.to_state, {""})
        assert (step.provider_due_at is None) == (step.provider_due_kind == "")
        if step.to_state in UNANSWERED:
            assert step.due_at == step.answer_due_at is not None
        if step.move not in (*STARTED_ANEW, "extend"):
            assert step.answer_due_at <= self.told
        self.told = step.answer_due_at

    def check_row(self, step: Step) -> None:
        """The row says what the last step says."""
        case = self.case
        assert (case.state, case.step_count) == (step.to_state, step.serial)
        for name in (
            "holder_id",
            "provider_id",
            "due_at",
            "answer_due_at",
            "provider_due_at",
            "provider_due_kind",
        ):
            assert getattr(case, name) == getattr(step, name), name

    def finish(self) -> None:
        """Replayed at once, the steps give what each of them and the row say; the trail tells each once."""
        steps = list(self.case.steps.order_by("serial"))
        standings = replayed([_happening(step) for step in steps], self.times)
        for step, standing in zip(steps, standings, strict=True):
            assert (step.to_state, step.due_at, step.answer_due_at) == (
                standing.state,
                standing.due_at,
                standing.answer_due_at,
            )
            assert (step.provider_due_at, step.provider_due_kind) == (
                standing.provider_due_at,
                standing.provider_due_kind,
            )
            assert step.holder_id == holder_id(self.case, standing, step.provider_id)
        case, last = self.case, standings[-1]
        assert (case.state, case.due_at, case.warn_at, case.started_at) == (
            last.state,
            last.due_at,
            last.warn_at,
            last.started_at,
        )
        assert Entry.objects.filter(subject_kind="case", subject_id=case.pk, code__in=CODES).count() == len(
            steps
        )
        self.tally.replays += 1

    # -- the model

    def step_may(self, step: NewStep) -> bool:
        """Whether the steps' own door must let this through."""
        case, move = self.case, MOVES[step.move]
        if case.state not in move.from_states or step.by not in move.who or step.move == "receive":
            return False
        kind = step.sets.get("kind", case.kind)
        if kind == "consultation" and case.kind != "consultation" and case.answered_at is not None:
            return False
        once = {"reopen": "reopened_count", "look_again": "looked_again_count", "extend": "extended_count"}
        once["rule_returned"] = "return_count"
        if step.move in once and getattr(case, once[step.move]) > 0:
            return False
        if step.move == "recall":  # thanks have no answer to ask about
            return case.outcome in OUTCOMES
        return True

    def new_step(self, code: str, by: str, number: int) -> NewStep:
        """A step with all that its move needs."""
        case, cast = self.case, self.cast
        category = cast.categories["estate.facilities"]
        kind, lane = KINDS[number % len(KINDS)], LANES[number % 2]
        triaged = {"category": category, "kind": kind, "lane": lane}
        again = matter_of(
            case.lane or "with_care", case.kind if case.kind in KINDS else "help", category.matter
        )
        given: dict[str, dict[str, Any]] = {
            "triage": {"matter": matter_of(lane, kind, category.matter), "sets": triaged},
            "dispatch": {"provider": self.provider(number)},
            "hand_over": {"provider": self.provider(number)},
            "answer": {"sets": {"outcome": OUTCOMES[number % 2]}},
            "answer_on_the_spot": {"sets": {**triaged, "outcome": "explained"}},
            "promise": {"sets": {"outcome": "promised"}},
            "file_thanks": {"sets": {**triaged, "kind": "thanks"}},
            "refuse": {"sets": {"refusal_code": "court"}},
            "rate": {"result": str(1 + number % 5), "sets": {"rating": 1 + number % 5}},
            "redo": {"provider": case.provider or cast.desk, "sets": {"redo_count": case.redo_count + 1}},
            "extend": {
                "until": (case.answer_due_at or self.moment) + timedelta(days=1 + number % 20),
                "sets": {"extended_count": case.extended_count + 1},
            },
            "reopen": {"matter": again, "sets": {"reopened_count": case.reopened_count + 1}},
            "look_again": {"sets": {"looked_again_count": case.looked_again_count + 1}},
            "rule_returned": {"sets": {"return_count": case.return_count + 1}},
            "take_up": {"matter": again},
            "end_merged": {"sets": {**triaged, "outcome": "explained"}},
            "end_promise": {"result": "kept"},
            "supervise": {"sets": {"supervised_at": self.moment}},
            "ask_more": {"sets": {"incomplete_at": self.moment}},
            "go_elsewhere": {"sets": {"elsewhere_at": self.moment, "elsewhere_body": "供电所"}},
        }
        given["retriage"] = given["triage"]
        return NewStep(case, code, by, **given.get(code, {}))

    def provider(self, number: int) -> Any:
        """One of the two workers."""
        return (self.cast.worker_party, self.cast.other_party)[number % 2]


CODES = [f"case.{code}" for code in MOVES]


def _happening(step: Step) -> Happening:
    return Happening(
        move=step.move,
        at=step.at,
        lane=step.lane,
        matter=step.matter,
        grade=int(step.result) if step.move == "rate" else 0,
        until=step.until_at,
    )
