"""What only a lead can decide: asked by whoever handles the case, ruled by the lead; and supervision (督办)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from huiying.base.outbox.services import NewMessage, send
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.limits.rules import OFFICE_CLOSES, LimitRule
from huiying.registers.limits.selectors import timetable
from huiying.registers.parties.selectors import users_of
from huiying.work.cases.models import Case, Promise, Ruling
from huiying.work.cases.rules.rulings import QUESTIONS, Asked, faults_in_question
from huiying.work.cases.services.steps import NewStep, go_on, locked_case, said
from huiying.work.cases.services.understanding import propose_matches

_LIMITED = {"extension": "case.extension", "promise": "case.promise"}


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """What is put to a lead, and why; the new day of an extension, or what is promised by which day."""

    kind: str
    word: str
    until_on: date | None = None
    what: str = ""


@transaction.atomic
def ask_lead(*, viewer: Viewer, case: Case, question: NewQuestion, by: str = "provider") -> Case:
    """Put something to the lead: a return, an extension, a promise, breaking off, a rating that is mistaken.

    A case whose return is asked goes back to the desk until it is ruled; the asker's clock runs on in any case.
    """
    case = locked_case(case)
    times = timetable(case.office)
    kind = question.kind
    asked = Asked(
        kind=kind,
        state=case.state,
        word=question.word,
        today=clock.today(),
        due_on=clock.local(case.answer_due_at).date() if case.answer_due_at else None,
        until_on=question.until_on,
        what=question.what,
        return_count=case.return_count,
        extended_count=case.extended_count,
        has_promise=Promise.objects.filter(case=case).exists(),
        rating=case.rating,
        was_appealed=case.rulings.filter(kind="appeal").exists(),
    )
    most: LimitRule | None = times.limit(_LIMITED[kind], clock.now()) if kind in _LIMITED else None
    faults = faults_in_question(asked, most, times.calendar)
    if case.rulings.filter(kind=kind, ruled_at=None, lapsed_at=None).exists():
        faults.append(Fault("asked_already"))
    if faults:
        raise Refused(*faults)
    case = go_on(
        viewer=viewer,
        step=NewStep(
            case, QUESTIONS[kind].asked, by, word=question.word.strip(), result=kind, data={"kind": kind}
        ),
    )
    Ruling.objects.create(
        case=case,
        kind=kind,
        asked_by=viewer.id,
        asked_by_name=viewer.name,
        asked_at=clock.now(),
        word=question.word.strip(),
        what=question.what.strip(),
        until_on=question.until_on,
    )
    return case


@transaction.atomic
def rule(*, viewer: Viewer, ruling: Ruling, is_granted: bool, word: str = "") -> Case:
    """The lead decides, once, before the day that is asked for is over; a no takes a word. What is granted happens at
    once, and the asker reads of it."""
    case = locked_case(ruling.case)
    ruling = Ruling.objects.get(pk=ruling.pk)  # its case is locked
    if ruling.ruled_at is not None or ruling.lapsed_at is not None:
        raise Refused(Fault("ruled_before"))
    if ruling.asked_by == viewer.id:
        raise Refused(Fault("ruled_by_the_asker"))
    if is_granted and ruling.until_on is not None and ruling.until_on < clock.today():
        raise Refused(Fault("ruled_too_late"))
    word = word.strip() if is_granted else said(word)
    ruling.ruled_by, ruling.ruled_by_name, ruling.ruled_at = viewer.id, viewer.name, clock.now()
    ruling.is_granted, ruling.ruling = is_granted, word
    ruling.save(update_fields=["ruled_by", "ruled_by_name", "ruled_at", "is_granted", "ruling"])
    if is_granted:
        case = go_on(viewer=viewer, step=_granted(case, ruling))
    else:
        case = go_on(viewer=viewer, step=_denied(case, ruling))
    if case.state == "triaged" and ruling.kind == "return":
        propose_matches(cases=[case], office=case.office)
    return case


def _granted(case: Case, ruling: Ruling) -> NewStep:
    """The step by which something granted happens. The asker reads why it was asked for, in its asker's words."""
    move = QUESTIONS[ruling.kind].granted
    data = {"kind": ruling.kind}
    match ruling.kind:
        case "return":
            return NewStep(
                case,
                move,
                "lead",
                word=ruling.ruling,
                sets={"return_count": case.return_count + 1},
                data=data,
            )
        case "extension":
            assert ruling.until_on is not None
            until = clock.local_time(ruling.until_on, OFFICE_CLOSES)
            sets: dict[str, Any] = {"extended_count": case.extended_count + 1}
            return NewStep(case, move, "lead", word=ruling.word, until=until, sets=sets, data=data)
        case "promise":
            return _promised(case, ruling)
        case "appeal":
            return NewStep(
                case,
                move,
                "lead",
                word=ruling.ruling,
                result="struck",
                sets={"is_rating_struck": True},
                data=data,
            )
    return NewStep(case, move, "lead", word=ruling.word, data=data)


def _promised(case: Case, ruling: Ruling) -> NewStep:
    """The promise stands from now on, with whoever has the case; it is kept apart from the case, which will close."""
    assert ruling.until_on is not None
    assert case.provider is not None
    Promise.objects.create(
        case=case,
        what=ruling.what,
        holder=case.provider,
        due_on=ruling.until_on,
        approved_by=ruling.ruled_by or 0,
        made_at=clock.now(),
    )
    return NewStep(
        case,
        "promise",
        "lead",
        word=f"{ruling.what}\n{ruling.word}",
        result="promised",
        until=clock.local_time(ruling.until_on, OFFICE_CLOSES),
        sets={"outcome": "promised"},
        data={"due_on": ruling.until_on.isoformat()},
    )


def _denied(case: Case, ruling: Ruling) -> NewStep:
    """The step that says no. A case that may not be returned goes back to its provider, for good."""
    move = QUESTIONS[ruling.kind].denied
    sets = {"return_count": case.return_count + 1} if ruling.kind == "return" else {}
    result = "stands" if ruling.kind == "appeal" else ruling.kind
    return NewStep(
        case, move, "lead", word=ruling.ruling, result=result, sets=sets, data={"kind": ruling.kind}
    )


@transaction.atomic
def supervise(*, viewer: Viewer, case: Case, word: str) -> Case:
    """The lead presses a case, with a word to whoever has it; it stands on their day until it is answered."""
    case = locked_case(case)
    if case.supervised_at is not None:
        raise Refused(Fault("supervised_before"))
    case = go_on(
        viewer=viewer,
        step=NewStep(case, "supervise", "lead", word=said(word), sets={"supervised_at": clock.now()}),
    )
    owes = case.provider if case.provider_due_at is not None else case.holder
    send(
        [
            NewMessage(
                key=f"case.supervised:{case.pk}:{case.step_count}:{user}",
                channel="page",
                address=f"user:{user}",
                template_code="case.supervised",
                data={"number": case.number},
                office_id=case.office_id,
            )
            for user in users_of(owes)
        ]
    )
    return case
