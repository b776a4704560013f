"""Probes of visits and the hazards they find."""

from datetime import timedelta
from typing import Any

from huiying.work.cases.models import Hazard, Recheck, Visit, Visitor
from tests.cast import MORNING
from tests.work.cases.probes import LATER, breaks, each
from tests.work.cases.scene import Scene

_MADE = {"happened_at": MORNING, "written_at": LATER, "seen": "灯坏了"}
_DAY = MORNING.date()


def made_visit(scene: Scene, changes: dict[str, Any] | None = None) -> Visit:
    """A visit that was made, but for what a probe asks to be otherwise."""
    values = {"kind": "safety", "place": scene.cast.compound, "visitor_count": 1, **_MADE}
    return Visit.objects.create(office=scene.cast.office, **{**values, **(changes or {})})


each("visit_kind", made_visit, {"kind": "party"})
each("visit_has_an_aim", made_visit, {"place": None})
each("visit_has_its_visitors", made_visit, {"visitor_count": 0}, {"needs_two": True})
each(
    "visit_made_whole",
    made_visit,
    {"seen": ""},
    {"written_at": None},
    {"written_at": MORNING - timedelta(minutes=1)},
    {"called_off_at": LATER},
    {"happened_at": None, "planned_for": MORNING},
)


@breaks("visit_has_a_day")
def _never(scene: Scene) -> object:
    return made_visit(scene, {**dict.fromkeys(("happened_at", "written_at")), "seen": ""})


@breaks("visitor_once")
def _goes_twice(scene: Scene) -> object:
    visit = made_visit(scene)
    return [Visitor.objects.create(visit=visit, party=scene.cast.worker_party) for _time in range(2)]


def _hazard(scene: Scene, changes: dict[str, Any] | None = None) -> Hazard:
    values = {"what": "通道", "grade": "general", "responsible": "店主", "found_on": _DAY, "due_on": _DAY}
    return Hazard.objects.create(visit=made_visit(scene), **{**values, **(changes or {})})


_BEFORE = _DAY - timedelta(days=1)
each("hazard_grade", _hazard, {"grade": "small"})
each("hazard_has_somebody", _hazard, {"responsible": ""})
each("hazard_due_after_it_was_found", _hazard, {"due_on": _BEFORE})
each("hazard_put_right_after_it_was_found", _hazard, {"put_right_on": _BEFORE})


def _recheck(hazard: Hazard, **changes: Any) -> Recheck:
    values = {"checked_on": _DAY, "written_at": LATER, "by_user": 1, "by_name": "乙", "is_put_right": True}
    return Recheck.objects.create(hazard=hazard, **{**values, **changes})


@breaks("hazard_put_right_once")
def _right_twice(scene: Scene) -> object:
    hazard = _hazard(scene)
    return [_recheck(hazard) for _time in range(2)]


@breaks("recheck_says_what_is_missing")
def _without_a_word(scene: Scene) -> object:
    return _recheck(_hazard(scene), is_put_right=False)


@breaks("cases_recheck_after_found")
def _before_it_was_found(scene: Scene) -> object:
    return _recheck(_hazard(scene), checked_on=_BEFORE)


@breaks("cases_recheck_after_found")
def _after_it_was_put_right(scene: Scene) -> object:
    hazard = _hazard(scene)
    _recheck(hazard)
    Hazard.objects.filter(pk=hazard.pk).update(put_right_on=_DAY)
    return _recheck(hazard, is_put_right=False, word="又堵了")


@breaks("cases_hazard_put_right_by_recheck")
def _nobody_looked(scene: Scene) -> object:
    hazard = _hazard(scene)
    _recheck(hazard, is_put_right=False, word="还堵着")
    return Hazard.objects.filter(pk=hazard.pk).update(put_right_on=_DAY)
