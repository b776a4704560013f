"""Writes of what providers give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from huiying.base.storage.changes import changed, put_in_force
from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory.models import Category, Offering
from huiying.registers.directory.rules import faults_in_offering
from huiying.registers.directory.selectors import category_codes
from huiying.registers.parties.models import Party
from huiying.registers.places.models import Office


@dataclass(frozen=True, slots=True)
class NewOffering:
    """An offering with the codes of its categories."""

    offering: Offering
    categories: tuple[str, ...]


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
def offer(
    *, viewer: Viewer, office: Office, provider: Party, values: Mapping[str, Any], categories: Sequence[str]
) -> Offering:
    """Put one offering into the directory, from today on."""
    _refuse_misfits(office, values, categories, provider)
    row = Offering(office=office, provider=provider, from_on=clock.today(), **values)
    new = NewOffering(row, tuple(categories))
    return register_offerings(viewer=viewer, office=office, offerings=[new])[0]


@transaction.atomic
def change_offering(
    *,
    viewer: Viewer,
    offering: Offering,
    values: Mapping[str, Any],
    categories: Sequence[str],
    seen: str = "",
) -> Offering:
    """Change what is offered; who gives it stays, for another provider is another offering."""
    row = Offering.objects.select_for_update().get(pk=offering.pk)
    if row.until_on is not None:
        raise Refused(Fault("offering_ended"))
    before = category_codes(row)
    names = changed(row, values, seen, before)
    _refuse_misfits(row.office, values, categories, row.provider)
    if set(categories) != set(before):
        leaves = Category.objects.filter(office=row.office_id, until_on=None, code__in=categories)
        row.categories.set(leaves)
        names.append("categories")
    row.save(update_fields=[name for name in names if name != "categories"])
    data = {"fields": sorted(names)}
    record([NewEntry("offering.changed", viewer, row.office_id, "offering", row.pk, data)] if names else [])
    return row


def _refuse_misfits(
    office: Office, values: Mapping[str, Any], categories: Sequence[str], provider: Party
) -> None:
    named = ("life_stage", "service_kind", "is_value_added")
    faults = faults_in_offering(**{name: values[name] for name in named})
    known = Category.objects.filter(office=office, until_on=None, code__in=categories).exclude(matter="")
    if not categories or known.count() != len(set(categories)):
        faults.append(Fault("categories_missing", "categories"))
    if provider.office_id != office.pk or provider.merged_into_id is not None:
        faults.append(Fault("provider_unknown"))
    if faults:
        raise Refused(*faults)


@transaction.atomic
def end_offering(*, viewer: Viewer, offering: Offering) -> Offering:
    """Take an offering out of the directory; today was its last day. Cases that rest on it go on."""
    row = Offering.objects.select_for_update().get(pk=offering.pk)
    if row.until_on is not None:
        raise Refused(Fault("offering_ended"))
    row.until_on = max(clock.today(), row.from_on)
    row.save(update_fields=["until_on"])
    record([NewEntry("offering.ended", viewer, row.office_id, "offering", row.pk)])
    return row


@transaction.atomic
def take_up_offering(*, viewer: Viewer, offering: Offering) -> Offering:
    """Put an offering that ended into the directory again, for those of its categories that are in force.

    The trail keeps when it had ended.
    """
    row = Offering.objects.select_for_update().get(pk=offering.pk)
    _refuse_without_ground(row)
    data = {"ended_on": put_in_force(row)}
    row.save(update_fields=["until_on"])
    record([NewEntry("offering.taken_up", viewer, row.office_id, "offering", row.pk, data)])
    return row


def _refuse_without_ground(row: Offering) -> None:
    """Whoever gave it, where, or what it was for may have ended meanwhile."""
    provider = row.provider
    body = getattr(provider, provider.kind)
    is_gone = provider.merged_into_id is not None or getattr(body, "until_on", None) is not None
    places = (row.area, row.venue) if row.venue else (row.area,)
    if is_gone or any(place.until_on is not None for place in places):
        raise Refused(Fault("offering_without_ground"))
    if not row.categories.filter(until_on=None).exclude(matter="").exists():
        raise Refused(Fault("offering_without_category"))
