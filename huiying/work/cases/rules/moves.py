"""The whole table of moves: from which state, what happens, to which state, by whom, with which clock.

The database holds a step's (move, from, to) to this table; services take their moves from it; `huiying cases
moves` prints it.
"""

from dataclasses import dataclass

from huiying.pure.lib.refusals import Fault
from huiying.work.cases.rules.states import BEFORE_ANSWER, OPEN_STATES, TELLABLE

KEEPS = "="
"""Stands for: the state stays as it is."""


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table.

    `who`: asker, desk, provider, lead or system. `clock` names what it does to the clocks (rules/clocks.py).
    `action` is the right that it takes (access/roles.py), "" while it has no service. `asker_reads`: the word
    written with it is meant for the asker.
    """

    code: str
    from_states: tuple[str, ...]
    to_state: str
    who: tuple[str, ...]
    clock: str
    action: str = ""
    asker_reads: bool = False

    @property
    def has_service(self) -> bool:
        """Whether this version can take the move."""
        return bool(self.action)

    def target(self, from_state: str) -> str:
        """The state after the move."""
        return from_state if self.to_state == KEEPS else self.to_state


_ANSWERED = ("answered", "checked", "asked_back")
_AFTER_A_PROMISE = (
    *("triaged", "dispatched", "return_asked", "accepted", "handling", "kept"),
    *(*_ANSWERED, "closed", "withdrawn", "terminated"),
)
"""A promise stands until it is said what became of it, whatever becomes of the case."""
_AT_WORK = ("accepted", "handling")

_TABLE = (
    # intake
    Move("receive", ("",), "received", ("asker", "desk"), "start", "case.intake"),
    Move("add_photo", BEFORE_ANSWER, KEEPS, ("asker", "desk", "provider"), "keep", "asker", asker_reads=True),
    Move("put_right", ("received", "triaged"), KEEPS, ("asker",), "keep", "asker"),
    Move("add_word", OPEN_STATES, KEEPS, ("asker",), "keep", "asker", asker_reads=True),
    Move("split", ("received", "triaged"), KEEPS, ("desk",), "keep", "case.split"),
    Move("file_thanks", ("received",), "closed", ("desk",), "end", "case.file_thanks", asker_reads=True),
    Move(
        "answer_on_the_spot",
        ("received",),
        "answered_on_the_spot",
        ("desk",),
        "close_due",
        "case.answer_on_the_spot",
        asker_reads=True,
    ),
    Move("refuse", ("received",), "refused", ("desk",), "end", "case.refuse", asker_reads=True),
    Move("look_again", ("refused",), "received", ("asker",), "start", "asker", asker_reads=True),
    # triage and dispatch
    Move("triage", ("received",), "triaged", ("system", "desk"), "told", "case.triage"),
    Move("retriage", ("triaged",), "triaged", ("desk",), "told", "case.triage"),
    Move("dispatch", ("triaged",), "dispatched", ("desk",), "accept", "case.dispatch"),
    Move("take_back", ("dispatched",), "triaged", ("desk",), "provider_none", "case.take_back"),
    Move("ask_return", ("dispatched",), "return_asked", ("provider",), "provider_none", "case.ask_lead"),
    Move("rule_returned", ("return_asked",), "triaged", ("lead",), "keep", "case.rule"),
    Move("rule_not_returnable", ("return_asked",), "dispatched", ("lead",), "accept", "case.rule"),
    # handling
    Move("accept", ("dispatched",), "accepted", ("provider",), "contact", "case.accept"),
    Move(
        "contact",
        (*_AT_WORK, "dispatched"),
        KEEPS,
        ("provider", "desk"),
        "answer",
        "case.contact",
        asker_reads=True,
    ),
    Move("begin", ("accepted",), "handling", ("provider",), "keep", "case.begin"),
    Move("ask_more", _AT_WORK, KEEPS, ("provider", "desk"), "keep", "case.ask_more", asker_reads=True),
    Move("more_given", _AT_WORK, KEEPS, ("asker",), "keep", "asker", asker_reads=True),
    Move("more_try", _AT_WORK, KEEPS, ("provider", "desk"), "keep", "case.ask_more"),
    Move("keep_for_later", _AT_WORK, "kept", ("desk",), "end", "case.keep", asker_reads=True),
    Move("take_up", ("kept",), "handling", ("asker", "desk"), "again", "case.keep", asker_reads=True),
    Move("ask_ruling", OPEN_STATES, KEEPS, ("provider", "desk"), "keep", "case.ask_lead"),
    Move("deny", OPEN_STATES, KEEPS, ("lead",), "keep", "case.rule"),
    Move("extend", _AT_WORK, KEEPS, ("lead",), "extend", "case.rule", asker_reads=True),
    Move("go_elsewhere", _AT_WORK, KEEPS, ("provider",), "keep", "case.elsewhere", asker_reads=True),
    Move("come_back", _AT_WORK, KEEPS, ("provider",), "keep", "case.elsewhere", asker_reads=True),
    Move(
        "call_in",
        (*_AT_WORK, "dispatched", "triaged"),
        KEEPS,
        ("desk", "lead", "provider"),
        "keep",
        "case.call_in",
    ),
    Move(
        "put_on_agenda",
        (*_AT_WORK, "triaged", "return_asked"),
        KEEPS,
        ("desk", "lead"),
        "keep",
        "case.agenda",
    ),
    Move(
        "hand_over", ("dispatched", *_AT_WORK), KEEPS, ("provider", "desk", "lead"), "keep", "case.hand_over"
    ),
    Move("promise", _AT_WORK, "answered", ("lead",), "check_due", "case.rule", asker_reads=True),
    Move("answer", ("handling",), "answered", ("provider",), "check_due", "case.answer", asker_reads=True),
    # after the answer
    Move("send_back", ("answered",), "handling", ("desk", "lead"), "answer_again", "case.check"),
    Move("check", ("answered",), "checked", ("desk", "lead"), "visit_due", "case.check"),
    Move("visit_try", ("checked",), KEEPS, ("desk",), "keep", "case.ask_back"),
    Move("ask_back", ("checked",), "asked_back", ("desk",), "close_due", "case.ask_back"),
    Move("redo", ("asked_back",), "handling", ("desk",), "redo", "case.ask_back"),
    Move(
        "close",
        ("asked_back", "answered_on_the_spot", "answered"),
        "closed",
        ("desk", "system"),
        "end",
        "case.ask_back",
    ),
    Move("rate", ("checked", "asked_back", "closed"), KEEPS, ("asker",), "rated", "asker"),
    Move("recall", ("closed",), "checked", ("system",), "bad_rating_due", "asker"),
    Move("appeal_rating", ("checked", "asked_back", "closed"), KEEPS, ("provider",), "keep", "case.ask_lead"),
    Move("rule_appeal", ("checked", "asked_back", "closed"), KEEPS, ("lead",), "keep", "case.rule"),
    Move(
        "end_promise",
        _AFTER_A_PROMISE,
        KEEPS,
        ("provider", "desk"),
        "keep",
        "case.end_promise",
        asker_reads=True,
    ),
    Move("reopen", ("closed",), "triaged", ("asker",), "again", "asker", asker_reads=True),
    # at any time
    Move("tell", TELLABLE, KEEPS, ("desk", "provider", "system"), "keep", "case.tell", asker_reads=True),
    Move("supervise", BEFORE_ANSWER, KEEPS, ("lead",), "keep", "case.supervise"),
    Move("merge", ("received", "triaged"), KEEPS, ("desk",), "keep", "case.merge"),
    Move("unmerge", ("received", "triaged"), KEEPS, ("desk", "system"), "keep", "case.merge"),
    Move("end_merged", ("received", "triaged"), "closed", ("system",), "end", "case.merge", asker_reads=True),
    Move("withdraw", OPEN_STATES, "withdrawn", ("asker", "desk"), "end", "case.withdraw"),
    Move("terminate", OPEN_STATES, "terminated", ("lead",), "end", "case.rule", asker_reads=True),
)

MOVES: dict[str, Move] = {move.code: move for move in _TABLE}


def transitions() -> list[tuple[str, str, str]]:
    """Each (move, from, to) that a step may have."""
    return [(move.code, state, move.target(state)) for move in _TABLE for state in move.from_states]


ANSWERS = ("answer", "promise", "answer_on_the_spot")
"""The moves whose word is an answer."""
LAST_WORDS = ("refuse", "file_thanks", "terminate", "end_merged")
"""The moves that end a case with a word to its asker."""

OF_A_MERGED_CASE = frozenset(("unmerge", "end_merged", "add_word", "add_photo", "withdraw", "tell"))
"""What can happen to a case while it is joined to another: all else happens to that one."""


def faults_in_move(code: str, state: str, by: str, *, is_merged: bool = False) -> list[Fault]:
    """Why a move can't be taken from a state by somebody in that part, or on a case that is joined to another.

    >>> faults_in_move("dispatch", "triaged", "desk")
    []
    >>> [fault.code for fault in faults_in_move("dispatch", "dispatched", "desk")]
    ['move_not_possible']
    >>> [fault.code for fault in faults_in_move("dispatch", "triaged", "asker")]
    ['move_not_possible']
    >>> [fault.code for fault in faults_in_move("dispatch", "triaged", "desk", is_merged=True)]
    ['case_is_merged']
    """
    if is_merged and state in MOVES["merge"].from_states and code not in OF_A_MERGED_CASE:
        return [Fault("case_is_merged")]
    if state in MOVES[code].from_states and by in MOVES[code].who:
        return []
    return [Fault("move_not_possible", data={"move": code, "state": state, "by": by})]


def moves_from(state: str) -> list[Move]:
    """The moves with a service that a state allows."""
    return [move for move in _TABLE if state in move.from_states and move.has_service]
