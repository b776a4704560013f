"""Kinds of workers, providers and lanes."""

WORKER_TYPES = ("family", "child", "elderly", "grid", "mediation")
LANES = ("at_once", "with_care")
CASE_KINDS = ("consultation", "help", "complaint", "report", "suggestion", "thanks")
LIFE_STAGES = ("planned", "founded", "on_land", "building", "producing", "growing", "in_trouble", "leaving")


def is_on_duty(hours: list[tuple[int, int, int]], weekday: int, hour: int) -> bool:
    """Whether (weekday, from hour, to hour) rows cover an hour; Monday is 0.

    >>> is_on_duty([(4, 8, 20)], 4, 19), is_on_duty([(4, 8, 20)], 4, 20)
    (True, False)
    """
    return any(day == weekday and start <= hour < end for day, start, end in hours)
