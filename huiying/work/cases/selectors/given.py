"""Services given for a viewer: lists with their sums, and what a hand needs to write one down in ten seconds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from huiying.base.storage.fields import blind_index
from huiying.pure.lib.clock import local_time
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.roles import roles_for
from huiying.registers.access.selectors import reached
from huiying.registers.directory.models import Offering
from huiying.registers.parties.models import Party, Person
from huiying.work.cases.models import Case, ServiceGiven
from huiying.work.cases.rules.states import OPEN_STATES
from huiying.work.cases.selectors.cases import given as given_to_handle
from huiying.work.cases.selectors.cases import own_parties

_LATELY = 80
"""Of so many of somebody's last services the offerings and the people are offered again."""
_FOUND = 6


@dataclass(frozen=True, slots=True)
class GivenFilters:
    """What a list of services is narrowed to; days inclusive."""

    offering: int = 0
    provider: int = 0
    from_on: date | None = None
    until_on: date | None = None


def readable_given(viewer: Viewer, action: str = "given.read") -> Q:
    """The condition on services with which the viewer may do an action: those of the offices that they reach, or
    those that they gave or wrote down themselves."""
    condition = reached(viewer, action, "office")
    if viewer.has_role(*roles_for(action, "own")):
        mine = Q(provider__in=own_parties(viewer).values("pk")) | Q(by_user=viewer.id)
        condition |= reached(viewer, action, "own") & mine
    return condition


def services_given(viewer: Viewer, filters: GivenFilters) -> QuerySet[ServiceGiven]:
    """The services that a viewer may read, narrowed, struck ones too; unordered, for a keyset page."""
    query = ServiceGiven.objects.filter(readable_given(viewer))
    simple = {"offering": filters.offering, "provider": filters.provider}
    query = query.filter(**{name: key for name, key in simple.items() if key})
    if filters.from_on is not None:
        query = query.filter(happened_at__gte=local_time(filters.from_on, 0))
    if filters.until_on is not None:
        query = query.filter(happened_at__lt=local_time(filters.until_on + timedelta(days=1), 0))
    return query.select_related("offering", "provider", "party", "case", "struck")


def sums(query: QuerySet[ServiceGiven]) -> dict[str, int]:
    """How many 次 and how many 人次, apart; what was struck out counts in neither."""
    found = query.filter(struck=None).aggregate(
        times=Sum("count", filter=Q(unit="times")), person_times=Sum("count", filter=Q(unit="person_times"))
    )
    return {unit: count or 0 for unit, count in found.items()}


def given_for(viewer: Viewer, action: str, uuid: UUID) -> ServiceGiven | None:
    """One service with which the viewer may do an action."""
    found = ServiceGiven.objects.filter(readable_given(viewer, action), uuid=uuid)
    return found.select_related("office__place", "offering", "provider", "party", "case", "struck").first()


def given_to(viewer: Viewer, party: Party, most: int = 10) -> list[ServiceGiven]:
    """What somebody got lately, the last first."""
    found = ServiceGiven.objects.filter(readable_given(viewer), party=party, struck=None)
    return list(found.select_related("offering", "provider").order_by("-happened_at", "-pk")[:most])


def given_for_case(case: Case) -> QuerySet[ServiceGiven]:
    """What was given for a case, in order; struck ones left out."""
    found = ServiceGiven.objects.filter(case=case, struck=None)
    return found.select_related("offering", "provider", "party").order_by("happened_at", "pk")


# --- For the hand that writes one down -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lately:
    """What somebody wrote down lately, the last first: keys of offerings and of people, and the last minutes."""

    offerings: list[int] = field(default_factory=list)
    parties: list[int] = field(default_factory=list)
    minutes: int = 0


def lately(viewer: Viewer) -> Lately:
    """The offerings and people of somebody's last services. One query."""
    rows: Iterable[Any] = ServiceGiven.objects.filter(by_user=viewer.id).order_by("-pk")
    found = list(rows.values_list("offering", "party", "minutes")[:_LATELY])  # type: ignore[attr-defined]
    return Lately(
        list(dict.fromkeys(row[0] for row in found)),
        list(dict.fromkeys(row[1] for row in found if row[1] is not None)),
        found[0][2] if found else 0,
    )


def offerings_to(viewer: Viewer, action: str = "given.log") -> QuerySet[Offering]:
    """The offerings in force whose services somebody may write down, or read: any of the office, or those of their
    own hands."""
    condition = reached(viewer, action, "office")
    if viewer.has_role(*roles_for(action, "own")):
        mine = Q(provider__in=own_parties(viewer).values("pk"))
        condition |= reached(viewer, action, "own") & mine
    found = Offering.objects.filter(condition, until_on=None).select_related("provider", "office")
    return found.order_by("provider__name", "name", "pk")


def known_people(viewer: Viewer, keys: list[int], case: Case | None, most: int) -> list[Party]:
    """Whom somebody may have served: who asked in this case, whom they served lately, who asked in what they have in
    hand. A secret asker is never among them."""
    asked = Case.objects.filter(
        given_to_handle(viewer), state__in=OPEN_STATES, is_secret=False, asker__isnull=False
    )
    here = [case.asker_id] if case is not None and case.asker_id and not case.is_secret else []
    waiting = asked.order_by("-pk").values_list("asker", flat=True)[:most] if len(keys) < most else ()
    order = list(dict.fromkeys([*here, *keys[:most], *waiting]))[:most]
    found = Party.objects.filter(pk__in=order, merged_into=None).select_related("place__parent__parent")
    by_key = {party.pk: party for party in found}
    return [by_key[key] for key in order if key in by_key]


def people_called(viewer: Viewer, words: str) -> list[Party]:
    """The people, households and organisations with a whole name or a whole telephone number, of the offices where
    the viewer may look for somebody."""
    words = words.strip()
    if not words:
        return []
    called = Q(name=words) | Q(person__phone_index=blind_index(Person, "phone", words) or "")
    found = Party.objects.filter(reached(viewer, "party.find", "office"), called, merged_into=None)
    return list(
        found.exclude(kind="team").select_related("place__parent__parent").order_by("name", "pk")[:_FOUND]
    )
