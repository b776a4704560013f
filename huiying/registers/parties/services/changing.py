"""How a record is changed: nobody overwrites what they have not read, and the trail names fields, never values."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.models import FormerPlace, Party
from huiying.registers.parties.rules import faults_in_days
from huiying.registers.places.models import Place


def locked(party: Party) -> Party:
    """A party as it stands, kept from others until the end of the transaction."""
    return Party.objects.select_for_update().get(pk=party.pk)


def locked_at(party: Party, version: int) -> Party:
    """The same, refused when somebody has changed it since `version` was read."""
    now = locked(party)
    if now.version != version:
        raise Refused(Fault("changed_meanwhile"))
    return now


def moved(party: Party, place: Place | None, on: date | None, *, today: date) -> bool:
    """Set where a party lives or stands from a day on, and keep where it was before; whether that is another place."""
    if party.place_id == (place.pk if place else None):
        return False
    day = on or today
    if faults := faults_in_days(day, None, today=today, not_before=party.place_from_on):
        raise Refused(*faults)
    if party.place_id is not None:
        FormerPlace.objects.create(
            party=party, place_id=party.place_id, from_on=party.place_from_on, until_on=day
        )
    party.place, party.place_from_on = place, day if place else None
    return True


def written(target: Model, values: Mapping[str, Any]) -> list[str]:
    """Put values into a record; the names of the fields that are others now."""
    changed = [name for name, value in values.items() if getattr(target, name) != value]
    for name in changed:
        setattr(target, name, values[name])
    return changed


def keep_changed(viewer: Viewer, party: Party, code: str, fields: list[str]) -> None:
    """Save a changed party and tell the trail which fields are others now."""
    party.version += 1
    party.save()
    record([NewEntry(code, viewer, party.office_id, "party", party.pk, {"fields": fields})])
