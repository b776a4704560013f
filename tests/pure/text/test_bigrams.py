"""The index finds each text that holds the searched words, and only those."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.pure.text.bigrams import bigrams, phrase

CHINESE = st.text(alphabet="柳岸小区停水电梯灯坏", min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("停水了", "停水 水了"),
        ("WiFi坏了", "wifi 坏了"),
        ("ＡＢＣ１２３", "abc123"),
        ("柳岸,小区", "柳岸 小区"),
        ("灯", ""),
        ("", ""),
        ("7幢", "7"),
        ("café_2", "café 2"),
        ("a-1", "a 1"),
    ],
)
def test_text_becomes_pairs_of_chinese_characters_and_whole_other_words(text: str, expected: str) -> None:
    assert bigrams(text) == expected


@given(CHINESE, CHINESE, CHINESE)
def test_a_text_is_found_by_any_part_of_it_from_two_characters(before: str, part: str, after: str) -> None:
    assert f" {phrase(part)} " in f" {bigrams(before + part + after)} "


@given(CHINESE, CHINESE)
def test_a_text_is_not_found_by_what_is_not_in_it(text: str, query: str) -> None:
    assert (f" {phrase(query)} " in f" {bigrams(text)} ") == (query in text)


def test_a_lone_chinese_character_is_not_searched_for() -> None:
    assert phrase("水") == ""
