"""Reads of categories, offerings, workers, duty and standard answers."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from huiying.base.storage.kept import once
from huiying.pure.lib.clock import local
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import reached
from huiying.registers.directory.models import Answer, Category, Duty, Leave, Offering, WorkerFile
from huiying.registers.directory.rules import CONFIRMED_FOR, LIFE_STAGES, answers_that_fit
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


def public_offerings(
    office_id: int, words: str = "", category: str = "", stage: str = ""
) -> QuerySet[Offering]:
    """The directory as anybody may read it: what, for whom, where, when, who; `stage` is one of an enterprise's life,
    and what is given at every stage belongs to it too."""
    query = Offering.objects.filter(office=office_id, until_on=None, is_public=True)
    if stage:
        query = query.filter(life_stage__in=(stage, ""))
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


def stages_offered(office_id: int) -> list[str]:
    """The stages of an enterprise's life for which an office's directory has something of its own, in their order."""
    found = Offering.objects.filter(office=office_id, until_on=None, is_public=True).exclude(life_stage="")
    stages = set(found.values_list("life_stage", flat=True))
    return [stage for stage in LIFE_STAGES if stage in stages]


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
    """A worker or a team with offerings, as a match sees it. A team has no ceiling of its own and no leave."""

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
    """Key and name of each social worker and each team, as a report may name them."""

    def read() -> list[tuple[int, str]]:
        workers = workers_for_matching(office_id).values_list("person", "person__party__name")
        teams = Team.objects.filter(party__office=office_id).values_list("party", "party__name")
        return [*workers, *teams]

    return once(("provider_names", office_id), read)


def serving(office_id: int, only: int | None = None) -> list[Serving]:
    """Everybody whom a match may propose, or one of them: the workers, and the teams with offerings.

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
    teams = teams_for_matching(office_id).filter(pk__in=list(areas)).values_list(*_TEAM)
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
            kind=f"team.{kind}",
            home_path=home or "",
            categories=frozenset(categories[key]),
            area_paths=tuple(sorted(areas[key])),
        )
        for key, name, kind, home in teams
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
_TEAM = ("pk", "party__name", "kind", "party__place__path")


def _gathered[Value](pairs: Iterable[tuple[int, Value]]) -> defaultdict[int, set[Value]]:
    """What each provider has, by its key."""
    gathered: defaultdict[int, set[Value]] = defaultdict(set)
    for key, value in pairs:
        gathered[key].add(value)
    return gathered


def duties(viewer: Viewer) -> QuerySet[Duty]:
    """The duty rosters of the viewer's offices."""
    return (
        Duty.objects.filter(reached(viewer, "duty.read", "office"))
        .select_related("place", "person__party", "stand_in__party")
        .order_by("place__path", "weekday", "from_hour")
    )


def _duties_at(office_id: int, at: datetime) -> QuerySet[Duty]:
    here = local(at)
    return Duty.objects.filter(
        office=office_id, weekday=here.weekday(), from_hour__lte=here.hour, until_hour__gt=here.hour
    )


def keys_on_duty(office_id: int, at: datetime) -> frozenset[int]:
    """The keys of whoever is on duty at a moment, with the stand-ins."""
    return frozenset(
        key for row in _duties_at(office_id, at).values_list("person", "stand_in") for key in row
    )


def answers(viewer: Viewer, words: str = "", category: str = "") -> QuerySet[Answer]:
    """The standard answers in force at the viewer's offices; `category` is a leaf's code or a group's."""
    query = Answer.objects.filter(reached(viewer, "answer.read", "office"), until_on=None)
    if category:
        query = query.filter(Q(category__code=category) | Q(category__parent__code=category))
    if words:
        query = query.filter(Q(question__contains=words) | Q(text__contains=words))
    return query.select_related("category", "owner")


def answer_for(viewer: Viewer, action: str, uuid: UUID) -> Answer | None:
    """One version of a standard answer with which the viewer may do an action."""
    found = Answer.objects.filter(reached(viewer, action, "office"), uuid=uuid)
    return found.select_related("office", "category", "owner").first()


def versions_of(answer: Answer) -> QuerySet[Answer]:
    """All versions of a standard answer, the newest first."""
    return Answer.objects.filter(line=answer.line).select_related("owner").order_by("-pk")


def fitting_answers(office_id: int, category: str, text: str) -> list[Answer]:
    """The standard answers to offer for a request, the likeliest first; expired ones too, for whoever looks again."""
    kept = Answer.objects.filter(office=office_id, until_on=None).select_related("category").order_by("pk")
    by_key = {answer.pk: answer for answer in kept}
    rows = [
        (answer.pk, answer.category.code if answer.category else "", answer.question)
        for answer in by_key.values()
    ]
    return [by_key[key] for key in answers_that_fit(category, text, rows)]


def answer_in_force(office_id: int, uuid: UUID) -> Answer | None:
    """The standard answer that somebody takes, if it is still in force."""
    return (
        Answer.objects.filter(office=office_id, uuid=uuid, until_on=None).select_related("category").first()
    )
