"""Names to log in with, and which roles somebody may be given and lose."""

from datetime import date, timedelta

import pytest

from huiying.registers.access.rules import APART, Held, faults_in_end, faults_in_grant, faults_in_login

TODAY = date(2023, 12, 15)
LAST_YEAR = date(2022, 12, 15)


@pytest.mark.parametrize(
    ("username", "is_right"),
    [
        *(("wang.li", True), ("w2", True), ("nf-clerk_1", True), ("a" * 60, True)),
        *(("a", False), ("a" * 61, False), ("Wang", False), ("王丽", False), ("wang li", False), ("", False)),
        *((".wang", False), ("wang\n", False), ("ｗang", False)),
    ],
)
def test_a_name_to_log_in_with_is_typed_on_any_keyboard(username: str, is_right: bool) -> None:
    assert (faults_in_login(username) == []) == is_right


def _codes(new: Held, *held: Held) -> list[str]:
    return [fault.code for fault in faults_in_grant(new, held=list(held), today=TODAY)]


def test_a_role_begins_today_or_later_and_ends_after_it_began() -> None:
    assert _codes(Held("desk", "NF", TODAY)) == []
    assert _codes(Held("desk", "NF", TODAY, TODAY)) == []
    assert _codes(Held("desk", "NF", TODAY - timedelta(days=1))) == ["grant_from_past"]
    assert _codes(Held("desk", "NF", TODAY, TODAY - timedelta(days=1))) == ["until_before_from"]


def test_one_role_over_one_office_is_held_once_at_a_time() -> None:
    new = Held("desk", "NF", TODAY)
    assert _codes(new, Held("desk", "NF", LAST_YEAR)) == ["grant_already"]
    assert _codes(new, Held("desk", "QB", LAST_YEAR), Held("lead", "NF", LAST_YEAR)) == []
    assert _codes(new, Held("desk", "NF", LAST_YEAR, TODAY - timedelta(days=1))) == []
    assert _codes(new, Held("desk", "NF", LAST_YEAR, TODAY)) == ["grant_already"]
    later = Held("desk", "NF", TODAY + timedelta(days=9))
    assert _codes(Held("desk", "NF", TODAY, TODAY + timedelta(days=8)), later) == []


@pytest.mark.parametrize("role", APART)
def test_setting_up_guarding_and_auditing_stay_in_different_hands(role: str) -> None:
    for other in set(APART) - {role}:
        assert _codes(Held(role, "NF", TODAY), Held(other, "QB", LAST_YEAR)) == ["grant_apart"]
        assert _codes(Held(role, "NF", TODAY), Held(other, "NF", LAST_YEAR, LAST_YEAR)) == []
    assert _codes(Held(role, "NF", TODAY), Held(role, "QB", LAST_YEAR)) == []
    assert _codes(Held(role, "NF", TODAY), Held("lead", "NF", LAST_YEAR)) == []


@pytest.mark.parametrize(
    ("held", "until_on", "told"),
    [
        (Held("desk", "NF", LAST_YEAR), TODAY, []),
        (Held("desk", "NF", LAST_YEAR), TODAY - timedelta(days=1), []),
        (Held("desk", "NF", LAST_YEAR), TODAY + timedelta(days=30), []),
        (Held("desk", "NF", LAST_YEAR), TODAY - timedelta(days=2), ["day_too_early"]),
        (Held("desk", "NF", TODAY), TODAY - timedelta(days=1), ["day_too_early"]),
        (Held("desk", "NF", LAST_YEAR, TODAY), TODAY + timedelta(days=30), []),
        (Held("desk", "NF", LAST_YEAR, TODAY - timedelta(days=1)), TODAY, ["ended_before"]),
    ],
)
def test_what_has_been_of_a_role_is_not_undone(held: Held, until_on: date, told: list[str]) -> None:
    assert [fault.code for fault in faults_in_end(held, until_on, today=TODAY)] == told
