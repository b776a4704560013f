"""Fill a database with n cases that differ in text, place, category, date and state as the demo's do.

Run as `python -m tests.bench.fill N`: it makes the office, its cases with all their steps, and the search index.
"""

import json
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django

_TEXTS = Path("huiying/demo/texts")
_WAY = ("receive", "triage", "dispatch", "accept", "contact", "begin", "answer", "check", "ask_back", "close")
_STATES = {
    "receive": "received",
    "triage": "triaged",
    "dispatch": "dispatched",
    "accept": "accepted",
    "contact": "accepted",
    "begin": "handling",
    "answer": "answered",
    "check": "checked",
    "ask_back": "asked_back",
    "close": "closed",
}
_OPEN_SHARE = 0.03
_BATCH = 2000
_BY_HAND = 50_000
"""Beyond as many the database copies what there is."""


def texts() -> list[dict[str, Any]]:
    """The demo's requests."""
    lines = [line for path in sorted(_TEXTS.glob("*.jsonl")) for line in path.read_text().splitlines()]
    return [json.loads(line) for line in lines]


def _text(chance: random.Random, rows: list[dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    """Half of one request and half of another: real words, hardly ever the same twice."""
    one, other = chance.choice(rows), chance.choice(rows)
    return one["text"][: chance.randint(8, 60)] + other["text"][-chance.randint(8, 60) :], one


def fill(count: int) -> None:
    """Make the office and its cases."""
    from django.db import connection  # noqa: PLC0415 (after django.setup)

    from huiying.base.storage.guards import lifted  # noqa: PLC0415
    from huiying.pure.lib import clock  # noqa: PLC0415
    from tests.bench.multiply import multiply  # noqa: PLC0415
    from tests.cast import MORNING, assemble  # noqa: PLC0415

    with clock.held_at(MORNING - timedelta(days=400)):
        cast = assemble()
    chance = random.Random(20231215)
    rows = texts()
    first = min(count, _BY_HAND)
    with lifted(connection):
        for start in range(0, first, _BATCH):
            _batch(cast, chance, rows, range(start, min(start + _BATCH, first)), first)
        multiply(count)
    with connection.cursor() as cursor:
        # at rest, as an office's database is: PostgreSQL would clean up behind the filling while it is measured
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _batch(cast: Any, chance: random.Random, rows: list[dict[str, Any]], numbers: range, count: int) -> None:
    from huiying.work.cases.guards import CASE_SEARCH  # noqa: PLC0415
    from huiying.work.cases.models import Case, Step  # noqa: PLC0415

    made = [_case(cast, chance, rows, number, count) for number in numbers]
    Case.objects.bulk_create([case for case, _way in made])
    Step.objects.bulk_create(
        [step for case, way in made for step in _steps(cast, case, way)], batch_size=5000
    )
    CASE_SEARCH.put((case.pk, f"o{case.office_id}", f"{case.number} {case.text}") for case, _way in made)


def _case(
    cast: Any, chance: random.Random, rows: list[dict[str, Any]], number: int, count: int
) -> tuple[Any, Any]:
    from huiying.pure.lib.case_numbers import case_number  # noqa: PLC0415
    from huiying.work.cases.models import Case  # noqa: PLC0415
    from tests.cast import MORNING  # noqa: PLC0415

    text, row = _text(chance, rows)
    at: datetime = MORNING - timedelta(days=360) + timedelta(days=358) * number / count
    is_open = number > count * (1 - 2 * _OPEN_SHARE) and chance.random() < 0.5
    way = _WAY[: chance.randint(1, 9)] if is_open else _WAY
    state = _STATES[way[-1]]
    is_known = len(way) > 1
    provider = chance.choice((cast.worker_party, cast.other_party)) if len(way) > 2 else None
    due = at + timedelta(days=5) if is_open else None
    case = Case(
        office=cast.office,
        number=case_number("NF", at.date(), number),
        source="page",
        kind=row["kind"] if is_known and row["kind"] != "thanks" else "help" if is_known else "",
        lane=row["lane"] if is_known else "",
        category=cast.categories.get(row["category"], cast.categories["other"]) if is_known else None,
        place=cast.compound if chance.random() < 0.7 else None,
        text=text,
        state=state,
        step_count=len(way),
        holder=None if not is_open else provider if state in ("accepted", "handling") else cast.desk,
        provider=provider,
        due_at=due,
        answer_due_at=at + timedelta(days=5),
        warn_at=at + timedelta(days=3) if is_open else None,
        calendar_version="bench",
        received_at=at,
        started_at=at,
        ended_at=None if is_open else at + timedelta(hours=10),
        outcome="solved" if "answer" in way else "",
        rating=chance.choice((None, 5, 4, 3)) if state == "closed" else None,
        solved_at_visit="yes" if "ask_back" in way else "",
    )
    return case, way


def _steps(cast: Any, case: Any, way: tuple[str, ...]) -> list[Any]:
    from huiying.work.cases.models import Step  # noqa: PLC0415
    from huiying.work.cases.rules.moves import MOVES  # noqa: PLC0415

    steps, before = [], ""
    for serial, move in enumerate(way, start=1):
        at = case.received_at + timedelta(hours=serial)
        state = _STATES[move]
        steps.append(
            Step(
                case=case,
                serial=serial,
                move=move,
                from_state=before,
                to_state=state,
                at=at,
                written_at=at,
                by=MOVES[move].who[0],
                by_name="nf clerk",
                holder=None if state == "closed" else cast.desk,
                provider=case.provider if serial > 2 else None,
                due_at=None if state == "closed" else case.answer_due_at,
                calendar_version="bench",
                word=case.text[:40] if move in ("contact", "answer") else "",
            )
        )
        before = state
    return steps


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]))
