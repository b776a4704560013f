"""The street's standard answers (常用答复): what the desk is asked every week."""

from datetime import timedelta

from huiying.demo.lines import lines
from huiying.demo.plans import MORNING
from huiying.demo.world import BUILDER, World
from huiying.pure.lib import clock
from huiying.registers.directory.services import NewAnswer, register_answers

_EXPIRED = 3
"""So many have run out on the last morning, for the desk to look through."""


def register(world: World) -> None:
    """Keep them, each with who looks through it; some run out before the last morning."""
    owners = {party.name: party for party in world.parties.values()}
    desk = world.office.desk.party
    last = clock.local(MORNING).date()
    rows = lines("records/answers.jsonl")
    answers = [
        NewAnswer(
            question=row["question"],
            text=row["text"],
            owner=owners.get(row["owner"], desk),
            valid_until=last + timedelta(days=row["days"] if serial >= _EXPIRED else -9 * (serial + 1)),
            category=world.categories.get(row["category"]),
            document=row["document"],
        )
        for serial, row in enumerate(rows)
    ]
    register_answers(viewer=BUILDER, office=world.office, answers=answers)
