"""Taking steps: the only place that writes steps and moves a case's row."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.limits.selectors import Timetable, timetable
from huiying.registers.parties.models import Party
from huiying.work.cases.guards import CASE_SEARCH
from huiying.work.cases.models import Case, Step
from huiying.work.cases.rules.clocks import DESK, PROVIDER, Happening, Standing, after
from huiying.work.cases.rules.moves import ANSWERS, KEEPS, MOVES, faults_in_move
from huiying.work.cases.rules.rulings import QUESTIONS
from huiying.work.cases.rules.states import BEFORE_ANSWER, ENDED_STATES, OPEN_STATES, UNREAD
from huiying.work.cases.selectors.cases import is_answered_by_itself

MILESTONES = {
    "triage": "triaged_at",
    "dispatch": "dispatched_at",
    "accept": "accepted_at",
    "contact": "contacted_at",
    "answer": "answered_at",
    "answer_on_the_spot": "answered_at",
    "promise": "answered_at",
    "end_merged": "answered_at",
    "check": "checked_at",
    "ask_back": "asked_back_at",
}
"""The column that keeps when a move was first made."""

MARKS: dict[str, Any] = {
    "supervised_at": None,
    "incomplete_at": None,
    "elsewhere_at": None,
    "elsewhere_body": "",
    "elsewhere_agent": "",
    "elsewhere_ask_on": None,
    "joint_at": None,
}
"""What is noted of a case on its way, and what each stands at when the way has come to an answer or an end."""


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step to be taken.

    `at` is when it happened, now unless it is written down later; `sets` are the columns of the case that the move
    decides; `data` goes into the trail.
    """

    case: Case
    move: str
    by: str
    at: datetime | None = None
    word: str = ""
    result: str = ""
    matter: str = ""
    provider: Party | None = None
    until: datetime | None = None
    sets: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)


def said(word: str, field: str = "word") -> str:
    """What somebody wrote with a move that needs a word."""
    if not word.strip():
        raise Refused(Fault("word_missing", field))
    return word.strip()


def standing_of(case: Case) -> Standing:
    """How a case stands, as its row repeats it."""
    holder = "" if case.holder_id is None else PROVIDER if case.holder_id == case.provider_id else DESK
    return Standing(
        state=case.state,
        holder=holder,
        due_at=case.due_at,
        answer_due_at=case.answer_due_at,
        provider_due_at=case.provider_due_at,
        provider_due_kind=case.provider_due_kind,
        started_at=case.started_at,
        warn_at=case.warn_at,
        is_contacted=case.contacted_at is not None,
    )


@transaction.atomic
def take_steps(*, viewer: Viewer, steps: list[NewStep]) -> list[Case]:
    """Take one step on each case, all or none. Locks the cases; a move that its state doesn't allow is refused."""
    cases = locked([new.case for new in steps])
    return [go_on(viewer=viewer, step=replace(new, case=cases[new.case.pk])) for new in steps]


def go_on(*, viewer: Viewer, step: NewStep) -> Case:
    """Take a step on a case that this transaction has locked: the case given is the row, and is moved on."""
    case = step.case
    before = case.state
    if faults := faults_in_move(step.move, before, step.by, is_merged=case.merged_into_id is not None):
        raise Refused(*faults)
    _take(viewer, case, step, timetable(case.office))
    if case.state != before:
        _lapse(case, before)
        _take_along(case, before, step)
    if step.by != "system" and _leaves_inbox(step.move):
        index_words([case])
    return case


def _leaves_inbox(move: str) -> bool:
    return "received" in MOVES[move].from_states and MOVES[move].to_state not in ("received", KEEPS)


def _lapse(case: Case, before: str) -> None:
    """What had been put to a lead and can't be ruled any more lapses; who was called in is let go at the end."""
    gone = [
        kind for kind, asked in QUESTIONS.items() if before in asked.states and case.state not in asked.states
    ]
    if gone:
        waiting = case.rulings.filter(ruled_at=None, lapsed_at=None, kind__in=gone)
        waiting.update(lapsed_at=clock.now())
    if case.state in ENDED_STATES and before in OPEN_STATES:
        case.helpers.filter(until_at=None).update(until_at=clock.now())


def _take_along(case: Case, before: str, step: NewStep) -> None:
    """What was joined to a case ends with it: with its answer once an asker may read that; it goes on by itself where
    there is none, or where that one's answer is for nobody else."""
    is_answered = case.state == "checked" or (case.state == "closed" and bool(case.outcome))
    if before not in UNREAD or not (is_answered or case.state in ENDED_STATES):
        return
    if not is_answered or is_answered_by_itself(case):
        part_joined(case)
        return
    joined = _joined_to(case)
    if not joined:
        return
    system = Viewer.system(case.office_id)
    answers = case.steps.filter(move__in=ANSWERS).order_by("-serial")
    word = next(iter(answers.values_list("word", flat=True)), step.word)
    for other in joined:
        sets: dict[str, Any] = {
            "outcome": case.outcome,
            "kind": other.kind or case.kind,
            "lane": other.lane or case.lane,
        }
        if other.category_id is None:
            sets["category"] = case.category
        go_on(
            viewer=system,
            step=NewStep(
                other,
                "end_merged",
                "system",
                word=word,
                result=case.outcome,
                provider=case.provider,
                sets=sets,
                data={"into": case.number},
            ),
        )


def part_joined(case: Case) -> None:
    """What was joined to a case goes its own way again."""
    for other in _joined_to(case):
        step = NewStep(other, "unmerge", "system", sets={"merged_into": None})
        go_on(viewer=Viewer.system(case.office_id), step=step)


def _joined_to(case: Case) -> list[Case]:
    waiting = Case.objects.filter(merged_into=case.pk, state__in=MOVES["merge"].from_states)
    rows = locked(waiting.select_related("office__place", "office__desk"))
    return [other for other in rows.values() if other.merged_into_id == case.pk]


def index_words(cases: list[Case]) -> None:
    """Let cases be found by their words: once the system has read them, or when somebody was quicker than that."""
    CASE_SEARCH.put((case.pk, f"o{case.office_id}", f"{case.number} {case.text}") for case in cases)


def locked(given: Iterable[Case]) -> dict[int, Case]:
    """The cases as they stand now, locked until the transaction ends; each brings along the office as it was given
    with, so that no row of an office is read again for each step."""
    offices = {case.pk: case.office for case in given}
    if not offices:
        return {}
    rows = Case.objects.select_for_update().filter(pk__in=offices).order_by("pk")
    for case in rows:
        case.office = offices[case.pk]
    return {case.pk: case for case in rows}


def locked_case(case: Case) -> Case:
    """One case as it stands now, locked until the transaction ends."""
    return locked([case])[case.pk]


def _take(viewer: Viewer, case: Case, new: NewStep, times: Timetable) -> None:
    now = clock.now()
    at = new.at or now
    if at > now:
        raise Refused(Fault("step_in_the_future", "at"))
    before = standing_of(case)
    sets = dict(new.sets)
    lane = sets.get("lane", case.lane)
    happening = Happening(
        move=new.move,
        at=at,
        lane=lane,
        matter=new.matter,
        grade=int(new.result) if new.move == "rate" else 0,
        until=new.until,
    )
    standing = after(before, happening, times)
    provider_id = new.provider.pk if new.provider else case.provider_id
    if standing.state == "triaged":
        provider_id = None  # whoever had it before has no part in it any more
        standing = replace(standing, holder=DESK)
    step = step_of(case, happening, before.state, standing)
    step.serial = case.step_count + 1
    step.written_at = now
    step.by, step.by_user, step.by_name = new.by, viewer.id, viewer.name
    step.word, step.result = new.word, new.result
    step.provider_id = provider_id
    step.holder_id = holder_id(case, standing, provider_id)
    step.calendar_version = times.calendar.version
    step.save(force_insert=True)
    _follow(case, step, standing, sets)
    record(
        [
            NewEntry(
                f"case.{new.move}",
                viewer,
                case.office_id,
                "case",
                case.pk,
                {"serial": step.serial, "to": step.to_state, **new.data},
            )
        ]
    )


def step_of(case: Case, happening: Happening, from_state: str, standing: Standing) -> Step:
    """The row of a step as the clocks left it; whoever takes it adds who and what was written."""
    return Step(
        case=case,
        move=happening.move,
        from_state=from_state,
        to_state=standing.state,
        at=happening.at,
        lane=happening.lane,
        matter=happening.matter,
        due_at=standing.due_at,
        answer_due_at=standing.answer_due_at,
        provider_due_at=standing.provider_due_at,
        provider_due_kind=standing.provider_due_kind,
        until_at=happening.until,
    )


def holder_id(case: Case, standing: Standing, provider_id: int | None) -> int | None:
    """The party that holds the case: the office's desk, the provider, or nobody once it has ended."""
    if standing.holder == DESK:
        return case.office.desk.party_id
    return provider_id if standing.holder == PROVIDER else None


def _follow(case: Case, step: Step, standing: Standing, sets: dict[str, Any]) -> None:
    """Repeat on the case's row what its last step says."""
    sets |= {
        "state": standing.state,
        "step_count": step.serial,
        "holder_id": step.holder_id,
        "provider_id": step.provider_id,
        "due_at": standing.due_at,
        "answer_due_at": standing.answer_due_at,
        "provider_due_at": standing.provider_due_at,
        "provider_due_kind": standing.provider_due_kind,
        "started_at": standing.started_at,
        "warn_at": standing.warn_at,
        "calendar_version": step.calendar_version,
    }
    milestone = MILESTONES.get(step.move)
    if milestone and getattr(case, milestone) is None:
        sets[milestone] = step.at
    if standing.state in ENDED_STATES and step.from_state != standing.state:
        sets["ended_at"] = step.at
    if step.from_state in BEFORE_ANSWER and standing.state not in BEFORE_ANSWER:
        sets = MARKS | sets
    if standing.reminder != standing_of(case).reminder:
        sets |= {"warned_at": None, "overdue_told_at": None}
    Case.objects.filter(pk=case.pk).update(**sets)
    for name, value in sets.items():
        setattr(case, name, value)
