"""A file is changed without losing what another wrote, and joined to another without losing either."""

from datetime import date
from typing import Any

import pytest

from huiying.base.storage.fields import blind_index
from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.registers.parties.models import FormerPlace, Party, Person
from huiying.registers.parties.services import NewPerson, register_people
from huiying.registers.parties.services.people import change_person, merge_people, part_people
from huiying.registers.places.models import Place
from tests.cast import MORNING, SYSTEM, Cast

PHONE, NUMBER = "13912345678", "990101194001010008"
TODAY = date(2023, 12, 15)


def _registered(cast: Cast, *new: NewPerson) -> list[Person]:
    with clock.held_at(MORNING):
        return register_people(viewer=SYSTEM, office=cast.office, people=list(new))


def _change(cast: Cast, person: Person, version: int, **new: Any) -> list[str]:
    home_from = new.pop("home_from", None)
    values = {
        "name": "张小红",
        "phone": PHONE,
        "identity_number": NUMBER,
        "birth_on": date(1940, 1, 1),
        **new,
    }
    with clock.held_at(MORNING):
        return change_person(
            viewer=cast.viewer(cast.clerk),
            person=person,
            version=version,
            new=NewPerson(**{"sex": "woman", **values}),
            home_from=home_from,
        )


@pytest.fixture
def person(cast: Cast) -> Person:
    return _registered(cast, NewPerson("张小红", phone=PHONE, identity_number=NUMBER))[0]


def test_the_trail_names_the_fields_that_changed_and_never_what_they_say(cast: Cast, person: Person) -> None:
    changed = _change(cast, person, 1, name="张晓红", phone="13700000001", skills=["裁缝"])
    assert changed == ["name", "phone", "skills"]
    kept = Person.objects.get(pk=person.pk)
    assert (kept.party.name, kept.pinyin, kept.phone, kept.skills) == (
        "张晓红",
        "zhangxiaohong",
        "13700000001",
        ["裁缝"],
    )
    entry = Entry.objects.get(code="person.changed")
    assert (entry.subject_id, entry.office_id, entry.data) == (person.pk, cast.office.pk, {"fields": changed})


def test_a_changed_number_is_found_by_its_index_and_the_former_one_is_not(cast: Cast, person: Person) -> None:
    _change(cast, person, 1, phone="137 0000 0001")
    index = blind_index(Person, "phone", "13700000001")
    assert Person.objects.get(phone_index=index) == person
    assert not Person.objects.filter(phone_index=blind_index(Person, "phone", PHONE)).exists()


def test_a_file_that_stays_as_it_was_leaves_no_entry(cast: Cast, person: Person) -> None:
    assert _change(cast, person, 1) == []
    assert not Entry.objects.filter(code="person.changed").exists()
    assert Party.objects.get(pk=person.pk).version == 1


def test_whoever_comes_second_overwrites_nothing(cast: Cast, person: Person) -> None:
    _change(cast, person, 1, schooling="小学")
    with pytest.raises(Refused, match="changed_meanwhile"):
        _change(cast, person, 1, schooling="初中")
    assert Person.objects.get(pk=person.pk).schooling == "小学"
    assert _change(cast, person, 2, schooling="初中") == ["schooling"]


def test_an_identity_number_of_another_file_is_refused_by_its_field(cast: Cast, person: Person) -> None:
    [other] = _registered(cast, NewPerson("乙"))
    with pytest.raises(Refused) as refused:
        _change(cast, other, 1, name="乙")
    assert [(fault.code, fault.field) for fault in refused.value.faults] == [
        ("identity_number_taken", "identity_number")
    ]
    assert Person.objects.get(pk=other.pk).identity_number == ""


def test_a_new_home_keeps_the_former_one_with_its_days(cast: Cast, person: Person) -> None:
    building = Place.objects.get(parent=cast.compound)
    assert _change(cast, person, 1, home=building, home_from=date(2023, 3, 1)) == ["home"]
    assert not FormerPlace.objects.exists()
    _change(cast, person, 2, home=cast.compound, home_from=date(2023, 9, 1))
    [former] = FormerPlace.objects.all()
    assert (former.place, former.from_on, former.until_on) == (building, date(2023, 3, 1), date(2023, 9, 1))
    party = Party.objects.get(pk=person.pk)
    assert (party.place, party.place_from_on) == (cast.compound, date(2023, 9, 1))
    with pytest.raises(Refused, match="day_too_early"):
        _change(cast, person, 3, home=building, home_from=date(2023, 8, 31))
    with pytest.raises(Refused, match="day_in_the_future"):
        _change(cast, person, 3, home=building, home_from=date(2023, 12, 16))


def test_joined_files_lead_to_one_and_parted_ones_stand_alone_again(cast: Cast, person: Person) -> None:
    viewer = cast.viewer(cast.clerk)
    [other] = _registered(cast, NewPerson("张小虹"))
    before = {party.pk: party.name for party in Party.objects.all()}
    with clock.held_at(MORNING):
        merge_people(viewer=viewer, person=person, joined=other)
    goes = Party.objects.get(pk=other.pk)
    assert (goes.merged_into_id, goes.merged_at) == (person.pk, MORNING)
    with pytest.raises(Refused, match="files_joined_before"):
        merge_people(viewer=viewer, person=person, joined=other)
    part_people(viewer=viewer, person=person, joined=other)
    goes.refresh_from_db()
    assert (goes.merged_into_id, goes.merged_at) == (None, None)
    assert {party.pk: party.name for party in Party.objects.all()} == before
    told = Entry.objects.filter(subject_kind="party", subject_id=person.pk, code__startswith="person.")
    assert [(entry.code, entry.data) for entry in told.order_by("id")[1:]] == [
        ("person.merged", {"file": other.pk}),
        ("person.parted", {"file": other.pk}),
    ]
    with pytest.raises(Refused, match="files_not_joined"):
        part_people(viewer=viewer, person=person, joined=other)


def test_the_file_of_somebody_who_logs_in_is_the_one_that_stays(cast: Cast, person: Person) -> None:
    worker = Person.objects.get(pk=cast.worker_party.pk)
    with pytest.raises(Refused, match="files_log_in"):
        merge_people(viewer=SYSTEM, person=person, joined=worker)
    merge_people(viewer=SYSTEM, person=worker, joined=person)
    assert Party.objects.get(pk=person.pk).merged_into == cast.worker_party


def test_files_of_two_offices_are_not_joined(cast: Cast, person: Person) -> None:
    assert cast.elsewhere
    theirs = Person.objects.get(pk=cast.elsewhere.resident_party.pk)
    with pytest.raises(Refused, match="files_same"):
        merge_people(viewer=SYSTEM, person=person, joined=theirs)
