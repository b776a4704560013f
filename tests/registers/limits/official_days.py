"""The State Council's notices on holidays for 2023 to 2026, written down by hand.

It shares nothing with the package that the product keeps: two sources that must agree.
"""

from datetime import date, timedelta

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)

# First and last day off of each holiday, weekends in it included.
DAYS_OFF = """
2023-01-01 2023-01-02  new year
2023-01-21 2023-01-27  spring festival
2023-04-05 2023-04-05  tomb sweeping
2023-04-29 2023-05-03  labour
2023-06-22 2023-06-24  dragon boat
2023-09-29 2023-10-06  mid-autumn and national
2023-12-30 2024-01-01  new year
2024-02-10 2024-02-17  spring festival
2024-04-04 2024-04-06  tomb sweeping
2024-05-01 2024-05-05  labour
2024-06-08 2024-06-10  dragon boat
2024-09-15 2024-09-17  mid-autumn
2024-10-01 2024-10-07  national
2025-01-01 2025-01-01  new year
2025-01-28 2025-02-04  spring festival
2025-04-04 2025-04-06  tomb sweeping
2025-05-01 2025-05-05  labour
2025-05-31 2025-06-02  dragon boat
2025-10-01 2025-10-08  national and mid-autumn
2026-01-01 2026-01-03  new year
2026-02-15 2026-02-23  spring festival
2026-04-04 2026-04-06  tomb sweeping
2026-05-01 2026-05-05  labour
2026-06-19 2026-06-21  dragon boat
2026-09-25 2026-09-27  mid-autumn
2026-10-01 2026-10-07  national
"""

# Saturdays and Sundays on which offices work instead.
MADE_UP = """
2023-01-28 2023-01-29 2023-04-23 2023-05-06 2023-06-25 2023-10-07 2023-10-08
2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""


def _off() -> set[date]:
    days = set()
    for row in DAYS_OFF.strip().splitlines():
        first, last = (date.fromisoformat(text) for text in row.split()[:2])
        days |= {first + timedelta(days=i) for i in range((last - first).days + 1)}
    return days


OFF = _off()
WORKED = {date.fromisoformat(text) for text in MADE_UP.split()}


def is_working(day: date) -> bool:
    """Whether offices work on a day."""
    return day in WORKED or (day.weekday() < 5 and day not in OFF)


def every_day() -> list[date]:
    """Each day of the four years."""
    return [FIRST + timedelta(days=i) for i in range((LAST - FIRST).days + 1)]
