"""Identity numbers, credit codes, and what may be seen in full."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from huiying.registers.parties.rules import (
    REVEAL_REASONS,
    REVEALED_FIELDS,
    Joining,
    Personal,
    Registered,
    faults_in_credit_code,
    faults_in_days,
    faults_in_identity_number,
    faults_in_merge,
    faults_in_organisation,
    faults_in_pairing,
    faults_in_person,
    faults_in_reveal,
    faults_in_team,
    section_of,
)

POSSIBLE = "11010519491231002X"  # the example of GB 11643, region and day exist
IMPOSSIBLE = "990101194001010008"


def _codes(number: str, *, is_demo: bool) -> list[str]:
    return [fault.code for fault in faults_in_identity_number(number, is_demo=is_demo)]


def test_an_identity_number_of_the_demo_belongs_to_nobody() -> None:
    assert _codes(IMPOSSIBLE, is_demo=True) == []
    assert _codes(POSSIBLE, is_demo=True) == ["identity_number_real"]


def test_a_real_installation_takes_no_impossible_number() -> None:
    assert _codes(POSSIBLE, is_demo=False) == []
    assert _codes(IMPOSSIBLE, is_demo=False) == ["identity_number"]


@pytest.mark.parametrize("wrong", ["990101194001010000", "99010119400101000", "99010119400101000a", "99"])
def test_the_check_character_holds_in_the_demo_too(wrong: str) -> None:
    assert _codes(wrong, is_demo=True) == ["identity_number"]


@pytest.mark.parametrize("wrong", ["110105194912310021", "11010519491331002X", "1101051949123100", ""])
def test_a_mistyped_number_is_found(wrong: str) -> None:
    assert _codes(wrong, is_demo=False) == ["identity_number"]


@pytest.mark.parametrize(
    ("code", "is_right"),
    [
        ("91110000600037341L", True),
        ("91110000600037341M", False),
        ("9111000060003734L", False),
        ("9111000060003734IL", False),
        ("", False),
        ("九一", False),
    ],
)
def test_a_credit_code_has_its_length_alphabet_and_check_character(code: str, is_right: bool) -> None:
    assert (faults_in_credit_code(code) == []) == is_right


def test_a_masked_field_is_opened_for_a_reason_of_the_list_only() -> None:
    for field in REVEALED_FIELDS:
        for reason in REVEAL_REASONS:
            assert faults_in_reveal(field, reason) == []
        assert [fault.field for fault in faults_in_reveal(field, "因为想看")] == ["reason"]
    assert [fault.field for fault in faults_in_reveal("jobs", "visit")] == ["field"]


TODAY = date(2023, 12, 15)
FILE = Personal("张小红", "woman", date(1940, 1, 1), "13912345678", IMPOSSIBLE)


def _in_file(new: Personal, was: Personal | None = None) -> list[tuple[str, str]]:
    return [(fault.code, fault.field) for fault in faults_in_person(new, was=was, today=TODAY, is_demo=True)]


def test_a_whole_file_and_one_with_a_name_only_are_right() -> None:
    assert _in_file(FILE) == _in_file(Personal("甲")) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": " "}, [("name_missing", "name")]),
        ({"birth_on": TODAY + timedelta(days=1)}, [("birth_day", "birth_on")]),
        ({"birth_on": date(1889, 12, 31)}, [("birth_day", "birth_on")]),
        ({"birth_on": date(1940, 1, 2)}, [("identity_number_birth", "birth_on")]),
        ({"sex": "man"}, [("identity_number_sex", "sex")]),
        ({"phone": "1391234567"}, [("contact_wrong", "phone")]),
        ({"identity_number": "990101194001010000"}, [("identity_number", "identity_number")]),
        ({"name": "", "phone": "1"}, [("name_missing", "name"), ("contact_wrong", "phone")]),
    ],
)
def test_what_is_wrong_with_a_file_stands_beside_its_field(
    changed: dict[str, object], told: list[tuple[str, str]]
) -> None:
    assert _in_file(replace(FILE, **changed)) == told  # type: ignore[arg-type]


def test_what_stood_in_a_file_before_is_not_held_against_whoever_changes_the_rest() -> None:
    old = Personal("甲", "man", date(1940, 1, 2), "12", "990101194001010000")
    assert _in_file(replace(old, name="乙"), old) == []
    assert _in_file(replace(old, phone="13"), old) == [("contact_wrong", "phone")]


ONE, OTHER = Joining(1, 1, "", False, False, False), Joining(2, 1, "", False, False, False)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ({}, {}, []),
        ({}, {"key": 1}, ["files_same"]),
        ({}, {"office": 2}, ["files_same"]),
        ({"is_joined": True}, {}, ["files_joined_before"]),
        ({}, {"is_joined": True}, ["files_joined_before"]),
        ({"has_joined": True}, {}, []),
        ({}, {"has_joined": True}, ["files_have_joined"]),
        ({"logs_in": True}, {}, []),
        ({}, {"logs_in": True}, ["files_log_in"]),
        ({"identity_number": IMPOSSIBLE}, {}, []),
        ({"identity_number": IMPOSSIBLE}, {"identity_number": POSSIBLE}, ["files_two_numbers"]),
    ],
)
def test_two_files_become_one_where_they_can_be_one_persons(
    one: dict[str, object], other: dict[str, object], told: list[str]
) -> None:
    faults = faults_in_merge(replace(ONE, **one), replace(OTHER, **other))  # type: ignore[arg-type]
    assert [fault.code for fault in faults] == told


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (0, None, []),
        (1, None, ["day_in_the_future"]),
        (-10, 0, []),
        (-10, -10, []),
        (-10, -11, ["until_before_from"]),
        (-10, 1, ["day_in_the_future"]),
        (-31, None, ["day_too_early"]),
    ],
)
def test_a_tie_begins_and_ends_on_days_that_have_come(first: int, last: int | None, told: list[str]) -> None:
    until_on = None if last is None else TODAY + timedelta(days=last)
    faults = faults_in_days(
        TODAY + timedelta(days=first), until_on, today=TODAY, not_before=TODAY - timedelta(days=30)
    )
    assert [fault.code for fault in faults] == told


@pytest.mark.parametrize(
    ("code", "section"),
    [("C2913", "C"), ("29", "C"), ("013", "A"), ("A01", "A"), ("97", "T"), ("T9700", "T"), ("O80", "O")],
)
def test_an_industry_lies_in_its_section(code: str, section: str) -> None:
    assert section_of(code) == section


@pytest.mark.parametrize("code", ["", "C", "1", "00", "98", "29135", "A2913", "X29", "２９", "CC29", "-1"])
def test_a_code_that_is_not_in_the_list_of_industries_lies_nowhere(code: str) -> None:
    assert section_of(code) == ""


def test_every_division_lies_in_one_section_and_each_section_has_one() -> None:
    found = "".join(section_of(f"{division:02d}") for division in range(1, 98))
    assert len(found) == 97
    assert "".join(sorted(found)) == found
    assert len(set(found)) == 20


def test_what_is_wrong_with_an_organisation_or_a_team_stands_beside_its_field() -> None:
    wrong = Registered(" ", "9111", "X1", "12")
    fields = ["name", "credit_code", "industry", "phone"]
    assert [fault.field for fault in faults_in_organisation(wrong, was=None)] == fields
    assert [fault.field for fault in faults_in_organisation(wrong, was=wrong)] == ["name"]
    assert faults_in_organisation(Registered("甲", "91110000600037341L", "C2913", "12345"), was=None) == []
    assert [fault.field for fault in faults_in_team(name="", phone="12")] == ["name", "phone"]


@pytest.mark.parametrize(
    ("kind", "first", "second", "told"),
    [
        ("mentor", "person", "person", []),
        ("mentor", "person", "organisation", ["second"]),
        ("official_talent", "team", "team", ["first", "second"]),
        ("association_village", "organisation", "team", []),
        ("association_village", "person", "organisation", ["first"]),
        ("cadre_enterprise", "person", "organisation", []),
        ("cadre_enterprise", "organisation", "person", ["first", "second"]),
        ("friends", "person", "person", ["first", "second"]),
    ],
)
def test_a_pairing_takes_who_its_kind_asks_for(kind: str, first: str, second: str, told: list[str]) -> None:
    assert [fault.field for fault in faults_in_pairing(kind, (1, first), (2, second))] == told
    assert [fault.code for fault in faults_in_pairing(kind, (1, first), (1, first))] == ["paired_with_itself"]
