"""Visits and the hazards they find: what one must have, and how a hazard stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from huiying.pure.lib.clock import local
from huiying.pure.lib.refusals import Fault
from huiying.registers.limits.rules import WorkCalendar

VISIT_KINDS = ("service", "safety", "heat", "festival", "condolence", "hardship", "other")
HAZARD_GRADES = ("general", "major")

LONGEST_WORDS = 4000
A_YEAR = timedelta(days=366)
"""Nobody plans a visit for a day further away, nor writes one down later."""
_WRITTEN_WITHIN = 3
"""So many working days later is what was seen still fresh."""


@dataclass(frozen=True, slots=True)
class Going:
    """A visit that is to be planned, or that was made: what the rules ask of it.

    `visitor_count` counts heads (see `heads`); of `planned_for` and `happened_at` one is given.
    """

    kind: str
    has_aim: bool
    visitor_count: int
    needs_two: bool
    planned_for: datetime | None = None
    happened_at: datetime | None = None
    seen: str = ""


def heads(kinds: Iterable[str]) -> int:
    """How many people go, by the kinds of the parties that are named: a team or a body goes as two at least.

    >>> heads(["person"]), heads(["person", "person"]), heads(["team"])
    (1, 2, 2)
    """
    return sum(1 if kind == "person" else 2 for kind in kinds)


def faults_in_visit(going: Going, now: datetime) -> list[Fault]:
    """Why a visit can't be planned or written down.

    >>> nine = datetime.fromisoformat("2023-12-15T09:00+08:00")
    >>> alone = Going("service", True, 1, True, planned_for=nine)
    >>> [fault.code for fault in faults_in_visit(alone, nine)]
    ['second_visitor_missing']
    """
    faults = [] if going.kind in VISIT_KINDS else [Fault("visit_kind_missing", "kind")]
    if not going.has_aim:
        faults.append(Fault("visit_aim_missing", "whom"))
    faults += faults_in_company(going.visitor_count, needs_two=going.needs_two)
    if going.happened_at is not None:
        faults += faults_in_note(happened_at=going.happened_at, seen=going.seen, now=now)
    elif going.planned_for is None or local(going.planned_for).date() < local(now).date():
        faults.append(Fault("day_is_past", "on"))
    elif going.planned_for - now > A_YEAR:
        faults.append(Fault("visit_day_far", "on"))
    return faults


def faults_in_company(visitor_count: int, *, needs_two: bool) -> list[Fault]:
    """Who goes: somebody, and two where two must."""
    if visitor_count == 0:
        return [Fault("visitors_missing", "visitors")]
    return [Fault("second_visitor_missing", "visitors")] if needs_two and visitor_count < 2 else []


def faults_in_note(*, happened_at: datetime, seen: str, now: datetime) -> list[Fault]:
    """Why what was seen can't be written down."""
    faults = []
    if happened_at > now:
        faults.append(Fault("step_in_the_future", "on"))
    if now - happened_at > A_YEAR:
        faults.append(Fault("visit_day_far", "on"))
    if not seen.strip():
        faults.append(Fault("seen_missing", "seen"))
    if len(seen) > LONGEST_WORDS:
        faults.append(Fault("words_too_long", "seen", {"most": str(LONGEST_WORDS)}))
    return faults


def is_written_late(happened_on: date, written_on: date, calendar: WorkCalendar) -> bool:
    """Whether it was written down more than three working days after it happened.

    >>> is_written_late(date(2023, 12, 15), date(2023, 12, 20), WorkCalendar())
    False
    >>> is_written_late(date(2023, 12, 15), date(2023, 12, 21), WorkCalendar())
    True
    """
    return calendar.working_days_between(happened_on, written_on) > _WRITTEN_WITHIN


def faults_in_hazard(
    *, what: str, grade: str, responsible: str, found_on: date, due_on: date | None
) -> list[Fault]:
    """Why a hazard can't be noted: what, how grave, who puts it right, by which day.

    >>> day = date(2023, 12, 15)
    >>> noted = {"what": "通道堵了", "responsible": "店主", "found_on": day}
    >>> faults_in_hazard(grade="general", due_on=day, **noted)
    []
    >>> [fault.code for fault in faults_in_hazard(grade="small", due_on=None, **noted)]
    ['hazard_grade_missing', 'day_missing']
    """
    faults = [] if what.strip() else [Fault("hazard_missing", "what")]
    if grade not in HAZARD_GRADES:
        faults.append(Fault("hazard_grade_missing", "grade"))
    if not responsible.strip():
        faults.append(Fault("responsible_missing", "responsible"))
    if due_on is None:
        faults.append(Fault("day_missing", "due_on"))
    elif due_on < found_on:
        faults.append(Fault("day_before_found", "due_on"))
    elif due_on - found_on > A_YEAR:
        faults.append(Fault("visit_day_far", "due_on"))
    return faults


def faults_in_recheck(
    *, checked_on: date, found_on: date, today: date, is_put_right: bool, word: str, is_open: bool
) -> list[Fault]:
    """Why a re-check can't be written down. One that finds it unmended says what is missing.

    >>> day = date(2023, 12, 15)
    >>> seen = {"checked_on": day, "found_on": day, "today": day, "is_put_right": False, "word": " "}
    >>> [fault.code for fault in faults_in_recheck(is_open=True, **seen)]
    ['word_missing']
    >>> [fault.code for fault in faults_in_recheck(is_open=False, **seen)]
    ['hazard_put_right_before']
    """
    if not is_open:
        return [Fault("hazard_put_right_before")]
    faults = []
    if checked_on < found_on:
        faults.append(Fault("day_before_found", "checked_on"))
    if checked_on > today:
        faults.append(Fault("step_in_the_future", "checked_on"))
    if not is_put_right and not word.strip():
        faults.append(Fault("word_missing", "word"))
    return faults
