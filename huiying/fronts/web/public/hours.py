"""Opening hours in words: Monday to Friday 8:00–17:00."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from huiying.fronts.web.wording import WEEKDAYS


def hours_words(rows: Iterable[Sequence[int]]) -> str:
    """(weekday, from hour, until hour) rows as they are said; days with the same hours stand together."""
    days: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for weekday, start, end in rows:
        days[start, end].append(weekday)
    return _("; ").join(
        _("%(days)s %(from)s–%(until)s")
        % {"days": _days_words(sorted(set(weekdays))), "from": f"{start}:00", "until": f"{end}:00"}
        for (start, end), weekdays in days.items()
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
