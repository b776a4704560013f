"""The invented enterprises of the zone, with their partners and departments, and who speaks and works for them."""

from random import Random
from typing import NamedTuple

from huiying.demo.lines import lines
from huiying.demo.organisations import credit_code
from huiying.demo.population import a_name
from huiying.demo.zone import FOUNDED_ON
from huiying.registers.parties.services import NewOrganisation, NewPerson
from huiying.registers.places.models import Place

OF_EACH = (
    ("legal_representative", range(1958, 1978)),
    ("agent", range(1985, 1999)),
    ("member", range(1978, 2001)),
)
"""Whom the centre knows of an enterprise: who answers for it, who runs its errands, and one who works there; born when."""


PARTNER = "伙伴"
"""The tag of whoever serves together with the centre."""


class Known(NamedTuple):
    """A person to be registered, as whom, and of which enterprise by its place in the list."""

    person: NewPerson
    role: str
    organisation: int


def new_organisations(rng: Random, places: dict[str, Place]) -> list[NewOrganisation]:
    """Each enterprise on a plot of its park; partners and departments have theirs in the zone."""
    taken: dict[str, int] = {}
    made = []
    for row in lines("records/zone_organisations.jsonl"):
        number = taken[row["place"]] = taken.get(row["place"], 0) + 1
        place = places.get(f"{row['place']}{number}号地块", places[row["place"]])
        made.append(
            NewOrganisation(
                row["name"], row["kind"], place, credit_code(row["kind"], rng), row["industry"], row["tags"]
            )
        )
    return made


def is_served(organisation: NewOrganisation) -> bool:
    """Whether an organisation is one of the enterprises that the centre is there for."""
    return organisation.kind == "enterprise" and PARTNER not in organisation.tags


def new_people(rng: Random, organisations: list[NewOrganisation]) -> list[Known]:
    """Who answers for each enterprise, who runs its errands, and one who works there, each with a telephone."""
    made: list[Known] = []
    for serial, organisation in enumerate(organisations):
        if not is_served(organisation):
            continue
        for role, born in OF_EACH:
            sex = rng.choice(("man", "woman"))
            year = rng.choice(born)
            person = NewPerson(
                a_name(rng, sex, year),
                organisation.place,
                sex=sex,
                birth_on=FOUNDED_ON.replace(year=year, month=rng.randint(1, 12), day=rng.randint(1, 28)),
                phone=f"1990002{len(made):04d}",
            )
            made.append(Known(person, role, serial))
    return made
