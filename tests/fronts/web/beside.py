"""The records beside the cases on which pages are tried: visits, hazards, common problems; and what is sent there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from huiying.registers.parties.services import NewOrganisation, register_organisations
from huiying.work.cases.models import Case
from huiying.work.cases.services.problems import NewMeasure, NewProblem, name_problems, note_measures
from tests.cast import MORNING, SYSTEM, Cast, Walk
from tests.work.cases.going import endangered, planned, visited

MILL = "柳岸灯泡厂"
"""The enterprise that is visited and written about."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One of each, by the page that opens it."""

    visit: UUID
    visit_to_come: UUID
    hazard: UUID
    hazard_photo: UUID
    problem: UUID
    measure: UUID


KEYS = {
    "visits:visit_note": "visit_to_come",
    "visits:visit_call_off": "visit_to_come",
    "hazards:photo": "hazard_photo",
    "problems:measure_approve": "measure",
}
"""The record on which a page is tried, where it isn't the one of its area."""


def key_of(name: str, beside: Beside) -> dict[str, Any] | None:
    """What the address of a page asks for; None for pages of other areas."""
    area = name.partition(":")[0]
    if area not in ("visits", "hazards", "problems"):
        return None
    return {"uuid": str(getattr(beside, KEYS.get(name, area[:-1])))}


def beside_of(cast: Cast, cases: dict[str, Case], photo: Any) -> Beside:
    """A visit with a hazard, one to come, and a common problem with an article that waits for its enterprise."""
    walk = Walk()
    new_mill = NewOrganisation(MILL, "enterprise", cast.compound)
    [mill] = register_organisations(viewer=SYSTEM, office=cast.office, organisations=[new_mill])
    visit = visited(cast, walk)
    hazard = endangered(cast, walk, visit, photo=("通道.jpg", photo))
    assert hazard.photo is not None
    new = NewProblem("楼道灯坏", "线路老化", (cases["triaged"], cases["handling"]))
    [problem] = walk(name_problems, viewer=SYSTEM, office=cast.office, problems=[new])
    given: dict[str, Any] = {"who": cast.worker_party, "from_on": MORNING.date()}
    measures = [
        NewMeasure("repair", "换线路", **given),
        NewMeasure("article", "一盏灯", text="厂里……", about=mill.party, **given),
    ]
    _repair, article = walk(note_measures, viewer=SYSTEM, problem=problem, measures=measures)
    return Beside(
        visit=visit.uuid,
        visit_to_come=planned(cast, walk).uuid,
        hazard=hazard.uuid,
        hazard_photo=hazard.photo.uuid,
        problem=problem.uuid,
        measure=article.uuid,
    )


def _went(records: Any, **more: Any) -> dict[str, Any]:
    went = {"kind": "service", "visitors": [records.provider], "on": "2023-12-15", "from_time": "08:30"}
    return {**went, **more}


_VISIT = "302 visits:visit_detail"
_PROBLEM = "302 problems:problem_detail"
BESIDE_POSTS: dict[str, tuple[str, Callable[[Any, Any], dict[str, Any]]]] = {
    "visits:visit_new": (_VISIT, lambda _, records: _went(records, whom=MILL, seen="灯都亮着")),
    "visits:visit_plan": (
        _VISIT,
        lambda _, records: _went(records, whom=MILL, on="2023-12-18", purpose="看灯"),
    ),
    "visits:visit_note": (_VISIT, lambda _, records: _went(records, seen="灯都亮着")),
    "visits:visit_call_off": (_VISIT, lambda *_: {"word": "台风来了"}),
    "visits:visit_case": (_VISIT, lambda *_: {"text": "想装扶手", "contact": ""}),
    "visits:visit_hazard": (
        _VISIT,
        lambda *_: {"what": "电线老化", "grade": "major", "responsible": "店主", "due_on": "2023-12-22"},
    ),
    "hazards:hazard_recheck": (
        "302 hazards:hazard_detail",
        lambda *_: {"checked_on": "2023-12-15", "result": "right", "word": "搬走了"},
    ),
    "problems:problem_new": (
        _PROBLEM,
        lambda _, records: {
            "cases": [records.cases["received"].number],
            "title": "楼道灯坏",
            "cause": "线路老化",
            "problem": "",
        },
    ),
    "problems:problem_add": (_PROBLEM, lambda _, records: {"number": records.cases["received"].number}),
    "problems:measure_new": (
        _PROBLEM,
        lambda _, records: {
            "kind": "talk",
            "title": "谈谈",
            "who": records.provider,
            "from_on": "2023-12-15",
        },
    ),
    "problems:measure_approve": (
        _PROBLEM,
        lambda *_: {"approved_by": "厂长", "approved_on": "2023-12-15"},
    ),
    "problems:problem_tell": (_PROBLEM, lambda *_: {"word": "月底前换完"}),
    "problems:problem_end": (_PROBLEM, lambda *_: {"result": "没人再提"}),
}
"""What is sent to a form, and the answer when it was let through."""

_AIM = {"kind", "whom", "party", "place", "where", "visitors", "on", "from_time"}
BESIDE_FIELDS: dict[str, set[str]] = {
    "visits:visit_new": _AIM | {"seen"},
    "visits:visit_plan": _AIM | {"purpose"},
    "visits:visit_note": {"on", "from_time", "visitors", "seen"},
    "visits:visit_call_off": {"word"},
    "visits:visit_case": {"text", "contact", "is_secret"},
    "visits:visit_hazard": {"what", "grade", "responsible", "due_on", "photos"},
    "hazards:hazard_recheck": {"checked_on", "result", "word", "photos"},
    "problems:problem_new": {"cases", "visits", "problem", "title", "cause"},
    "problems:problem_add": {"number"},
    "problems:measure_new": {"kind", "title", "who", "from_on", "until_on", "about", "text"},
    "problems:measure_approve": {"approved_by", "approved_on"},
    "problems:problem_tell": {"word"},
    "problems:problem_end": {"result"},
}
"""What each form shows to whoever fills it in."""
