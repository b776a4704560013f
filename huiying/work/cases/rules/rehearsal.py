"""What another rule would have made of a case that has gone its way: which clock differs, and was one missed."""

from dataclasses import dataclass, replace
from datetime import datetime

from huiying.work.cases.rules.clocks import Happening, Standing, matter_of

_CLOCKS = ("answer_due_at", "provider_due_at", "due_at")


@dataclass(frozen=True, slots=True)
class Difference:
    """A clock that would have run otherwise: answer, accept, contact, or desk for what the desk owes afterwards."""

    clock: str
    before: datetime | None
    after: datetime | None


def first_difference(before: list[Standing], after: list[Standing]) -> Difference | None:
    """Where two replays of a case part; the time told to the asker first, then the provider's, then the desk's.

    >>> first_difference([Standing("received", "desk", None, None)], [Standing("received", "desk", None, None)])
    """
    for name in _CLOCKS:
        for one, other in zip(before, after, strict=True):
            was, would_be = getattr(one, name), getattr(other, name)
            if was != would_be:
                kind = one.provider_due_kind or other.provider_due_kind if name == "provider_due_at" else ""
                return Difference(kind or ("answer" if name == "answer_due_at" else "desk"), was, would_be)
    return None


def is_late(steps: list[Happening], standings: list[Standing], now: datetime) -> bool:
    """Whether any clock of a case ran out before the step that came next."""
    moments = [*(step.at for step in steps[1:]), now]
    return any(
        standing.next_due_at is not None and standing.next_due_at < moment
        for standing, moment in zip(standings, moments, strict=True)
    )


def as_if(
    steps: list[Happening], *, lanes: tuple[str, str], matters: tuple[str, str], kind: str
) -> list[Happening]:
    """The steps of a case as its category would have them with another lane and matter (each before, after).

    A lane that a clerk chose against the category's stays.
    """
    (old_lane, new_lane), (_old, matter) = lanes, matters
    changed = []
    for step in steps:
        lane = new_lane if step.lane == old_lane else step.lane
        told = matter_of(lane, kind, matter) if step.matter else ""
        changed.append(replace(step, lane=lane, matter=told))
    return changed
