"""Common problems and their measures: what each must have, whom to tell, and how to compare before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from huiying.pure.lib.refusals import Fault
from huiying.work.cases.rules.states import OPEN_STATES, TELLABLE

MEASURE_KINDS = ("article", "training", "talk", "repair", "other")

LONGEST_CAUSE, LONGEST_TEXT = 4000, 20_000
_MONTHS = 6
"""So many months before the first measure, and as many after it, are compared."""
A_YEAR = timedelta(days=366)


def faults_in_problem(*, title: str, cause: str, count: int) -> list[Fault]:
    """Why a common problem can't be named: what it is, what causes it, and a case or a visit that shows it.

    >>> [fault.code for fault in faults_in_problem(title="没人会写", cause=" ", count=0)]
    ['cause_missing', 'problem_is_empty']
    """
    faults = [] if title.strip() else [Fault("title_missing", "title")]
    if not cause.strip():
        faults.append(Fault("cause_missing", "cause"))
    if len(cause) > LONGEST_CAUSE:
        faults.append(Fault("words_too_long", "cause", {"most": str(LONGEST_CAUSE)}))
    if count == 0:
        faults.append(Fault("problem_is_empty", "cases"))
    return faults


@dataclass(frozen=True, slots=True)
class Answering:
    """A measure as the rules see it."""

    kind: str
    title: str
    text: str
    from_on: date | None
    until_on: date | None
    has_enterprise: bool


def faults_in_measure(measure: Answering, today: date) -> list[Fault]:
    """Why a measure can't be noted. An article is written, and about somebody.

    >>> day = date(2023, 12, 15)
    >>> faults_in_measure(Answering("talk", "两家谈谈", "", day, None, False), day)
    []
    >>> [fault.code for fault in faults_in_measure(Answering("article", "好厂", " ", day, None, False), day)]
    ['article_missing', 'enterprise_missing']
    """
    faults = [] if measure.kind in MEASURE_KINDS else [Fault("measure_kind_missing", "kind")]
    if not measure.title.strip():
        faults.append(Fault("title_missing", "title"))
    if len(measure.text) > LONGEST_TEXT:
        faults.append(Fault("words_too_long", "text", {"most": str(LONGEST_TEXT)}))
    if measure.from_on is None:
        faults.append(Fault("day_missing", "from_on"))
    elif abs(measure.from_on - today) > A_YEAR:
        faults.append(Fault("measure_day_far", "from_on"))
    elif measure.until_on is not None and measure.until_on < measure.from_on:
        faults.append(Fault("measure_ends_first", "until_on"))
    if measure.kind == "article" and not measure.text.strip():
        faults.append(Fault("article_missing", "text"))
    if measure.kind == "article" and not measure.has_enterprise:
        faults.append(Fault("enterprise_missing", "about"))
    return faults


def faults_in_approval(*, approved_on: date | None, by: str, from_on: date, today: date) -> list[Fault]:
    """Why an article's approval can't be noted: who said yes, on which day.

    >>> day = date(2023, 12, 15)
    >>> [fault.code for fault in faults_in_approval(approved_on=None, by=" ", from_on=day, today=day)]
    ['approver_missing', 'day_missing']
    """
    faults = [] if by.strip() else [Fault("approver_missing", "approved_by")]
    if approved_on is None:
        faults.append(Fault("day_missing", "approved_on"))
    elif approved_on > today:
        faults.append(Fault("step_in_the_future", "approved_on"))
    elif approved_on < from_on:
        faults.append(Fault("approved_before_written", "approved_on"))
    return faults


# --- Whom to tell ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asking:
    """A case of a problem, with who asked it: `who` is the same for all cases of one asker."""

    case: int
    who: int
    state: str
    is_told: bool


def askers(rows: Iterable[tuple[int, int | None, str]]) -> dict[int, int]:
    """Whose each case is, said by the first case of that asker; given as (case, party, contact). Cases are of one asker
    where the party or the contact is the same; without either nobody knows.

    >>> askers([(1, 7, ""), (2, None, "138"), (3, 7, "138"), (4, None, ""), (5, None, "")])
    {1: 1, 2: 1, 3: 1, 4: 4, 5: 5}
    """
    whose: dict[int, int] = {}
    known: dict[object, int] = {}
    for case, party, contact in rows:
        marks = [mark for mark in (("party", party), ("contact", contact)) if mark[1]]
        found = {whose[known[mark]] for mark in marks if mark in known}
        first = min(found, default=case)
        whose = {key: first if value in found else value for key, value in whose.items()}
        whose[case] = first
        known |= dict.fromkeys(marks, case)
    return whose


def to_tell(askings: Iterable[Asking]) -> dict[int, int]:
    """By which of their cases each asker is told who has not been told: by an open one rather than a closed, by the
    newest rather than an older.

    >>> first, second = Asking(1, 1, "closed", False), Asking(2, 1, "handling", False)
    >>> told, gone = Asking(3, 3, "closed", True), Asking(4, 4, "withdrawn", False)
    >>> to_tell([first, second, told, gone, Asking(5, 3, "closed", False)])
    {1: 2}
    """
    askings = list(askings)
    told = {asking.who for asking in askings if asking.is_told}
    chosen: dict[int, Asking] = {}
    for asking in askings:
        if asking.who in told or asking.state not in TELLABLE:
            continue
        before = chosen.get(asking.who)
        if before is None or _nearness(asking) > _nearness(before):
            chosen[asking.who] = asking
    return {who: asking.case for who, asking in chosen.items()}


def _nearness(asking: Asking) -> tuple[bool, int]:
    return asking.state in OPEN_STATES, asking.case


# --- Before and after --------------------------------------------------------------------------------------


def first_of(month: date, away: int = 0) -> date:
    """The first day of the month that lies so many months away.

    >>> first_of(date(2023, 11, 20), 3), first_of(date(2023, 1, 31), -1)
    (datetime.date(2024, 2, 1), datetime.date(2022, 12, 1))
    """
    months = month.year * 12 + month.month - 1 + away
    return date(months // 12, months % 12 + 1, 1)


def months_around(began_on: date | None, today: date) -> list[date]:
    """The months that are compared: six before the first measure began, the month in which it did, and up to six after
    it; without a measure the last six.

    >>> months = months_around(date(2023, 9, 10), date(2023, 12, 15))
    >>> months[0], months[-1], len(months)
    (datetime.date(2023, 3, 1), datetime.date(2023, 12, 1), 10)
    """
    middle = first_of(min(began_on, today)) if began_on else first_of(today)
    last = min(first_of(middle, _MONTHS), first_of(today))
    months = [first_of(middle, away) for away in range(-_MONTHS, _MONTHS + 1)]
    return [month for month in months if month <= last]


def before_and_after(
    counts: Mapping[date, int], months: list[date], began_on: date
) -> tuple[tuple[int, int], ...]:
    """How many in how many whole months before the one in which it began, and after it.

    >>> months = [date(2023, month, 1) for month in (7, 8, 9, 10)]
    >>> before_and_after({date(2023, 7, 1): 4, date(2023, 8, 1): 2, date(2023, 9, 1): 9}, months, date(2023, 9, 9))
    ((6, 2), (0, 1))
    """
    middle = first_of(began_on)
    before = [month for month in months if month < middle]
    after = [month for month in months if month > middle]
    return tuple((sum(counts.get(month, 0) for month in part), len(part)) for part in (before, after))
