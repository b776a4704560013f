"""What was done with a record, as its page tells it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiying.base.trail.selectors import timeline
from huiying.fronts.web.trail.sentences import sentence

_MOST = 30


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a record's timeline."""

    at: datetime
    what: str
    by: str = ""
    words: str = ""
    is_late: bool = False
    is_now: bool = False


def history(party: Any, *joined: Any) -> list[Told]:
    """The last things done with a party and the files that were joined to it, the newest first."""
    names = {each.pk: each.name for each in (party, *joined)}
    entries = timeline("party", *names).order_by("-id")[:_MOST]
    return [Told(entry.at, sentence(entry, names[entry.subject_id])) for entry in entries]


def user_history(user: Any) -> list[Told]:
    """The last things done with a login and its roles, the newest first."""
    entries = timeline("user", user.pk).order_by("-id")[:_MOST]
    return [Told(entry.at, sentence(entry, user.name)) for entry in entries]
