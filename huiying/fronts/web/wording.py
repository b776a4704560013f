"""The words for times, states, marks and lanes: the office's on the desk, plain ones for the asker."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.utils.dateformat import format as formatted
from django.utils.translation import get_language, gettext, ngettext, ngettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiying.pure.lib import clock

WEEKDAYS = (
    pgettext_lazy("weekday", "Monday"),
    pgettext_lazy("weekday", "Tuesday"),
    pgettext_lazy("weekday", "Wednesday"),
    pgettext_lazy("weekday", "Thursday"),
    pgettext_lazy("weekday", "Friday"),
    pgettext_lazy("weekday", "Saturday"),
    pgettext_lazy("weekday", "Sunday"),
)


def _date_words(day: date, today: date | None = None) -> str:
    """1 December, or 1 December 2024 in another year."""
    has_year = not today or day.year != today.year
    return _formatted(day, pgettext("date format", "j F Y") if has_year else pgettext("date format", "j F"))


@lru_cache(maxsize=2048)
def _formatted(day: date, pattern: str) -> str:
    """A day in a pattern, which is of one language; a list says the same days over and over."""
    return formatted(day, pattern)


def day_words(day: date, today: date) -> str:
    """A day as it is said aloud: today, tomorrow, Friday, next Monday, 1 December."""
    away = (day - today).days
    weekday = str(WEEKDAYS[day.weekday()])
    weeks_ahead = (away + today.weekday()) // 7
    if -1 <= away <= 1:
        return (gettext("today"), gettext("tomorrow"), gettext("yesterday"))[away]
    if away == 2:
        return pgettext("the day after tomorrow", "%(weekday)s") % {"weekday": weekday}
    if away > 0 and weeks_ahead == 0:
        return weekday
    if away > 0 and weeks_ahead == 1:
        return gettext("next %(weekday)s") % {"weekday": weekday}
    return _date_words(day, today)


def moment_words(at: date, today: date) -> str:
    """When something happened: today 10:20, yesterday 16:05, Friday 24 November 09:30; a date has no time."""
    if not isinstance(at, datetime):
        return day_words(at, today)
    local = clock.local(at)
    day = day_words(local.date(), today)
    if local.date() < today - timedelta(days=1) and local.year == today.year:
        day = gettext("%(weekday)s %(day)s") % {"weekday": WEEKDAYS[local.weekday()], "day": day}
    return f"{day} {local:%H:%M}"


def exact_words(at: date) -> str:
    """The full date with its weekday, as it stands in print."""
    local = clock.local(at) if isinstance(at, datetime) else at
    words = gettext("%(weekday)s %(day)s") % {"weekday": WEEKDAYS[local.weekday()], "day": _date_words(local)}
    return f"{words} {local:%H:%M}" if isinstance(local, datetime) else words


def gone_words(gone: timedelta) -> str:
    """How late something is, in the largest unit that fits."""
    minutes = max(int(gone.total_seconds() // 60), 1)
    if minutes < 60:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    if minutes < 24 * 60:
        return ngettext("%(count)d hour", "%(count)d hours", minutes // 60) % {"count": minutes // 60}
    return ngettext("%(count)d day", "%(count)d days", gone.days) % {"count": gone.days}


def due_words(at: datetime, now: datetime) -> str:
    """Until when: by tomorrow 17:00; once it is past, since when and how late."""
    local = clock.local(at)
    values = {"day": day_words(local.date(), clock.local(now).date()), "time": f"{local:%H:%M}"}
    if now <= at:
        return gettext("by %(day)s %(time)s") % values
    return gettext("was due %(day)s %(time)s, %(gone)s late") % {**values, "gone": gone_words(now - at)}


@dataclass(frozen=True, slots=True)
class StateWords:
    """How a state looks and what it is called; `staff` may hold %(count)s, `asker` %(who)s and %(until)s."""

    tone: str
    staff: Any
    asker: Any


STATES = {
    "received": StateWords("waiting", _("Received"), _("We have it and are looking who should take it")),
    "answered_on_the_spot": StateWords("done", _("Answered on the spot"), _("You were answered on the spot")),
    "refused": StateWords("ended", _("Not accepted"), _("We can't do this; the answer says whom to turn to")),
    "triaged": StateWords(
        "running", _("Triaged"), _("We understand it and are looking for the right person")
    ),
    "dispatched": StateWords(
        "waiting", _("Dispatched, to be accepted"), _("Given to %(who)s, waiting to be taken up")
    ),
    "accepted": StateWords("running", _("Accepted"), _("%(who)s has taken it up")),
    "handling": StateWords("running", _("In hand"), _("%(who)s is at work on it")),
    "incomplete": StateWords("waiting", _("waiting for the asker"), _("We need one more thing from you")),
    "return_asked": StateWords(
        "waiting", _("Return asked"), _("We are settling whose task it is; your date stays the same")
    ),
    "answered": StateWords(
        "done", _("Answered, to be checked"), _("The answer is written; the service desk looks through it")
    ),
    "checked": StateWords("done", _("Answer checked"), _("You have an answer")),
    "promised": StateWords("running", _("promised"), _("Promised by %(until)s, and you hear how it went")),
    "asked_back": StateWords("done", _("Asked back"), _("We asked you whether it was solved")),
    "redo": StateWords("running", _("Redo (round %(count)s)"), _("It wasn't done well; we do it again")),
    "kept": StateWords(
        "ended", _("Kept for later"), _("Kept for you; we go on the day you add what is missing")
    ),
    "closed": StateWords("done", _("Closed"), _("Done and closed")),
    "withdrawn": StateWords("ended", _("Withdrawn"), _("You withdrew it")),
    "terminated": StateWords("ended", _("Terminated"), _("It can't go on; you were told why in person")),
}

NAMES_WHO = ("dispatched", "accepted", "handling")
"""The states whose words for the asker name who has it."""

MARKS = {
    "extended": _("extended"),
    "supervised": _("supervised"),
    "incomplete": _("waiting for the asker"),
    "elsewhere": _("with an outside body"),
    "joint": _("for the joint meeting"),
    "promised": _("promised"),
    "merged": _("merged"),
    "reopened": _("reopened"),
    "rated_badly": _("rated: not content"),
}

_MARKED = {
    "supervised": "supervised_at",
    "incomplete": "incomplete_at",
    "elsewhere": "elsewhere_at",
    "joint": "joint_at",
    "extended": "extended_count",
    "reopened": "reopened_count",
}


def marks_of(case: Any) -> list[str]:
    """The marks that a case bears on its way."""
    marks = [code for code, column in _MARKED.items() if getattr(case, column)]
    if case.merged_into_id is not None:
        marks.append("merged")
    if case.outcome == "promised":
        marks.append("promised")
    return marks


CLOCKS = {"accept": _("Acceptance"), "contact": _("First contact"), "answer": _("The answer")}
"""What a provider's clock runs for."""

LANES = {"at_once": _("At once"), "with_care": _("With care")}

SAID_OUR_WAY = (
    _("This field is required."),
    _("Your password can’t be too similar to your other personal information."),
    _("Your password can’t be a commonly used password."),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        "min_length",
    ),
)
"""Django's own words that our catalogue says in ours."""


def name_of(record: Any) -> str:
    """A record's name in the reader's language, where it has one."""
    return name_in_language(str(record), getattr(record, "name_en", ""))


def name_in_language(name: str, english: str) -> str:
    """The one of two names that the reader's language has."""
    return english if english and (get_language() or "").startswith("en") else name
