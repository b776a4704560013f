"""The enterprise service centre of the zone as it stands before its first case."""

from random import Random
from typing import Any

from huiying.demo import limits, logins, zone, zone_enterprises, zone_phrases, zone_teams
from huiying.demo.office import MATCH_WEIGHTS, TRIAGE_THRESHOLD, Cast, world_of
from huiying.demo.workers import duties_of
from huiying.demo.world import BUILDER, Neighbour, World
from huiying.registers.access.services import register_users
from huiying.registers.directory.services import (
    open_worker_files,
    register_offerings,
    set_duty,
    take_standard_categories,
)
from huiying.registers.limits.services import register_limits
from huiying.registers.parties.models import Organisation, Person, Team
from huiying.registers.parties.services import (
    NewPerson,
    affiliate,
    register_organisations,
    register_people,
    register_teams,
)
from huiying.registers.places.models import Office, Place, Venue
from huiying.registers.places.services import open_office, register_places, register_venues

CODE = "CN"
DOOR = "enterprise"


def set_up(rng: Random, password: str) -> World:
    """Register everything that the first case finds; call it with the clock held on the centre's first day."""
    places = _places()
    office = open_office(
        viewer=BUILDER,
        code=CODE,
        name="苍南经开区企业服务中心",
        name_en="Cangnan Enterprise Service Centre",
        place=places[zone.NAME],
        phone="057700005678",
        phone_hours="每天 8:30–20:00，夜里转值班",
        texts={"phone_hours_en": "every day 8:30–20:00, at night whoever is on duty"},
        doors=[DOOR],
        triage_threshold=TRIAGE_THRESHOLD,
        match_weights=MATCH_WEIGHTS,
    )
    register_limits(viewer=BUILDER, limits=limits.new_limits(office.place, "苍南县", zone.FOUNDED_ON))
    take_standard_categories(viewer=BUILDER, office=office, doors=(DOOR,))
    [venue, *_others] = register_venues(viewer=BUILDER, venues=zone.new_venues(places))
    clerks, staff = _staff(office, password)
    neighbours, businesses = _enterprises(rng, office, places)
    parts = _teams(office, places[zone.CENTRE], clerks, staff)
    office = Office.objects.select_related("place", "desk").get(pk=office.pk)
    watch = _directory(office, parts, staff, venue)
    return world_of(
        rng,
        office,
        places,
        Cast(clerks, "zone-lead", staff, parts, watch, neighbours),
        businesses=businesses,
        goes_round=parts[zone_teams.GOES_ROUND].party,
        landmarks=zone.LANDMARKS,
        phrases=zone_phrases,
        meeting_room="中心三楼会商室",
    )


def _places() -> dict[str, Place]:
    """Places by name, plots by park and number."""
    made = register_places(viewer=BUILDER, places=zone.new_places())
    parks = {place.pk: place for place in made if place.level == "park"}
    return {
        f"{parks[place.parent_id].name}{place.name}"
        if place.level == "building" and place.parent_id in parks and place.name[0].isdigit()
        else place.name: place
        for place in made
    }


def _staff(office: Office, password: str) -> tuple[list[Person], list[Person]]:
    """The clerks, and everybody of the staff's list."""
    names = [row["name"] for row in zone_teams.staff()]
    new = logins.new_users(office, password, names, logins.ZONE_STAFF, "zone-", zone.FOUNDED_ON)
    users = [user for user, _password in register_users(viewer=BUILDER, users=new)]
    at_desk = [user for user, row in zip(users, logins.ZONE_STAFF, strict=False) if row[2] == "desk"]
    clerks = register_people(
        viewer=BUILDER, office=office, people=[NewPerson(user.name, user=user) for user in at_desk]
    )
    working = users[len(logins.ZONE_STAFF) :]
    staff = register_people(
        viewer=BUILDER,
        office=office,
        people=[
            NewPerson(user.name, user=user, phone=f"1990001{serial:04d}", skills=row["skills"])
            for serial, (user, row) in enumerate(zip(working, zone_teams.staff(), strict=True))
        ],
    )
    return clerks, staff


def _enterprises(
    rng: Random, office: Office, places: dict[str, Place]
) -> tuple[dict[int, list[Neighbour]], list[Neighbour]]:
    """Register who is there; gives the people by their building, and each enterprise with its agent's telephone."""
    new = zone_enterprises.new_organisations(rng, places)
    made = register_organisations(viewer=BUILDER, office=office, organisations=new)
    known = zone_enterprises.new_people(rng, new)
    people = register_people(viewer=BUILDER, office=office, people=[one.person for one in known])
    ties: list[tuple[Person, Organisation, str]] = [
        (person, made[one.organisation], one.role) for person, one in zip(people, known, strict=True)
    ]
    affiliate(viewer=BUILDER, office=office, pairs=ties, from_on=zone.FOUNDED_ON)
    neighbours: dict[int, list[Neighbour]] = {}
    for person, _of, role in ties:
        if role == "member" and person.party.place_id is not None:
            neighbours.setdefault(person.party.place_id, []).append(Neighbour(person.party, person.phone))
    businesses = [Neighbour(of.party, person.phone) for person, of, role in ties if role == "agent"]
    return neighbours, businesses


def _alone(staff: list[Person]) -> list[tuple[dict[str, Any], Person]]:
    """Those who work in no team."""
    rows = zip(zone_teams.staff(), staff, strict=True)
    return [(row, person) for row, person in rows if row["team"] in zone_teams.TYPES]


def _teams(office: Office, centre: Place, clerks: list[Person], staff: list[Person]) -> dict[str, Team]:
    members: dict[str, list[Any]] = {}
    for row, person in zip(zone_teams.staff(), staff, strict=True):
        members.setdefault(row["team"], []).append((person.party, row["role"]))
    new = zone_teams.new_teams([clerk.party for clerk in clerks], members, centre)
    made = register_teams(viewer=BUILDER, office=office, teams=new, from_on=zone.FOUNDED_ON)
    return {team.party.name: team for team in made}


def _directory(office: Office, parts: dict[str, Team], staff: list[Person], venue: Venue) -> list[Person]:
    """Files, offerings and duty; gives the watch, who keep the duty."""
    alone = _alone(staff)
    watch = [person for row, person in alone if row["team"] == zone_teams.WATCH]
    open_worker_files(viewer=BUILDER, office=office, files=zone_teams.new_files(alone, office.place))
    offerings = zone_teams.new_offerings(office, parts, alone, venue)
    register_offerings(viewer=BUILDER, office=office, offerings=offerings)
    set_duty(viewer=BUILDER, office=office, duties=duties_of(office, watch))
    return watch
