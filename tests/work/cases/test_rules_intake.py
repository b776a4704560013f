"""What a request must have, and how a contact is read."""

import pytest

from huiying.work.cases.rules.intake import LONGEST_TEXT, faults_in_request, normal_contact


def codes(text: str, contact: str = "") -> list[tuple[str, str]]:
    return [(fault.code, fault.field) for fault in faults_in_request(text=text, contact=contact)]


@pytest.mark.parametrize("text", ["", "  ", "\n\t", "　"])
def test_a_request_without_words_is_sent_back_to_its_field(text: str) -> None:
    assert codes(text) == [("text_missing", "text")]


def test_a_request_may_be_as_long_as_a_letter_and_no_longer() -> None:
    assert codes("灯" * LONGEST_TEXT) == []
    assert codes("灯" * (LONGEST_TEXT + 1)) == [("text_too_long", "text")]


def test_nobody_needs_to_leave_a_contact() -> None:
    assert codes("灯坏了", "") == codes("灯坏了", "  ") == []


@pytest.mark.parametrize("contact", ["138", "none", "138000012345678901", "a@b", "@b.cn", "a b@c.cn", "电话"])
def test_a_contact_that_reaches_nobody_is_sent_back_to_its_field(contact: str) -> None:
    assert codes("灯坏了", contact) == [("contact_wrong", "contact")]


def test_all_faults_are_told_at_once() -> None:
    assert codes(" ", "12") == [("text_missing", "text"), ("contact_wrong", "contact")]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800001234", "13800001234"),
        (" 138 0000 1234 ", "13800001234"),
        ("138-0000-1234", "13800001234"),
        ("+86 138 0000 1234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("0576-87712345", "057687712345"),
        ("+86 576 8771 2345", "057687712345"),
        ("+44 20 7946 0958", "+442079460958"),
        ("li@example.cn", "li@example.cn"),
        ("", ""),
    ],
)
def test_one_contact_is_kept_in_one_form_however_it_was_typed(typed: str, kept: str) -> None:
    assert normal_contact(typed) == kept
    assert normal_contact(kept) == kept
