"""The directory is written whole; no hour of duty stands without two names."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from huiying.base.trail.models import Entry
from huiying.registers.directory.models import Category, Duty, Leave, Offering, Recusal, WorkerFile
from huiying.registers.directory.services import (
    STANDARD,
    NewOffering,
    note_leave,
    open_worker_files,
    recuse,
    register_offerings,
    set_duty,
    take_standard_categories,
)
from huiying.registers.parties.models import Person
from tests.cast import SYSTEM, Cast

FROM = date(2023, 1, 1)


def _duty(cast: Cast, **changed: object) -> Duty:
    worker, other = (Person.objects.get(pk=party.pk) for party in (cast.worker_party, cast.other_party))
    given: dict[str, object] = {
        "office": cast.office,
        "place": cast.compound,
        "weekday": 0,
        "from_hour": 8,
        "until_hour": 20,
        "person": worker,
        "stand_in": other,
    }
    row = Duty(**(given | changed))  # type: ignore[misc]
    return set_duty(viewer=SYSTEM, office=cast.office, duties=[row])[0]


@pytest.mark.parametrize("missing", ["person", "stand_in"])
def test_no_hour_of_duty_stands_without_two_names(cast: Cast, missing: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _duty(cast, **{missing: None})
    assert not Duty.objects.filter(place=cast.compound).exists()


def test_nobody_stands_in_for_themselves(cast: Cast) -> None:
    worker = Person.objects.get(pk=cast.worker_party.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        _duty(cast, stand_in=worker)


@pytest.mark.parametrize(
    "changed", [{"weekday": 7}, {"from_hour": 20}, {"until_hour": 25}, {"from_hour": -1}]
)
def test_hours_of_duty_lie_in_a_week(cast: Cast, changed: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _duty(cast, **changed)


def test_nobody_on_duty_loses_their_file(cast: Cast) -> None:
    _duty(cast)
    with pytest.raises(Exception, match="protected"):
        Person.objects.filter(pk=cast.worker_party.pk).delete()


def test_an_office_takes_the_standard_categories_of_its_doors_with_their_groups(cast: Cast) -> None:
    rows = {row["code"]: row for row in json.loads(STANDARD.read_text(encoding="utf-8"))}
    Category.objects.filter(office=cast.office).update(until_on=date(2023, 6, 1))
    made = take_standard_categories(viewer=SYSTEM, office=cast.office, doors=("community",))
    groups = {category.pk: category for category in made if category.parent_id is None}
    leaves = [category for category in made if category.matter]
    assert {leaf.code for leaf in leaves} == {
        code
        for code, row in rows.items()
        if "community" in row["doors"] and code not in {other["parent"] for other in rows.values()}
    }
    for leaf in leaves:
        row = rows[leaf.code]
        assert (groups[leaf.parent_id].code if leaf.parent_id else "") == row["parent"]
        assert (leaf.kind, leaf.lane, leaf.words) == (row["kind"], row["lane"], row["words"])
    assert set(groups) <= {leaf.parent_id or leaf.pk for leaf in leaves}


def test_a_code_stands_for_one_category_in_force(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        take_standard_categories(viewer=SYSTEM, office=cast.office, doors=("community",))


def test_an_offering_of_an_unknown_category_is_not_kept(cast: Cast) -> None:
    row = Offering(
        office=cast.office, provider=cast.worker_party, name="新", area=cast.compound, from_on=FROM
    )
    with pytest.raises(KeyError, match=r"no\.such"):
        register_offerings(viewer=SYSTEM, office=cast.office, offerings=[NewOffering(row, ("no.such",))])
    assert not Offering.objects.filter(name="新").exists()


def test_a_worker_has_one_file_with_a_ceiling_above_nothing(cast: Cast) -> None:
    clerk = Person.objects.get(user=cast.clerk)
    file = WorkerFile(person=clerk, type="grid", area=cast.compound, confirmed_on=FROM, from_on=FROM)
    file.ceiling = 0
    with pytest.raises(IntegrityError), transaction.atomic():
        open_worker_files(viewer=SYSTEM, office=cast.office, files=[file])
    file.ceiling = 1
    open_worker_files(viewer=SYSTEM, office=cast.office, files=[file])
    with pytest.raises(IntegrityError), transaction.atomic():
        open_worker_files(viewer=SYSTEM, office=cast.office, files=[file])


def test_leave_does_not_end_before_it_begins(cast: Cast) -> None:
    person = Person.objects.get(pk=cast.worker_party.pk)
    wrong = Leave(person=person, from_on=date(2023, 12, 2), until_on=date(2023, 12, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        note_leave(viewer=SYSTEM, office=cast.office, leaves=[wrong])


def test_every_write_leaves_an_entry_in_the_office(cast: Cast) -> None:
    before = Entry.objects.count()
    person = Person.objects.get(pk=cast.worker_party.pk)
    duty = _duty(cast)
    note_leave(viewer=SYSTEM, office=cast.office, leaves=[Leave(person=person, from_on=FROM, until_on=FROM)])
    recuse(
        viewer=SYSTEM,
        office=cast.office,
        recusals=[Recusal(provider=cast.worker_party, party=cast.resident_party)],
    )
    told = Entry.objects.order_by("id")[before:]
    assert [(entry.code, entry.subject_id, entry.office_id) for entry in told] == [
        ("duty.set", duty.pk, cast.office.pk),
        ("worker.leave_noted", person.pk, cast.office.pk),
        ("worker.recused", cast.worker_party.pk, cast.office.pk),
    ]
