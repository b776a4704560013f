"""The sixty social workers: one file a person, of five types, with their own offerings, leave and duty."""

from datetime import date, timedelta
from random import Random
from typing import Any

from huiying.demo.lines import lines
from huiying.demo.office_time import CALENDAR
from huiying.demo.street import DAILY_HOURS, FOUNDED_ON
from huiying.registers.access.models import User
from huiying.registers.directory.models import Duty, Leave, Offering, WorkerFile
from huiying.registers.directory.services import NewOffering
from huiying.registers.parties.models import Person
from huiying.registers.parties.services import NewPerson
from huiying.registers.places.models import Office, Place

TYPES = {
    "elderly": ("老年社工", "Social worker for the elderly", ("elder.meals", "elder.alone", "elder.care")),
    "child": ("儿童社工", "Social worker for children", ("child.afterclass", "child.pickup")),
    "family": ("家庭社工", "Social worker for families",
               ("family.violence", "family.relations", "aid.hardship", "aid.medical", "aid.disability")),
    "grid": ("网格社工", "Grid worker",
             ("estate.facilities", "estate.property", "estate.parking", "public.space", "public.sanitation",
              "utility.water", "utility.power", "utility.gas", "safety.fire", "safety.hazard")),
    "mediation": ("调解社工", "Mediator",
                  ("neighbour.noise", "neighbour.dispute", "estate.elevator", "shop.dispute", "talent.farming")),
}  # fmt: skip
STREET_WIDE = ("child", "family", "mediation")
AT_ONCE = (
    "elder.alone", "elder.care", "child.pickup", "family.violence", "utility.water", "utility.power", "utility.gas",
    "safety.fire", "safety.hazard",
)  # fmt: skip
"""What whoever is on duty takes at any hour."""


def files() -> list[dict[str, Any]]:
    """The files as they are kept, one worker a line."""
    return lines("records/workers.jsonl")


def new_people(rows: list[dict[str, Any]], users: list[User]) -> list[NewPerson]:
    """The workers as people, each with a login."""
    return [
        NewPerson(
            row["name"],
            user=user,
            sex=row["sex"],
            birth_on=date(row["born"], 1 + serial % 12, 1 + serial * 7 % 28),
            phone=f"1990000{9000 + serial}",
            schooling=row["schooling"],
            jobs=row["jobs"],
            skills=row["skills"],
            languages=row["languages"],
        )
        for serial, (row, user) in enumerate(zip(rows, users, strict=True))
    ]


def new_files(
    rng: Random, rows: list[dict[str, Any]], people: list[Person], places: dict[str, Place]
) -> list[WorkerFile]:
    """What the office keeps of each beside the person's own file. Most were confirmed within ninety days."""
    return [
        WorkerFile(
            person=person,
            type=row["type"],
            ceiling=row["ceiling"],
            area=places[row["community"]],
            hours=DAILY_HOURS,
            confirmed_on=CALENDAR.after(
                date(2023, 12, 13) - timedelta(days=rng.choice((6, 11, 19, 25, 38, 47, 61, 77, 96, 118))), 1
            ),
            from_on=FOUNDED_ON,
        )
        for row, person in zip(rows, people, strict=True)
    ]


def new_offerings(
    office: Office,
    rows: list[dict[str, Any]],
    people: list[Person],
    places: dict[str, Place],
    on_duty: list[Person],
) -> list[NewOffering]:
    """What each worker gives; the match reads them, the public directory shows the teams."""
    made = []
    for row, person in zip(rows, people, strict=True):
        name, english, categories = TYPES[row["type"]]
        area = office.place if row["type"] in STREET_WIDE else places[row["community"]]
        made.append(
            NewOffering(
                Offering(
                    office=office, provider=person.party, name=f"{name} · {'、'.join(row['skills'][:3])}",
                    name_en=english, for_whom="住在本街道的居民", area=area, hours=DAILY_HOURS, at_most=row["ceiling"],
                    is_public=False, from_on=FOUNDED_ON,
                ),
                categories,
            )
        )  # fmt: skip
    made += [
        NewOffering(
            Offering(
                office=office, provider=person.party, name="值班接应", name_en="On duty", area=office.place,
                is_public=False, from_on=FOUNDED_ON,
            ),
            AT_ONCE,
        )
        for person in on_duty
    ]  # fmt: skip
    return made


def duty_crew(rows: list[dict[str, Any]], people: list[Person]) -> list[Person]:
    """Who keeps the duty in turns: grid, elderly and family workers of all communities."""
    kinds = ("grid", "elderly", "family")
    able = [person for row, person in zip(rows, people, strict=True) if row["type"] in kinds]
    return able[::3][:14]


def duties_of(office: Office, crew: list[Person]) -> list[Duty]:
    """All hours of the week, each with a name and a stand-in."""
    shifts = ((0, 8), (8, 17), (17, 24))
    return [
        Duty(
            office=office,
            place=office.place,
            weekday=day,
            from_hour=start,
            until_hour=end,
            person=crew[(day * 2 + shift) % len(crew)],
            stand_in=crew[(day * 2 + shift + 5) % len(crew)],
        )
        for day in range(7)
        for shift, (start, end) in enumerate(shifts)
    ]


def new_leaves(rng: Random, people: list[Person]) -> list[Leave]:
    """A week or so away for most in the year, and three who are away this December morning; each leave begins and
    ends on a working day."""
    leaves = []
    for person in rng.sample(people, 44):
        start = CALENDAR.after(date(2023, 1, 30) + timedelta(days=rng.randint(0, 300)), 1)
        leaves.append(
            Leave(
                person=person,
                from_on=start,
                until_on=CALENDAR.after(start, rng.choice((0, 1, 2, 3, 4, 5, 6))),
            )
        )
    away = [person for person in people if person not in {leave.person for leave in leaves}][:3]
    return leaves + [
        Leave(person=person, from_on=date(2023, 12, 13), until_on=CALENDAR.after(date(2023, 12, 15), days))
        for days, person in enumerate(away, start=1)
    ]
