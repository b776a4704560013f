"""Opening files of people, households, organisations and teams; each service takes a list."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.phones import normal_phone
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.models import User
from huiying.registers.parties.models import (
    Affiliation,
    Household,
    HouseholdMember,
    Organisation,
    Party,
    Person,
    Team,
    TeamMember,
)
from huiying.registers.parties.rules import (
    Personal,
    Registered,
    born_by,
    faults_in_organisation,
    faults_in_person,
    faults_in_team,
    normal_line,
    normal_number,
)
from huiying.registers.parties.services.numbers import refused_once, taken_codes, taken_numbers
from huiying.registers.places.models import Office, Place

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person's file."""

    name: str
    home: Place | None = None
    user: User | None = None
    sex: str = ""
    birth_on: date | None = None
    phone: str = ""
    identity_number: str = ""
    schooling: str = ""
    jobs: str = ""
    skills: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    contact_preference: dict[str, Any] = field(default_factory=dict)
    needs_two_visitors: bool = False


@dataclass(frozen=True, slots=True)
class NewHousehold:
    """A household with its people as (person, relation), the head first."""

    home: Place
    members: list[tuple[Person, str]]
    from_on: date
    tags: list[str] = field(default_factory=list)
    name: str = ""


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """An organisation."""

    name: str
    kind: str
    place: Place | None = None
    credit_code: str = ""
    industry: str = ""
    tags: list[str] = field(default_factory=list)
    phone: str = ""


@dataclass(frozen=True, slots=True)
class NewTeam:
    """A team with its members as (party, role)."""

    name: str
    kind: str
    place: Place | None = None
    members: list[tuple[Party, str]] = field(default_factory=list)
    is_desk: bool = False
    parent: Team | None = None
    phone: str = ""


def _parties(office: Office, kind: str, named: list[tuple[str, Place | None]]) -> list[Party]:
    now = clock.now()
    return Party.objects.bulk_create(
        [Party(office=office, kind=kind, name=name, place=place, created_at=now) for name, place in named],
        batch_size=_BATCH,
    )


def _recorded(viewer: Viewer, office: Office, code: str, made: list[Party]) -> None:
    record([NewEntry(code, viewer, office.pk, "party", party.pk) for party in made])


def plain(new: NewPerson) -> NewPerson:
    """A file as it is kept: numbers in one form, birthday and sex by the identity number where nobody gave them."""
    number = normal_number(new.identity_number)
    born_on, sex = born_by(number)
    return replace(
        new,
        name=new.name.strip(),
        phone=normal_phone(new.phone) or new.phone.strip(),
        identity_number=number,
        birth_on=new.birth_on or born_on,
        sex=new.sex or sex,
    )


def personal(new: NewPerson) -> Personal:
    """What of a file is checked."""
    return Personal(new.name, new.sex, new.birth_on, new.phone, new.identity_number)


def pinyin_of(names: list[str]) -> list[str]:
    """Names as they are typed on a keyboard without Chinese."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 (half a second, in processes that register nobody)

    return ["".join(lazy_pinyin(name)).lower()[:120] for name in names]


@transaction.atomic
def register_people(*, viewer: Viewer, office: Office, people: list[NewPerson]) -> list[Person]:
    """Open a file for each person."""
    people = [plain(new) for new in people]
    today = clock.today()
    faults = [
        fault
        for new in people
        for fault in faults_in_person(personal(new), was=None, today=today, is_demo=settings.IS_DEMO)
    ]
    if not faults:
        faults = taken_numbers(office.pk, [new.identity_number for new in people])
    if faults:
        raise Refused(*faults)
    made = _parties(office, "person", [(new.name, new.home) for new in people])
    rows = [
        Person(
            party=party,
            user=new.user,
            pinyin=pinyin,
            sex=new.sex,
            birth_on=new.birth_on,
            phone=new.phone,
            identity_number=new.identity_number,
            schooling=new.schooling,
            jobs=new.jobs,
            skills=new.skills,
            languages=new.languages,
            contact_preference=new.contact_preference,
            needs_two_visitors=new.needs_two_visitors,
        )
        for party, new, pinyin in zip(made, people, pinyin_of([new.name for new in people]), strict=True)
    ]
    with refused_once("identity_number"):
        persons = Person.objects.bulk_create(rows, batch_size=_BATCH)
    _recorded(viewer, office, "person.registered", made)
    return persons


@transaction.atomic
def register_households(*, viewer: Viewer, office: Office, households: list[NewHousehold]) -> list[Household]:
    """Register who lives together."""
    named = [
        (new.name or (new.members[0][0].party.name if new.members else new.home.name), new.home)
        for new in households
    ]
    made = _parties(office, "household", [(name, home) for name, home in named])
    rows = Household.objects.bulk_create(
        [
            Household(party=party, tags=new.tags, from_on=new.from_on)
            for party, new in zip(made, households, strict=True)
        ],
        batch_size=_BATCH,
    )
    HouseholdMember.objects.bulk_create(
        [
            HouseholdMember(household=row, person=person, relation=relation, from_on=new.from_on)
            for row, new in zip(rows, households, strict=True)
            for person, relation in new.members
        ],
        batch_size=_BATCH,
    )
    _recorded(viewer, office, "household.registered", made)
    return rows


def plain_organisation(new: NewOrganisation) -> NewOrganisation:
    """An organisation as it is kept: numbers and codes in one form."""
    return replace(
        new,
        name=new.name.strip(),
        credit_code=normal_number(new.credit_code),
        industry=normal_number(new.industry),
        phone=normal_line(new.phone) or new.phone.strip(),
    )


def registered(new: NewOrganisation) -> Registered:
    """What of an organisation is checked."""
    return Registered(new.name, new.credit_code, new.industry, new.phone)


@transaction.atomic
def register_organisations(
    *, viewer: Viewer, office: Office, organisations: list[NewOrganisation]
) -> list[Organisation]:
    """Register organisations."""
    organisations = [plain_organisation(new) for new in organisations]
    faults = [fault for new in organisations for fault in faults_in_organisation(registered(new), was=None)]
    if not faults:
        faults = taken_codes(office.pk, [new.credit_code for new in organisations])
    if faults:
        raise Refused(*faults)
    made = _parties(office, "organisation", [(new.name, new.place) for new in organisations])
    rows = [
        Organisation(
            party=party,
            kind=new.kind,
            credit_code=new.credit_code,
            industry=new.industry,
            tags=new.tags,
            phone=new.phone,
        )
        for party, new in zip(made, organisations, strict=True)
    ]
    with refused_once("credit_code"):
        rows = Organisation.objects.bulk_create(rows, batch_size=_BATCH)
    _recorded(viewer, office, "organisation.registered", made)
    return rows


@transaction.atomic
def register_teams(*, viewer: Viewer, office: Office, teams: list[NewTeam], from_on: date) -> list[Team]:
    """Register teams with their members."""
    faults = [fault for new in teams for fault in faults_in_team(name=new.name, phone=new.phone)]
    if faults:
        raise Refused(*faults)
    made = _parties(office, "team", [(new.name.strip(), new.place) for new in teams])
    rows = Team.objects.bulk_create(
        Team(
            party=party,
            kind=new.kind,
            desk_of=office if new.is_desk else None,
            parent=new.parent,
            phone=normal_line(new.phone),
        )
        for party, new in zip(made, teams, strict=True)
    )
    TeamMember.objects.bulk_create(
        TeamMember(team=row, party=party, role=role, from_on=from_on)
        for row, new in zip(rows, teams, strict=True)
        for party, role in new.members
    )
    _recorded(viewer, office, "team.registered", made)
    return rows


@transaction.atomic
def affiliate(
    *, viewer: Viewer, office: Office, pairs: list[tuple[Person, Organisation, str]], from_on: date
) -> list[Affiliation]:
    """Note that people belong to organisations."""
    made = Affiliation.objects.bulk_create(
        Affiliation(person=person, organisation=organisation, role=role, from_on=from_on)
        for person, organisation, role in pairs
    )
    record(
        [
            NewEntry("person.affiliated", viewer, office.pk, "party", row.person_id, {"role": row.role})
            for row in made
        ]
    )
    return made
