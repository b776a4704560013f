"""Reads of categories, offerings, workers and duty."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from huiying.pure.lib.clock import local
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import reached
from huiying.registers.directory.models import Category, Duty, Leave, Offering, WorkerFile
from huiying.registers.directory.rules import CONFIRMED_FOR
from huiying.registers.parties.models import Party, Person, Team


def categories(office_id: int) -> QuerySet[Category]:
    """The categories in force at an office, in the order of its tree. They are public."""
    return (
        Category.objects.filter(office=office_id, until_on=None)
        .select_related("parent")
        .order_by("order", "code")
    )


def leaves_of(office_id: int) -> QuerySet[Category]:
    """The categories that a case can have."""
    return categories(office_id).exclude(matter="")


def public_offerings(office_id: int, words: str = "", category: str = "") -> QuerySet[Offering]:
    """The directory as anybody may read it: what, for whom, where, when, who."""
    query = Offering.objects.filter(office=office_id, until_on=None, is_public=True)
    if category:
        query = query.filter(Q(categories__code=category) | Q(categories__parent__code=category))
    if words:
        query = query.filter(
            Q(name__contains=words)
            | Q(summary__contains=words)
            | Q(for_whom__contains=words)
            | Q(categories__name__contains=words)
        )
    return (
        query.distinct()
        .select_related("provider__team", "area", "venue")
        .prefetch_related("categories__parent")
        .order_by("name", "pk")
    )


def offerings(viewer: Viewer, words: str = "", category: str = "") -> QuerySet[Offering]:
    """The offerings in force at the viewer's offices; `category` is a leaf's code or a group's."""
    query = Offering.objects.filter(reached(viewer, "directory.read", "office"), until_on=None)
    if category:
        query = query.filter(Q(categories__code=category) | Q(categories__parent__code=category))
    if words:
        query = query.filter(
            Q(name__contains=words) | Q(provider__name__contains=words) | Q(categories__name__contains=words)
        )
    return query.distinct().select_related("provider", "area", "venue").prefetch_related("categories__parent")


def offering_counts(office_id: int) -> Counter[int]:
    """How many offerings in force an office's categories have, by the category's key."""
    rows = (
        Category.objects.filter(office=office_id, until_on=None)
        .annotate(count=Count("offerings", filter=Q(offerings__until_on=None)))
        .values_list("pk", "count")
    )
    return Counter(dict(rows))


def offerings_of(provider: Party) -> QuerySet[Offering]:
    """What one provider gives now."""
    return (
        provider.offerings.filter(until_on=None)
        .select_related("area", "venue")
        .prefetch_related("categories")
        .order_by("name", "pk")
    )


def worker_files(viewer: Viewer, kind: str = "") -> QuerySet[WorkerFile]:
    """The social workers of the viewer's offices, with their leave."""
    query = WorkerFile.objects.filter(
        reached(viewer, "directory.read", "office", "person__party__office"), until_on=None
    )
    if kind:
        query = query.filter(type=kind)
    return query.select_related("person__party", "area").prefetch_related("person__leaves")


def worker_file_of(person: Person) -> WorkerFile | None:
    """What the office keeps of a person as its social worker."""
    return WorkerFile.objects.filter(person=person, until_on=None).select_related("area").first()


def leave_from(person: Person, today: date) -> QuerySet[Leave]:
    """The leave of a person that has not ended yet."""
    return person.leaves.filter(until_on__gte=today).order_by("from_on")


def confirmed_files(viewer: Viewer, today: date) -> tuple[int, int]:
    """How many workers' files were confirmed within 90 days, and how many there are."""
    files = worker_files(viewer)
    return files.filter(confirmed_on__gte=today - CONFIRMED_FOR).count(), files.count()


def workers_for_matching(office_id: int) -> QuerySet[WorkerFile]:
    """The workers whom a match may propose and a clerk may choose."""
    return WorkerFile.objects.filter(person__party__office=office_id, until_on=None).select_related(
        "person__party", "area"
    )


def teams_for_matching(office_id: int) -> QuerySet[Team]:
    """The teams with offerings, whom a match may propose and a clerk may choose."""
    offering = Offering.objects.filter(office=office_id, until_on=None)
    return Team.objects.filter(party__in=offering.values("provider")).select_related("party__place")


class Serving(NamedTuple):
    """A worker or a team with offerings, as a match sees it. A team has no ceiling of its own."""

    key: int
    name: str
    kind: str
    home_path: str
    skills: tuple[str, ...]
    languages: frozenset[str]
    hours: tuple[tuple[int, int, int], ...]
    ceiling: int | None
    leave: tuple[tuple[date, date], ...]
    categories: frozenset[str]
    area_paths: tuple[str, ...]


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


def serving(office_id: int, only: int | None = None) -> list[Serving]:
    """Everybody whom a match may propose, or one of them: the workers, and the teams with offerings.

    Six queries however many there are, and no model objects: a match is made for each new case.
    """
    one = {} if only is None else {"provider": only}
    categories, areas = defaultdict(set), defaultdict(set)
    in_force = Offering.objects.filter(office=office_id, until_on=None, **one)
    for provider, path in in_force.values_list("provider", "area__path"):
        areas[provider].add(path)
    for provider, code in in_force.values_list("provider", "categories__code"):
        categories[provider].add(code)
    leave = defaultdict(list)
    people = {} if only is None else {"person": only}
    for person, from_on, until_on in Leave.objects.filter(
        person__party__office=office_id, **people
    ).values_list("person", "from_on", "until_on"):
        leave[person].append((from_on, until_on))
    workers = workers_for_matching(office_id).filter(**people).values_list(*_WORKER)
    teams = (
        teams_for_matching(office_id)
        .filter(pk__in=list(areas))
        .values_list("pk", "party__name", "kind", "party__place__path")
    )
    return [
        Serving(
            key, name, f"worker.{kind}", home, tuple(skills), frozenset(languages),
            tuple((day, start, end) for day, start, end in hours), ceiling, tuple(leave[key]),
            frozenset(categories[key]), tuple(sorted(areas[key])) or (home,),
        )
        for key, name, kind, home, skills, languages, hours, ceiling in workers
    ] + [
        Serving(
            key, name, f"team.{kind}", home or "", (), frozenset(), (), None, (),
            frozenset(categories[key]), tuple(sorted(areas[key])),
        )
        for key, name, kind, home in teams
    ]  # fmt: skip


def duties(viewer: Viewer) -> QuerySet[Duty]:
    """The duty rosters of the viewer's offices."""
    return (
        Duty.objects.filter(reached(viewer, "duty.read", "office"))
        .select_related("place", "person__party", "stand_in__party")
        .order_by("place__path", "weekday", "from_hour")
    )


def duty_now(office_id: int, at: datetime, place_path: str = "") -> Duty | None:
    """Who takes at-once cases at a moment and place; None outside the hours on duty."""
    here = local(at)
    rows: Iterable[Duty] = Duty.objects.filter(
        office=office_id, weekday=here.weekday(), from_hour__lte=here.hour, until_hour__gt=here.hour
    ).select_related("place", "person__party", "stand_in__party")
    fitting = [row for row in rows if not place_path or place_path.startswith(row.place.path)]
    return max(fitting, key=lambda row: len(row.place.path), default=None)
