"""Probes of what stands beside a case: rulings, meetings and their agenda, standard answers that were taken."""

from typing import Any

from huiying.registers.directory.models import Answer
from huiying.work.cases.models import AgendaItem, AnswerUse, Attendance, Case, Meeting, Ruling
from tests.cast import MORNING
from tests.work.cases.probes import LATER, breaks, each
from tests.work.cases.scene import Scene


def _ruling(scene: Scene, changes: dict[str, Any], case: Case | None = None) -> Ruling:
    values = {
        "kind": "termination",
        "asked_by": 1,
        "asked_by_name": "乙",
        "asked_at": MORNING,
        "word": "人搬走了",
    }
    return Ruling.objects.create(**{"case": case or scene.case_in("handling"), **values, **changes})


_RULED = {"ruled_at": LATER, "ruled_by": 2, "is_granted": True}
each("ruling_kind", _ruling, {"kind": "guess"})
each(
    "ruling_whole",
    _ruling,
    *({**_RULED, name: None} for name in _RULED),
    {"is_granted": False},
    {**_RULED, "lapsed_at": LATER},
)
each("ruling_has_its_day", _ruling, {"kind": "extension"}, {"kind": "promise"})
each("ruling_by_another", _ruling, {**_RULED, "ruled_by": 1})


@breaks("ruling_one_open_a_kind")
def _two_of_one_question(scene: Scene) -> object:
    case = scene.case_in("handling")
    _ruling(scene, {}, case)
    return _ruling(scene, {}, case)


def _meeting(scene: Scene, kind: str = "joint") -> Meeting:
    moments = {"held_at": MORNING, "called_at": MORNING, "called_by": 1}
    return Meeting.objects.create(office=scene.cast.office, kind=kind, title="路灯", **moments)


def _item(scene: Scene, changes: dict[str, Any]) -> AgendaItem:
    return AgendaItem.objects.create(meeting=_meeting(scene), case=scene.case_in("triaged"), **changes)


@breaks("meeting_kind")
def _a_chat(scene: Scene) -> object:
    return _meeting(scene, "chat")


@breaks("attendance_once")
def _there_twice(scene: Scene) -> object:
    meeting = _meeting(scene)
    for _time in range(2):
        Attendance.objects.create(meeting=meeting, party=scene.cast.desk)
    return meeting


@breaks("agenda_once")
def _listed_twice(scene: Scene) -> object:
    meeting, case = _meeting(scene), scene.case_in("triaged")
    return [AgendaItem.objects.create(meeting=meeting, case=case) for _time in range(2)]


@breaks("answer_use_once_a_step")
def _two_answers_of_one_step(scene: Scene) -> object:
    case = scene.case_in("closed")
    kept = {"office": scene.cast.office, "owner": scene.cast.desk, "from_on": MORNING.date()}
    answer = Answer.objects.create(question="几点下班", text="五点", valid_until=MORNING.date(), **kept)
    used = {"answer": answer, "case": case, "step_serial": 2, "used_at": LATER, "by_user": 1}
    return [AnswerUse.objects.create(**used) for _time in range(2)]


each(
    "agenda_decided_whole",
    _item,
    {"decided_at": LATER},
    {"what": "物业修"},
    {"by_on": MORNING.date()},
    {"decided_at": LATER, "by_on": MORNING.date(), "what": "物业修"},
)
