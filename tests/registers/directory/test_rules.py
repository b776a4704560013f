"""Hours of a week, how long a worker's file counts as confirmed, and which standard answers fit."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.registers.directory.rules import (
    LONGEST_ANSWER,
    OFFERED_ANSWERS,
    answers_that_fit,
    faults_in_answer,
    hours_without_duty,
    is_confirmed,
    is_on_duty,
)

_ROWS = st.tuples(st.integers(0, 6), st.integers(0, 23), st.integers(1, 24)).filter(
    lambda row: row[1] < row[2]
)


@given(st.lists(_ROWS, max_size=20))
def test_every_hour_of_the_week_is_either_on_the_roster_or_named_as_nobodys(
    rows: list[tuple[int, int, int]],
) -> None:
    gaps = hours_without_duty(rows)
    for weekday in range(7):
        for hour in range(24):
            assert is_on_duty(rows, weekday, hour) != is_on_duty(gaps, weekday, hour)
    assert gaps == sorted(gaps)


@pytest.mark.parametrize(("days", "fresh"), [(0, True), (90, True), (91, False)])
def test_a_file_is_fresh_for_ninety_days(days: int, fresh: bool) -> None:
    today = date(2023, 12, 15)
    assert is_confirmed(today - timedelta(days=days), today) == fresh


def test_a_standard_answer_says_something_and_holds_for_a_while() -> None:
    today = date(2023, 12, 15)
    right = {"question": "几点下班", "text": "五点", "valid_until": today, "today": today}

    def codes(**changes: Any) -> list[str]:
        return [fault.code for fault in faults_in_answer(**{**right, **changes})]

    assert codes() == []
    assert codes(question=" ", text="\n") == ["question_missing", "answer_text_missing"]
    assert codes(text="长" * (LONGEST_ANSWER + 1)) == ["text_too_long"]
    assert codes(valid_until=None) == codes(valid_until=date(2023, 12, 14)) == ["day_is_past"]


def test_the_answers_that_fit_are_of_the_category_or_ask_the_same_the_likeliest_first() -> None:
    kept = [
        ("of the category", "elder.meals", "送饭要多少钱"),
        ("both", "elder.meals", "订饭怎么退"),
        ("the same question", "", "订饭怎么退呢"),
        ("of another", "estate.parking", "车停哪里"),
        ("of none", "", "灯坏了找谁"),
    ]
    assert answers_that_fit("elder.meals", "我昨天订饭怎么退掉", kept) == [
        "both",
        "the same question",
        "of the category",
    ]
    assert answers_that_fit("", "别的事", kept) == []


def test_no_more_are_offered_than_there_are_keys() -> None:
    kept = [(number, "other", f"问题{number}") for number in range(20)]
    assert answers_that_fit("other", "", kept) == list(range(OFFERED_ANSWERS))
