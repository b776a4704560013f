"""Who serves the enterprises of the zone: the centre's teams, the bodies' windows, the safety watch; what they give."""

from typing import Any, NamedTuple

from huiying.demo.lines import lines
from huiying.demo.street import DAILY_HOURS, OFFICE_HOURS
from huiying.demo.zone import FOUNDED_ON
from huiying.registers.directory.models import Offering, WorkerFile
from huiying.registers.directory.services import NewOffering
from huiying.registers.parties.models import Party, Person, Team
from huiying.registers.parties.services import NewTeam
from huiying.registers.places.models import Office, Place, Venue

DESK = "企业服务台"
AGENTS = "帮办代办组"
SPEAKERS = "政策宣讲小组"
KINDS = ("政务服务团", "银企对接团", "政策咨询团", "资源对接团")
"""The four kinds of service of the centre, a group each."""
GOES_ROUND = "资源对接团"
"""Who goes to the enterprises and asks what is lacking."""
WATCH, MEDIATION = "安全网格", "商事调解"
"""Who works alone and not in a team: the safety watch of the parks, who keep the duty, and the mediators."""


class Type(NamedTuple):
    """What those who work alone are, and what each of them takes."""

    code: str
    name: str
    english: str
    categories: tuple[str, ...]


TYPES = {
    WATCH: Type("grid", "园区安全网格员", "Safety watch of the parks", ("safety.fire", "safety.hazard")),
    MEDIATION: Type(
        "mediation",
        "商事调解员",
        "Mediator between businesses",
        ("shop.dispute", "labour.employment", "law.aid"),
    ),
}


def staff() -> list[dict[str, Any]]:
    """Who works at the centre, one a line: team, name, role, skills."""
    return lines("records/zone_staff.jsonl")


def new_teams(clerks: list[Party], members: dict[str, list[tuple[Party, str]]], at: Place) -> list[NewTeam]:
    """The desk and every team of the staff's list, at the centre."""
    made = [NewTeam(DESK, "desk", at, [(clerk, "接线") for clerk in clerks], is_desk=True)]
    for serial, (name, people) in enumerate(members.items()):
        if name not in TYPES:
            made.append(NewTeam(name, _kind(name), at, people, phone=f"0577000001{serial:02d}"))
    return made


def _kind(team: str) -> str:
    if team == SPEAKERS:
        return "policy_speakers"
    return "service_group" if team.endswith("团") else "organ"


def new_files(alone: list[tuple[dict[str, Any], Person]], place: Place) -> list[WorkerFile]:
    """The files of those who work alone."""
    return [
        WorkerFile(
            person=person,
            type=TYPES[row["team"]].code,
            ceiling=12,
            area=place,
            hours=DAILY_HOURS,
            confirmed_on=FOUNDED_ON.replace(year=2023, month=11, day=20),
            from_on=FOUNDED_ON,
        )
        for row, person in alone
    ]


def new_offerings(
    office: Office, parts: dict[str, Team], alone: list[tuple[dict[str, Any], Person]], venue: Venue
) -> list[NewOffering]:
    """What the directory shows by an enterprise's stage of life, and what those who work alone take."""
    made = [
        NewOffering(
            Offering(
                office=office,
                provider=parts[row["team"]].party,
                name=row["name"],
                name_en=row["english"],
                summary=row["summary"],
                for_whom=row["for_whom"],
                area=office.place,
                venue=venue,
                hours=OFFICE_HOURS,
                life_stage=row["stage"],
                service_kind=row["kind"],
                is_value_added=row["is_value_added"],
                from_on=FOUNDED_ON,
            ),
            tuple(row["categories"]),
        )
        for row in lines("records/zone_offerings.jsonl")
    ]
    for row, person in alone:
        of = TYPES[row["team"]]
        offering = Offering(
            office=office,
            provider=person.party,
            name=f"{of.name} · {'、'.join(row['skills'])}",
            name_en=of.english,
            area=office.place,
            hours=DAILY_HOURS,
            is_public=False,
            from_on=FOUNDED_ON,
        )
        made.append(NewOffering(offering, of.categories))
    return made
