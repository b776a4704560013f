"""Providers as a match sees them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from huiying.base.storage.kept import once
from huiying.registers.directory.models import (
    Leave,
    Offering,
    WorkerFile,
)
from huiying.registers.parties.models import Party, Team
from huiying.registers.parties.partners import acting_partners


def workers_for_matching(office_id: int) -> QuerySet[WorkerFile]:
    """The workers whom a match may propose and a clerk may choose."""
    return WorkerFile.objects.filter(person__party__office=office_id, until_on=None).select_related(
        "person__party", "area"
    )


def bodies_for_matching(office_id: int) -> QuerySet[Party]:
    """The teams with offerings, and the partners' organisations with offerings for which somebody logs in, whom a
    match may propose and a clerk may choose."""
    offering = Offering.objects.filter(office=office_id, until_on=None)
    partners = acting_partners().values("organisation")
    return Party.objects.filter(Q(kind="team") | Q(pk__in=partners), pk__in=offering.values("provider"))


class Serving(NamedTuple):
    """A worker, or a team or a partner with offerings, as a match sees it. A body has no ceiling of its own and no
    leave."""

    key: int
    name: str
    kind: str
    home_path: str
    categories: frozenset[str]
    area_paths: tuple[str, ...]
    skills: tuple[str, ...] = ()
    languages: frozenset[str] = frozenset()
    hours: tuple[tuple[int, int, int], ...] = ()
    ceiling: int | None = None
    leave: tuple[tuple[date, date], ...] = ()


def provider_names(office_id: int) -> list[tuple[int, str]]:
    """Key and name of each social worker, each team and each partner with offerings, as a report may name them."""

    def read() -> list[tuple[int, str]]:
        workers = workers_for_matching(office_id).values_list("person", "person__party__name")
        teams = Team.objects.filter(party__office=office_id).values_list("party", "party__name")
        partners = bodies_for_matching(office_id).filter(kind="organisation").values_list("pk", "name")
        return [*workers, *teams, *partners]

    return once(("provider_names", office_id), read)


def serving(office_id: int, only: int | None = None) -> list[Serving]:
    """Everybody whom a match may propose, or one of them: the workers, and the teams and partners with offerings.

    Plain rows and no model objects, in five queries however many there are: a match is made for each new case.
    """
    return once(("serving", office_id, only), lambda: _serving(office_id, only))


def _serving(office_id: int, only: int | None) -> list[Serving]:
    provider = {} if only is None else {"provider": only}
    person = {} if only is None else {"person": only}
    offered = Offering.objects.filter(office=office_id, until_on=None, **provider)
    areas = _gathered(offered.values_list("provider", "area__path"))
    categories = _gathered(offered.values_list("provider", "categories__code"))
    leave = Leave.objects.filter(person__party__office=office_id, **person)
    away = _gathered((row[0], row[1:]) for row in leave.values_list("person", "from_on", "until_on"))
    workers = workers_for_matching(office_id).filter(**person).values_list(*_WORKER)
    bodies = bodies_for_matching(office_id).filter(pk__in=list(areas)).values_list(*_BODY)
    return [
        Serving(
            key=row[0],
            name=row[1],
            kind=f"worker.{row[2]}",
            home_path=row[3],
            skills=tuple(row[4]),
            languages=frozenset(row[5]),
            hours=tuple((day, start, end) for day, start, end in row[6]),
            ceiling=row[7],
            leave=tuple(away[row[0]]),
            categories=frozenset(categories[row[0]]),
            area_paths=tuple(sorted(areas[row[0]])) or (row[3],),
        )
        for row in workers
    ] + [
        Serving(
            key=key,
            name=name,
            kind=f"team.{team}" if team else f"organisation.{organisation}",
            home_path=home or "",
            categories=frozenset(categories[key]),
            area_paths=tuple(sorted(areas[key])),
        )
        for key, name, team, organisation, home in bodies
    ]


_WORKER = (
    "person",
    "person__party__name",
    "type",
    "area__path",
    "person__skills",
    "person__languages",
    "hours",
    "ceiling",
)


_BODY = ("pk", "name", "team__kind", "organisation__kind", "place__path")


def _gathered[Value](pairs: Iterable[tuple[int, Value]]) -> defaultdict[int, set[Value]]:
    """What each provider has, by its key."""
    gathered: defaultdict[int, set[Value]] = defaultdict(set)
    for key, value in pairs:
        gathered[key].add(value)
    return gathered
