"""The directory: offerings, categories, social workers and duty."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.cases.forms import KINDS
from huiying.fronts.web.hours import clock_words, hours_words
from huiying.fronts.web.registers.listing import (
    DIRECTORY,
    Row,
    Table,
    chosen,
    chosen_office,
    enterprise_groups,
    link,
    listed,
    narrowed_by,
    page_of,
    party_url,
    tabs_of,
    words_of,
)
from huiying.fronts.web.registers.wording import (
    PROVIDER_KINDS,
    WORKER_TYPES,
    amount_words,
    options,
)
from huiying.fronts.web.wording import LANES, WEEKDAYS, day_words, name_of
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import may, reached_offices
from huiying.registers.directory.rules import hours_without_duty, is_confirmed
from huiying.registers.directory.selectors import (
    away_between,
    categories,
    confirmed_files,
    duties,
    has_services_for_enterprises,
    offering_counts,
    offerings,
    worker_files,
)
from huiying.registers.limits.rules import limit_for
from huiying.registers.limits.selectors import timetable
from huiying.work.cases.selectors.providers import Field

ENDED = {"ended": gettext_lazy("Ended")}


def _show(request: Request, name: str, **more: Any) -> HttpResponse:
    context = {
        "tabs_shown": tabs_of(request.viewer, DIRECTORY, f"registers:{name}"),
        "words": words_of(request),
    }
    return listed(request, f"registers/{name}.html", {**context, **more})


@access("directory.read")
@require_GET
def offering_list(request: Request) -> HttpResponse:
    """What is offered: to whom, where, when, by whom."""
    viewer = request.viewer
    office, _groups = chosen_office(request, "directory.read")
    tree = list(categories(office.pk)) if office else []
    names = {category.code: name_of(category) for category in tree if category.parent_id is None}
    narrowed = narrowed_by(request, (each.code for each in tree))
    is_ended = chosen(request, "state", ENDED) != ""
    found = offerings(viewer, words_of(request), narrowed, is_ended=is_ended)
    page = page_of(request, found, "name", "id")
    rows = [
        Row(
            name_of(row),
            reverse("directory:offering_detail", args=[row.pk]),
            row.summary or row.for_whom,
            cells=(
                link(party_url(viewer, row.provider), row.provider.name),
                name_of(row.venue or row.area),
                hours_words(row.hours),
            ),
        )
        for row in page.rows
    ]
    table = Table((_("Offering"), _("Provider"), _("Where"), _("When")), rows, page)
    groups = [{"label": _("Category"), "name": "category", "options": options(names, _("All"))}]
    if office and has_services_for_enterprises(office.pk):
        groups += enterprise_groups()
    groups.append({"label": _("State"), "name": "state", "options": options(ENDED, _("In force"))})
    return _show(request, "offering_list", table=table, groups=groups)


@access("directory.read")
@require_GET
def category_list(request: Request) -> HttpResponse:
    """What can be asked at an office, in its groups, with how long an answer may take."""
    office, groups = chosen_office(request, "directory.read")
    words = words_of(request)
    leaves = [
        leaf
        for leaf in (categories(office.pk) if office else [])
        if leaf.matter and (not words or words in name_of(leaf) or words in leaf.words)
    ]
    may_edit = may(request.viewer, "category.edit")
    leaves.sort(key=lambda leaf: (leaf.parent.order, leaf.parent_id) if leaf.parent else (10_000, 0))
    row_of = _category_rows(office, may_edit=may_edit) if leaves else None
    columns = (_("Category"), _("Kind"), _("Lane"), _("Answered within"), _("Who usually"), _("Offerings"))
    sections = [
        (parent, Table(columns, [row_of(leaf) for leaf in members]))
        for parent, members in groupby(leaves, key=lambda leaf: leaf.parent)
        if row_of
    ]
    return _show(request, "category_list", sections=sections, groups=groups, may_edit=may_edit)


def _category_rows(office: Any, *, may_edit: bool) -> Any:
    """A function that gives the row of a category of an office."""
    times, counts, today = timetable(office), offering_counts(office.pk), clock.today()
    kinds = dict(KINDS)
    offered = reverse("registers:offering_list")

    def row_of(leaf: Any) -> Row:
        matter = "case.answer.at_once" if leaf.lane == "at_once" else leaf.matter
        limit = limit_for(times.limits, matter, times.place_path, today)
        count = counts[leaf.pk]
        cells = (
            kinds[leaf.kind],
            LANES[leaf.lane],
            amount_words(limit.amount, limit.unit) if limit else _("no limit is set"),
            PROVIDER_KINDS.get(leaf.provider_kind, leaf.provider_kind),
            link(f"{offered}?category={leaf.code}" if count else "", count),
        )
        url = reverse("directory:category_change", args=[leaf.pk]) if may_edit else ""
        return Row(name_of(leaf), url, _(", ").join(leaf.words[:8]), cells)

    return row_of


@access("directory.read")
@require_GET
def worker_list(request: Request) -> HttpResponse:
    """The social workers: what they have in hand, who is away, whose file is fresh."""
    viewer = request.viewer
    today = clock.today()
    loads = _loads(viewer)
    page = page_of(
        request,
        worker_files(viewer, chosen(request, "kind", WORKER_TYPES)),
        "type",
        "person__party__name",
        "person_id",
    )
    rows = [
        Row(
            row.person.party.name,
            _worker_url(viewer, row.person.party),
            f"{WORKER_TYPES[row.type]} · {name_of(row.area)}",
            (
                _("%(load)d of at most %(ceiling)d") % {"load": loads[row.pk], "ceiling": row.ceiling},
                _away(row, today),
                day_words(row.confirmed_on, today)
                if is_confirmed(row.confirmed_on, today)
                else _("%(day)s, more than 90 days ago") % {"day": day_words(row.confirmed_on, today)},
            ),
        )
        for row in page.rows
    ]
    table = Table((_("Social worker"), _("Open cases"), _("Today"), _("File confirmed")), rows, page)
    done, total = confirmed_files(viewer, today)
    kinds = [
        {"label": _("Kind of social worker"), "name": "kind", "options": options(WORKER_TYPES, _("All"))}
    ]
    share = _("%(done)d of %(total)d files were confirmed within 90 days") % {"done": done, "total": total}
    return _show(request, "worker_list", table=table, groups=kinds, done=done, total=total, share=share)


def _loads(viewer: Viewer) -> dict[int, int]:
    """How many open cases each provider has, at the viewer's offices."""
    now = clock.now()
    offices = reached_offices(viewer, "directory.read")
    counters = [Field.at(office, now).loads for office in offices]
    return sum(counters[1:], counters[0]) if counters else {}


def _worker_url(viewer: Viewer, party: Any) -> str:
    """The worker's file for whoever may change it, else the person's."""
    if may(viewer, "worker.edit"):
        return reverse("directory:worker_detail", args=[party.uuid])
    return party_url(viewer, party)


def _away(row: Any, today: Any) -> str:
    ends = [leave.until_on for leave in row.person.leaves.all() if leave.from_on <= today <= leave.until_on]
    return _("away, last day: %(day)s") % {"day": day_words(max(ends), today)} if ends else _("at work")


@access("duty.read")
@require_GET
def duty_list(request: Request) -> HttpResponse:
    """Who takes at-once cases in which hour of the week, who stands in, and which hours nobody takes."""
    here = clock.local(clock.now())
    shown = list(
        duties(request.viewer).order_by("office", "place__path", "from_hour", "until_hour", "weekday")
    )
    rosters = [
        _roster(place, list(rows), here.weekday(), here.hour)
        for (_office, place), rows in groupby(shown, key=lambda row: (row.office_id, row.place))
    ]
    may_edit = may(request.viewer, "duty.edit")
    warnings = _away_on_duty(request.viewer, shown) if may_edit else []
    return _show(
        request, "duty_list", rosters=rosters, weekdays=WEEKDAYS, may_edit=may_edit, warnings=warnings
    )


def _away_on_duty(viewer: Viewer, rows: list[Any]) -> list[str]:
    """Whoever is on duty on a day of the coming week on which they are away, with who stands in."""
    today = clock.today()
    days = [today + timedelta(days=ahead) for ahead in range(7)]
    away = {
        (leave.person_id, day)
        for leave in away_between(viewer, "duty.edit", days[0], days[-1])
        for day in days
        if leave.from_on <= day <= leave.until_on
    }
    return [
        _duty_without(row, day, today, is_alone=(row.stand_in_id, day) in away)
        for day in days
        for row in rows
        if row.weekday == day.weekday() and (row.person_id, day) in away
    ]


def _duty_without(row: Any, day: date, today: date, *, is_alone: bool) -> str:
    words = (
        _("%(day)s %(hours)s: %(person)s is away, and so is %(stand_in)s, who stands in.")
        if is_alone
        else _("%(day)s %(hours)s: %(person)s is away; %(stand_in)s stands in.")
    )
    return words % {
        "day": day_words(day, today),
        "hours": clock_words(row.from_hour, row.until_hour),
        "person": row.person.party.name,
        "stand_in": row.stand_in.party.name,
    }


def _roster(place: Any, rows: list[Any], weekday: int, hour: int) -> dict[str, Any]:
    """The week of one place: a band of hours a line, a cell a day."""
    bands = []
    by_band = groupby(rows, key=lambda row: (row.from_hour, row.until_hour))
    for (start, end), duties_of_band in by_band:
        by_day = {row.weekday: row for row in duties_of_band}
        cells = [
            (words, by_day.get(day), day == weekday and start <= hour < end)
            for day, words in enumerate(WEEKDAYS)
        ]
        bands.append((clock_words(start, end), cells))
    gaps = hours_without_duty([(row.weekday, row.from_hour, row.until_hour) for row in rows])
    first = gaps[0] if gaps else None
    return {
        "place": place,
        "bands": bands,
        "now": [row for row in rows if row.weekday == weekday and row.from_hour <= hour < row.until_hour],
        "gaps": hours_words(gaps),
        "first_gap": {"day": first[0], "from": first[1], "until": first[2]} if first else None,
    }
