"""What the case page offers next: the moves that state and rights allow."""

from dataclasses import dataclass, field
from typing import Any

from huiying.fronts.web.cases.moves import MOVE_VIEWS, MoveView, form_of
from huiying.fronts.web.cases.proposals import match_words, triage_words

_FIRST = {
    "received": "triage",
    "triaged": "dispatch",
    "dispatched": "accept",
    "accepted": "contact",
    "handling": "answer",
    "answered": "check",
    "checked": "ask_back",
}
"""The one big step of each state; the others stand behind it."""


@dataclass(slots=True)
class Offered:
    """A move as the case page offers it."""

    move: MoveView
    form: Any


@dataclass(slots=True)
class Panel:
    """The next step and what else may be done, with the system's proposals in words."""

    first: Offered | None = None
    others: list[MoveView] = field(default_factory=list)
    rare: list[MoveView] = field(default_factory=list)
    triage: dict[str, Any] | None = None
    match: dict[str, Any] | None = None
    proposed: dict[str, Any] | None = None
    is_worker: bool = False


def panel_for(
    case: Any, rights: frozenset[str], proposals: dict[str, Any], *, looks_back: bool = False
) -> Panel:
    """The moves that somebody with these rights may take on this case now; for whoever answers for the office or looks
    into what it did, also who had been proposed and why."""
    panel = Panel()
    first = "answer" if case.state == "accepted" and case.contacted_at else _FIRST.get(case.state)
    triage = proposals.get("triage")
    if triage is not None and triage.value:
        panel.triage = triage_words(case, triage)
    for code, move in MOVE_VIEWS.items():
        if move.action not in rights or not move.is_offered(case):
            continue
        if code == first:
            panel.first = Offered(move, form_of(move, case) if code != "dispatch" else None)
        else:
            (panel.rare if move.is_rare else panel.others).append(move)
    panel.is_worker = "case.begin" in rights and case.state in ("accepted", "handling")
    if panel.first is not None and panel.first.move.code == "dispatch":
        panel.match = match_words(proposals.get("match"))
    elif looks_back and (match := proposals.get("match")) is not None and match.decided_at is not None:
        panel.proposed = {**match_words(match), "is_taken": match.is_taken, "why": match.why}
    return panel
