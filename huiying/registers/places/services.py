"""Writes of places, venues and offices."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.places.models import Office, Place, Venue
from huiying.registers.places.rules import faults_in_place, path_of


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
