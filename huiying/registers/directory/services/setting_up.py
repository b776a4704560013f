"""Setting an office up from nothing: its place, desk, categories, limits and first users."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.models import User
from huiying.registers.access.services import NewGrant, NewUser, register_users
from huiying.registers.directory.services.categories import take_standard_categories
from huiying.registers.limits.services import take_standard_limits
from huiying.registers.parties.services import NewPerson, NewTeam, register_people, register_teams
from huiying.registers.places.models import Office, Place
from huiying.registers.places.rules import DOORS
from huiying.registers.places.services import NewPlace, open_office, register_places

_CODE = re.compile(r"[A-HJ-NP-RTUW-Y]{2,6}")


@dataclass(frozen=True, slots=True)
class FirstUser:
    """Somebody who logs in from the first day."""

    username: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class NewOffice:
    """An office as it begins; `places` are (level, code, name), the widest first, the last the one that it serves."""

    code: str
    name: str
    places: Sequence[tuple[str, str, str]]
    phone: str
    doors: tuple[str, ...]
    desk_name: str
    users: Sequence[FirstUser]
    name_en: str = ""
    phone_hours: str = ""


@transaction.atomic
def set_up_office(*, viewer: Viewer, new: NewOffice) -> tuple[Office, list[tuple[User, str]]]:
    """Set an office up so that its administrator can log in and do the rest on pages.

    Gives the office, and each first user with the password that they change at the first login. Limits are the
    product's until the office puts its own documents in their place.
    """
    _refuse_incomplete(new)
    place = _place_of(viewer, new)
    office = open_office(
        viewer=viewer,
        code=new.code,
        name=new.name,
        place=place,
        phone=new.phone,
        name_en=new.name_en,
        phone_hours=new.phone_hours,
        doors=list(new.doors),
    )
    take_standard_limits(viewer=viewer, place=place)
    take_standard_categories(viewer=viewer, office=office, doors=new.doors)
    users = register_users(
        viewer=viewer,
        users=[NewUser(one.username, one.name, (NewGrant(one.role, office=office),)) for one in new.users],
    )
    clerks = [user for (user, _password), one in zip(users, new.users, strict=True) if one.role == "desk"]
    people = register_people(
        viewer=viewer, office=office, people=[NewPerson(clerk.name, user=clerk) for clerk in clerks]
    )
    members = [(person.party, "") for person in people]
    desk = NewTeam(new.desk_name, "desk", place, members, is_desk=True)
    register_teams(viewer=viewer, office=office, teams=[desk], from_on=clock.today())
    return office, users


def _refuse_incomplete(new: NewOffice) -> None:
    faults = []
    if not _CODE.fullmatch(new.code):
        faults.append(Fault("office_code", "code"))
    elif Office.objects.filter(code=new.code).exists():
        faults.append(Fault("office_code_taken", "code"))
    if not new.doors or not set(new.doors) <= set(DOORS):
        faults.append(Fault("door_missing", "doors"))
    if not new.places:
        faults.append(Fault("place_name_missing", "places"))
    if not any(one.role == "admin" for one in new.users):
        faults.append(Fault("admin_missing", "users"))
    if faults:
        raise Refused(*faults)


def _place_of(viewer: Viewer, new: NewOffice) -> Place:
    """The place that the office serves, with what it lies in; what is registered already is taken as it is."""
    codes = [code for _level, code, _name in new.places]
    known = {place.code: place for place in Place.objects.filter(code__in=codes, until_on=None)}
    missing = [
        NewPlace(code, name, level, parent, clock.today())
        for (level, code, name), parent in zip(new.places, ["", *codes], strict=False)
        if code not in known
    ]
    known |= {place.code: place for place in register_places(viewer=viewer, places=missing)}
    return known[codes[-1]]
