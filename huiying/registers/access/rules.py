"""What makes a login and a grant right."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from huiying.pure.lib.refusals import Fault

APART = ("admin", "security", "auditor")
"""Who sets the system up, who guards it and who audits it are never one person at a time."""
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody has or is to have: over which office or place, from which day until which."""

    role: str
    over: str
    from_on: date
    until_on: date | None = None

    def meets(self, other: "Held") -> bool:
        """Whether both hold on some day.

        >>> early, late = date(2023, 1, 1), date(2023, 6, 30)
        >>> Held("desk", "NF", early, late).meets(Held("desk", "NF", late)), Held("desk", "NF", early, early).meets(
        ...     Held("desk", "NF", late))
        (True, False)
        """
        return (self.until_on is None or self.until_on >= other.from_on) and (
            other.until_on is None or other.until_on >= self.from_on
        )


def faults_in_login(username: str) -> list[Fault]:
    """What is wrong with a name to log in with: it is typed on any keyboard, and never mistaken.

    >>> faults_in_login("wang.li"), faults_in_login("王")[0].code
    ([], 'username_wrong')
    """
    return [] if _LOGIN.fullmatch(username) else [Fault("username_wrong", "username")]


def faults_in_grant(new: Held, *, held: list[Held], today: date) -> list[Fault]:
    """Why somebody who has the roles `held` isn't given another.

    >>> day = date(2023, 12, 15)
    >>> clerk = Held("desk", "NF", day)
    >>> faults_in_grant(clerk, held=[], today=day), faults_in_grant(clerk, held=[clerk], today=day)[0].code
    ([], 'grant_already')
    """
    faults = []
    if new.from_on < today:
        faults.append(Fault("grant_from_past", "from_on"))
    if new.until_on and new.until_on < new.from_on:
        return [*faults, Fault("until_before_from", "until_on", {"day": new.from_on.isoformat()})]
    beside = [other for other in held if other.meets(new)]
    if any((other.role, other.over) == (new.role, new.over) for other in beside):
        faults.append(Fault("grant_already", "role"))
    if new.role in APART and any(other.role in APART and other.role != new.role for other in beside):
        faults.append(Fault("grant_apart", "role"))
    return faults


def faults_in_end(held: Held, until_on: date, *, today: date) -> list[Fault]:
    """Why a role doesn't end with that day: what has been is not undone. Yesterday takes it away at once.

    >>> day = date(2023, 12, 15)
    >>> faults_in_end(Held("desk", "NF", day), day, today=day)
    []
    """
    if held.until_on and held.until_on < today:
        return [Fault("ended_before")]
    first = max(held.from_on, today - timedelta(days=1))
    return [] if until_on >= first else [Fault("day_too_early", "until_on", {"day": first.isoformat()})]
