"""Kinds of workers, providers and lanes; hours of a week; how long a file counts as confirmed."""

from collections.abc import Iterable
from datetime import date, timedelta

WORKER_TYPES = ("family", "child", "elderly", "grid", "mediation")
LANES = ("at_once", "with_care")
CASE_KINDS = ("consultation", "help", "complaint", "report", "suggestion", "thanks")
LIFE_STAGES = ("planned", "founded", "on_land", "building", "producing", "growing", "in_trouble", "leaving")

CONFIRMED_FOR = timedelta(days=90)


def is_on_duty(hours: list[tuple[int, int, int]], weekday: int, hour: int) -> bool:
    """Whether (weekday, from hour, to hour) rows cover an hour; Monday is 0.

    >>> is_on_duty([(4, 8, 20)], 4, 19), is_on_duty([(4, 8, 20)], 4, 20)
    (True, False)
    """
    return any(day == weekday and start <= hour < end for day, start, end in hours)


def hours_without_duty(hours: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The hours of a week that no (weekday, from hour, to hour) row covers, as such rows.

    >>> hours_without_duty([(day, 0, 24) for day in range(6)] + [(6, 8, 20), (6, 7, 9)])
    [(6, 0, 7), (6, 20, 24)]
    """
    rows = sorted(hours)
    gaps = []
    for weekday in range(7):
        covered_until = 0
        for _day, start, end in (row for row in rows if row[0] == weekday):
            if start > covered_until:
                gaps.append((weekday, covered_until, start))
            covered_until = max(covered_until, end)
        if covered_until < 24:
            gaps.append((weekday, covered_until, 24))
    return gaps


def is_confirmed(confirmed_on: date, today: date) -> bool:
    """Whether a worker's file was looked through within the last 90 days.

    >>> is_confirmed(date(2023, 9, 16), date(2023, 12, 15)), is_confirmed(date(2023, 9, 15), date(2023, 12, 15))
    (True, False)
    """
    return today - confirmed_on <= CONFIRMED_FOR
