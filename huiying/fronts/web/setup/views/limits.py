"""Limits and the work calendar: a new limit after its rehearsal, a year of days, the office's own days."""

import calendar as months
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.editing import Editing, confirmed, posted, rehearsed
from huiying.fronts.web.registers.listing import Row, Table, chosen_office
from huiying.fronts.web.registers.wording import HOLIDAYS, limit_words, matter_words, period_words
from huiying.fronts.web.setup.forms import LimitForm, NewLimitForm, OwnDaysForm
from huiying.fronts.web.setup.rehearsals import clock_rows
from huiying.fronts.web.wording import WEEKDAYS, exact_words, name_of
from huiying.pure.lib import clock
from huiying.registers.access.selectors import may, reached_offices
from huiying.registers.directory.selectors import leaves_of
from huiying.registers.limits.rules import LimitRule, official_mark
from huiying.registers.limits.selectors import calendar_days, history_of, limits_of, timetable
from huiying.registers.limits.services import (
    NewLimit,
    set_limit,
    set_own_days,
    take_back_day,
    take_back_limit,
)
from huiying.work.cases.selectors.rehearsal import rehearse_days, rehearse_limit

_VALUES = ("from_on", "amount", "unit", "at_least", "document")


def _limit(request: Request, key: int) -> tuple[Any, Any]:
    """A limit that reaches one of the viewer's offices, and that office."""
    for office in reached_offices(request.viewer, "limit.edit"):
        limit = limits_of(request.viewer, office).filter(pk=key).first()
        if limit is not None:
            request.office = office
            return limit, office
    raise Http404


def _history(office: Any, matter: str) -> Table:
    today = clock.today()
    rows = [
        Row(
            limit_words(limit),
            note=limit.document,
            cells=(period_words(limit.from_on, limit.until_on, today), name_of(limit.place)),
        )
        for limit in history_of(office, matter)
    ]
    return Table((_("How long"), _("In force"), _("Place")), rows)


def _set(request: Request, office: Any, form: Any, matter: str, title: Any) -> HttpResponse:
    """The page of a new row of a matter; `matter` is "" where the form asks for it."""

    def new_of(data: dict[str, Any]) -> NewLimit:
        return NewLimit(matter=matter or data["matter"], **{name: data[name] for name in _VALUES})

    def take(data: dict[str, Any]) -> Any:
        return set_limit(viewer=request.viewer, office=office, new=new_of(data))

    def rehearse(data: dict[str, Any]) -> dict[str, Any]:
        new = new_of(data)
        days = (new.matter, office.place.path, new.from_on, None)
        rule = LimitRule(*days, new.amount, new.unit, new.document, new.at_least)
        return {"rehearsal": clock_rows(request.viewer, rehearse_limit(office, rule))}

    note = (
        matter_words(matter)
        if matter
        else _("It takes precedence over the limit of a wider place or a wider matter.")
    )
    more = {"table": _history(office, matter)} if matter else {}
    back = reverse("registers:limit_list")
    page = Editing(title, _("Save"), back, note, template="setup/limit.html", more=more)
    return rehearsed(request, form, take, page, rehearse)


@access("limit.edit")
@require_http_methods(["GET", "POST"])
def limit_set(request: Request, key: int) -> HttpResponse:
    """Another limit for a matter, from a day to come."""
    limit, office = _limit(request, key)
    names = ("amount", "unit", "document")
    initial = {name: getattr(limit, name) for name in names} | {"at_least": "1" if limit.at_least else "0"}
    form = LimitForm(posted(request), initial=initial)
    return _set(request, office, form, limit.matter, _("Set another limit"))


@access("limit.edit")
@require_http_methods(["GET", "POST"])
def limit_new(request: Request) -> HttpResponse:
    """A limit for a matter that has none here yet."""
    office = request.office = reached_offices(request.viewer, "limit.edit")[0]
    matters = sorted(set(leaves_of(office.pk).values_list("matter", flat=True)))
    form = NewLimitForm(posted(request), more_matters=matters)
    return _set(request, office, form, "", _("A new limit"))


@access("limit.edit")
@require_http_methods(["GET", "POST"])
def limit_end(request: Request, key: int) -> HttpResponse:
    """Take back a limit that is not in force yet."""
    limit, _office = _limit(request, key)
    what = _("It never comes into force; the limit before it goes on.")
    note = f"{matter_words(limit.matter)} · {limit_words(limit)}"
    back, warnings = reverse("registers:limit_list"), [(_("What happens"), what)]
    page = Editing(_("Take the limit back"), _("Take it back"), back, note, warnings)
    return confirmed(
        request, lambda: take_back_limit(viewer=request.viewer, limit=limit), page, _("Taken back.")
    )


# --- The calendar ------------------------------------------------------------------------------------------


@access("limit.read")
@require_GET
def calendar_year(request: Request) -> HttpResponse:
    """A year as twelve small months: holidays, days made up for them, and the office's own."""
    office, groups = chosen_office(request, "limit.read")
    if office is None:
        raise Http404
    given, today = request.GET.get("year", ""), clock.today()
    year = int(given) if given.isdecimal() and 2000 <= int(given[:6]) <= 2100 else today.year
    work, own = timetable(office).calendar, list(calendar_days(request.viewer, office).filter(on__year=year))
    by_day = {day.on: day for day in own}
    context = {
        "groups": groups,
        "year": year,
        "before": year - 1 if year > 2000 else None,
        "later": year + 1 if year < 2100 else None,
        "is_known": work.knows(year),
        "months": list(_months(year, by_day, today)),
        "weekdays": [str(day)[-1:] if str(day)[:1] > "z" else str(day)[:2] for day in WEEKDAYS],
        "holidays": list(_holidays(year)),
        "own": own,
        "version": work.version,
        "today": today,
        "may_edit": may(request.viewer, "limit.edit"),
    }
    return render(request, "setup/calendar_year.html", context)


def _months(year: int, own: dict[date, Any], today: date) -> Iterator[tuple[date, list[list[Any]]]]:
    """Each month with its weeks; a day outside of the month is None."""
    for month in range(1, 13):
        weeks = [
            [_day(day, own.get(day), today) if day.month == month else None for day in week]
            for week in months.Calendar().monthdatescalendar(year, month)
        ]
        yield date(year, month, 1), weeks


def _day(day: date, own: Any, today: date) -> dict[str, Any]:
    mark, holiday = official_mark(day)
    if own is not None:
        mark = "own-working" if own.is_working else "own-off"
    words = {
        "holiday": HOLIDAYS.get(holiday, holiday),
        "make_up": _("worked in place of a holiday"),
        "own-working": _("the office works"),
        "own-off": _("the office doesn't work"),
    }
    said = own.note if own is not None else ""
    parts = [str(words.get(mark, "")), said]
    return {
        "on": day,
        "mark": mark.replace("_", "-"),
        "words": " · ".join(part for part in parts if part),
        "is_today": day == today,
    }


def _holidays(year: int) -> Iterator[tuple[Any, str]]:
    """Each holiday of a year with its days; New Year's stands at both ends where the next one's begins in December."""
    found: list[tuple[str, list[date]]] = []
    for number in range(365 + months.isleap(year)):
        day = date(year, 1, 1) + timedelta(days=number)
        mark, name = official_mark(day)
        if mark != "holiday":
            continue
        if found and found[-1][0] == name and found[-1][1][-1] == day - timedelta(days=1):
            found[-1][1].append(day)
        else:
            found.append((name, [day]))
    for name, days in found:
        span = _("%(first)s to %(last)s") % {"first": exact_words(days[0]), "last": exact_words(days[-1])}
        yield HOLIDAYS.get(name, name), span if len(days) > 1 else exact_words(days[0])


@access("limit.edit")
@require_http_methods(["GET", "POST"])
def days_set(request: Request) -> HttpResponse:
    """Enter days of the office's own, after their rehearsal."""
    office = request.office = reached_offices(request.viewer, "limit.edit")[0]
    form = OwnDaysForm(posted(request), initial={"from_on": request.GET.get("day", "")})

    def take(data: dict[str, Any]) -> Any:
        given = {name: data[name] for name in ("days", "is_working", "note", "document")}
        return set_own_days(viewer=request.viewer, office=office, **given)

    def rehearse(data: dict[str, Any]) -> dict[str, Any]:
        days = dict.fromkeys(data["days"], data["is_working"])
        return {"rehearsal": clock_rows(request.viewer, rehearse_days(office, days))}

    note = _("They go before the official calendar. Times that were told stay told.")
    back = reverse("setup:calendar_year")
    page = Editing(_("Days of the office's own"), _("Save"), back, note, template="setup/limit.html")
    return rehearsed(request, form, take, page, rehearse)


@access("limit.edit")
@require_http_methods(["GET", "POST"])
def day_end(request: Request, key: int) -> HttpResponse:
    """The official calendar holds for a day again."""
    day = None
    for office in reached_offices(request.viewer, "limit.edit"):
        day = day or calendar_days(request.viewer, office).filter(pk=key).first()
    if day is None:
        raise Http404
    what = _("The official calendar holds for this day again. Times that were told stay told.")
    back, warnings = reverse("setup:calendar_year"), [(_("What happens"), what)]
    page = Editing(
        _("Take the day out"), _("Take it out"), back, f"{exact_words(day.on)} · {day.note}", warnings
    )
    return confirmed(request, lambda: take_back_day(viewer=request.viewer, day=day), page, _("Taken out."))
