"""Seeing in full what a file masks."""

from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.models import Person
from huiying.registers.parties.rules import faults_in_reveal


@transaction.atomic
def reveal(*, viewer: Viewer, person: Person, field: str, reason: str) -> str:
    """Read a masked field of a file in full; who read it and why stays in the trail."""
    if faults := faults_in_reveal(field, reason):
        raise Refused(*faults)
    data = {"field": field, "reason": reason}
    record([NewEntry("person.revealed", viewer, person.party.office_id, "party", person.pk, data)])
    plain: str = getattr(person, field)
    return plain
