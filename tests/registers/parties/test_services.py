"""Files are opened whole; what is personal lies encrypted, and seeing it in full is told."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from stdnum.cn import ric

from huiying.base.storage.fields import blind_index
from huiying.base.trail.models import Entry
from huiying.pure.lib.refusals import Refused
from huiying.registers.parties.models import Party, Person
from huiying.registers.parties.services import (
    NewHousehold,
    NewOrganisation,
    NewPerson,
    NewTeam,
    affiliate,
    register_households,
    register_organisations,
    register_people,
    register_teams,
    reveal,
)
from huiying.registers.parties.services.numbers import refused_once
from tests.cast import MORNING, SYSTEM, Cast

PHONE, NUMBER = "13912345678", "990101194001010008"
OTHER_NUMBER = NUMBER[:14] + "002" + str(ric.calc_check_digit(NUMBER[:14] + "0020"))
FROM = date(2023, 1, 1)


def _person(cast: Cast) -> Person:
    new = NewPerson("张小红", phone=PHONE, identity_number=NUMBER)
    return register_people(viewer=SYSTEM, office=cast.office, people=[new])[0]


def test_telephone_and_identity_number_are_not_readable_in_the_database(cast: Cast) -> None:
    person = _person(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM parties_person WHERE party_id = %s", [person.pk])
        row = " ".join(map(str, cursor.fetchone()))
    assert "zhangxiaohong" in row
    for secret in (PHONE, NUMBER):
        assert secret not in row
    kept = Person.objects.get(pk=person.pk)
    assert (kept.phone, kept.identity_number) == (PHONE, NUMBER)


def test_both_are_found_by_their_blind_index(cast: Cast) -> None:
    person = _person(cast)
    for field, value in (("phone", "139 1234-5678"), ("identity_number", NUMBER)):
        index = blind_index(Person, field, value)
        assert Person.objects.get(**{f"{field}_index": index}) == person


def test_an_identity_number_belongs_to_one_file(cast: Cast) -> None:
    _person(cast)
    with pytest.raises(Refused) as refused:
        _person(cast)
    [fault] = refused.value.faults
    assert (fault.code, fault.field, fault.data) == (
        "identity_number_taken",
        "identity_number",
        {"name": "张小红"},
    )
    twice = [NewPerson("甲", identity_number=OTHER_NUMBER), NewPerson("乙", identity_number=OTHER_NUMBER)]
    with pytest.raises(Refused, match="identity_number_twice"):
        register_people(viewer=SYSTEM, office=cast.office, people=twice)
    register_people(viewer=SYSTEM, office=cast.office, people=[NewPerson("无号甲"), NewPerson("无号乙")])
    assert Person.objects.filter(party__name__startswith="无号").count() == 2


def test_of_another_offices_file_nobody_is_told_whose_it_is(cast: Cast) -> None:
    _person(cast)
    assert cast.elsewhere
    with pytest.raises(Refused) as refused:
        new = NewPerson("张小红", identity_number=NUMBER)
        register_people(viewer=SYSTEM, office=cast.elsewhere.office, people=[new])
    assert [(fault.code, fault.data) for fault in refused.value.faults] == [("identity_number_elsewhere", {})]


def test_the_database_takes_a_number_once_and_says_so_in_words(cast: Cast) -> None:
    first, second = register_people(
        viewer=SYSTEM, office=cast.office, people=[NewPerson("甲"), NewPerson("乙")]
    )
    first.identity_number = second.identity_number = NUMBER
    first.save()
    with pytest.raises(Refused, match="identity_number_twice"), refused_once("identity_number"):
        second.save()
    with pytest.raises(IntegrityError), refused_once("credit_code"):
        second.save()


def test_numbers_are_kept_in_one_form_and_birthday_and_sex_are_read_from_them(cast: Cast) -> None:
    new = NewPerson(" 张小红 ", phone="+86 139-1234 5678", identity_number=" 990101 19400101 0008 ")
    [person] = register_people(viewer=SYSTEM, office=cast.office, people=[new])
    assert person.party.name == "张小红"
    assert (person.phone, person.identity_number) == (PHONE, NUMBER)
    assert (person.birth_on, person.sex) == (date(1940, 1, 1), "woman")


def test_a_number_that_could_be_somebodys_is_refused_in_the_demo_and_no_file_is_opened(cast: Cast) -> None:
    before = Party.objects.count()
    new = [NewPerson("甲"), NewPerson("乙", identity_number="11010519491231002X")]
    with pytest.raises(Refused, match="identity_number_real"):
        register_people(viewer=SYSTEM, office=cast.office, people=new)
    assert Party.objects.count() == before


def test_seeing_a_field_in_full_leaves_who_what_and_why_and_never_the_field(cast: Cast) -> None:
    person = _person(cast)
    viewer = cast.viewer(cast.clerk)
    assert reveal(viewer=viewer, person=person, field="phone", reason="call_back") == PHONE
    entry = Entry.objects.get(code="person.revealed")
    assert (entry.actor_id, entry.office_id, entry.subject_kind, entry.subject_id) == (
        cast.clerk.pk,
        cast.office.pk,
        "party",
        person.pk,
    )
    assert entry.data == {"field": "phone", "reason": "call_back"}


@pytest.mark.parametrize(("field", "reason"), [("phone", ""), ("phone", "我想看看"), ("schooling", "visit")])
def test_without_a_reason_of_the_list_nothing_is_shown_and_nothing_told(
    cast: Cast, field: str, reason: str
) -> None:
    with pytest.raises(Refused):
        reveal(viewer=cast.viewer(cast.clerk), person=_person(cast), field=field, reason=reason)
    assert not Entry.objects.filter(code="person.revealed").exists()


def test_a_household_bears_the_name_of_its_head(cast: Cast) -> None:
    person = _person(cast)
    named, empty = register_households(
        viewer=SYSTEM,
        office=cast.office,
        households=[
            NewHousehold(cast.compound, [(person, "head")], FROM),
            NewHousehold(cast.compound, [], FROM),
        ],
    )
    assert (named.party.name, empty.party.name) == ("张小红", cast.compound.name)


def test_nobody_lives_twice_in_a_household(cast: Cast) -> None:
    person = _person(cast)
    twice = NewHousehold(cast.compound, [(person, "head"), (person, "other")], FROM)
    with pytest.raises(IntegrityError), transaction.atomic():
        register_households(viewer=SYSTEM, office=cast.office, households=[twice])


def test_a_credit_code_is_right_and_stands_for_one_organisation(cast: Cast) -> None:
    right = NewOrganisation("甲厂", "enterprise", credit_code="91110000600037341L")
    wrong = NewOrganisation("乙厂", "enterprise", credit_code="91110000600037341M")
    with pytest.raises(Refused, match="credit_code"):
        register_organisations(viewer=SYSTEM, office=cast.office, organisations=[right, wrong])
    register_organisations(viewer=SYSTEM, office=cast.office, organisations=[right])
    with pytest.raises(Refused, match="credit_code_taken"):
        register_organisations(viewer=SYSTEM, office=cast.office, organisations=[right])


def test_an_office_has_one_desk_and_only_a_desk_is_one(cast: Cast) -> None:
    for team in (
        NewTeam("第二服务台", "desk", is_desk=True),
        NewTeam("无主服务台", "desk"),
        NewTeam("专班", "task_force", is_desk=True),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            register_teams(viewer=SYSTEM, office=cast.office, teams=[team], from_on=FROM)


def test_a_file_is_not_merged_into_itself(cast: Cast) -> None:
    person = _person(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.filter(pk=person.pk).update(merged_into=person.pk, merged_at=MORNING)
    [other] = register_people(viewer=SYSTEM, office=cast.office, people=[NewPerson("甲")])
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.filter(pk=person.pk).update(merged_into=other.pk)


def test_every_file_and_tie_leaves_an_entry_without_a_name(cast: Cast) -> None:
    person = _person(cast)
    [factory] = register_organisations(
        viewer=SYSTEM, office=cast.office, organisations=[NewOrganisation("甲厂", "enterprise")]
    )
    affiliate(viewer=SYSTEM, office=cast.office, pairs=[(person, factory, "member")], from_on=FROM)
    told = Entry.objects.filter(subject_kind="party", subject_id__in=[person.pk, factory.pk]).order_by("id")
    assert [(entry.code, entry.data) for entry in told] == [
        ("person.registered", {}),
        ("organisation.registered", {}),
        ("person.affiliated", {"role": "member"}),
    ]
