"""Due times over every shifted holiday and made-up day of four years, counted on a wall calendar by hand."""

from datetime import date

import pytest

from huiying.pure.lib.clock import local_time
from huiying.registers.limits.rules import LimitRule, WorkCalendar, due_at

# From a day, so many working days later, is which day; read from the State Council's notices.
COUNTED = """
2023-01-01 1 2023-01-03  new year
2023-01-19 2 2023-01-28  spring festival, a Saturday made up
2023-01-20 2 2023-01-29  and the Sunday after it
2023-01-20 3 2023-01-30
2023-01-27 5 2023-02-01  from a day off
2023-04-04 1 2023-04-06  tomb sweeping in the middle of a week
2023-04-04 3 2023-04-10
2023-04-21 1 2023-04-23  a Sunday made up before labour day
2023-04-28 1 2023-05-04  labour day
2023-04-28 3 2023-05-06  and the Saturday made up after it
2023-04-28 4 2023-05-08
2023-06-21 1 2023-06-25  dragon boat, a Sunday made up
2023-06-21 2 2023-06-26
2023-09-28 1 2023-10-07  mid-autumn and national day
2023-09-28 2 2023-10-08
2023-09-28 7 2023-10-13
2023-12-15 5 2023-12-22  an ordinary week
2023-12-29 1 2024-01-02  over the turn of the year
2024-02-02 1 2024-02-04  a Sunday made up before spring festival
2024-02-08 2 2024-02-18  and one after it
2024-02-09 3 2024-02-20
2024-04-03 1 2024-04-07  tomb sweeping, a Sunday made up
2024-04-03 2 2024-04-08
2024-04-26 1 2024-04-28  a Sunday made up before labour day
2024-04-26 4 2024-05-06
2024-05-10 1 2024-05-11  a Saturday made up after it
2024-05-10 2 2024-05-13
2024-06-07 1 2024-06-11  dragon boat
2024-09-13 1 2024-09-14  a Saturday made up before mid-autumn
2024-09-13 2 2024-09-18
2024-09-27 1 2024-09-29  a Sunday made up before national day
2024-09-27 3 2024-10-08
2024-09-27 7 2024-10-12  and a Saturday after it
2024-12-31 1 2025-01-02
2025-01-24 1 2025-01-26  a Sunday made up before spring festival
2025-01-24 3 2025-02-05
2025-01-24 6 2025-02-08  and a Saturday after it
2025-04-03 1 2025-04-07
2025-04-25 1 2025-04-27
2025-04-25 5 2025-05-06
2025-05-30 1 2025-06-03
2025-09-26 1 2025-09-28
2025-09-26 4 2025-10-09  eight days off
2025-09-26 6 2025-10-11
2025-12-31 1 2026-01-04
2026-02-13 1 2026-02-14
2026-02-13 2 2026-02-24  nine days off
2026-02-13 6 2026-02-28
2026-02-13 7 2026-03-02
2026-04-03 1 2026-04-07
2026-04-30 1 2026-05-06
2026-04-30 4 2026-05-09
2026-06-18 1 2026-06-22
2026-09-18 1 2026-09-20
2026-09-18 6 2026-09-28
2026-09-30 1 2026-10-08
2026-09-30 3 2026-10-10
2026-09-30 4 2026-10-12
"""
ROWS = [tuple(row.split()[:3]) for row in COUNTED.strip().splitlines()]


@pytest.mark.parametrize(("start", "days", "due"), ROWS)
@pytest.mark.parametrize(("hour", "minute"), [(0, 0), (16, 59), (23, 59)])
def test_a_due_time_is_the_close_of_office_on_the_day_counted_by_hand(
    start: str, days: str, due: str, hour: int, minute: int
) -> None:
    limit = LimitRule("case.answer", "", date(2020, 1, 1), None, int(days), "working_days", "d")
    moment = local_time(date.fromisoformat(start), hour, minute)
    assert due_at(moment, limit, WorkCalendar()) == local_time(date.fromisoformat(due), 17)
