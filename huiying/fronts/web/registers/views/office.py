"""What an office stands on: its places, its limits and calendar, its users."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.registers.listing import Row, Table, chosen_office, link, listed, page_of, words_of
from huiying.fronts.web.registers.wording import LEVELS, ROLES, limit_words, matter_words, period_words
from huiying.fronts.web.templatetags.ui import place_path
from huiying.fronts.web.wording import name_of
from huiying.pure.lib import clock
from huiying.registers.access.selectors import may, users
from huiying.registers.limits.selectors import calendar_days, limits_of, timetable
from huiying.registers.parties.selectors import household_counts
from huiying.registers.places.selectors import (
    ancestors,
    children_of,
    ended_children_of,
    place_by_code,
    places_below,
    places_named,
)

_COUNTED = ("grid", "compound", "building")


@access("place.read")
@require_GET
def place_list(request: Request) -> HttpResponse:
    """The tree of places, a level at a time, with what lies in each; or the places of a name."""
    office, groups = chosen_office(request, "place.read")
    if office is None:
        raise Http404
    words = words_of(request)
    root = place_by_code(request.viewer, request.GET.get("under", "")) or office.place
    table = _named(request, words, office) if words else _branches(request, root)
    lies_in = [place for place in ancestors(root) if place.path.startswith(office.place.path)]
    ended = list(ended_children_of(request.viewer, root)) if not words else []
    context = {"table": table, "words": words, "root": root, "lies_in": lies_in, "groups": groups}
    context |= {"ended": ended}
    request.office = office
    return listed(request, "registers/place_list.html", context)


def _named(request: Request, words: str, office: Any) -> Table:
    page = page_of(request, places_named(request.viewer, words, office.place.path), "path")
    rows = [
        Row(name_of(place), f"?under={place.code}", str(LEVELS[place.level]), (place_path(place.parent),))
        for place in page.rows
    ]
    return Table((_("Place"), _("Lies in")), rows, page)


def _branches(request: Request, root: Any) -> Table:
    """What a place is divided into, each part with its grids, compounds, buildings and households."""
    viewer = request.viewer
    page = page_of(request, children_of(viewer, root), "width", "path")
    below, living = places_below(viewer, root), household_counts(viewer, root)
    shows_people, may_edit = may(viewer, "party.read"), may(viewer, "place.edit")
    household_list = reverse("registers:household_list")
    rows = []
    for place in page.rows:
        counts = below.get(place.path, Counter())
        households = living[place.path]
        url = f"{household_list}?place={place.code}" if shows_people and households else ""
        cells = (*(counts.get(level, "") for level in _COUNTED), link(url, households))
        rows.append(
            Row(name_of(place), f"?under={place.code}" if counts or may_edit else "", _level(place), cells)
        )
    columns = (_("Place"), _("Grids"), _("Compounds"), _("Buildings"), _("Households"))
    return Table(columns, rows, page)


def _level(place: Any) -> str:
    """A place's level, and what else people call it."""
    return " · ".join([str(LEVELS[place.level]), *place.aliases])


@access("limit.read")
@require_GET
def limit_list(request: Request) -> HttpResponse:
    """How long what may take, by which document; and the office's own days."""
    office, groups = chosen_office(request, "limit.read")
    if office is None:
        raise Http404
    today = clock.today()
    page = page_of(request, limits_of(request.viewer, office), "matter", "-width", "-from_on", "id")
    rows = [
        Row(
            matter_words(limit.matter),
            _limit_url(request, limit, today),
            limit.document,
            _limit_cells(limit, office, today),
        )
        for limit in page.rows
    ]
    table = Table((_("Matter"), _("How long"), _("In force"), _("Note")), rows, page)
    calendar = timetable(office).calendar
    unknown = [year for year in (today.year, today.year + 1) if not calendar.knows(year)]
    context = {
        "table": table,
        "groups": groups,
        "days": calendar_days(request.viewer, office),
        "unknown_years": unknown,
        "calendar_version": calendar.version,
    }
    return listed(request, "registers/limit_list.html", context)


def _limit_url(request: Request, limit: Any, today: date) -> str:
    """Where another limit is set, or one that is not in force yet is taken back."""
    if not may(request.viewer, "limit.edit") or (limit.until_on is not None and limit.until_on < today):
        return ""
    return reverse("setup:limit_end" if limit.from_on > today else "setup:limit_set", args=[limit.pk])


def _limit_cells(limit: Any, office: Any, today: date) -> tuple[Any, ...]:
    notes = []
    if limit.place_id != office.place_id:
        notes.append(_("holds for all of %(place)s") % {"place": name_of(limit.place)})
    if limit.is_adjustable:
        notes.append(_("the office may set it otherwise"))
    return (
        limit_words(limit),
        period_words(limit.from_on, limit.until_on, today),
        _("; ").join(notes),
    )


@access("access.read")
@require_GET
def user_list(request: Request) -> HttpResponse:
    """Who may log in, in which role, for which office or place, and for how long."""
    today = clock.today()
    page = page_of(request, users(request.viewer, words_of(request)), "name", "id")
    rows = [
        Row(
            user.name,
            reverse("registers:user_detail", args=[user.pk]),
            note=user.username if user.is_active else _("%(name)s, may not log in") % {"name": user.username},
            cells=(_grants(user, today),),
        )
        for user in page.rows
    ]
    table = Table((_("Name"), _("Role, over what, since when")), rows, page)
    return listed(request, "registers/user_list.html", {"table": table, "words": words_of(request)})


def _grants(user: Any, today: date) -> str:
    lines = [
        (
            str(ROLES[grant.role]),
            name_of(grant.office or grant.place),
            period_words(grant.from_on, grant.until_on, today),
        )
        for grant in user.grants.all()
    ]
    return format_html_join("", '<p><b>{}</b> · {}<br><span class="quiet">{}</span></p>', lines)
