"""The office as it stands before its first case: places, people, teams, directory, logins."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from huiying.demo import (
    answers,
    limits,
    logins,
    organisations,
    partners,
    phrases,
    population,
    professional,
    street,
    teams,
    ties,
    workers,
)
from huiying.demo.world import BUILDER, Neighbour, World
from huiying.pure.lib import clock
from huiying.registers.access.models import User
from huiying.registers.access.selectors import viewer_for
from huiying.registers.access.services import register_users
from huiying.registers.directory.models import Leave
from huiying.registers.directory.services import (
    note_leave,
    open_worker_files,
    recuse,
    register_offerings,
    set_duty,
    take_standard_categories,
)
from huiying.registers.limits.services import register_limits
from huiying.registers.parties.models import Organisation, Party, Person, Team
from huiying.registers.parties.services import (
    NewHousehold,
    NewPerson,
    NewTeam,
    affiliate,
    register_households,
    register_organisations,
    register_people,
    register_teams,
)
from huiying.registers.places.models import Office, Place, Venue
from huiying.registers.places.rules import DOORS
from huiying.registers.places.services import open_office, register_places, register_venues
from huiying.work.cases.services.understanding import Understanding

CODE = "NF"
TRIAGE_THRESHOLD = Decimal("0.60")
"""At or above it the system applies its own triage: one request in eleven, most of which stand (ADR 6)."""
MATCH_WEIGHTS = {"skills": 25, "nearness": 20, "capacity": 15, "ratings": 15, "served": 10, "language": 0}

type Progress = Callable[[str, int, int], None]


def set_up(rng: Random, password: str, share: float, progress: Progress) -> World:
    """Register everything that the first case finds; call it with the clock held at the year's beginning."""
    progress("places", 0, 1)
    places, venues = _places()
    office = open_office(
        viewer=BUILDER,
        code=CODE,
        name="南峰街道",
        name_en="Nanfeng Street",
        place=places["南峰街道"],
        phone="057600001234",
        phone_hours="每天 8:00–20:00，夜里转值班",
        texts={"phone_hours_en": "every day 8:00–20:00, at night whoever is on duty"},
        doors=["community"],
        triage_threshold=TRIAGE_THRESHOLD,
        match_weights=MATCH_WEIGHTS,
    )
    register_limits(viewer=BUILDER, limits=limits.new_limits(office.place, "仙居县", street.FOUNDED_ON))
    take_standard_categories(viewer=BUILDER, office=office, doors=DOORS)
    progress("people", 0, 1)
    clerks, staff = _staff(office, password)
    neighbours = _households(rng, office, places, share)
    made = register_organisations(
        viewer=BUILDER, office=office, organisations=organisations.new_organisations(rng, places)
    )
    bodies = [organisation.party for organisation in made]
    progress("teams", 0, 1)
    parts = _teams(office, places, clerks, staff, bodies)
    office = Office.objects.select_related("place", "desk").get(pk=office.pk)
    _ties(rng, office, made, [one for near in neighbours.values() for one in near], staff)
    crew = _directory(rng, office, (places, venues), staff, parts, made)
    partners.register(office, password)
    plaza = places["悦汇广场"].pk
    world = world_of(
        rng,
        office,
        places,
        Cast(clerks, "lead", staff, parts, crew, neighbours),
        businesses=[Neighbour(one.party, "") for one in made if one.party.place_id == plaza],
        known_share=0.6,
        landmarks=street.LANDMARKS,
        phrases=phrases,
        meeting_room="街道二楼会议室",
    )
    partners.join(world)
    answers.register(world)
    return world


def _places() -> tuple[dict[str, Place], dict[str, Venue]]:
    """Places by name (buildings by compound and number), venues by name."""
    made = register_places(viewer=BUILDER, places=street.new_places())
    by_key = {place.pk: place for place in made}
    places = {}
    for place in made:
        parent = by_key.get(place.parent_id or 0)
        is_numbered = place.level == "building" and parent is not None and parent.level == "compound"
        serial = place.code.rsplit("-", 1)[-1]
        places[f"{parent.name}{serial}" if is_numbered and parent else place.name] = place
    venues = register_venues(viewer=BUILDER, venues=street.new_venues(places))
    return places, {venue.name: venue for venue in venues}


def _staff(office: Office, password: str) -> tuple[list[Person], list[Person]]:
    """The clerks, and the sixty workers with their files' first half."""
    rows = workers.files()
    users = [
        user
        for user, _ in register_users(
            viewer=BUILDER, users=logins.new_users(office, password, [row["name"] for row in rows])
        )
    ]
    by_login = {user.username: user for user in users}
    clerks = register_people(
        viewer=BUILDER,
        office=office,
        people=[
            NewPerson(name, user=by_login[login]) for login, name, role, _ in logins.STAFF if role == "desk"
        ],
    )
    staff = register_people(
        viewer=BUILDER, office=office, people=workers.new_people(rows, users[len(logins.STAFF) :])
    )
    return clerks, staff


def _households(
    rng: Random, office: Office, places: dict[str, Place], share: float
) -> dict[int, list[Neighbour]]:
    """Register who lives where; gives those with a phone, by building."""
    homes = population.households(rng, places, share)
    people = register_people(
        viewer=BUILDER,
        office=office,
        people=[resident.person for _, residents, _ in homes for resident in residents],
    )
    remaining = iter(people)
    families = [
        (home, [(next(remaining), r.relation) for r in residents], tags) for home, residents, tags in homes
    ]
    register_households(
        viewer=BUILDER,
        office=office,
        households=[NewHousehold(home, members, street.FOUNDED_ON, tags) for home, members, tags in families],
    )
    neighbours: dict[int, list[Neighbour]] = {}
    for person in people:
        if person.phone and person.party.place_id is not None:
            neighbours.setdefault(person.party.place_id, []).append(Neighbour(person.party, person.phone))
    return neighbours


def _teams(
    office: Office, places: dict[str, Place], clerks: list[Person], staff: list[Person], bodies: list[Party]
) -> dict[str, Team]:
    """All teams by name, each after the team above it."""
    by_word: dict[str, list[Party]] = {}
    for row, person in zip(workers.files(), staff, strict=True):
        by_word.setdefault(row["type"], []).append(person.party)
        by_word.setdefault(row["community"], []).append(person.party)
    parts: dict[str, Team] = {}

    def add(new: list[NewTeam]) -> None:
        made = register_teams(viewer=BUILDER, office=office, teams=new, from_on=street.FOUNDED_ON)
        parts.update({team.party.name: team for team in made})

    add(teams.first_teams([clerk.party for clerk in clerks], by_word, places))
    add(teams.organs(by_word, places, parts[teams.COMMITTEE]))
    committees = {
        name.removesuffix("居民委员会"): team for name, team in parts.items() if name.endswith("居民委员会")
    }
    add(teams.grid_teams(by_word, places, committees))
    add(teams.service_groups(by_word, bodies, places, parts[teams.ENTERPRISES]))
    add(teams.circles(parts, bodies, parts[teams.COMMITTEE], office.place))
    return parts


def _ties(
    rng: Random, office: Office, made: list[Organisation], residents: list[Neighbour], staff: list[Person]
) -> None:
    pairs = ties.new_affiliations(rng, made, residents, staff)
    affiliate(viewer=BUILDER, office=office, pairs=pairs, from_on=street.FOUNDED_ON)
    recuse(viewer=BUILDER, office=office, recusals=ties.new_recusals(staff, made, residents))


def _directory(
    rng: Random,
    office: Office,
    ground: tuple[dict[str, Place], dict[str, Venue]],
    staff: list[Person],
    parts: dict[str, Team],
    made: list[Organisation],
) -> list[Person]:
    """Files, offerings, leave and duty; gives who keeps the duty."""
    places, venues = ground
    rows = workers.files()
    crew = workers.duty_crew(rows, staff)
    open_worker_files(viewer=BUILDER, office=office, files=workers.new_files(rng, rows, staff, places))
    register_offerings(
        viewer=BUILDER,
        office=office,
        offerings=workers.new_offerings(office, rows, staff, places, crew)
        + teams.public_offerings(office, parts, venues, places)
        + professional.new_offerings(office, made, venues["悦汇服务站"]),
    )
    note_leave(viewer=BUILDER, office=office, leaves=workers.new_leaves(rng, staff))
    set_duty(viewer=BUILDER, office=office, duties=workers.duties_of(office, crew))
    return crew


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody of an office, while its world is put together; `lead` is the login of the lead."""

    clerks: list[Person]
    lead: str
    staff: list[Person]
    parts: dict[str, Team]
    crew: list[Person]
    neighbours: dict[int, list[Neighbour]]


def world_of(rng: Random, office: Office, places: dict[str, Place], cast: Cast, **more: Any) -> World:
    """The office as it stands, with who acts for whom from today on; `more` are the other fields of the world."""
    today = clock.today()
    viewers = {
        person.pk: [viewer_for(person.user, today)]
        for person in (*cast.staff, *cast.clerks)
        if isinstance(person.user, User)
    }
    desk = [viewers[clerk.pk][0] for clerk in cast.clerks]
    parties = {person.pk: person.party for person in cast.staff}
    for team in cast.parts.values():
        members = team.members.order_by("pk").values_list("party_id", flat=True)
        if acting := [viewers[member][0] for member in members if member in viewers]:
            viewers[team.party_id] = acting
            parties[team.party_id] = team.party
    knows = Understanding(office)
    return World(
        rng=rng,
        office=office,
        places=places,
        categories=knows.categories,
        knows=knows,
        clerks=desk,
        lead=viewer_for(User.objects.get(username=cast.lead), today),
        viewers=viewers,
        parties=parties,
        on_duty=[person.party for person in cast.crew],
        neighbours=cast.neighbours,
        leaves=_leaves(cast.staff),
        everybody=[neighbour for near in cast.neighbours.values() for neighbour in near],
        **more,
    )


def _leaves(staff: list[Person]) -> dict[int, list[tuple[date, date]]]:
    leaves: dict[int, list[tuple[date, date]]] = {}
    for user, *days in Leave.objects.filter(person__in=staff).values_list(
        "person__user", "from_on", "until_on"
    ):
        leaves.setdefault(user, []).append((days[0], days[1]))
    return leaves
