"""Meetings: what kinds there are, and when one may still take something on."""

from datetime import date, timedelta

from huiying.pure.lib.refusals import Fault

MEETING_KINDS = ("joint", "appraisal", "training", "committee", "representatives")


A_YEAR = timedelta(days=366)
"""Nobody calls a meeting for a day further away, nor writes one down later."""


def faults_in_meeting(*, kind: str, title: str, on: date, today: date) -> list[Fault]:
    """Why a meeting can't be called.

    >>> day = date(2023, 12, 15)
    >>> [fault.code for fault in faults_in_meeting(kind="joint", title=" ", on=day, today=day)]
    ['title_missing']
    """
    faults = [] if kind in MEETING_KINDS else [Fault("meeting_kind_missing", "kind")]
    if not title.strip():
        faults.append(Fault("title_missing", "title"))
    if abs(on - today) > A_YEAR:
        faults.append(Fault("meeting_day_far", "held_on"))
    return faults


def faults_in_decision(
    *, what: str, by_on: date | None, today: date, is_held: bool, is_decided: bool
) -> list[Fault]:
    """Why something can't be decided: when the meeting has begun, what, by which day, and once.

    >>> given = {"what": "装扶手", "by_on": date(2024, 1, 5), "today": date(2023, 12, 15)}
    >>> faults_in_decision(**given, is_held=True, is_decided=False)
    []
    """
    if is_decided:
        return [Fault("decided_before")]
    if not is_held:
        return [Fault("meeting_not_held")]
    faults = [] if what.strip() else [Fault("decision_missing", "what")]
    if by_on is None or by_on < today:
        faults.append(Fault("day_is_past", "by_on"))
    return faults
