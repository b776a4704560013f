"""The months that a common problem's measure is looked at by."""

from datetime import date

from huiying.work.cases.rules.problems import months_around

TODAY = date(2023, 12, 15)


def test_a_measure_that_began_is_seen_from_six_months_before_to_six_after_but_not_beyond_today() -> None:
    months = months_around(date(2023, 9, 10), TODAY)
    assert (months[0], months[-1], len(months)) == (date(2023, 3, 1), date(2023, 12, 1), 10)
    months = months_around(date(2023, 2, 28), TODAY)
    assert (months[0], months[-1], len(months)) == (date(2022, 8, 1), date(2023, 8, 1), 13)


def test_one_that_is_only_planned_shows_the_months_until_now() -> None:
    assert months_around(date(2024, 2, 1), TODAY) == months_around(None, TODAY) == months_around(TODAY, TODAY)
