"""Meetings: what kinds there are, and when one may still take something on."""

from datetime import date

from huiying.pure.lib.refusals import Fault

MEETING_KINDS = ("joint", "appraisal", "training", "committee", "representatives")


def faults_in_meeting(*, kind: str, title: str) -> list[Fault]:
    """Why a meeting can't be called.

    >>> [fault.code for fault in faults_in_meeting(kind="joint", title=" ")]
    ['title_missing']
    """
    faults = [] if kind in MEETING_KINDS else [Fault("meeting_kind_missing", "kind")]
    return faults if title.strip() else [*faults, Fault("title_missing", "title")]


def faults_in_decision(*, what: str, by_on: date | None, today: date, is_decided: bool) -> list[Fault]:
    """Why something can't be decided: what, by which day, and once.

    >>> faults_in_decision(what="装扶手", by_on=date(2024, 1, 5), today=date(2023, 12, 15), is_decided=False)
    []
    """
    if is_decided:
        return [Fault("decided_before")]
    faults = [] if what.strip() else [Fault("decision_missing", "what")]
    if by_on is None or by_on < today:
        faults.append(Fault("day_is_past", "by_on"))
    return faults
