"""Reads of places and offices. Places are public: the viewer is not asked for more than to be one."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from huiying.pure.lib.viewer import Viewer
from huiying.registers.places.models import Office, Place, Venue
from huiying.registers.places.rules import subtree


def office_by_code(code: str) -> Office | None:
    """One office."""
    return Office.objects.select_related("place").filter(code=code).first()


def offices() -> QuerySet[Office]:
    """All offices of this installation, in the order in which they were set up."""
    return Office.objects.select_related("place").order_by("pk")


def within(path: str, field: str = "path") -> Q:
    """The condition that a path stands at or below `path`."""
    low, high = subtree(path)
    return Q(**{f"{field}__gte": low, f"{field}__lt": high})


def current_places(_viewer: Viewer, under: str = "", levels: tuple[str, ...] = ()) -> QuerySet[Place]:
    """Places in force, at and below a path, in the order of the tree."""
    query = Place.objects.filter(until_on=None)
    if under:
        query = query.filter(within(under))
    if levels:
        query = query.filter(level__in=levels)
    return query.order_by("path")


def venues(_viewer: Viewer, under: str = "") -> QuerySet[Venue]:
    """Venues open now, at and below a path."""
    query = Venue.objects.filter(until_on=None).select_related("place")
    return (query.filter(within(under, "place__path")) if under else query).order_by("kind", "name")


def ancestors(place: Place) -> list[Place]:
    """The place and what it lies in, widest first."""
    codes = place.path.rstrip("/").split("/")
    paths = ["/".join(codes[: i + 1]) + "/" for i in range(len(codes))]
    condition = reduce(or_, (Q(path=path) for path in paths))
    return list(Place.objects.filter(condition, until_on=None).order_by("path"))
