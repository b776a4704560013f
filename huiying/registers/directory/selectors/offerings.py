"""Reads of what providers give."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import may, reached
from huiying.registers.directory.models import (
    Duty,
    Offering,
    WorkerFile,
)
from huiying.registers.directory.rules import LIFE_STAGES
from huiying.registers.parties.models import Party
from huiying.registers.places.selectors import within


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What narrows the directory: a category or a group of them, an enterprise's stage, a kind of service."""

    category: str = ""
    life_stage: str = ""
    service_kind: str = ""
    value: str = ""
    """"basic" or "added"."""

    def of(self, query: QuerySet[Offering]) -> QuerySet[Offering]:
        """The offerings that are left; one for no stage in particular is for every stage."""
        if self.category:
            query = query.filter(
                Q(categories__code=self.category) | Q(categories__parent__code=self.category)
            )
        if self.life_stage:
            query = query.filter(life_stage__in=("", self.life_stage))
        if self.service_kind:
            query = query.filter(service_kind=self.service_kind)
        if self.value:
            query = query.filter(is_value_added=self.value == "added").exclude(service_kind="")
        return query


EVERYTHING = Narrowed()


def public_offerings(office_id: int, words: str = "", narrowed: Narrowed = EVERYTHING) -> QuerySet[Offering]:
    """The directory as anybody may read it: what, for whom, where, when, who."""
    query = narrowed.of(Offering.objects.filter(office=office_id, until_on=None, is_public=True))
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


def has_services_for_enterprises(office_id: int) -> bool:
    """Whether any public offering of an office has a kind of service: then pages offer to narrow by it."""
    shown = Offering.objects.filter(office=office_id, until_on=None, is_public=True)
    return shown.exclude(service_kind="").exists()


def offerings(
    viewer: Viewer, words: str = "", narrowed: Narrowed = EVERYTHING, *, is_ended: bool = False
) -> QuerySet[Offering]:
    """The offerings in force at the viewer's offices, or those that ended."""
    ours = Offering.objects.filter(reached(viewer, "directory.read", "office"))
    query = narrowed.of(ours.filter(until_on__isnull=not is_ended))
    if words:
        query = query.filter(
            Q(name__contains=words) | Q(provider__name__contains=words) | Q(categories__name__contains=words)
        )
    return query.distinct().select_related("provider", "area", "venue").prefetch_related("categories__parent")


def offering_for(viewer: Viewer, action: str, key: int) -> Offering | None:
    """One offering of the offices in which the viewer may do that, in force or ended."""
    found = Offering.objects.filter(reached(viewer, action, "office"), pk=key)
    return found.select_related("office__place", "provider", "area", "venue").first()


def category_codes(offering: Offering) -> list[str]:
    """The codes of an offering's categories, in order."""
    return sorted(offering.categories.values_list("code", flat=True))


def possible_providers(viewer: Viewer, words: str = "") -> QuerySet[Party]:
    """Whom an offering can be of, by part of a name: teams, organisations and social workers of the viewer's offices,
    and every other person where the viewer may read people."""
    who = Q(kind__in=("team", "organisation")) | Q(person__worker_file__isnull=False)
    if may(viewer, "party.read"):
        who |= Q(kind="person")
    ours = Party.objects.filter(reached(viewer, "directory.edit", "office"), who, merged_into=None)
    found = ours.filter(name__contains=words).select_related(
        "office__place", "place__parent__parent__parent", "team", "organisation"
    )
    return found.order_by("kind", "name", "pk")


def offerings_of(provider: Party) -> QuerySet[Offering]:
    """What one provider gives now."""
    return (
        provider.offerings.filter(until_on=None)
        .select_related("area", "venue")
        .prefetch_related("categories")
        .order_by("name", "pk")
    )


def whoever_covers(path: str) -> tuple[int, int, int]:
    """How many social workers, offerings and rows of duty are for a place or a part of it."""
    return (
        WorkerFile.objects.filter(within(path, "area__path"), until_on=None).count(),
        Offering.objects.filter(within(path, "area__path"), until_on=None).count(),
        Duty.objects.filter(within(path, "place__path")).count(),
    )


def offering_names(viewer: Viewer, keys: Iterable[int]) -> dict[int, Offering]:
    """Those of some offerings that the viewer may read, in force or ended, by key."""
    return Offering.objects.filter(reached(viewer, "directory.read", "office")).in_bulk(list(keys))
