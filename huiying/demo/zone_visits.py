"""The centre's visits: to enterprises, where many lacked somebody who can write, and to what was dangerous."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from huiying.demo.lines import lines
from huiying.demo.office_time import CALENDAR, office_moment_on
from huiying.demo.world import Neighbour, World
from huiying.pure.lib import clock
from huiying.registers.parties.models import Affiliation
from huiying.work.cases.models import Case, Visit
from huiying.work.cases.services.hazards import NewHazard, NewRecheck, find_hazards, recheck_hazards
from huiying.work.cases.services.problems import (
    NewMeasure,
    NewProblem,
    add_to_problem,
    approve_article,
    name_problems,
    note_measures,
    tell_askers,
)
from huiying.work.cases.services.visits import NewVisit, register_visits

WRITING = "enterprise.publicity"
"""What the visits found again and again: nobody there can write."""


def visits(world: World, share: float) -> list[Iterator[datetime]]:
    """What happens beside the cases: the common problem with its articles, visits, hazards that are put right."""
    rows = lines("records/zone_hazards.jsonl")
    rows = rows[: max(1, round(len(rows) * share))]
    plain = list(world.phrases.VISITS)[: max(1, round(len(world.phrases.VISITS) * share))]
    return [
        _common_problem(world),
        *(_safety_visit(world, row) for row in rows),
        *(_plain_visit(world, *row) for row in plain),
    ]


def _plain_visit(world: World, kind: str, month: int, day: int, seen: str) -> Iterator[datetime]:
    """Somebody goes and sees that all is well."""
    yield office_moment_on(world.rng, _working(date(2023, month, day)))
    to = world.rng.choice(world.businesses).party
    going = tuple(world.rng.sample(world.on_duty, 2))
    new = NewVisit(kind, going, party=to, happened_at=clock.now(), seen=seen)
    register_visits(viewer=world.clerks[0], office=world.office, visits=[new])


def _safety_visit(world: World, row: dict[str, str]) -> Iterator[datetime]:
    """Two of the watch find a hazard; it is looked at on its day, and again where it was not put right."""
    on = date.fromisoformat(row["on"])
    yield office_moment_on(world.rng, _working(on))
    to: Neighbour = world.rng.choice(world.businesses)
    going = tuple(world.rng.sample(world.on_duty, 2))
    visit: Visit
    seen = NewVisit("safety", going, party=to.party, happened_at=clock.now(), seen=row["seen"])
    viewer = world.clerks[0]
    [visit] = register_visits(viewer=viewer, office=world.office, visits=[seen])
    due_on = CALENDAR.after(clock.today(), int(row["days"]))
    new = NewHazard(row["what"], row["grade"], "厂安全员", due_on)
    [hazard] = find_hazards(viewer=viewer, visit=visit, hazards=[new])
    for word in row["again"].split("／") if row["again"] else []:
        yield office_moment_on(world.rng, due_on)
        recheck_hazards(viewer=viewer, rechecks=[NewRecheck(hazard, clock.today(), False, word)])
        due_on = CALENDAR.after(due_on, 2)
    yield office_moment_on(world.rng, due_on)
    recheck_hazards(viewer=viewer, rechecks=[NewRecheck(hazard, clock.today(), True, row["right"])])


def _common_problem(world: World) -> Iterator[datetime]:
    """Visits of the first weeks find one thing lacking; it is named, answered by an article a week, and told."""
    yield office_moment_on(world.rng, date(2023, 3, 20))
    viewer, office = world.clerks[0], world.office
    found = Case.objects.filter(office=office, category__code=WRITING).select_related(
        "office__place", "office__desk"
    )
    if not found:
        return
    made = Visit.objects.filter(office=office, found__case__in=found).distinct()
    new = NewProblem(
        "厂里没有会写东西的人",
        "做得好、讲不出：走访的厂里大多没有专人写产品和宣传",
        tuple(found),
        tuple(made),
    )
    [problem] = name_problems(viewer=viewer, office=office, problems=[new])
    who = world.goes_round
    assert who is not None
    for week, row in enumerate(lines("records/zone_articles.jsonl"), start=1):
        yield office_moment_on(world.rng, _working(date(2023, 3, 24) + timedelta(days=7 * week)))
        about = world.businesses[week * 3 % len(world.businesses)].party
        title = row["title"].replace("{name}", about.name)
        article = NewMeasure("article", title, who, clock.today(), text=row["text"], about=about)
        [measure] = note_measures(viewer=viewer, problem=problem, measures=[article])
        head = Affiliation.objects.get(organisation=about.organisation, role="legal_representative")
        approve_article(
            viewer=viewer, measure=measure, approved_on=clock.today(), approved_by=head.person.party.name
        )
    yield office_moment_on(world.rng, date(2023, 9, 5))
    later = found.exclude(pk__in=problem.cases.values("case"))
    if later:
        add_to_problem(viewer=viewer, problem=problem, cases=later)
    tell_askers(
        viewer=viewer, problem=problem, word="开发区的栏目开了，一礼拜写一家；轮到贵厂前一周我们先来拍照。"
    )


def _working(day: date) -> date:
    return day if CALENDAR.is_working(day) else CALENDAR.after(day, 1)
