"""A case that waits for its asker (等您补充): when the desk may keep it for later."""

from datetime import date

from huiying.pure.lib.refusals import Fault
from huiying.registers.limits.rules import LimitRule, WorkCalendar
from huiying.work.cases.rules.rulings import last_day

TRIES = 2
"""So often the asker is reminded in vain before a case is kept."""


def faults_in_keeping(
    asked_on: date | None, tries: list[date], today: date, wait: LimitRule, calendar: WorkCalendar
) -> list[Fault]:
    """Why a case can't be kept for later: nothing is missing, or the asker was not given time and two reminders.

    >>> wait = LimitRule("case.incomplete", "", date(2023, 1, 1), None, 5, "working_days", "d")
    >>> asked, day = date(2023, 12, 1), date(2023, 12, 11)
    >>> faults_in_keeping(asked, [date(2023, 12, 4), date(2023, 12, 7)], day, wait, WorkCalendar())
    []
    >>> [fault.code for fault in faults_in_keeping(asked, [asked], date(2023, 12, 8), wait, WorkCalendar())]
    ['kept_too_early', 'tries_missing']
    """
    if asked_on is None:
        return [Fault("nothing_is_missing")]
    faults = []
    if today <= last_day(asked_on, wait, calendar):
        faults.append(Fault("kept_too_early", data={"days": str(wait.amount), "document": wait.document}))
    if len(tries) < TRIES:
        faults.append(Fault("tries_missing", data={"most": str(TRIES)}))
    return faults
