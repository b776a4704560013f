"""Writes of places, venues and offices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction

from huiying.base.storage.changes import changed, put_in_force
from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.places.models import HeadCount, Office, Place, Venue
from huiying.registers.places.rules import (
    LEVELS,
    faults_in_code,
    faults_in_end,
    faults_in_place,
    faults_in_settings,
    next_serials_below,
    path_of,
    subtree,
)


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place to be registered; `parent` is the parent's code, "" for a root."""

    code: str
    name: str
    level: str
    parent: str
    from_on: date
    aliases: list[str] = field(default_factory=list)
    name_en: str = ""
    area_m2: int | None = None


@transaction.atomic
def register_places(*, viewer: Viewer, places: list[NewPlace]) -> list[Place]:
    """Register places, parents before children; the path is the parent's path and the code."""
    known = {
        place.code: place
        for place in Place.objects.filter(until_on=None, code__in={p.parent for p in places})
    }
    made: list[Place] = []
    for level_places in _by_depth(places, set(known)):
        batch = []
        for new in level_places:
            parent = known.get(new.parent)
            faults = faults_in_place(
                level=new.level,
                parent_level=parent.level if parent else "",
                code=new.code,
                parent_code=new.parent,
            )
            if faults:
                raise Refused(*faults)
            batch.append(
                Place(
                    code=new.code,
                    name=new.name,
                    name_en=new.name_en,
                    aliases=new.aliases,
                    level=new.level,
                    parent=parent,
                    path=path_of(parent.path if parent else "", new.code),
                    from_on=new.from_on,
                    area_m2=new.area_m2,
                )
            )
        Place.objects.bulk_create(batch, batch_size=500)
        known |= {place.code: place for place in batch}
        made += batch
    record([NewEntry("place.registered", viewer, None, "place", place.pk) for place in made])
    return made


def _by_depth(places: list[NewPlace], known: set[str]) -> list[list[NewPlace]]:
    """The places in layers, each of which stands on places known before it."""
    layers = []
    waiting = list(places)
    while waiting:
        layer = [place for place in waiting if not place.parent or place.parent in known]
        if not layer:
            raise Refused(Fault("place_parent", "parent", {"code": waiting[0].code}))
        layers.append(layer)
        known |= {place.code for place in layer}
        waiting = [place for place in waiting if place.code not in known]
    return layers


@transaction.atomic
def register_venues(*, viewer: Viewer, venues: list[Venue]) -> list[Venue]:
    """Register venues."""
    made = Venue.objects.bulk_create(venues)
    record([NewEntry("venue.registered", viewer, None, "venue", venue.pk) for venue in made])
    return made


@transaction.atomic
def open_office(*, viewer: Viewer, code: str, name: str, place: Place, phone: str, **settings: Any) -> Office:
    """Set an office up; its desk is a team registered with it (parties)."""
    office = Office.objects.create(code=code, name=name, place=place, phone=phone, **settings)
    office.refresh_from_db()  # settings may have come as text: from now on they are as the database keeps them
    record([NewEntry("office.opened", viewer, office.pk, "office", office.pk)])
    return office


def next_serials(*, office_id: int, on: date, count: int) -> range:
    """The next `count` serials of an office's day. Locks the day's row until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO places_dayserial (office_id, "on", last) VALUES (%s, %s, %s) '
            'ON CONFLICT (office_id, "on") DO UPDATE SET last = places_dayserial.last + excluded.last RETURNING last',
            [office_id, on, count],
        )
        last: int = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)


@transaction.atomic
def add_places(
    *, viewer: Viewer, parent: Place, level: str, names: Sequence[str], code: str = ""
) -> list[Place]:
    """Add places of one level below another: compounds, buildings and grids by the next serials, what is wider under
    its official code."""
    if not names:
        raise Refused(Fault("place_name_missing", "names"))
    if LEVELS.index(level) <= LEVELS.index("community"):
        codes = [code]
        faults = faults_in_code(level, code)
        if len(names) > 1:
            faults.append(Fault("place_one_a_code", "names"))
        if Place.objects.filter(code=code, until_on=None).exists():
            faults.append(Fault("place_code_taken", "code"))
        if faults:
            raise Refused(*faults)
    else:
        known = Place.objects.filter(code__startswith=f"{parent.code}-").values_list("code", flat=True)
        codes = next_serials_below(parent.code, known, len(names))
    new = [
        NewPlace(each, name, level, parent.code, clock.today())
        for each, name in zip(codes, names, strict=True)
    ]
    try:
        with transaction.atomic():
            return register_places(viewer=viewer, places=new)
    except IntegrityError as error:
        raise Refused(Fault("place_code_taken", "code")) from error


@transaction.atomic
def change_place(*, viewer: Viewer, place: Place, values: Mapping[str, Any], seen: str = "") -> Place:
    """Give a place other names; one that it had stays, for people go on using it."""
    row = Place.objects.select_for_update().get(pk=place.pk)
    if row.until_on is not None:
        raise Refused(Fault("place_ended"))
    before = row.name
    names = changed(row, values, seen)
    if row.name != before and before not in row.aliases:
        row.aliases = [*row.aliases, before]
        names = sorted({*names, "aliases"})
    row.save(update_fields=names)
    data = {"fields": sorted(names)}
    record([NewEntry("place.changed", viewer, None, "place", row.pk, data)] if names else [])
    return row


@transaction.atomic
def end_place(*, viewer: Viewer, place: Place, last_on: date, into: Place | None = None) -> Place:
    """End a place, or merge it into another: its parts lie there from then on, and its name leads there.

    The place keeps its row and what is tied to it, so that what was can still be asked for.
    """
    row = Place.objects.select_for_update().get(pk=place.pk)
    if row.until_on is not None:
        raise Refused(Fault("place_ended"))
    parts = list(row.children.select_for_update().filter(until_on=None).order_by("path"))
    faults = faults_in_end(
        from_on=row.from_on,
        last_on=last_on,
        today=clock.today(),
        has_parts=bool(parts),
        goes_into=into is not None,
    )
    if into is not None and (into.pk == row.pk or into.level != row.level or into.until_on is not None):
        faults.append(Fault("place_merges_with_its_like", "into"))
    if faults:
        raise Refused(*faults)
    row.until_on = last_on
    row.save(update_fields=["until_on"])
    data: dict[str, Any] = {"last_on": last_on}
    if into is not None:
        target = Place.objects.select_for_update().get(pk=into.pk)
        _move_below(parts, target)
        target.aliases = list(dict.fromkeys([*target.aliases, row.name, *row.aliases]))
        target.save(update_fields=["aliases"])
        data["into"] = target.pk
    record([NewEntry("place.ended", viewer, None, "place", row.pk, data)])
    return row


@transaction.atomic
def take_up_place(*, viewer: Viewer, place: Place) -> Place:
    """Put a place that ended into force again, where it lay; what went into another place stays there.

    The trail keeps when it had ended.
    """
    row = Place.objects.select_for_update().get(pk=place.pk)
    above = Place.objects.select_for_update().filter(children=row)
    if above.filter(until_on__isnull=False).exists():
        raise Refused(Fault("place_lies_nowhere"))
    data = {"ended_on": put_in_force(row)}
    try:
        with transaction.atomic():
            row.save(update_fields=["until_on"])
    except IntegrityError as error:
        raise Refused(Fault("place_code_taken")) from error
    record([NewEntry("place.taken_up", viewer, None, "place", row.pk, data)])
    return row


def _move_below(parts: Sequence[Place], parent: Place) -> None:
    """Put places below another with all that lies in them. Paths follow; so do codes made of the parent's code."""
    known = Place.objects.filter(code__startswith=f"{parent.code}-").values_list("code", flat=True)
    serials = next_serials_below(parent.code, known, len(parts))
    moved = []
    for part, serial in zip(parts, serials, strict=True):
        low, high = subtree(part.path)
        inside = list(Place.objects.filter(path__gte=low, path__lt=high).order_by("path"))
        old_code = part.code
        code = serial if "-" in old_code else old_code
        paths = {part.parent_id: parent.path}
        for place in sorted(inside, key=lambda each: each.path.count("/")):
            if place.pk == part.pk:
                place.parent = parent
                place.code, place.path = code, path_of(parent.path, code)
            else:
                if place.code.startswith(f"{old_code}-"):
                    place.code = code + place.code[len(old_code) :]
                place.path = path_of(paths[place.parent_id], place.code)
            paths[place.pk] = place.path
        moved += inside
    Place.objects.bulk_update(moved, ["parent", "code", "path"], batch_size=500)


def open_venue(*, viewer: Viewer, values: Mapping[str, Any]) -> Venue:
    """Register one venue, open from today."""
    return register_venues(viewer=viewer, venues=[Venue(from_on=clock.today(), **values)])[0]


@transaction.atomic
def change_venue(*, viewer: Viewer, venue: Venue, values: Mapping[str, Any], seen: str = "") -> Venue:
    """Change what a venue is, where, and when it is open."""
    row = Venue.objects.select_for_update().get(pk=venue.pk)
    if row.until_on is not None:
        raise Refused(Fault("venue_closed"))
    names = changed(row, values, seen)
    row.save(update_fields=names)
    data = {"fields": sorted(names)}
    record([NewEntry("venue.changed", viewer, None, "venue", row.pk, data)] if names else [])
    return row


@transaction.atomic
def close_venue(*, viewer: Viewer, venue: Venue) -> Venue:
    """Close a venue for good; today was its last day."""
    row = Venue.objects.select_for_update().get(pk=venue.pk)
    if row.until_on is not None:
        raise Refused(Fault("venue_closed"))
    row.until_on = max(clock.today(), row.from_on)
    row.save(update_fields=["until_on"])
    record([NewEntry("venue.closed", viewer, None, "venue", row.pk)])
    return row


@transaction.atomic
def take_up_venue(*, viewer: Viewer, venue: Venue) -> Venue:
    """Open a venue again that was closed; the trail keeps when it had closed."""
    row = Venue.objects.select_for_update().get(pk=venue.pk)
    if Place.objects.select_for_update().get(pk=row.place_id).until_on is not None:
        raise Refused(Fault("venue_lies_nowhere"))
    data = {"ended_on": put_in_force(row)}
    row.save(update_fields=["until_on"])
    record([NewEntry("venue.taken_up", viewer, None, "venue", row.pk, data)])
    return row


@transaction.atomic
def count_heads(*, viewer: Viewer, venue: Venue, on: date, count: int, word: str = "") -> HeadCount:
    """Note how many came to a venue on a day, and who counted."""
    if on > clock.today() or on < venue.from_on:
        raise Refused(Fault("count_day", "on"))
    if count < 1:
        raise Refused(Fault("count_of_nobody", "count"))
    row = HeadCount.objects.create(
        venue=venue,
        on=on,
        count=count,
        word=word,
        counted_by=viewer.id,
        counted_by_name=viewer.name,
        written_at=clock.now(),
    )
    data = {"on": on, "count": count}
    record([NewEntry("venue.counted", viewer, None, "venue", venue.pk, data)])
    return row


@transaction.atomic
def change_office(*, viewer: Viewer, office: Office, values: Mapping[str, Any], seen: str = "") -> Office:
    """Change an office's own settings; the trail says which."""
    if faults := faults_in_settings(values):
        raise Refused(*faults)
    row = Office.objects.select_for_update().get(pk=office.pk)
    names = changed(row, values, seen)
    row.save(update_fields=names)
    data = {"fields": sorted(names)}
    record([NewEntry("office.changed", viewer, row.pk, "office", row.pk, data)] if names else [])
    return row
