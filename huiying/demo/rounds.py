"""The office's rounds: visits planned and made, hazards found and looked at again, common problems answered.

Each is told like a case's story, by a generator that yields the moment of its next step; none draws from the year's
own lots, so that the cases stay as they are.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from huiying.demo.lines import lines
from huiying.demo.office_time import at_minute, is_office_time
from huiying.demo.plans import Plan
from huiying.demo.world import World
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.models import Household, Party
from huiying.work.cases.models import Case, Hazard, Visit
from huiying.work.cases.rules.states import TELLABLE
from huiying.work.cases.services.hazards import NewHazard, NewRecheck, find_hazards, recheck_hazards
from huiying.work.cases.services.intake import NewCase
from huiying.work.cases.services.problems import (
    NewMeasure,
    NewProblem,
    approve_article,
    end_problem,
    name_problems,
    note_measures,
    tell_askers,
)
from huiying.work.cases.services.visits import NewVisit, call_off, note_visit, open_cases, register_visits

Steps = Iterator[datetime]
_TEN, _FOUR = 10 * 60, 16 * 60
CASES_FROM_VISITS = 8
_MOST = 9
"""So many cases show a common problem."""
_ENDS = ("told_on", "ended_on")


def on_visits(plans: list[Plan]) -> list[Plan]:
    """Some of what was brought to the counter was told on a visit instead."""
    fitting = [
        number
        for number, plan in enumerate(plans)
        if plan.source == "counter"
        and plan.ending == "whole"
        and not plan.way
        and plan.text.asker not in ("anonymous", "shop", "enterprise")
        and is_office_time(plan.received_at)
    ]
    step = max(1, len(fitting) // CASES_FROM_VISITS)
    chosen = set(fitting[::step][:CASES_FROM_VISITS])
    return [replace(plan, source="visit") if n in chosen else plan for n, plan in enumerate(plans)]


def told_on_a_visit(world: World, new: NewCase, aim: Party, moment: datetime) -> Case:
    """Somebody of the office was there, and writes down what they were told."""
    visitor = world.goes_round or _there(world, clock.local(moment).date(), 1, moment.minute)[0]
    viewer = world.viewers[visitor.pk][0]
    pile = world.phrases.SEEN
    seen = pile[Visit.objects.filter(office=world.office, found__isnull=False).count() % len(pile)]
    visit = NewVisit("service", (visitor,), party=aim, happened_at=moment, seen=seen)
    [made] = register_visits(viewer=viewer, office=world.office, visits=[visit])
    [case] = open_cases(viewer=viewer, visit=made, requests=[new])
    return case


def rounds(world: World, office: str) -> list[Steps]:
    """All of an office's, as its records are called."""
    households = list(Household.objects.select_related("party").order_by("pk")[:2000])
    tagged: dict[str, list[Party]] = {}
    for household in households:
        for tag in household.tags:
            tagged.setdefault(tag, []).append(household.party)
    bodies = {body.name: body for body in Party.objects.filter(office=world.office, kind="organisation")}
    lacking: list[Visit] = []
    visits = [
        _round(world, row, _aim(world, row, serial, tagged, bodies), lacking)
        for serial, row in enumerate(lines(f"records/{office}_visits.jsonl"))
    ]
    return visits + [
        _problem(world, row, bodies, lacking) for row in lines(f"records/{office}_problems.jsonl")
    ]


def _aim(
    world: World,
    row: dict[str, Any],
    serial: int,
    tagged: dict[str, list[Party]],
    bodies: dict[str, Party],
) -> dict[str, Any]:
    """Whom or where a visit goes: a place, a body by its name, or a household by its tag."""
    whom = row["whom"]
    if whom.startswith("place:"):
        return {"place": world.places[whom.removeprefix("place:")], "where": row.get("where", "")}
    if whom in bodies:
        return {"party": bodies[whom]}
    homes = tagged.get(whom) or [party for found in tagged.values() for party in found]
    return {"party": homes[serial * 7 % len(homes)]}


def _there(world: World, day: date, count: int, number: int) -> tuple[Party, ...]:
    """Who goes: those who are not on leave that day, in turns."""
    able = [party for party in world.on_duty if not world.leave_of(world.viewers[party.pk][0], day)]
    return tuple(able[(number + step) % len(able)] for step in range(count))


def _at(row: dict[str, Any]) -> datetime:
    here = time.fromisoformat(row["at"])
    return at_minute(date.fromisoformat(row["on"]), here.hour * 60 + here.minute)


def _round(world: World, row: dict[str, Any], aim: dict[str, Any], lacking: list[Visit]) -> Steps:
    """A visit: planned or not, made or called off, with what it found."""
    at = _at(row)
    visitors = _there(world, clock.local(at).date(), 2 if row["two"] else 1, clock.local(at).day)
    viewer = world.viewers[visitors[0].pk][0]
    new = NewVisit(row["kind"], visitors, purpose=row.get("purpose", ""), **aim)
    if "planned_on" in row:
        yield at_minute(date.fromisoformat(row["planned_on"]), _FOUR)
        [visit] = register_visits(viewer=viewer, office=world.office, visits=[replace(new, planned_for=at)])
        if "called_off" in row:
            yield at_minute(clock.local(at).date(), 8 * 60 + 30)
            call_off(viewer=viewer, visit=visit, word=row["called_off"])
            return
        if "seen" not in row:
            return
    yield at_minute(clock.local(at).date(), _FOUR + clock.local(at).minute % 30)
    if "planned_on" in row:
        note_visit(viewer=viewer, visit=visit, visitors=list(visitors), happened_at=at, seen=row["seen"])
    else:
        made = replace(new, happened_at=at, seen=row["seen"])
        [visit] = register_visits(viewer=viewer, office=world.office, visits=[made])
    if row.get("lack"):
        lacking.append(visit)
    if "hazards" in row:
        yield from _hazards(viewer, visit, row)


def _hazards(viewer: Viewer, visit: Visit, row: dict[str, Any]) -> Steps:
    """What a safety visit found, and each time that somebody looked again."""
    responsible = row.get("responsible") or (visit.party.name if visit.party else "")
    new = [
        NewHazard(found["what"], found["grade"], responsible, date.fromisoformat(found["due_on"]))
        for found in row["hazards"]
    ]
    made = find_hazards(viewer=viewer, visit=visit, hazards=new)
    looks: list[tuple[str, Hazard, bool, str]] = [
        (on, hazard, is_right, word)
        for hazard, found in zip(made, row["hazards"], strict=True)
        for on, is_right, word in found["rechecks"]
    ]
    for number, (on, hazard, is_right, word) in enumerate(sorted(looks, key=lambda look: look[0])):
        day = date.fromisoformat(on)
        yield at_minute(day, _TEN + 5 * number)
        recheck_hazards(viewer=viewer, rechecks=[NewRecheck(hazard, day, is_right, word)])


def _problem(world: World, row: dict[str, Any], bodies: dict[str, Party], lacking: list[Visit]) -> Steps:
    """A common problem: seen in cases or on visits, answered, told to those who asked, settled."""
    clerk = world.clerks[0]
    yield at_minute(date.fromisoformat(row["named_on"]), _TEN)
    cases, visits = ((), tuple(lacking)) if row.get("lack") else (_of_one_cause(world, row), ())
    if not cases and not visits:
        return
    new = NewProblem(row["title"], row["cause"], cases, visits)
    [problem] = name_problems(viewer=clerk, office=world.office, problems=[new])
    days: list[tuple[str, str, dict[str, Any]]] = [(row[day], day, row) for day in _ENDS if day in row]
    for given in row["measures"]:
        days += [(given[day], day, given) for day in ("from_on", "approved_on") if day in given]
    measures: dict[str, Any] = {}
    for number, (on, what, given) in enumerate(sorted(days, key=lambda each: each[0])):
        yield at_minute(date.fromisoformat(on), _TEN + 20 + number)
        if what == "from_on":
            new_measure = _measure(world, given, bodies)
            [measures[on]] = note_measures(viewer=clerk, problem=problem, measures=[new_measure])
        elif what == "approved_on":
            approve_article(
                viewer=clerk,
                measure=measures[given["from_on"]],
                approved_on=clock.today(),
                approved_by=given["approved_by"],
            )
        elif what == "ended_on":
            end_problem(viewer=world.lead, problem=problem, result=given["result"])
        elif problem.cases.filter(case__state__in=TELLABLE).exists():
            tell_askers(viewer=clerk, problem=problem, word=given["word"])


def _of_one_cause(world: World, row: dict[str, Any]) -> tuple[Case, ...]:
    """What was asked until now with one of the words."""
    asked = Case.objects.filter(office=world.office).exclude(kind="thanks").order_by("-pk")
    if "category" in row:
        asked = asked.filter(category__code=row["category"])
    fitting = [case for case in asked if any(word in case.text for word in row["words"])]
    return tuple(fitting[:_MOST])


def _measure(world: World, given: dict[str, Any], bodies: dict[str, Party]) -> NewMeasure:
    until = given.get("until_on")
    return NewMeasure(
        kind=given["kind"],
        title=given["title"],
        who=world.on_duty[len(given["title"]) % len(world.on_duty)],
        from_on=date.fromisoformat(given["from_on"]),
        until_on=date.fromisoformat(until) if until else None,
        text=given.get("text", ""),
        about=bodies.get(given.get("about", "")),
    )
