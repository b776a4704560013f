"""What only a lead can decide: who may ask for it, in which case, until when, and which move follows."""

from dataclasses import dataclass
from datetime import date, timedelta

from huiying.pure.lib.refusals import Fault
from huiying.registers.limits.rules import LimitRule, WorkCalendar
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.rules.states import BAD_GRADES


@dataclass(frozen=True, slots=True)
class Question:
    """One kind of question to a lead: the moves by which it is asked, granted and denied."""

    asked: str
    granted: str
    denied: str

    @property
    def states(self) -> tuple[str, ...]:
        """The states in which it can be ruled; in any other it lapses."""
        return MOVES[self.granted].from_states


QUESTIONS = {
    "return": Question("ask_return", "rule_returned", "rule_not_returnable"),
    "extension": Question("ask_ruling", "extend", "deny"),
    "promise": Question("ask_ruling", "promise", "deny"),
    "termination": Question("ask_ruling", "terminate", "deny"),
    "appeal": Question("appeal_rating", "rule_appeal", "rule_appeal"),
}
RULING_KINDS = tuple(QUESTIONS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the facts of the case on which it depends.

    `due_on` is the day told to the asker for the answer; `rating` the asker's grade.
    """

    kind: str
    state: str
    word: str
    today: date
    due_on: date | None = None
    until_on: date | None = None
    what: str = ""
    return_count: int = 0
    extended_count: int = 0
    has_promise: bool = False
    rating: int | None = None
    was_appealed: bool = False


def faults_in_question(asked: Asked, most: LimitRule | None, calendar: WorkCalendar) -> list[Fault]:
    """Why something can't be put to a lead.

    `most` is the limit on the day asked for: how far an extension goes beyond the told day, a promise beyond today.

    >>> asked = Asked("return", "dispatched", "不归我们管", date(2023, 12, 15), return_count=1)
    >>> [fault.code for fault in faults_in_question(asked, None, WorkCalendar())]
    ['returned_before']
    """
    if asked.state not in QUESTIONS[asked.kind].states and asked.kind != "return":
        return [Fault("move_not_possible", data={"move": asked.kind, "state": asked.state})]
    faults = [] if asked.word.strip() else [Fault("word_missing", "word")]
    match asked.kind:
        case "return" if asked.return_count:
            faults.append(Fault("returned_before"))
        case "extension":
            faults += _faults_in_extension(asked, most, calendar)
        case "promise":
            faults += _faults_in_promise(asked, most, calendar)
        case "appeal":
            faults += _faults_in_appeal(asked)
    return faults


def _faults_in_extension(asked: Asked, most: LimitRule | None, calendar: WorkCalendar) -> list[Fault]:
    """Once, a working day before it is due, at most so many days beyond the told day."""
    assert asked.due_on is not None
    if asked.extended_count:
        return [Fault("extended_before")]
    if calendar.after(asked.today, 1) > asked.due_on:
        return [Fault("extension_too_late")]
    if asked.until_on is None or asked.until_on <= asked.due_on:
        return [Fault("extension_not_later", "until_on")]
    if most is not None and asked.until_on > last_day(asked.due_on, most, calendar):
        return [Fault("extension_too_long", "until_on", data=_said(most))]
    return []


def _faults_in_promise(asked: Asked, most: LimitRule | None, calendar: WorkCalendar) -> list[Fault]:
    """Once a case, what and by which day, within the office's horizon."""
    if asked.has_promise:
        return [Fault("promised_before")]
    faults = [] if asked.what.strip() else [Fault("promise_missing", "what")]
    if asked.until_on is None or asked.until_on <= asked.today:
        faults.append(Fault("promise_not_later", "until_on"))
    elif most is not None and asked.until_on > last_day(asked.today, most, calendar):
        faults.append(Fault("promise_too_long", "until_on", data=_said(most)))
    return faults


def _faults_in_appeal(asked: Asked) -> list[Fault]:
    """A bad rating, appealed once."""
    if asked.rating not in BAD_GRADES:
        return [Fault("rating_not_bad")]
    return [Fault("appealed_before")] if asked.was_appealed else []


def _said(most: LimitRule) -> dict[str, str]:
    return {"most": str(most.amount), "document": most.document}


def last_day(day: date, most: LimitRule, calendar: WorkCalendar) -> date:
    """The last day that a limit in days allows, counted from a day that is not counted itself.

    >>> twenty = LimitRule("case.extension", "", date(2023, 1, 1), None, 20, "calendar_days", "d")
    >>> last_day(date(2023, 12, 1), twenty, WorkCalendar())
    datetime.date(2023, 12, 21)
    """
    if most.unit == "working_days":
        return calendar.after(day, most.amount)
    return day + timedelta(days=most.amount)
