"""When a case that waits for its asker may be kept for later."""

from datetime import date

from huiying.registers.limits.rules import LimitRule, WorkCalendar
from huiying.work.cases.rules.waiting import faults_in_keeping

WAIT = LimitRule("case.incomplete", "", date(2023, 1, 1), None, 5, "working_days", "办法第十三条")
FRIDAY = date(2023, 12, 1)
TRIES = [date(2023, 12, 4), date(2023, 12, 6)]


def faults(asked_on: date | None, tries: list[date], today: date) -> list[str]:
    return [fault.code for fault in faults_in_keeping(asked_on, tries, today, WAIT, WorkCalendar())]


def test_after_two_reminders_and_five_working_days_it_may_be_kept() -> None:
    assert faults(FRIDAY, TRIES, date(2023, 12, 9)) == []
    assert faults(FRIDAY, TRIES, date(2023, 12, 8)) == ["kept_too_early"]
    assert faults(FRIDAY, TRIES[:1], date(2023, 12, 9)) == ["tries_missing"]


def test_where_nothing_is_missing_nothing_is_kept() -> None:
    assert faults(None, TRIES, date(2023, 12, 9)) == ["nothing_is_missing"]
