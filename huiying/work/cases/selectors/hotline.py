"""What became of the messages of a hotline's file, for the answers that go back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case, Step
from huiying.work.cases.rules.moves import ANSWERS, LAST_WORDS
from huiying.work.cases.rules.states import UNREAD
from huiying.work.cases.selectors.cases import readable


@dataclass(frozen=True, slots=True)
class Answered:
    """How a case stands, and the answer that its asker may read: by whom, when."""

    number: str
    state: str
    word: str = ""
    by: str = ""
    at: datetime | None = None


def answers(viewer: Viewer, keys: Collection[int]) -> dict[int, Answered]:
    """By case what goes back to the hotline; no answer before the asker reads it."""
    found = Case.objects.filter(readable(viewer, "case.import"), pk__in=keys)
    rows = {key: Answered(number, state) for key, number, state in found.values_list("pk", "number", "state")}
    told = [key for key, row in rows.items() if row.state not in UNREAD]
    steps = Step.objects.filter(case__in=told, move__in=(*ANSWERS, *LAST_WORDS)).order_by("case", "serial")
    for key, word, provider, name, at in steps.values_list("case", "word", "provider__name", "by_name", "at"):
        if word:
            rows[key] = Answered(rows[key].number, rows[key].state, word, provider or name, at)
    return rows
