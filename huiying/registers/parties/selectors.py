"""Reads of people, households, organisations and teams."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from huiying.base.storage.fields import blind_index
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import Sight, reached, sights, who_sees
from huiying.registers.parties.models import (
    Affiliation,
    FormerPlace,
    Household,
    HouseholdMember,
    Organisation,
    Pairing,
    PairingContact,
    Party,
    Person,
    Team,
    TeamMember,
)
from huiying.registers.parties.partners import acting_partners
from huiying.registers.parties.rules import SPEAKS_FOR
from huiying.registers.places.models import Office, Place
from huiying.registers.places.rules import branch_of
from huiying.registers.places.selectors import within

_FORMER = 20
"""So many of those who left are shown with a record."""


def _of_offices(viewer: Viewer, action: str = "party.read") -> Q:
    """The condition on people, households, organisations and teams that the viewer may read."""
    return reached(viewer, action, "office", "party__office")


def parties(viewer: Viewer, kind: str, words: str = "", under: str = "") -> QuerySet[Party]:
    """The parties of one kind that the viewer may read, by name.

    `words` is part of a name, the beginning of its pinyin or a whole telephone number; `under` the path of a
    place in which they live or lie.
    """
    query = Party.objects.filter(reached(viewer, "party.read", "office"), kind=kind, merged_into=None)
    if words:
        joined = Party.objects.filter(_called(kind, words), kind=kind, merged_into__isnull=False)
        query = query.filter(_called(kind, words) | Q(pk__in=joined.values("merged_into")))
    if under:
        query = query.filter(within(under, "place__path"))
    return query.select_related("place__parent__parent__parent", kind)


def _called(kind: str, words: str) -> Q:
    found = Q(name__contains=words)
    if kind == "person" and words.isascii():
        found |= Q(person__pinyin__startswith=words.lower().replace(" ", ""))
        found |= Q(person__phone_index=blind_index(Person, "phone", words) or "")
    return found


def parties_called(viewer: Viewer, office: Office, kinds: tuple[str, ...], words: str) -> list[Party]:
    """Who of an office may be meant by what was typed: those of just that name, else those that it finds; ten at
    most."""
    if not words:
        return []
    found = [
        party
        for kind in kinds
        for party in parties(viewer, kind, words).filter(office=office).order_by("name", "pk")[:10]
    ]
    return [party for party in found if party.name == words] or found[:10]


def people_like(viewer: Viewer, office: Office, name: str, phone: str, birth_on: date | None) -> list[Party]:
    """An office's files that may be the same person's: of the same telephone, or of the same name and birthday."""
    index = blind_index(Person, "phone", phone)
    same = Q(person__phone_index=index) if index else Q(pk__in=[])
    if birth_on:
        same |= Q(name=name, person__birth_on=birth_on)
    return list(parties(viewer, "person").filter(same, office=office).order_by("pk")[:5])


def parties_by_id(viewer: Viewer, ids: Iterable[int]) -> dict[int, Party]:
    """Those of some parties that the viewer may read, by key."""
    return {
        party.pk: party
        for party in Party.objects.filter(reached(viewer, "party.read", "office"), pk__in=list(ids))
    }


def person_for(viewer: Viewer, uuid: UUID, action: str = "party.read") -> Person | None:
    """The file of one person; that of the file into which it was merged."""
    found = Person.objects.filter(_of_offices(viewer, action)).select_related(
        "party__place__parent__parent__parent", "party__office__place"
    )
    person = found.filter(party__uuid=uuid).first()
    if person is not None and person.party.merged_into_id is not None:
        return found.filter(pk=person.party.merged_into_id).first()
    return person


def joined_to(party: Party) -> list[Party]:
    """The files that were joined to a file, the first joined first."""
    return list(party.joined.select_related("person", "place__parent__parent__parent").order_by("merged_at"))


def former_places(party: Party) -> QuerySet[FormerPlace]:
    """Where a party lived or stood before, the last place first."""
    return party.former_places.select_related("place__parent__parent__parent").order_by("-until_on", "-pk")


def file_for(viewer: Viewer, uuid: UUID, action: str = "party.read") -> Person | None:
    """One file itself, also where it was joined to another."""
    found = Person.objects.filter(_of_offices(viewer, action), party__uuid=uuid)
    return found.select_related("party__place__parent__parent__parent").first()


def person_by_phone(office_id: int, phone: str) -> Person | None:
    """The person whose registered phone this is, if just one has it; of a joined file, the one it was joined to."""
    index = blind_index(Person, "phone", phone)
    if not index:
        return None
    rows = Person.objects.filter(phone_index=index, party__office=office_id).select_related(
        "party", "party__merged_into__person"
    )
    found = {(file.party.merged_into.person if file.party.merged_into else file): None for file in rows[:9]}
    return next(iter(found)) if len(found) == 1 else None


def _of_file(person: str, key: int) -> Q:
    """The condition that a row is of a person's file, or of one that was joined to it."""
    return Q(**{f"{person}_id": key}) | Q(**{f"{person}__merged_into": key})


def people_with_phone(phone: str) -> QuerySet[Person]:
    """Everybody whose registered phone this is, at any office: it may be a family's."""
    index = blind_index(Person, "phone", phone) or ""
    found = Person.objects.filter(phone_index=index, party__merged_into=None)
    return found.select_related("party__office").order_by("pk")


def spoken_for(person: Person) -> Party | None:
    """The organisation for which a person asks, if it is just one."""
    ties = affiliations_of(person).filter(role__in=SPEAKS_FOR)
    found = {tie.organisation.party for tie in ties}
    return found.pop() if len(found) == 1 else None


def affiliations_of(person: Person) -> QuerySet[Affiliation]:
    """The organisations that a person belongs to now."""
    rows = Affiliation.objects.filter(_of_file("person__party", person.pk), until_on=None)
    return rows.select_related("organisation__party").order_by("pk")


def homes_of(person: Person) -> QuerySet[HouseholdMember]:
    """The households in which a person lives now."""
    return (
        HouseholdMember.objects.filter(
            _of_file("person__party", person.pk), until_on=None, household__until_on=None
        )
        .select_related("household__party__place__parent__parent__parent")
        .order_by("pk")
    )


def teams_of(party: Party) -> QuerySet[TeamMember]:
    """The teams that a person or an organisation is in now."""
    rows = TeamMember.objects.filter(_of_file("party", party.pk), until_on=None)
    return rows.select_related("team__party").order_by("pk")


def households(viewer: Viewer, words: str = "", under: str = "") -> QuerySet[Household]:
    """The households of the viewer's offices, with how many live in each now."""
    query = Household.objects.filter(_of_offices(viewer), until_on=None, party__merged_into=None)
    if words:
        query = query.filter(party__name__contains=words)
    if under:
        query = query.filter(within(under, "party__place__path"))
    return query.select_related("party__place__parent__parent__parent").annotate(
        member_count=Count("members", filter=Q(members__until_on=None))
    )


def household_for(viewer: Viewer, uuid: UUID, action: str = "party.read") -> Household | None:
    """One household."""
    found = Household.objects.filter(_of_offices(viewer, action), party__uuid=uuid)
    return found.select_related("party__place__parent__parent__parent", "party__office__place").first()


def household_counts(viewer: Viewer, root: Place) -> Counter[str]:
    """How many households live in each child of a place now, by the child's path. Numbers only, no names."""
    rows = (
        Household.objects.filter(
            reached(viewer, "place.read", "office", "party__office"),
            within(root.path, "party__place__path"),
            until_on=None,
        )
        .values_list("party__place__path")
        .annotate(count=Count("pk"))
        .order_by()
    )
    counts: Counter[str] = Counter()
    for path, count in rows:
        counts[branch_of(path, root.path)] += count
    return counts


def members_with_relation(household: Household) -> QuerySet[HouseholdMember]:
    """Who lives in a household now, each with the relation to its head."""
    return household.members.filter(until_on=None).select_related("person__party").order_by("pk")


def organisations(viewer: Viewer, words: str = "", kind: str = "") -> QuerySet[Organisation]:
    """The organisations of the viewer's offices; `words` is part of a name, or a whole credit code."""
    query = Organisation.objects.filter(_of_offices(viewer), until_on=None, party__merged_into=None)
    if words:
        query = query.filter(Q(party__name__contains=words) | Q(credit_code=words.upper()))
    if kind:
        query = query.filter(kind=kind)
    return query.select_related("party__place")


def organisation_for(viewer: Viewer, uuid: UUID, action: str = "party.read") -> Organisation | None:
    """One organisation."""
    found = Organisation.objects.filter(_of_offices(viewer, action), party__uuid=uuid)
    return found.select_related("party__place__parent__parent__parent", "party__office__place").first()


def people_of(organisation: Organisation) -> QuerySet[Affiliation]:
    """Who belongs to an organisation now."""
    return (
        organisation.affiliations.filter(until_on=None)
        .select_related("person__party")
        .order_by("role", "person__party__name", "pk")
    )


def teams(viewer: Viewer, words: str = "", kind: str = "") -> QuerySet[Team]:
    """The teams of the viewer's offices, with how many members they have now."""
    query = Team.objects.filter(_of_offices(viewer), until_on=None)
    if words:
        query = query.filter(party__name__contains=words)
    if kind:
        query = query.filter(kind=kind)
    return (
        query.select_related("party__place", "parent__party")
        .annotate(member_count=Count("members", filter=Q(members__until_on=None)))
        .order_by("kind", "party__name")
    )


def team_for(viewer: Viewer, uuid: UUID, action: str = "party.read") -> Team | None:
    """One team."""
    found = Team.objects.filter(_of_offices(viewer, action), party__uuid=uuid)
    return found.select_related(
        "party__place__parent__parent__parent", "party__office__place", "parent__party"
    ).first()


def organs_of(viewer: Viewer, team: Team) -> QuerySet[Team]:
    """The teams that work under a team: a circle's organs."""
    return teams(viewer).filter(parent=team)


def team_members(team: Team) -> QuerySet[TeamMember]:
    """Who is in a team now."""
    return team.members.filter(until_on=None).select_related("party").order_by("pk")


def provider_by_id(office_id: int, party_id: int) -> Party:
    """A person or team of an office, to be given a case."""
    return Party.objects.get(pk=party_id, office=office_id, merged_into=None)


def party_names(ids: list[int]) -> dict[int, str]:
    """The names of parties by key."""
    return dict(Party.objects.filter(pk__in=ids).values_list("pk", "name"))


def marked_for_two(parties: Iterable[Party]) -> set[int]:
    """Those of some people and households, by key, to whom two visitors go together: one marked member is enough."""
    keys = {party.pk for party in parties if party.kind in ("person", "household")}
    if not keys:
        return set()
    people = Person.objects.filter(pk__in=keys, needs_two_visitors=True).values_list("pk")
    homes = HouseholdMember.objects.filter(
        household__in=keys, until_on=None, person__needs_two_visitors=True
    ).values_list("household")
    return {key for (key,) in people.union(homes)}


def desk_of(office_id: int) -> Party:
    """The party that is an office's desk: it holds what nobody else holds."""
    return Party.objects.get(team__desk_of=office_id)


def users_of(party: Party | None) -> list[int]:
    """The users who act for a party: the person, the members of the team, or who acts for the organisation."""
    if party is None:
        return []
    members = TeamMember.objects.filter(team=party.pk, until_on=None).values("party")
    acting = acting_partners().filter(organisation=party.pk).values("person")
    people = Party.objects.filter(Q(pk=party.pk) | Q(pk__in=members) | Q(pk__in=acting))
    return sorted(people.filter(person__user__isnull=False).values_list("person__user", flat=True).distinct())


def household_tie(viewer: Viewer, uuid: UUID, key: int) -> HouseholdMember | None:
    """Somebody who lives in a household, to be noted as leaving it."""
    found = HouseholdMember.objects.select_related("household__party__office", "person__party")
    return found.filter(
        reached(viewer, "party.edit", "office", "household__party__office"),
        household__party__uuid=uuid,
        pk=key,
    ).first()


def team_tie(viewer: Viewer, uuid: UUID, key: int) -> TeamMember | None:
    """Somebody in a team, to be noted as leaving it."""
    found = TeamMember.objects.select_related("team__party__office", "party")
    return found.filter(
        reached(viewer, "party.edit", "office", "team__party__office"), team__party__uuid=uuid, pk=key
    ).first()


def organisation_tie(viewer: Viewer, uuid: UUID, key: int) -> Affiliation | None:
    """Somebody who belongs to an organisation, to be noted as leaving it."""
    found = Affiliation.objects.select_related("organisation__party__office", "person__party")
    return found.filter(
        reached(viewer, "party.edit", "office", "organisation__party__office"),
        organisation__party__uuid=uuid,
        pk=key,
    ).first()


def former_members(household: Household) -> QuerySet[HouseholdMember]:
    """Who lived in a household before, the last first."""
    found = household.members.filter(until_on__isnull=False)
    return found.select_related("person__party").order_by("-until_on", "-pk")[:_FORMER]


def former_team_members(team: Team) -> QuerySet[TeamMember]:
    """Who was in a team before, the last first."""
    found = team.members.filter(until_on__isnull=False)
    return found.select_related("party").order_by("-until_on", "-pk")[:_FORMER]


def former_people_of(organisation: Organisation) -> QuerySet[Affiliation]:
    """Who belonged to an organisation before, the last first."""
    found = organisation.affiliations.filter(until_on__isnull=False)
    return found.select_related("person__party").order_by("-until_on", "-pk")[:_FORMER]


def former_affiliations(person: Person) -> QuerySet[Affiliation]:
    """The organisations that a person belonged to before, the last first."""
    found = Affiliation.objects.filter(_of_file("person__party", person.pk), until_on__isnull=False)
    return found.select_related("organisation__party").order_by("-until_on", "-pk")[:_FORMER]


def people_without_login(office_id: int) -> QuerySet[Person]:
    """Who works in an office's teams and doesn't log in yet: what whoever gives logins may read of people."""
    working = TeamMember.objects.filter(team__party__office=office_id, until_on=None, team__until_on=None)
    found = Person.objects.filter(party__in=working.values("party"), user=None, party__merged_into=None)
    return found.select_related("party").order_by("party__name", "pk")


def person_of(user_id: int) -> Party | None:
    """The file of somebody who logs in."""
    return Party.objects.filter(person__user=user_id).first()


def who_reads_party(party: Party, today: date) -> list[Sight]:
    """Everybody who may read a file, a household, an organisation or a team on a day."""
    return who_sees(sights(party.office, today), lambda viewer: bool(parties_by_id(viewer, [party.pk])))


def pairings(viewer: Viewer, kind: str = "") -> QuerySet[Pairing]:
    """Who keeps up with whom now in the viewer's offices, with how many contacts are noted."""
    query = Pairing.objects.filter(reached(viewer, "party.read", "office"), until_on=None)
    if kind:
        query = query.filter(kind=kind)
    return query.select_related("first", "second").annotate(contact_count=Count("contacts"))


def pairing_for(viewer: Viewer, uuid: UUID, action: str = "party.read") -> Pairing | None:
    """One pairing, also one that has ended."""
    found = Pairing.objects.filter(reached(viewer, action, "office"), uuid=uuid)
    return found.select_related("office__place", "first", "second").first()


def contacts_of(pairing: Pairing) -> QuerySet[PairingContact]:
    """What two who are paired did together, the last first."""
    return pairing.contacts.order_by("-on", "-pk")[:100]
