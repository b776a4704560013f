"""Reads of places and offices. Places are public: the viewer is not asked for more than to be one."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from huiying.pure.lib.viewer import Viewer
from huiying.registers.places.models import HeadCount, Office, Place, Venue
from huiying.registers.places.rules import ancestor_paths, branch_of, paths_called, squeezed, subtree


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


def venues(_viewer: Viewer, under: str = "", *, is_closed: bool = False) -> QuerySet[Venue]:
    """Venues open now, or those that were closed, at and below a path."""
    query = Venue.objects.filter(until_on__isnull=not is_closed).select_related("place")
    return (query.filter(within(under, "place__path")) if under else query).order_by("kind", "name")


def ancestors(place: Place) -> list[Place]:
    """The place and what it lies in, widest first."""
    return list(Place.objects.filter(path__in=ancestor_paths(place.path), until_on=None).order_by("path"))


def place_by_code(_viewer: Viewer, code: str) -> Place | None:
    """The place in force under a code."""
    return Place.objects.filter(code=code, until_on=None).first()


def children_of(viewer: Viewer, place: Place) -> QuerySet[Place]:
    """What a place is divided into now; order by `width` and `path`, so that the tenth follows the ninth."""
    return current_places(viewer).filter(parent=place).annotate(width=Length("path"))


def places_named(viewer: Viewer, words: str, under: str) -> QuerySet[Place]:
    """The places at and below a path whose name holds the words."""
    query = current_places(viewer, under).filter(name__contains=words)
    return query.select_related("parent__parent__parent")


def places_called(viewer: Viewer, words: str, under: str) -> list[Place]:
    """The places at and below a path that may be meant by what was typed, such as 柳岸小区7幢."""
    rows = current_places(viewer, under).values_list("path", "name", "name_en", "aliases")
    names = {
        path: [squeezed(each) for each in (name, english, *aliases)] for path, name, english, aliases in rows
    }
    found = Place.objects.filter(until_on=None, path__in=paths_called(words, names)[:9])
    return list(found.select_related("parent__parent__parent").order_by("path"))


def venue_by_key(_viewer: Viewer, key: int) -> Venue | None:
    """One venue, open or closed."""
    return Venue.objects.select_related("place").filter(pk=key).first()


def place_by_key(_viewer: Viewer, key: int) -> Place | None:
    """One place, in force or ended."""
    return Place.objects.select_related("parent").filter(pk=key).first()


def ended_children_of(_viewer: Viewer, place: Place) -> QuerySet[Place]:
    """What lay in a place once: parts that ended, the last first."""
    return Place.objects.filter(parent=place, until_on__isnull=False).order_by("-until_on", "path")


def head_counts_of(_viewer: Viewer, venue: Venue) -> QuerySet[HeadCount]:
    """The counted entries of a venue, the last first."""
    return HeadCount.objects.filter(venue=venue).order_by("-on", "-pk")


def places_below(viewer: Viewer, root: Place) -> dict[str, Counter[str]]:
    """How many places of each level lie in each child of a place: child's path → level → count."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path, level in current_places(viewer, root.path).exclude(pk=root.pk).values_list("path", "level"):
        branch = branch_of(path, root.path)
        if path != branch:
            counts[branch][level] += 1
    return counts


def places_by_key(_viewer: Viewer, keys: Iterable[int]) -> dict[int, Place]:
    """Some places, in force or ended, by key."""
    return Place.objects.in_bulk(list(keys))


def venues_by_key(_viewer: Viewer, keys: Iterable[int]) -> dict[int, Venue]:
    """Some venues, open or closed, by key."""
    return Venue.objects.in_bulk(list(keys))
