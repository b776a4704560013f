"""Pairings: two parties who keep up with each other, what they do together, and until when."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.models import Pairing, PairingContact, Party
from huiying.registers.parties.rules import faults_in_days, faults_in_pairing
from huiying.registers.places.models import Office


@dataclass(frozen=True, slots=True)
class NewPairing:
    """Who keeps up with whom, from which day on: the mentor, official, association or cadre first."""

    kind: str
    first: Party
    second: Party
    from_on: date


@transaction.atomic
def pair(*, viewer: Viewer, office: Office, pairings: list[NewPairing]) -> list[Pairing]:
    """Note who keeps up with whom; each two once of a kind."""
    today = clock.today()
    for new in pairings:
        faults = faults_in_pairing(new.kind, (new.first.pk, new.first.kind), (new.second.pk, new.second.kind))
        faults += faults_in_days(new.from_on, None, today=today)
        if Pairing.objects.filter(kind=new.kind, first=new.first, second=new.second, until_on=None).exists():
            faults.append(Fault("paired_already"))
        if faults:
            raise Refused(*faults)
    rows = [
        Pairing(office=office, kind=new.kind, first=new.first, second=new.second, from_on=new.from_on)
        for new in pairings
    ]
    try:
        with transaction.atomic():
            made = Pairing.objects.bulk_create(rows)
    except IntegrityError as error:
        raise Refused(Fault("paired_already")) from error
    record(
        [NewEntry("pairing.made", viewer, office.pk, "pairing", row.pk, {"kind": row.kind}) for row in made]
    )
    return made


@transaction.atomic
def end_pairing(*, viewer: Viewer, pairing: Pairing, until_on: date) -> None:
    """They keep up with each other until that day; what was noted stays."""
    pairing = Pairing.objects.select_for_update().get(pk=pairing.pk)
    if pairing.until_on is not None:
        raise Refused(Fault("ended_before"))
    if faults := faults_in_days(pairing.from_on, until_on, today=clock.today()):
        raise Refused(*faults)
    pairing.until_on = until_on
    pairing.save(update_fields=["until_on"])
    record([NewEntry("pairing.ended", viewer, pairing.office_id, "pairing", pairing.pk)])


@transaction.atomic
def hand_over_pairings(*, viewer: Viewer, holder: Party, to: Party) -> tuple[int, int]:
    """A colleague keeps up from today with those with whom somebody did; what those two noted stays. How many, and
    how many stay with who has them, because the colleague is not the right kind of party for them."""
    rows = list(
        Pairing.objects.filter(first=holder, until_on=None)
        .exclude(second=to)
        .select_related("office", "second")
    )
    fitting = [
        row
        for row in rows
        if not faults_in_pairing(row.kind, (to.pk, to.kind), (row.second_id, row.second.kind))
    ]
    for row in fitting:
        end_pairing(viewer=viewer, pairing=row, until_on=clock.today())
        if not Pairing.objects.filter(kind=row.kind, first=to, second=row.second, until_on=None).exists():
            pair(
                viewer=viewer,
                office=row.office,
                pairings=[NewPairing(row.kind, to, row.second, clock.today())],
            )
    return len(fitting), len(rows) - len(fitting)


@transaction.atomic
def note_contact(*, viewer: Viewer, pairing: Pairing, on: date, words: str) -> PairingContact:
    """What they did together, and on which day; later notes stand beside it, none is changed."""
    pairing = Pairing.objects.select_for_update().get(pk=pairing.pk)
    days = faults_in_days(on, None, today=clock.today(), not_before=pairing.from_on)
    faults = [replace(fault, field="on") for fault in days]
    if pairing.until_on is not None and on > pairing.until_on:
        faults.append(Fault("ended_before", "on"))
    if not words.strip():
        faults.append(Fault("word_missing", "words"))
    if faults:
        raise Refused(
            *(Fault(each.code, "on" if each.field == "from_on" else each.field, each.data) for each in faults)
        )
    contact = PairingContact.objects.create(
        pairing=pairing, on=on, words=words.strip(), by=viewer.id, written_at=clock.now()
    )
    data = {"contact": contact.pk, "on": on}
    record([NewEntry("pairing.contacted", viewer, pairing.office_id, "pairing", pairing.pk, data)])
    return contact
