"""Places: new ones, other names, the end of one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiying.base.storage.changes import mark_of
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.editing import Editing, confirmed, edited, posted
from huiying.fronts.web.setup.forms import EndPlaceForm, PlaceForm, PlacesForm
from huiying.fronts.web.templatetags.ui import place_path
from huiying.fronts.web.wording import name_of
from huiying.pure.lib import clock
from huiying.registers.access.selectors import reached_offices
from huiying.registers.directory.selectors import whoever_covers
from huiying.registers.places.selectors import place_by_key
from huiying.registers.places.services import add_places, change_place, end_place, take_up_place

FIELDS = ("name", "name_en", "aliases", "area_m2")


def _place(request: Request, key: int, *, is_ended: bool = False) -> tuple[Any, Any]:
    """A place of one of the viewer's offices, in force or ended, and that office."""
    place = place_by_key(request.viewer, key)
    offices = reached_offices(request.viewer, "place.edit")
    if place is not None and (place.until_on is not None) == is_ended:
        for office in offices:
            if place.path.startswith(office.place.path):
                request.office = office
                return place, office
    raise Http404


def _under(place: Any) -> str:
    return (
        f"{reverse('registers:place_list')}?under={place.code}" if place else reverse("registers:place_list")
    )


@access("place.edit")
@require_http_methods(["GET", "POST"])
def place_new(request: Request, key: int) -> HttpResponse:
    """Several places of one level below the one that was opened."""
    parent, _office = _place(request, key)
    form = PlacesForm(posted(request), parent=parent)

    def take(data: dict[str, Any]) -> Any:
        return add_places(viewer=request.viewer, parent=parent, **data)

    note = _("In %(place)s") % {"place": name_of(parent)}
    page = Editing(_("New places"), _("Add them"), _under(parent), note)
    return edited(request, form, take, page, _("Added."))


@access("place.edit")
@require_http_methods(["GET", "POST"])
def place_change(request: Request, key: int) -> HttpResponse:
    """Other names of a place."""
    place, _office = _place(request, key)
    initial = {name: getattr(place, name) for name in FIELDS}
    form = PlaceForm(posted(request), initial=initial, stands=mark_of(place, FIELDS))

    def take(data: dict[str, Any]) -> Any:
        values = {name: data[name] for name in FIELDS}
        return change_place(viewer=request.viewer, place=place, values=values, seen=data["seen"])

    page = Editing(
        _("Change the place"), _("Save"), _under(place.parent), place_path(place) or name_of(place)
    )
    return edited(request, form, take, page, _("Saved. The name it had is kept as one that people use."))


@access("place.edit")
@require_http_methods(["GET", "POST"])
def place_end(request: Request, key: int) -> HttpResponse:
    """The end of a place, or its merger into another."""
    place, office = _place(request, key)
    if place.pk == office.place_id:
        raise Http404
    path = office.place.path
    form = EndPlaceForm(posted(request), place=place, path=path, initial={"last_on": clock.today()})

    def take(data: dict[str, Any]) -> Any:
        return end_place(viewer=request.viewer, place=place, **data)

    what = _(
        "It stands on no list from then on; cases, homes and figures of the past keep it. What lies in it moves to "
        "the place that you choose, with new codes, and its name leads there."
    )
    warnings = [(_("What happens"), what)]
    workers, offerings, duties = whoever_covers(place.path)
    if workers or offerings or duties:
        words = _(
            "%(workers)d social workers, %(offerings)d offerings and %(duties)d rows of duty are for it. "
            "Please give them another area."
        )
        counts = {"workers": workers, "offerings": offerings, "duties": duties}
        warnings.append((_("Who covers it now"), words % counts))
    page = Editing(
        _("End or merge the place"),
        _("End or merge the place"),
        _under(place.parent),
        place_path(place) or name_of(place),
        warnings,
    )
    return edited(request, form, take, page, _("Ended. What was stays to be asked for."))


@access("place.edit")
@require_http_methods(["GET", "POST"])
def place_take_up(request: Request, key: int) -> HttpResponse:
    """Put a place that ended into force again."""
    place, _office = _place(request, key, is_ended=True)
    what = _(
        "It stands on every list again, under its old code, as if it had never ended. What went into another place "
        "at a merger stays there, and so does its name as one that leads there: please look at that place too."
    )
    page = Editing(
        _("Take the place up again"),
        _("Put it into force again"),
        _under(place.parent),
        place_path(place) or name_of(place),
        [(_("What happens"), what)],
    )
    return confirmed(
        request, lambda: take_up_place(viewer=request.viewer, place=place), page, _("It is in force again.")
    )
