"""Opening hours in words: Monday to Friday 8:00–17:00."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from huiying.fronts.web.wording import WEEKDAYS, name_in_language

_TOGETHER = "\N{WORD JOINER}"


def unbroken(text: str) -> str:
    """The text with each span of hours kept on one line."""
    return text.replace("–", f"{_TOGETHER}–{_TOGETHER}")


def telephone_hours(office: Any) -> str:
    """When somebody answers an office's telephone, as the office says it in the reader's language."""
    if not office:
        return ""
    return unbroken(name_in_language(office.phone_hours, office.texts.get("phone_hours_en", "")))


def clock_words(from_hour: int, until_hour: int) -> str:
    """Hours of a day, which stay on one line: 8:00–17:00."""
    if (from_hour, until_hour) == (0, 24):
        return _("day and night")
    return unbroken(f"{from_hour}:00–{until_hour}:00")


def hours_words(rows: Iterable[Sequence[int]]) -> str:
    """(weekday, from hour, until hour) rows as they are said; days with the same hours stand together."""
    days: dict[tuple[int, int], list[int]] = {}
    for weekday, start, end in sorted(map(tuple, rows)):
        days.setdefault((start, end), []).append(weekday)
    return _("; ").join(
        _("%(days)s %(hours)s") % {"days": _days_words(weekdays), "hours": clock_words(start, end)}
        for (start, end), weekdays in sorted(days.items(), key=lambda item: (item[1][0], item[0]))
    )


def _days_words(weekdays: list[int]) -> str:
    if len(weekdays) == 7:
        return _("Every day")
    runs: list[list[int]] = []
    for day in weekdays:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return _(", ").join(_run_words([str(WEEKDAYS[day]) for day in run]) for run in runs)


def _run_words(names: list[str]) -> str:
    if len(names) < 3:
        return _(", ").join(names)
    return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
