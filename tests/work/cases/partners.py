"""A partner of an office: a body outside with an offering, and somebody who logs in for it."""

from dataclasses import dataclass

from huiying.registers.access.models import User
from huiying.registers.access.services import NewGrant, NewUser, register_users
from huiying.registers.directory.models import Offering
from huiying.registers.directory.services import NewOffering, register_offerings
from huiying.registers.parties.models import Party
from huiying.registers.parties.services import (
    NewOrganisation,
    NewPerson,
    affiliate,
    register_organisations,
    register_people,
)
from tests.cast import FROM, PASSWORD, SYSTEM, Cast


@dataclass(frozen=True, slots=True)
class Partner:
    """Who logs in, for which body, with what it gives."""

    user: User
    body: Party
    offering: Offering


def partner_of(
    cast: Cast, *, tie: str = "member", kind: str = "law_firm", role: str = "partner", name: str = "明渠"
) -> Partner:
    """A partner of the cast's office; `tie` is the person's to the body."""
    office, home = cast.office, cast.compound
    login = f"{office.code}-{role}-{'a' if name == '明渠' else 'b'}".lower()
    grant = NewGrant(role, office=office, from_on=FROM)
    new = NewUser(login, f"{name} partner", (grant,), PASSWORD)
    [(user, _password)] = register_users(viewer=SYSTEM, users=[new])
    [person] = register_people(viewer=SYSTEM, office=office, people=[NewPerson(f"{name}律师", user=user)])
    [organisation] = register_organisations(
        viewer=SYSTEM, office=office, organisations=[NewOrganisation(f"{name}律师事务所", kind, home)]
    )
    affiliate(viewer=SYSTEM, office=office, pairs=[(person, organisation, tie)], from_on=FROM)
    row = Offering(
        office=office, provider=organisation.party, name="律师坐班", area=office.place, from_on=FROM
    )
    [offering] = register_offerings(viewer=SYSTEM, office=office, offerings=[NewOffering(row, ("law.aid",))])
    return Partner(user, organisation.party, offering)
