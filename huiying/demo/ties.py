"""Who belongs to which organisation, and who takes no case of whom."""

from random import Random

from huiying.demo.population import REGULAR
from huiying.demo.world import Neighbour
from huiying.registers.directory.models import Recusal
from huiying.registers.parties.models import Organisation, Person

_ROLES = {
    "enterprise": ("legal_representative", "member", "member"),
    "bank": ("member", "member"),
    "law_firm": ("member", "adviser"),
    "hospital": ("member", "member"),
    "association": ("leader", "member", "member"),
    "trade_union": ("leader", "member", "member"),
    "department": ("official", "official"),
}
"""Whom the office knows of an organisation, by its kind."""
_VOLUNTEERS = "志愿者协会"
_KIN = (("谢璐", "巧手裁缝（悦汇广场二楼）"), ("顾雪琴", "白塔药房（悦汇广场一楼）"))
"""Workers with the shops of their sister and their husband."""
_QUARRELS = (("贾根法", REGULAR[0]),)
"""Workers with residents who have complained about them by name."""


def new_affiliations(
    rng: Random, organisations: list[Organisation], residents: list[Neighbour], staff: list[Person]
) -> list[tuple[Person, Organisation, str]]:
    """Residents of working age who own, work in or lead an organisation; some workers are volunteers after hours."""
    able = [one for one in residents if _is_of_working_age(one.party.person)]
    rng.shuffle(able)
    pairs = []
    for organisation in organisations:
        for role in _ROLES[organisation.kind]:
            if able:
                pairs.append((able.pop().party.person, organisation, role))
        if organisation.party.name == _VOLUNTEERS:
            pairs += [(person, organisation, "volunteer") for person in rng.sample(staff, 6)]
    return pairs


def _is_of_working_age(person: Person) -> bool:
    return person.birth_on is not None and 1963 <= person.birth_on.year <= 1999


def new_recusals(
    staff: list[Person], organisations: list[Organisation], residents: list[Neighbour]
) -> list[Recusal]:
    """Kin and quarrels: such a worker is never proposed for the other's case."""
    parties = [one.party for one in residents] + [one.party for one in organisations]
    by_name = {party.name: party for party in parties}
    workers = {person.party.name: person.party for person in staff}
    return [
        Recusal(provider=workers[worker], party=by_name[other])
        for worker, other in (*_KIN, *_QUARRELS)
        if other in by_name
    ]
