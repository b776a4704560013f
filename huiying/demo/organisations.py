"""The invented organisations of the street: shops, banks, law firms, hospitals, associations, bodies."""

from random import Random

from stdnum.cn import uscc

from huiying.demo.lines import lines
from huiying.registers.parties.services import NewOrganisation
from huiying.registers.places.models import Place

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

_PREFIX = {
    "enterprise": "91",
    "bank": "91",
    "law_firm": "31",
    "association": "51",
    "hospital": "12",
    "trade_union": "81",
    "department": "11",
}
"""How a code begins, by the kind of body that has it."""


def credit_code(kind: str, rng: Random) -> str:
    """A code of the right form in a division that doesn't exist (99 …)."""
    body = f"{_PREFIX[kind]}991024" + "MA" * (kind == "enterprise")
    body += "".join(rng.choice(_ALPHABET) for _ in range(17 - len(body)))
    return body + str(uscc.calc_check_digit(body))


def new_organisations(rng: Random, places: dict[str, Place]) -> list[NewOrganisation]:
    """About sixty organisations; the shops stand in the plaza, the others somewhere in the street."""
    communities = [place for place in places.values() if place.level == "community"]
    return [
        NewOrganisation(
            name=row["name"],
            kind=row["kind"],
            place=places[row["place"]] if row["place"] else rng.choice(communities),
            credit_code=credit_code(row["kind"], rng),
            industry=row["industry"],
            tags=row["tags"],
        )
        for row in lines("records/organisations.jsonl")
    ]
