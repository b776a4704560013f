"""Visits and hazards as the people of an office would bring them about."""

from datetime import date, timedelta
from typing import Any

from huiying.registers.parties.models import Party
from huiying.registers.parties.services import NewHousehold, register_households
from huiying.work.cases.models import Hazard, Recheck, Visit
from huiying.work.cases.services.hazards import NewHazard, NewRecheck, find_hazards, recheck_hazards
from huiying.work.cases.services.visits import NewVisit, register_visits
from tests.cast import FROM, MORNING, SYSTEM, Cast, Walk

DUE_ON = date(2023, 12, 22)


def home(cast: Cast) -> Party:
    """The household of the resident."""
    person = cast.resident_party.person
    new = NewHousehold(cast.compound, [(person, "head")], FROM)
    [household] = register_households(viewer=SYSTEM, office=cast.office, households=[new])
    return household.party


def visited(cast: Cast, walk: Walk, **changes: Any) -> Visit:
    """A visit of the worker's, made in the morning unless it is planned."""
    made = {} if "planned_for" in changes else {"happened_at": MORNING, "seen": "门口堆了纸箱"}
    given = {"kind": "safety", "visitors": (cast.worker_party,), "place": cast.compound, **made, **changes}
    [visit] = walk(
        register_visits, viewer=cast.viewer(cast.worker), office=cast.office, visits=[NewVisit(**given)]
    )
    return visit


def planned(cast: Cast, walk: Walk, **changes: Any) -> Visit:
    """A visit of the worker's that is to come tomorrow."""
    return visited(cast, walk, **{"planned_for": MORNING + timedelta(days=1), **changes})


def endangered(cast: Cast, walk: Walk, visit: Visit | None = None, **changes: Any) -> Hazard:
    """A hazard that the worker found."""
    visit = visit or visited(cast, walk)
    given = {
        "what": "三楼通道堵死",
        "grade": "general",
        "responsible": "店主",
        "due_on": DUE_ON,
        **changes,
    }
    [hazard] = walk(find_hazards, viewer=cast.viewer(cast.worker), visit=visit, hazards=[NewHazard(**given)])
    return hazard


def rechecked(cast: Cast, walk: Walk, hazard: Hazard, **changes: Any) -> Recheck:
    """Somebody looked again, and found it put right unless it is said otherwise."""
    given = {"hazard": hazard, "checked_on": MORNING.date(), "is_put_right": True, **changes}
    [row] = walk(recheck_hazards, viewer=cast.viewer(cast.worker), rechecks=[NewRecheck(**given)])
    return row
