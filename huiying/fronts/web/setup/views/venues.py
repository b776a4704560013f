"""Venues: the list, one with its counted entries, a new one, changed, closed."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from huiying.base.storage.changes import mark_of
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.editing import Editing, confirmed, edited, posted
from huiying.fronts.web.hours import hours_words
from huiying.fronts.web.registers.listing import (
    Row,
    Section,
    Table,
    chosen,
    chosen_office,
    listed,
    page_of,
    stated,
)
from huiying.fronts.web.registers.wording import VENUE_KINDS, options
from huiying.fronts.web.setup.forms import HeadCountForm, VenueForm
from huiying.fronts.web.templatetags.ui import place_path
from huiying.fronts.web.wording import exact_words, name_of
from huiying.pure.lib import clock
from huiying.registers.access.selectors import may, reached_offices
from huiying.registers.places.selectors import head_counts_of, venue_by_key, venues
from huiying.registers.places.services import (
    change_venue,
    close_venue,
    count_heads,
    open_venue,
    take_up_venue,
)

FIELDS = (
    *("name", "name_en", "aliases", "kind", "place", "address"),
    *("floor_area_m2", "hours", "functions", "capacity"),
)
CLOSED = {"closed": gettext_lazy("Closed for good")}
_SHOWN = 30


@access("place.read")
@require_GET
def venue_list(request: Request) -> HttpResponse:
    """The venues of an office's part of the tree, open now or closed."""
    office, groups = chosen_office(request, "place.read")
    if office is None:
        raise Http404
    is_closed = chosen(request, "state", CLOSED) != ""
    query = venues(request.viewer, office.place.path, is_closed=is_closed)
    kind = chosen(request, "kind", VENUE_KINDS)
    page = page_of(request, query.filter(kind=kind) if kind else query, "kind", "name", "id")
    rows = [
        Row(
            name_of(venue),
            reverse("setup:venue_detail", args=[venue.pk]),
            str(VENUE_KINDS[venue.kind]),
            (name_of(venue.place), hours_words(venue.hours)),
        )
        for venue in page.rows
    ]
    kinds = [{"label": _("Kind of venue"), "name": "kind", "options": options(VENUE_KINDS, _("All"))}]
    states = {
        "label": _("State"),
        "name": "state",
        "options": options(CLOSED, _("In operation")),
    }
    context = {
        "table": Table((_("Venue"), _("Where"), _("Opening hours")), rows, page),
        "groups": [*groups, *kinds, states],
        "may_edit": may(request.viewer, "place.edit"),
    }
    return listed(request, "setup/venue_list.html", context)


def _venue(request: Request, action: str, key: int) -> Any:
    venue = venue_by_key(request.viewer, key)
    if venue is not None:
        for office in reached_offices(request.viewer, action):
            if venue.place.path.startswith(office.place.path):
                request.office = office
                return venue
    raise Http404


@access("place.read")
@require_GET
def venue_detail(request: Request, key: int) -> HttpResponse:
    """A venue: what it is for, where, when, and how many came."""
    venue = _venue(request, "place.read", key)
    facts = stated(
        (_("Kind of venue"), VENUE_KINDS[venue.kind]),
        (
            _("Where"),
            " · ".join(filter(None, (place_path(venue.place) or name_of(venue.place), venue.address))),
        ),
        (_("Opening hours"), hours_words(venue.hours)),
        (_("Floor area"), f"{venue.floor_area_m2} m²" if venue.floor_area_m2 else ""),
        (_("People at once"), venue.capacity),
        (_("What it is for"), _(", ").join(venue.functions)),
        (_("What else people call it"), _(", ").join(venue.aliases)),
        (_("Since"), venue.from_on),
        (CLOSED["closed"], venue.until_on),
    )
    rows = [
        Row(
            _("%(day)s: %(count)d people") % {"day": exact_words(row.on), "count": row.count},
            note=" · ".join(filter(None, (row.counted_by_name, row.word))),
        )
        for row in head_counts_of(request.viewer, venue)[:_SHOWN]
    ]
    is_open = venue.until_on is None
    context = {
        "venue": venue,
        "facts": facts,
        "sections": [Section(_("Counted entries"), rows, _("Nobody has counted yet."))],
        "may_edit": may(request.viewer, "place.edit"),
        "is_open": is_open,
        "may_count": may(request.viewer, "venue.count") and is_open,
    }
    return render(request, "setup/venue_detail.html", context)


def _page_of(venue: Any) -> str:
    return reverse("setup:venue_detail", args=[venue.pk])


@access("place.edit")
@require_http_methods(["GET", "POST"])
def venue_new(request: Request) -> HttpResponse:
    """A new venue."""
    office = request.office = reached_offices(request.viewer, "place.edit")[0]
    form = VenueForm(posted(request), path=office.place.path)

    def take(data: dict[str, Any]) -> Any:
        return open_venue(viewer=request.viewer, values={name: data[name] for name in FIELDS})

    back = reverse("setup:venue_list")
    page = Editing(_("A new venue"), _("Register it"), back, onto=_page_of)
    return edited(request, form, take, page, _("Registered."))


@access("place.edit")
@require_http_methods(["GET", "POST"])
def venue_change(request: Request, key: int) -> HttpResponse:
    """Change what a venue is, where, and when it is open."""
    venue = _venue(request, "place.edit", key)
    initial = {name: getattr(venue, name) for name in FIELDS}
    path, stands = request.office.place.path, mark_of(venue, FIELDS)
    form = VenueForm(posted(request), path=path, initial=initial, stands=stands)

    def take(data: dict[str, Any]) -> Any:
        values = {name: data[name] for name in FIELDS}
        return change_venue(viewer=request.viewer, venue=venue, values=values, seen=data["seen"])

    page = Editing(_("Change the venue"), _("Save"), _page_of(venue), name_of(venue))
    return edited(request, form, take, page, _("Saved."))


@access("place.edit")
@require_http_methods(["GET", "POST"])
def venue_end(request: Request, key: int) -> HttpResponse:
    """Close a venue for good."""
    venue = _venue(request, "place.edit", key)
    what = _("It stands on no list from now on. What was counted there stays.")
    warnings = [(_("What happens"), what)]
    page = Editing(_("Close the venue"), _("Close it today"), _page_of(venue), name_of(venue), warnings)
    return confirmed(request, lambda: close_venue(viewer=request.viewer, venue=venue), page, _("Closed."))


@access("place.edit")
@require_http_methods(["GET", "POST"])
def venue_take_up(request: Request, key: int) -> HttpResponse:
    """Open a venue again that was closed."""
    venue = _venue(request, "place.edit", key)
    what = _("It stands on the lists again from now on. Please look whether its hours still hold.")
    warnings = [(_("What happens"), what)]
    page = Editing(_("Open the venue again"), _("Open it again"), _page_of(venue), name_of(venue), warnings)
    return confirmed(
        request, lambda: take_up_venue(viewer=request.viewer, venue=venue), page, _("It is open again.")
    )


@access("venue.count")
@require_http_methods(["GET", "POST"])
def venue_count(request: Request, key: int) -> HttpResponse:
    """Note how many came to a venue on a day."""
    venue = _venue(request, "venue.count", key)
    form = HeadCountForm(posted(request), initial={"on": clock.today()})

    def take(data: dict[str, Any]) -> Any:
        return count_heads(viewer=request.viewer, venue=venue, **data)

    note = _("%(venue)s. Your name is kept with the number.") % {"venue": name_of(venue)}
    page = Editing(_("Note how many came"), _("Note it"), _page_of(venue), note)
    return edited(request, form, take, page, _("Noted."))
