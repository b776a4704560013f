"""Identity numbers, credit codes, and what may be seen in full."""

import pytest

from huiying.registers.parties.rules import (
    REVEAL_REASONS,
    REVEALED_FIELDS,
    faults_in_credit_code,
    faults_in_identity_number,
    faults_in_reveal,
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
