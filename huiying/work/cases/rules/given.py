"""Services given: what they count as, what is wrong with one, and which were written down late."""

from datetime import date, datetime, timedelta

from huiying.pure.lib.refusals import Fault
from huiying.registers.limits.rules import WorkCalendar

UNITS = ("times", "person_times")
"""次 and 人次: two kinds of unit, which are never added to each other, nor to cases (件)."""
GIVEN_RESULTS = ("done", "explained", "goes_on", "passed_on")
MOST_PEOPLE = 10_000
LONGEST_MINUTES = 24 * 60
A_YEAR = timedelta(days=366)
"""Nobody writes down later what was given."""
IN_TIME = 3
"""Working days within which a service is written down; later, it is marked."""


def unit_of(party_kind: str) -> str:
    """What one service counts as: a person, or people who were only counted, in 人次; a household, an organisation or
    a team in 次.

    >>> unit_of("person"), unit_of(""), unit_of("organisation")
    ('person_times', 'person_times', 'times')
    """
    return "person_times" if party_kind in ("", "person") else "times"


def faults_in_given(
    *, count: int, minutes: int, result: str, happened_at: datetime, now: datetime
) -> list[Fault]:
    """Why a service can't be written down so.

    >>> at = datetime(2023, 12, 15, 9)
    >>> faults_in_given(count=1, minutes=15, result="done", happened_at=at, now=at)
    []
    >>> [fault.code for fault in faults_in_given(count=0, minutes=0, result="", happened_at=at, now=at)]
    ['given_count', 'given_minutes', 'given_result_missing']
    """
    faults = []
    if not 1 <= count <= MOST_PEOPLE:
        faults.append(Fault("given_count", "count", {"most": str(MOST_PEOPLE)}))
    if not 1 <= minutes <= LONGEST_MINUTES:
        faults.append(Fault("given_minutes", "minutes"))
    if result not in GIVEN_RESULTS:
        faults.append(Fault("given_result_missing", "result"))
    if happened_at > now:
        faults.append(Fault("step_in_the_future", "happened_at"))
    elif now - happened_at > A_YEAR:
        faults.append(Fault("given_long_ago", "happened_at"))
    return faults


def is_written_late(happened_on: date, written_on: date, calendar: WorkCalendar) -> bool:
    """Whether a service was written down more than three working days after its day.

    >>> friday = date(2023, 12, 8)
    >>> [is_written_late(friday, date(2023, 12, day), WorkCalendar()) for day in (8, 13, 14)]
    [False, False, True]
    """
    return written_on > calendar.after(happened_on, IN_TIME)
