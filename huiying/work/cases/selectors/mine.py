"""What whoever holds a telephone may read: their cases, their enterprises' cases, what was given to
them, who looked at their file.

What was asked in secrecy is never among it: the telephone may lie on the kitchen table of whoever is feared.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from huiying.base.storage.fields import blind_index
from huiying.base.trail.models import Entry
from huiying.pure.lib.case_numbers import normal_number
from huiying.registers.parties.models import Affiliation, Party, Person
from huiying.registers.parties.rules import SPEAKS_FOR
from huiying.registers.parties.selectors import people_with_phone
from huiying.work.cases.models import Case, ServiceGiven

_LISTED = 50


@dataclass(frozen=True, slots=True)
class Mine:
    """What belongs to a telephone: the registered people who have it, and the organisations for which they speak."""

    phone: str
    people: tuple[Person, ...]
    organisations: tuple[Party, ...]


def mine(phone: str) -> Mine:
    """Whose telephone it is."""
    people = tuple(people_with_phone(phone))
    ties = Affiliation.objects.filter(person__in=people, role__in=SPEAKS_FOR, until_on=None)
    found = {tie.organisation.party for tie in ties.select_related("organisation__party")}
    return Mine(phone, people, tuple(sorted(found, key=lambda party: party.name)))


def own_cases(of: Mine) -> list[Case]:
    """The newest cases that were asked with the telephone, or by the people who have it, for no such organisation."""
    theirs = Case.objects.filter(_of_any(of.organisations)).values("pk")
    return _listed(_own(of) & ~Q(pk__in=theirs))


def organisation_cases(of: Mine, organisation: Party) -> list[Case]:
    """The newest cases of an organisation for which they speak."""
    return _listed(_of_any((organisation,))) if organisation in of.organisations else []


def own_case(of: Mine, number: str) -> Case | None:
    """One of all these by its number."""
    theirs = _own(of) | _of_any(of.organisations)
    return Case.objects.filter(theirs, is_secret=False, number=normal_number(number)).first()


def given_to_them(of: Mine) -> list[ServiceGiven]:
    """What was given to them, or to an organisation for which they speak, lately; the newest first."""
    whom = [*(person.pk for person in of.people), *(party.pk for party in of.organisations)]
    found = ServiceGiven.objects.filter(party__in=whom, struck=None)
    return list(
        found.select_related("offering", "provider", "party").order_by("-happened_at", "-pk")[:_LISTED]
    )


def looks_at_file(of: Mine) -> QuerySet[Entry]:
    """Who saw a masked field of their files in full, and why; the newest first."""
    keys = [person.pk for person in of.people]
    looks = Entry.objects.filter(subject_kind="party", subject_id__in=keys, code="person.revealed")
    return looks.order_by("-id")[:_LISTED]


def _own(of: Mine) -> Q:
    with_phone = Q(contact_index=blind_index(Case, "contact", of.phone) or "")
    return with_phone | Q(asker__in=[person.pk for person in of.people])


def _of_any(organisations: tuple[Party, ...]) -> Q:
    return Q(asker__in=organisations) | Q(beneficiary__in=organisations)


def _listed(condition: Q) -> list[Case]:
    found = Case.objects.filter(condition, is_secret=False).select_related(
        "provider", "holder", "office", "promise"
    )
    return list(found.order_by("-id")[:_LISTED])
