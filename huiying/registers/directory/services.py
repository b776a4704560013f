"""Writes of categories, offerings, workers' files, leave and duty."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory.models import Category, Duty, Leave, Offering, Recusal, WorkerFile
from huiying.registers.places.models import Office

STANDARD = Path(__file__).with_name("standard_categories.json")


@dataclass(frozen=True, slots=True)
class NewOffering:
    """An offering with the codes of its categories."""

    offering: Offering
    categories: tuple[str, ...]


@transaction.atomic
def take_standard_categories(*, viewer: Viewer, office: Office, doors: tuple[str, ...]) -> list[Category]:
    """Give an office the product's standard categories of some doors, to change as it likes."""
    rows = json.loads(STANDARD.read_text(encoding="utf-8"))
    group_codes = {row["parent"] for row in rows}
    leaves = [row for row in rows if row["code"] not in group_codes and set(row["doors"]) & set(doors)]
    used = {row["parent"] for row in leaves}
    groups = [row for row in rows if row["code"] in used]
    made_groups = {
        row["code"]: Category(
            office=office, code=row["code"], name=row["zh"], name_en=row["en"], door=doors[0], order=order
        )
        for order, row in enumerate(groups)
    }
    Category.objects.bulk_create(made_groups.values())
    made = Category.objects.bulk_create(
        Category(
            office=office,
            code=row["code"],
            parent=made_groups.get(row["parent"]),
            name=row["zh"],
            name_en=row["en"],
            words=row["words"],
            kind=row["kind"],
            lane=row["lane"],
            matter=row["matter"],
            provider_kind=row["provider_kind"],
            door=next((door for door in row["doors"] if door in doors), doors[0]),
            order=order,
        )
        for order, row in enumerate(leaves)
    )
    everything = [*made_groups.values(), *made]
    record([NewEntry("category.registered", viewer, office.pk, "category", row.pk) for row in everything])
    return everything


@transaction.atomic
def register_offerings(*, viewer: Viewer, office: Office, offerings: list[NewOffering]) -> list[Offering]:
    """Register what providers give."""
    ids = dict(Category.objects.filter(office=office, until_on=None).values_list("code", "pk"))
    made = Offering.objects.bulk_create(new.offering for new in offerings)
    through = Offering.categories.through
    through.objects.bulk_create(
        through(offering_id=row.pk, category_id=ids[code])
        for row, new in zip(made, offerings, strict=True)
        for code in new.categories
    )
    record([NewEntry("offering.registered", viewer, office.pk, "offering", row.pk) for row in made])
    return made


@transaction.atomic
def open_worker_files(*, viewer: Viewer, office: Office, files: list[WorkerFile]) -> list[WorkerFile]:
    """Open social workers' files."""
    made = WorkerFile.objects.bulk_create(files)
    record([NewEntry("worker.file_opened", viewer, office.pk, "party", row.person_id) for row in made])
    return made


@transaction.atomic
def note_leave(*, viewer: Viewer, office: Office, leaves: list[Leave]) -> list[Leave]:
    """Note days on which people are away."""
    made = Leave.objects.bulk_create(leaves)
    record([NewEntry("worker.leave_noted", viewer, office.pk, "party", row.person_id) for row in made])
    return made


@transaction.atomic
def recuse(*, viewer: Viewer, office: Office, recusals: list[Recusal]) -> list[Recusal]:
    """Note that a provider takes no case of a party."""
    made = Recusal.objects.bulk_create(recusals)
    record([NewEntry("worker.recused", viewer, office.pk, "party", row.provider_id) for row in made])
    return made


@transaction.atomic
def set_duty(*, viewer: Viewer, office: Office, duties: list[Duty]) -> list[Duty]:
    """Put hours on the duty roster."""
    made = Duty.objects.bulk_create(duties)
    record([NewEntry("duty.set", viewer, office.pk, "duty", row.pk) for row in made])
    return made
