"""Reads of people, households, organisations and teams."""

from django.db.models import Count, Q, QuerySet

from huiying.base.storage.fields import blind_index
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import reached
from huiying.registers.parties.models import Household, Organisation, Party, Person, Team


def parties(viewer: Viewer, kind: str, words: str = "") -> QuerySet[Party]:
    """The parties of one kind that the viewer may read, by name; `words` is part of a name or its pinyin."""
    query = Party.objects.filter(reached(viewer, "party.read", "office"), kind=kind, merged_into=None)
    if words:
        found = Q(name__contains=words)
        if kind == "person" and words.isascii():
            found |= Q(person__pinyin__startswith=words.lower().replace(" ", ""))
        query = query.filter(found)
    return query.select_related("place", kind)


def party_for(viewer: Viewer, uuid: str) -> Party | None:
    """One party that the viewer may read."""
    return (
        Party.objects.filter(reached(viewer, "party.read", "office"), uuid=uuid)
        .select_related("place")
        .first()
    )


def person_by_phone(office_id: int, phone: str) -> Person | None:
    """The person whose registered phone this is, if just one has it."""
    index = blind_index(Person, "phone", phone)
    if not index:
        return None
    found = Person.objects.filter(phone_index=index, party__office=office_id, party__merged_into=None)[:2]
    return found[0] if len(found) == 1 else None


def person_of_user(user_id: int) -> Person | None:
    """The person who logs in as this user."""
    return Person.objects.select_related("party").filter(user=user_id).first()


def parties_of_user(user_id: int) -> QuerySet[Party]:
    """The parties for which a user acts: the person, and the teams that they are in now."""
    return Party.objects.filter(
        Q(person__user=user_id) | Q(team__members__party__person__user=user_id, team__members__until_on=None)
    )


def desk_of(office_id: int) -> Party:
    """The party that is an office's desk: it holds what nobody else holds."""
    return Party.objects.get(team__desk_of=office_id)


def teams(viewer: Viewer) -> QuerySet[Team]:
    """The teams of the viewer's offices, with how many members they have now."""
    return (
        Team.objects.filter(reached(viewer, "party.read", "office", "party__office"))
        .select_related("party__place")
        .annotate(member_count=Count("members", filter=Q(members__until_on=None)))
        .order_by("kind", "party__name")
    )


def household_count(office_id: int) -> int:
    """How many households live in an office's place now."""
    return Household.objects.filter(party__office=office_id, until_on=None).count()


def members_of(household: Household) -> list[Person]:
    """Who lives in a household now."""
    return [
        member.person
        for member in household.members.filter(until_on=None).select_related("person__party").order_by("pk")
    ]


def organisations(viewer: Viewer) -> QuerySet[Organisation]:
    """The organisations of the viewer's offices."""
    return Organisation.objects.filter(
        reached(viewer, "party.read", "office", "party__office")
    ).select_related("party__place")
