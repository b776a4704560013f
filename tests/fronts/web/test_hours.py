"""Opening hours as they are said."""

import pytest

from huiying.fronts.web.hours import clock_words, hours_words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], ""),
        ([[day, 8, 17] for day in range(5)], "周一至周五 8:00–17:00"),
        ([[day, 0, 24] for day in range(7)], "每天 全天"),
        ([[0, 8, 12], [1, 8, 12], [3, 8, 12]], "周一、周二、周四 8:00–12:00"),
        ([[0, 8, 12], [1, 8, 12], [2, 8, 12], [5, 9, 11]], "周一至周三 8:00–12:00；周六 9:00–11:00"),
        ([[0, 14, 17], [0, 8, 12], [2, 8, 12]], "周一、周三 8:00–12:00；周一 14:00–17:00"),
    ],
)
def test_hours_are_said_as_they_stand_on_a_door(rows: list[list[int]], words: str) -> None:
    assert hours_words(rows).replace("\N{WORD JOINER}", "") == words


def test_the_hours_of_a_day_stay_on_one_line() -> None:
    assert clock_words(8, 17) == "8:00\N{WORD JOINER}–\N{WORD JOINER}17:00"
