"""Hazards: found on a safety visit, and looked at again until they are put right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.db import transaction

from huiying.base.files.models import StoredFile
from huiying.base.files.services import store_photos
from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Hazard, Recheck, Visit
from huiying.work.cases.rules.visits import faults_in_hazard, faults_in_recheck
from huiying.work.cases.services.visits import locked_visit, refuse_not_made

Upload = tuple[str, IO[bytes]]


@dataclass(frozen=True, slots=True)
class NewHazard:
    """What is dangerous, how grave, who puts it right and by which day."""

    what: str
    grade: str
    responsible: str
    due_on: date | None
    photo: Upload | None = None


@dataclass(frozen=True, slots=True)
class NewRecheck:
    """Somebody looked at a hazard again: on which day, and what they found."""

    hazard: Hazard
    checked_on: date
    is_put_right: bool
    word: str = ""
    photo: Upload | None = None


@transaction.atomic
def find_hazards(*, viewer: Viewer, visit: Visit, hazards: list[NewHazard]) -> list[Hazard]:
    """Note what a safety visit found."""
    visit = locked_visit(visit)
    refuse_not_made(visit)
    if visit.kind != "safety":
        raise Refused(Fault("hazard_needs_safety_visit"))
    assert visit.happened_at is not None
    found_on = clock.local(visit.happened_at).date()
    faults = [
        fault
        for new in hazards
        for fault in faults_in_hazard(
            what=new.what,
            grade=new.grade,
            responsible=new.responsible,
            found_on=found_on,
            due_on=new.due_on,
        )
    ]
    if len({new.what.strip() for new in hazards}) < len(hazards) or visit.hazards.filter(
        what__in=[new.what.strip() for new in hazards]
    ):
        faults.append(Fault("hazard_noted_before", "what"))
    if faults:
        raise Refused(*faults)
    photos = _stored(viewer, visit.office_id, [new.photo for new in hazards])
    made = Hazard.objects.bulk_create(
        [_row(visit, new, found_on, photo) for new, photo in zip(hazards, photos, strict=True)]
    )
    _recorded(viewer, visit.office_id, "hazard.found", made)
    return made


def _recorded(viewer: Viewer, office_id: int, code: str, hazards: list[Hazard]) -> None:
    record([NewEntry(code, viewer, office_id, "hazard", row.pk, {"grade": row.grade}) for row in hazards])


def _row(visit: Visit, new: NewHazard, found_on: date, photo: StoredFile | None) -> Hazard:
    assert new.due_on is not None
    return Hazard(
        visit=visit,
        what=new.what.strip(),
        grade=new.grade,
        responsible=new.responsible.strip(),
        found_on=found_on,
        due_on=new.due_on,
        photo=photo,
    )


@transaction.atomic
def recheck_hazards(*, viewer: Viewer, rechecks: list[NewRecheck]) -> list[Recheck]:
    """Write down what was found when hazards were looked at again; one that is put right is looked at no more."""
    hazards = _locked(new.hazard for new in rechecks)
    today, now = clock.today(), clock.now()
    made = []
    for new in rechecks:
        hazard = hazards[new.hazard.pk]
        faults = faults_in_recheck(
            checked_on=new.checked_on,
            found_on=hazard.found_on,
            today=today,
            is_put_right=new.is_put_right,
            word=new.word,
            is_open=hazard.put_right_on is None,
        )
        if faults:
            raise Refused(*faults)
        [photo] = _stored(viewer, hazard.visit.office_id, [new.photo])
        made.append(
            Recheck.objects.create(
                hazard=hazard,
                checked_on=new.checked_on,
                written_at=now,
                by_user=viewer.id,
                by_name=viewer.name,
                is_put_right=new.is_put_right,
                word=new.word.strip(),
                photo=photo,
            )
        )
        if new.is_put_right:
            hazard.put_right_on = new.checked_on
            hazard.save(update_fields=["put_right_on"])
            _recorded(viewer, hazard.visit.office_id, "hazard.put_right", [hazard])
        else:
            _recorded(viewer, hazard.visit.office_id, "hazard.rechecked", [hazard])
    return made


def _locked(given: Iterable[Hazard]) -> dict[int, Hazard]:
    rows = Hazard.objects.select_for_update(of=("self",)).select_related("visit")
    return rows.order_by("pk").in_bulk([hazard.pk for hazard in given])


def _stored(viewer: Viewer, office_id: int, photos: list[Upload | None]) -> list[StoredFile | None]:
    """The photos in their places, kept all or none."""
    given = [photo for photo in photos if photo is not None]
    kept = iter(store_photos(viewer=viewer, office_id=office_id, uploads=given) if given else ())
    return [next(kept) if photo is not None else None for photo in photos]
