"""When a meeting may be called, and when it may decide."""

from datetime import date

import pytest

from huiying.work.cases.rules.meetings import MEETING_KINDS, faults_in_decision, faults_in_meeting

FRIDAY = date(2023, 12, 15)


def codes(what: str, by_on: date | None, is_decided: bool = False, is_held: bool = True) -> list[str]:
    faults = faults_in_decision(what=what, by_on=by_on, today=FRIDAY, is_held=is_held, is_decided=is_decided)
    return [fault.code for fault in faults]


def called(kind: str = "joint", title: str = "路灯", on: date = FRIDAY) -> list[str]:
    return [fault.code for fault in faults_in_meeting(kind=kind, title=title, on=on, today=FRIDAY)]


@pytest.mark.parametrize("kind", MEETING_KINDS)
def test_a_meeting_has_a_known_kind_and_says_what_about(kind: str) -> None:
    assert called(kind) == []
    assert called(kind, title="") == ["title_missing"]


def test_a_chat_is_no_meeting() -> None:
    assert called("chat") == ["meeting_kind_missing"]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2022, 12, 13), date(2024, 12, 16), date(9999, 12, 31)])
def test_a_day_more_than_a_year_away_is_a_slip(day: date) -> None:
    assert called(on=day) == ["meeting_day_far"]


def test_a_decision_says_what_and_by_which_day_and_is_made_once() -> None:
    assert codes("装扶手", FRIDAY) == []
    assert codes(" ", FRIDAY) == ["decision_missing"]
    assert codes("装扶手", None) == ["day_is_past"]
    assert codes("装扶手", date(2023, 12, 14)) == ["day_is_past"]
    assert codes("装扶手", FRIDAY, is_decided=True) == ["decided_before"]


def test_nothing_is_decided_before_the_meeting() -> None:
    assert codes("装扶手", FRIDAY, is_held=False) == ["meeting_not_held"]
