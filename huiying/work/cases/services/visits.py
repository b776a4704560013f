"""Visits: planned, made or called off, and the cases they open."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.pure.text.cues import secrecy_asked
from huiying.registers.parties.models import Party
from huiying.registers.parties.selectors import marked_for_two
from huiying.registers.places.models import Office, Place
from huiying.work.cases.models import Case, FoundCase, Visit, Visitor
from huiying.work.cases.rules.visits import (
    Going,
    faults_in_company,
    faults_in_note,
    faults_in_visit,
    heads,
)
from huiying.work.cases.services.intake import NewCase, receive_cases
from huiying.work.cases.services.steps import said


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit to somebody or to a place: one to come has `planned_for`, one that was made `happened_at` and what was
    seen."""

    kind: str
    visitors: tuple[Party, ...]
    party: Party | None = None
    place: Place | None = None
    where: str = ""
    purpose: str = ""
    planned_for: datetime | None = None
    happened_at: datetime | None = None
    seen: str = ""


@transaction.atomic
def register_visits(*, viewer: Viewer, office: Office, visits: list[NewVisit]) -> list[Visit]:
    """Plan visits, or write down those that were made. Two go where two must."""
    now = clock.now()
    marked = marked_for_two(new.party for new in visits if new.party is not None)
    visits = [replace(new, visitors=_each_once(new.visitors)) for new in visits]
    faults = [fault for new in visits for fault in faults_in_visit(_going(office, new, marked), now)]
    if faults:
        raise Refused(*faults)
    made = Visit.objects.bulk_create([_row(office, new, marked, now) for new in visits], batch_size=500)
    Visitor.objects.bulk_create(
        [
            Visitor(visit=visit, party=party)
            for visit, new in zip(made, visits, strict=True)
            for party in new.visitors
        ],
        batch_size=500,
    )
    _recorded(viewer, office.pk, "visit.planned", [visit for visit in made if visit.happened_at is None])
    _recorded(viewer, office.pk, "visit.made", [visit for visit in made if visit.happened_at is not None])
    return made


def _recorded(viewer: Viewer, office_id: int, code: str, made: list[Visit], **data: str) -> None:
    kept = {name: value for name, value in data.items() if value}
    record(
        [NewEntry(code, viewer, office_id, "visit", visit.pk, {"kind": visit.kind, **kept}) for visit in made]
    )


def _each_once(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whoever is named twice goes once."""
    return tuple({party.pk: party for party in parties}.values())


def _going(office: Office, new: NewVisit, marked: set[int]) -> Going:
    return Going(
        kind=new.kind,
        has_aim=new.place is not None if new.party is None else new.party.office_id == office.pk,
        visitor_count=heads(party.kind for party in new.visitors),
        needs_two=new.party is not None and new.party.pk in marked,
        planned_for=new.planned_for,
        happened_at=new.happened_at,
        seen=new.seen,
    )


def _row(office: Office, new: NewVisit, marked: set[int], now: datetime) -> Visit:
    going = _going(office, new, marked)
    return Visit(
        office=office,
        kind=new.kind,
        party=new.party,
        place=new.place,
        where=new.where.strip(),
        purpose=new.purpose.strip(),
        needs_two=going.needs_two,
        visitor_count=going.visitor_count,
        planned_for=new.planned_for,
        happened_at=new.happened_at,
        written_at=now if new.happened_at else None,
        seen=new.seen.strip() if new.happened_at else "",
    )


@transaction.atomic
def note_visit(
    *, viewer: Viewer, visit: Visit, visitors: list[Party], happened_at: datetime, seen: str
) -> Visit:
    """A planned visit was made: when, by whom in the end, and what was seen."""
    visit = locked_visit(visit)
    _refuse_settled(visit)
    there = _each_once(tuple(visitors))
    count = heads(party.kind for party in there)
    needs_two = visit.party is not None and visit.party.pk in marked_for_two([visit.party])
    now = clock.now()
    faults = faults_in_company(count, needs_two=needs_two)
    faults += faults_in_note(happened_at=happened_at, seen=seen, now=now)
    if faults:
        raise Refused(*faults)
    visit.visitors.exclude(party__in=there).delete()
    Visitor.objects.bulk_create([Visitor(visit=visit, party=party) for party in there], ignore_conflicts=True)
    visit.visitor_count, visit.needs_two = count, needs_two
    visit.happened_at, visit.written_at, visit.seen = happened_at, now, seen.strip()
    visit.save(update_fields=["visitor_count", "needs_two", "happened_at", "written_at", "seen"])
    _recorded(viewer, visit.office_id, "visit.made", [visit])
    return visit


@transaction.atomic
def call_off(*, viewer: Viewer, visit: Visit, word: str) -> Visit:
    """A planned visit is not made after all; why is written down."""
    visit = locked_visit(visit)
    _refuse_settled(visit)
    visit.called_off_at, visit.called_off_word = clock.now(), said(word)
    visit.save(update_fields=["called_off_at", "called_off_word"])
    _recorded(viewer, visit.office_id, "visit.called_off", [visit])
    return visit


def locked_visit(visit: Visit) -> Visit:
    """The visit as it stands now, locked until the transaction ends."""
    return (
        Visit.objects.select_for_update(of=("self",))
        .select_related("office__place", "office__desk", "party__place", "place")
        .get(pk=visit.pk)
    )


def _refuse_settled(visit: Visit) -> None:
    if visit.happened_at is not None:
        raise Refused(Fault("visit_noted_before"))
    if visit.called_off_at is not None:
        raise Refused(Fault("visit_called_off"))


def refuse_not_made(visit: Visit) -> None:
    """Nothing was found yet on a visit that is still to come."""
    if visit.happened_at is None:
        raise Refused(Fault("visit_not_made"))


@transaction.atomic
def open_cases(*, viewer: Viewer, visit: Visit, requests: list[NewCase]) -> list[Case]:
    """What was asked for or seen on a visit becomes cases; whoever was visited asks, unless somebody else is
    named or it stays secret who asked."""
    visit = locked_visit(visit)
    refuse_not_made(visit)
    requests = [replace(new, is_secret=new.is_secret or secrecy_asked(new.text)) for new in requests]
    texts = [new.text.strip() for new in requests]
    if len(set(texts)) < len(texts) or visit.found.filter(case__text__in=texts).exists():
        raise Refused(Fault("visit_opened_it_before", "text"))
    party = visit.party
    place = visit.place or (party.place if party is not None else None)
    asked = [
        replace(
            new,
            by="desk",
            source="visit",
            asker=new.asker or (None if new.is_secret else party),
            asker_name=new.asker_name or (party.name if party is not None and not new.is_secret else ""),
            place=new.place or (visit.place if new.is_secret else place),
        )
        for new in requests
    ]
    receipts = receive_cases(viewer=viewer, office=visit.office, requests=asked)
    if not all(receipt.is_new for receipt in receipts):
        raise Refused(Fault("visit_opened_it_before", "text"))
    cases = [receipt.case for receipt in receipts]
    FoundCase.objects.bulk_create([FoundCase(visit=visit, case=case) for case in cases])
    for case in cases:
        told = "" if case.is_secret else case.number  # for the visit says where it went
        _recorded(viewer, visit.office_id, "visit.opened_case", [visit], number=told)
    return cases
