"""What a case waits for: a word of its asker, kept for later without one, and bodies outside the office."""

from datetime import date

from django.db import transaction

from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.limits.rules import OFFICE_CLOSES
from huiying.registers.limits.selectors import timetable
from huiying.work.cases.models import Case
from huiying.work.cases.rules.clocks import matter_of
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.rules.waiting import faults_in_keeping
from huiying.work.cases.services.steps import NewStep, go_on, locked_case, said, take_steps


@transaction.atomic
def ask_more(*, viewer: Viewer, case: Case, word: str, by: str = "provider") -> Case:
    """Ask the asker for what is missing, once and completely. Their clock goes on meanwhile."""
    case = locked_case(case)
    if case.steps.filter(move="ask_more").exists():
        raise Refused(Fault("asked_more_before"))
    sets = {"incomplete_at": clock.now()}
    return go_on(viewer=viewer, step=NewStep(case, "ask_more", by, word=said(word), sets=sets))


@transaction.atomic
def note_try(*, viewer: Viewer, case: Case, word: str = "", by: str = "provider") -> Case:
    """The asker was reminded of what is missing, in vain."""
    case = locked_case(case)
    if case.incomplete_at is None:
        raise Refused(Fault("nothing_is_missing"))
    return go_on(viewer=viewer, step=NewStep(case, "more_try", by, word=word.strip()))


@transaction.atomic
def keep_for_later(*, viewer: Viewer, case: Case, word: str) -> Case:
    """The asker didn't answer, after two reminders in the days that the limit gives: it is kept until they do."""
    case = locked_case(case)
    times = timetable(case.office)
    faults = faults_in_keeping(
        clock.local(case.incomplete_at).date() if case.incomplete_at else None,
        reminders(case),
        clock.today(),
        times.limit("case.incomplete", clock.now()),
        times.calendar,
    )
    if faults:
        raise Refused(*faults)
    return go_on(viewer=viewer, step=NewStep(case, "keep_for_later", "desk", word=said(word)))


def reminders(case: Case) -> list[date]:
    """The days on which the asker was reminded in vain of what is missing."""
    tries = case.steps.filter(move="more_try").order_by("serial").values_list("at", flat=True)
    return [clock.local(at).date() for at in tries]


@transaction.atomic
def add_word(*, viewer: Viewer, case: Case, word: str) -> Case:
    """The asker adds a word: to what is missing, if something was asked for; a case that was kept is taken up again."""
    case = locked_case(case)
    if case.state == "kept":
        return go_on(viewer=viewer, step=taken_up(case, said(word), "asker"))
    is_asked_for = case.incomplete_at is not None and case.state in MOVES["more_given"].from_states
    move = "more_given" if is_asked_for else "add_word"
    sets = {"incomplete_at": None} if is_asked_for else {}
    return go_on(viewer=viewer, step=NewStep(case, move, "asker", word=said(word), sets=sets))


@transaction.atomic
def take_up(*, viewer: Viewer, case: Case, word: str) -> Case:
    """The asker brought to the counter what was missing: the desk takes the kept case up again."""
    case = locked_case(case)
    return go_on(viewer=viewer, step=taken_up(case, said(word), "desk"))


def taken_up(case: Case, word: str, by: str) -> NewStep:
    """The step by which a kept case goes on, with a new clock."""
    matter = matter_of(case.lane, case.kind, case.category.matter if case.category else "")
    return NewStep(case, "take_up", by, word=word, matter=matter, sets={"ended_at": None})


@transaction.atomic
def go_elsewhere(*, viewer: Viewer, case: Case, body: str, agent: str, ask_on: date, word: str = "") -> Case:
    """It lies with a body outside the office: which, who asks after it there, and when next. Every clock goes on."""
    case = locked_case(case)
    faults = [
        Fault(f"{name}_missing", name)
        for name, said_ in (("body", body), ("agent", agent))
        if not said_.strip()
    ]
    if ask_on < clock.today():
        faults.append(Fault("day_is_past", "ask_on"))
    if faults:
        raise Refused(*faults)
    sets = {
        "elsewhere_at": case.elsewhere_at or clock.now(),
        "elsewhere_body": body.strip(),
        "elsewhere_agent": agent.strip(),
        "elsewhere_ask_on": ask_on,
    }
    step = NewStep(
        case,
        "go_elsewhere",
        "provider",
        word=word.strip(),
        until=clock.local_time(ask_on, OFFICE_CLOSES),
        sets=sets,
    )
    return go_on(viewer=viewer, step=step)


@transaction.atomic
def come_back(*, viewer: Viewer, case: Case, word: str) -> Case:
    """The body outside has spoken: the case lies with its provider alone again."""
    case = locked_case(case)
    if case.elsewhere_at is None:
        raise Refused(Fault("not_elsewhere"))
    sets = {"elsewhere_at": None, "elsewhere_body": "", "elsewhere_agent": "", "elsewhere_ask_on": None}
    return go_on(viewer=viewer, step=NewStep(case, "come_back", "provider", word=said(word), sets=sets))


def tell_asker(*, viewer: Viewer, case: Case, word: str, by: str) -> Case:
    """Write something to the asker, who reads it with the case."""
    [case] = take_steps(viewer=viewer, steps=[NewStep(case, "tell", by, word=said(word))])
    return case
