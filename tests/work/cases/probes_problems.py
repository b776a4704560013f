"""Probes of common problems and their measures."""

from datetime import timedelta
from typing import Any

from huiying.work.cases.models import CommonProblem, Measure, ProblemCase, ProblemVisit
from tests.cast import MORNING
from tests.work.cases.probes import LATER, breaks, each
from tests.work.cases.probes_visits import made_visit
from tests.work.cases.scene import Scene

_DAY = MORNING.date()
_BEFORE = _DAY - timedelta(days=1)


def _problem(scene: Scene, changes: dict[str, Any] | None = None) -> CommonProblem:
    values = {"title": "灯", "cause": "老化", "named_at": MORNING, "named_by": 1}
    return CommonProblem.objects.create(office=scene.cast.office, **{**values, **(changes or {})})


each("problem_ended_whole", _problem, {"ended_at": LATER}, {"result": "好了"})


def _case(scene: Scene, changes: dict[str, Any], problem: CommonProblem | None = None) -> ProblemCase:
    row = {"problem": problem or _problem(scene), "case": scene.case_in("received"), "added_at": MORNING}
    return ProblemCase.objects.create(**{**row, **changes})


each("problem_told_at_a_moment", _case, {"told_key": "a"})


@breaks("problem_asker_told_once")
def _told_twice(scene: Scene) -> object:
    problem = _problem(scene)
    return [_case(scene, {"told_key": "a", "told_at": LATER}, problem) for _time in range(2)]


@breaks("problem_case_once")
def _grouped_twice(scene: Scene) -> object:
    row = _case(scene, {})
    return _case(scene, {"case": row.case}, row.problem)


@breaks("problem_visit_once")
def _found_twice(scene: Scene) -> object:
    problem, visit = _problem(scene), made_visit(scene)
    return [ProblemVisit.objects.create(problem=problem, visit=visit) for _time in range(2)]


def _measure(scene: Scene, changes: dict[str, Any]) -> Measure:
    values = {"kind": "talk", "title": "谈", "who": scene.cast.worker_party, "from_on": _DAY}
    return Measure.objects.create(problem=_problem(scene), **{**values, **changes})


def _article(scene: Scene, changes: dict[str, Any]) -> Measure:
    values = {"kind": "article", "about": scene.cast.desk, "text": "厂里……"}
    return _measure(scene, {**values, **changes})


@breaks("measure_article_whole")
def _a_talk_about_somebody(scene: Scene) -> object:
    return _measure(scene, {"about": scene.cast.desk})


@breaks("measure_approved_whole")
def _a_talk_approved(scene: Scene) -> object:
    return _measure(scene, {"approved_on": _DAY, "approved_by": "厂长"})


each("measure_kind", _measure, {"kind": "prayer"})
each("measure_until_after_from", _measure, {"until_on": _BEFORE})
each("measure_article_whole", _article, {"about": None}, {"text": ""})
each(
    "measure_approved_whole",
    _article,
    {"approved_on": _DAY},
    {"approved_by": "厂长"},
    {"approved_on": _BEFORE, "approved_by": "厂长"},
)
