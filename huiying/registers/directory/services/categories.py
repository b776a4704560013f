"""Writes of an office's categories."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from huiying.base.storage.changes import changed
from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory.models import Category, CategoryVersion
from huiying.registers.directory.rules import code_from, faults_in_category
from huiying.registers.places.models import Office

STANDARD = Path(__file__).parent.with_name("standard_categories.json")
VERSIONED = ("parent", "name", "name_en", "kind", "lane", "matter")
"""What a figure by category rests on."""


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


def _leaf_values(values: Mapping[str, Any]) -> Mapping[str, Any]:
    if faults := faults_in_category(kind=values["kind"], matter=values["matter"]):
        raise Refused(*faults)
    return values


@transaction.atomic
def add_category(*, viewer: Viewer, parent: Category, values: Mapping[str, Any]) -> Category:
    """Add a category to a group, for new requests from today on; its code is made of its English name."""
    if parent.parent_id is not None or parent.until_on is not None:
        raise Refused(Fault("category_group_unknown", "parent"))
    taken = set(Category.objects.filter(office=parent.office_id).values_list("code", flat=True))
    code = code_from(values["name_en"], parent.code, taken)
    row = Category(
        office=parent.office, code=code, parent=parent, from_on=clock.today(), **_leaf_values(values)
    )
    row.save(force_insert=True)
    record([NewEntry("category.registered", viewer, row.office_id, "category", row.pk)])
    return row


@transaction.atomic
def add_category_group(
    *, viewer: Viewer, office: Office, name: str, name_en: str, door: str, order: int
) -> Category:
    """Add a group to the tree; categories are put into it afterwards."""
    taken = set(Category.objects.filter(office=office).values_list("code", flat=True))
    row = Category.objects.create(
        office=office,
        code=code_from(name_en, "", taken),
        name=name,
        name_en=name_en,
        door=door,
        order=order,
        from_on=clock.today(),
    )
    record([NewEntry("category.registered", viewer, office.pk, "category", row.pk)])
    return row


@transaction.atomic
def change_category(
    *, viewer: Viewer, category: Category, values: Mapping[str, Any], seen: str = ""
) -> Category:
    """Change a category from today on. How it stood until yesterday is kept: a figure of then is counted by it."""
    row = Category.objects.select_for_update().get(pk=category.pk)
    if row.until_on is not None:
        raise Refused(Fault("category_ended"))
    before = {name: getattr(row, name) for name in VERSIONED}
    names = changed(row, values, seen)
    if row.parent_id is not None:
        _leaf_values(values)
        _refuse_group(row)
    if set(names) & set(VERSIONED):
        _keep_version(row, before)
    row.save(update_fields=names)
    data = {"fields": sorted(names)}
    record([NewEntry("category.changed", viewer, row.office_id, "category", row.pk, data)] if names else [])
    return row


def _refuse_group(row: Category) -> None:
    """A category stands in a group of its own office that is in force."""
    parent = row.parent
    if parent is None or parent.office_id != row.office_id or parent.parent_id or parent.until_on is not None:
        raise Refused(Fault("category_group_unknown", "parent"))


def _keep_version(row: Category, before: dict[str, Any]) -> None:
    """Keep how it stood until yesterday; what is changed twice on a day stood so for no day."""
    yesterday = clock.today() - timedelta(days=1)
    is_new = row.from_on is not None and row.from_on > yesterday
    if not is_new and not row.versions.filter(until_on=yesterday).exists():
        CategoryVersion.objects.create(category=row, until_on=yesterday, **before)


@transaction.atomic
def end_category(*, viewer: Viewer, category: Category) -> Category:
    """No new request gets it; open ones keep it. A group ends after its categories."""
    row = Category.objects.select_for_update().get(pk=category.pk)
    if row.until_on is not None:
        raise Refused(Fault("category_ended"))
    if row.code == "other":
        raise Refused(Fault("category_needed"))
    if row.children.filter(until_on=None).exists():
        raise Refused(Fault("category_has_some"))
    row.until_on = clock.today()
    row.save(update_fields=["until_on"])
    record([NewEntry("category.ended", viewer, row.office_id, "category", row.pk)])
    return row
