"""When the desk may stop trying to reach an asker."""

from datetime import date

TRIES, DAYS = 3, 2


def is_given_up(days: list[date]) -> bool:
    """Whether the tries in vain, each given by its day, are enough: three, on two days.

    >>> friday, monday = date(2023, 12, 15), date(2023, 12, 18)
    >>> is_given_up([friday, friday, friday]), is_given_up([friday, friday, monday])
    (False, True)
    """
    return len(days) >= TRIES and len(set(days)) >= DAYS
