"""The two clocks of a case: a pure function of its steps and the limits table.

The asker's clock runs from receipt and never stops before the answer, not while a case is returned or handed
on; triage may bring it forward, only an extension moves it back. The provider's clock is one of accept, contact,
answer. Replayed at once or step by step, they agree.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from huiying.registers.limits.rules import warned_at
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.rules.states import BAD_GRADES, ENDED_STATES

DESK, PROVIDER, NOBODY = "desk", "provider", ""


class DueTimes(Protocol):
    """What clocks ask of the limits table."""

    def due_at(self, matter: str, start: datetime) -> datetime:
        """Until when a matter that starts then must be done."""

    def longest_due_at(self, matter: str, start: datetime) -> datetime:
        """The same for the longest limit at or below a matter."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What a step says that clocks depend on: `lane` and `matter` hold from triage on."""

    move: str
    at: datetime
    lane: str = ""
    matter: str = ""
    grade: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands after a step.

    `due_at` is what its holder owes next; `answer_due_at` the time told to the asker for the answer; `started_at`
    the moment from which that runs: the receipt, or when the case was taken up again. `warn_at` is when somebody
    is reminded of the nearer clock. `is_contacted`: somebody has spoken with the asker.
    """

    state: str
    holder: str
    due_at: datetime | None
    answer_due_at: datetime | None
    provider_due_at: datetime | None = None
    provider_due_kind: str = ""
    started_at: datetime | None = None
    warn_at: datetime | None = None
    is_contacted: bool = False

    @property
    def next_due_at(self) -> datetime | None:
        """The nearer of the clocks that run."""
        return nearer(self.due_at, self.provider_due_at)

    @property
    def reminder(self) -> tuple[datetime | None, str]:
        """What somebody is reminded of, once: the nearer clock, and which of the provider's clocks runs."""
        return self.next_due_at, self.provider_due_kind


def nearer(*clocks: datetime | None) -> datetime | None:
    """The nearest of the clocks that run; None when none does."""
    return min((due for due in clocks if due is not None), default=None)


Effect = Callable[[Standing, Happening, DueTimes], Standing]


def _start(now: Standing, step: Happening, limits: DueTimes) -> Standing:
    """The longest limit, or an earlier time that came with the request."""
    due = limits.longest_due_at("case.answer", step.at)
    due = nearer(due, step.until) or due
    return replace(now, holder=DESK, due_at=due, answer_due_at=due, started_at=step.at)


def _told(now: Standing, step: Happening, limits: DueTimes) -> Standing:
    """From triage on the kind's own limit holds, from receipt; never later than what was told before."""
    due = min(limits.due_at(step.matter, _required(now.started_at)), _required(now.answer_due_at))
    return replace(now, holder=DESK, due_at=due, answer_due_at=due)


def _again(now: Standing, step: Happening, limits: DueTimes) -> Standing:
    """A case taken up again after its end: the kind's limit from that moment."""
    due = limits.due_at(step.matter, step.at)
    holder = PROVIDER if now.state == "handling" else DESK
    kind, provider_due = ("answer", due) if holder == PROVIDER else ("", None)
    return replace(
        now,
        holder=holder,
        due_at=due,
        answer_due_at=due,
        provider_due_at=provider_due,
        provider_due_kind=kind,
        started_at=step.at,
    )


def _accept(now: Standing, step: Happening, limits: DueTimes) -> Standing:
    """The desk stays holder until somebody accepts (首接负责)."""
    due = limits.due_at(f"case.accept.{step.lane}", step.at)
    return replace(now, holder=DESK, provider_due_at=due, provider_due_kind="accept")


def _contact(now: Standing, step: Happening, limits: DueTimes) -> Standing:
    """Who accepts owes the first contact, unless somebody rang before; then the answer."""
    if now.is_contacted:
        return replace(now, holder=PROVIDER, provider_due_at=now.answer_due_at, provider_due_kind="answer")
    due = limits.due_at(f"case.contact.{step.lane}", step.at)
    return replace(now, holder=PROVIDER, provider_due_at=due, provider_due_kind="contact")


def _answer(now: Standing, _step: Happening, _limits: DueTimes) -> Standing:
    """After the first contact the provider owes the answer, by the time told to the asker."""
    now = replace(now, is_contacted=True)
    if now.provider_due_kind != "contact":
        return now
    return replace(now, provider_due_at=now.answer_due_at, provider_due_kind="answer")


def _answer_again(now: Standing, _step: Happening, _limits: DueTimes) -> Standing:
    """An answer that the desk did not let through: the asker's clock had never stopped."""
    return replace(
        now,
        holder=PROVIDER,
        due_at=now.answer_due_at,
        provider_due_at=now.answer_due_at,
        provider_due_kind="answer",
    )


def _redo(now: Standing, step: Happening, limits: DueTimes) -> Standing:
    due = limits.due_at("case.redo", step.at)
    return replace(
        now,
        holder=PROVIDER,
        due_at=due,
        answer_due_at=due,
        provider_due_at=due,
        provider_due_kind="answer",
        started_at=step.at,
    )


def _extend(now: Standing, step: Happening, _limits: DueTimes) -> Standing:
    until = _required(step.until)
    provider_due = until if now.provider_due_kind == "answer" else now.provider_due_at
    return replace(now, due_at=until, answer_due_at=until, provider_due_at=provider_due)


def _desk_owes(matter: str) -> Effect:
    """After the answer the desk owes the check, the return visit, the closing, each by its own limit."""

    def effect(now: Standing, step: Happening, limits: DueTimes) -> Standing:
        due = limits.due_at(matter, step.at)
        return replace(now, holder=DESK, due_at=due, provider_due_at=None, provider_due_kind="")

    return effect


def _rated(now: Standing, step: Happening, limits: DueTimes) -> Standing:
    """A bad rating brings the return visit forward."""
    if now.state != "checked" or step.grade not in BAD_GRADES:
        return now
    return replace(now, due_at=min(_required(now.due_at), limits.due_at("case.visit.bad_rating", step.at)))


def _provider_none(now: Standing, _step: Happening, _limits: DueTimes) -> Standing:
    return replace(now, holder=DESK, provider_due_at=None, provider_due_kind="")


def _end(now: Standing, _step: Happening, _limits: DueTimes) -> Standing:
    return replace(now, holder=NOBODY, due_at=None, provider_due_at=None, provider_due_kind="")


def _keep(now: Standing, _step: Happening, _limits: DueTimes) -> Standing:
    return now


EFFECTS: dict[str, Effect] = {
    "start": _start,
    "told": _told,
    "again": _again,
    "accept": _accept,
    "contact": _contact,
    "answer": _answer,
    "answer_again": _answer_again,
    "redo": _redo,
    "extend": _extend,
    "check_due": _desk_owes("case.check"),
    "visit_due": _desk_owes("case.visit"),
    "bad_rating_due": _desk_owes("case.visit.bad_rating"),
    "close_due": _desk_owes("case.close"),
    "rated": _rated,
    "provider_none": _provider_none,
    "end": _end,
    "keep": _keep,
}


def _required(moment: datetime | None) -> datetime:
    if moment is None:
        raise ValueError("a step that needs a clock was taken on a case without one")
    return moment


def matter_of(lane: str, kind: str, category_matter: str) -> str:
    """The matter whose limit holds for the answer: the lane's at once, else the kind's, refined by the category.

    >>> matter_of("at_once", "help", "case.answer.help.elderly")
    'case.answer.at_once'
    >>> matter_of("with_care", "help", "case.answer.help.elderly")
    'case.answer.help.elderly'
    >>> matter_of("with_care", "complaint", "case.answer.help.elderly")
    'case.answer.complaint'
    """
    if lane == "at_once":
        return "case.answer.at_once"
    own = f"case.answer.{kind}"
    return category_matter if f"{category_matter}.".startswith(f"{own}.") else own


def after(now: Standing | None, step: Happening, limits: DueTimes) -> Standing:
    """How the case stands after one more step. `now` is None for the first."""
    move = MOVES[step.move]
    state = move.target(now.state if now else "")
    before = replace(now, state=state) if now else Standing(state, DESK, None, None)
    standing = EFFECTS[move.clock](before, step, limits)
    if standing.state in ENDED_STATES and standing.due_at is not None:
        raise ValueError(f"{step.move} ends a case but leaves its clock running")
    return replace(standing, warn_at=_warn_at(now, standing, step))


def _warn_at(now: Standing | None, standing: Standing, step: Happening) -> datetime | None:
    """At 70 % of the nearer clock: the answer's runs from the receipt, every other from the step that set it."""
    due = standing.next_due_at
    if due is None:
        return None
    if now is not None and standing.reminder == now.reminder:
        return now.warn_at
    start = standing.started_at if due == standing.answer_due_at else step.at
    return warned_at(_required(start), due)


def replayed(steps: list[Happening], limits: DueTimes) -> list[Standing]:
    """How the case stood after each of its steps."""
    standings: list[Standing] = []
    for step in steps:
        standings.append(after(standings[-1] if standings else None, step, limits))
    return standings
