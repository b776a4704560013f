"""Opening, changing and joining files at the desk."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from huiying.base.trail.models import Entry
from huiying.registers.parties.models import FormerPlace, Party, Person
from huiying.registers.parties.services import NewPerson, register_people
from tests.cast import SYSTEM, Cast
from tests.fronts.web.company import BACKEND
from tests.fronts.web.registers.conftest import NUMBER, PHONE, Open

NEW = reverse("registers:person_new")
FILE = {
    "name": "李四",
    "sex": "man",
    "birth_on": "1950-05-01",
    "phone": "137 0000 0001",
    "home": "柳岸小区1幢",
    "skills": "裁缝，理发、剪纸",
    "way": "phone",
    "hours": "晚上",
}


def _url(person: Person, page: str) -> str:
    return reverse(f"registers:person_{page}", args=[person.party.uuid])


def _as_it_is(person: Person) -> dict[str, str]:
    party = Party.objects.get(pk=person.pk)
    return {
        "name": party.name,
        "sex": "woman",
        "birth_on": "1940-01-01",
        "home": "柳岸小区1幢",
        "needs_two_visitors": "on",
        "version": str(party.version),
    }


def test_a_clerk_opens_a_file_with_what_is_known(cast: Cast, opened: Open) -> None:
    answer = opened(cast.clerk, NEW, **FILE)
    person = Person.objects.get(party__name="李四")
    assert answer["Location"] == _url(person, "detail")
    assert (person.pinyin, person.phone, person.skills) == ("lisi", "13700000001", ["裁缝", "理发", "剪纸"])
    assert person.party.place and person.party.place.name == "1幢"
    words = opened(cast.clerk, _url(person, "detail")).content.decode()
    for fact in ("137****0001", "By phone · 晚上", "opened the file of 李四"):
        assert fact in words


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", " ", "id_name_error"),
        ("birth_on", "2023-12-16", "That birthday can&#x27;t be."),
        ("phone", "1370000", "no telephone number"),
        ("identity_number", "11010519491231002X", "It takes only numbers that can&#x27;t be anybody&#x27;s"),
        ("identity_number", "990101195005010000", "wrong or missing. Please compare it with the card."),
        ("home", "没有的小区", "No place here is called that."),
        ("skills", ",".join(str(n) for n in range(21)), "twenty at most"),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(
    cast: Cast, opened: Open, field: str, value: str, words: str
) -> None:
    before = Party.objects.count()
    page = opened(cast.clerk, NEW, **{**FILE, field: value}).content.decode()
    assert words in page
    assert f'id="id_{field}_error"' in page
    for kept in {name: text for name, text in FILE.items() if name not in (field, "sex", "way")}.values():
        assert kept in page
    assert Party.objects.count() == before


def test_a_number_that_another_file_has_names_that_file(cast: Cast, opened: Open, person: Person) -> None:
    more = {"identity_number": NUMBER, "birth_on": "", "sex": ""}
    page = opened(cast.clerk, NEW, **{**FILE, **more}).content.decode()
    assert "The file of 张小红 has this number already." in page
    assert not Person.objects.filter(party__name="李四").exists()


def test_whoever_is_alike_is_shown_before_a_second_file_is_opened(
    cast: Cast, opened: Open, person: Person
) -> None:
    page = opened(cast.clerk, NEW, **{**FILE, "phone": PHONE}).content.decode()
    assert "Is it one of these?" in page
    assert _url(person, "detail") in page
    assert not Person.objects.filter(party__name="李四").exists()
    opened(cast.clerk, NEW, **{**FILE, "phone": PHONE}, is_another="on")
    assert Person.objects.filter(party__name="李四").exists()


def test_a_place_that_several_are_called_asks_which(cast: Cast, opened: Open) -> None:
    page = opened(cast.clerk, NEW, **{**FILE, "home": "柳岸"}).content.decode()
    assert "No place here is called that." in page
    Party.objects.filter(pk=cast.resident_party.pk).update(place=cast.compound)
    cast.compound.aliases = ["柳岸社区"]
    cast.compound.save()
    page = opened(cast.clerk, NEW, **{**FILE, "home": "柳岸社区"}).content.decode()
    assert "Several places are called that: 柳岸社区; 柳岸社区 柳岸小区." in page


def test_what_is_masked_stays_masked_while_a_file_is_changed(
    cast: Cast, opened: Open, person: Person
) -> None:
    page = opened(cast.clerk, _url(person, "change")).content.decode()
    assert "139****5678 is noted. Leave it empty to keep it." in page
    assert PHONE not in page
    assert NUMBER not in page
    opened(cast.clerk, _url(person, "change"), **_as_it_is(person), schooling="小学")
    person.refresh_from_db()
    assert (person.phone, person.identity_number, person.schooling) == (PHONE, NUMBER, "小学")
    assert Entry.objects.get(code="person.changed").data == {"fields": ["schooling"]}
    opened(cast.clerk, _url(person, "change"), **_as_it_is(person), without_phone="on")
    person.refresh_from_db()
    assert (person.phone, person.phone_index) == ("", None)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_form_sent_as_it_was_opened_changes_nothing(cast: Cast, person: Person, language: str) -> None:
    client = Client()
    client.cookies["language"] = language
    client.force_login(cast.clerk, backend=BACKEND)
    page = client.get(_url(person, "change")).content.decode()
    sent = dict(re.findall(r'<input type="(?:text|date|hidden)" name="(\w+)" value="([^"]*)"', page))
    assert sent["birth_on"] == "1940-01-01"
    sent |= {"sex": "woman", "needs_two_visitors": "on"}
    assert client.post(_url(person, "change"), sent).status_code == 302
    assert not Entry.objects.filter(code="person.changed").exists()


def test_a_changed_file_says_so_in_its_history_without_values(
    cast: Cast, opened: Open, person: Person
) -> None:
    opened(cast.clerk, _url(person, "change"), **{**_as_it_is(person), "phone": "13700000001"})
    page = opened(cast.clerk, _url(person, "detail")).content.decode()
    assert "nf clerk changed the file of 张小红: Telephone" in page
    assert "13700000001" not in page


def test_a_new_home_keeps_the_former_one(cast: Cast, opened: Open, person: Person) -> None:
    given = {**_as_it_is(person), "home": "柳岸小区", "home_from": "2023-11-01"}
    opened(cast.clerk, _url(person, "change"), **given)
    assert FormerPlace.objects.get().until_on == date(2023, 11, 1)
    page = opened(cast.clerk, _url(person, "detail")).content.decode()
    assert "Former homes" in page
    assert "until Wednesday 1 November 2023" in page


def test_whoever_comes_second_sees_both_and_loses_nothing(cast: Cast, opened: Open, person: Person) -> None:
    url, mine = _url(person, "change"), _as_it_is(person)
    opened(cast.clerk, url, **mine, schooling="小学", phone="13700000001")
    page = opened(cast.clerk, url, **{**mine, "sex": "", "schooling": "初中"}).content.decode()
    assert "Somebody else has changed it in the meantime" in page
    for value in ("小学", "初中", "Woman", "Not known"):
        assert value in page
    assert Person.objects.get(pk=person.pk).schooling == "小学"
    assert 'name="version" value="2"' in page
    opened(cast.clerk, url, **{**mine, "schooling": "初中", "version": "2"})
    assert Person.objects.get(pk=person.pk).schooling == "初中"


def test_two_files_are_compared_joined_and_parted(cast: Cast, opened: Open, person: Person) -> None:
    [other] = register_people(
        viewer=SYSTEM, office=cast.office, people=[NewPerson("张小虹", phone="13700000002", jobs="裁缝")]
    )
    url, file = _url(person, "merge"), {"file": str(other.party.uuid)}
    assert "张小虹" in opened(cast.clerk, f"{url}?words=张小虹").content.decode()
    page = opened(cast.clerk, f"{url}?file={other.party.uuid}").content.decode()
    for fact in ("张小虹", "137****0002", "裁缝", "139****5678", "Keep the other one instead"):
        assert fact in page
    assert opened(cast.clerk, url, **file)["Location"] == _url(person, "detail")
    assert "张小红" in opened(cast.clerk, _url(other, "detail")).content.decode()
    page = opened(cast.clerk, _url(person, "detail")).content.decode()
    assert "Joined to this file" in page
    assert "nf clerk joined another file to that of 张小红" in page
    opened(cast.clerk, _url(person, "part"), **file)
    assert Party.objects.get(pk=other.pk).merged_into is None
    page = opened(cast.clerk, _url(person, "part"), **file)
    assert page["Location"] == _url(person, "detail")


def test_why_files_can_not_be_joined_is_told(cast: Cast, opened: Open, person: Person) -> None:
    file = {"file": str(cast.worker_party.uuid)}
    page = opened(cast.clerk, _url(person, "merge"), **file).content.decode()
    assert "Somebody logs in as that person." in page
    for none in ("00000000-0000-4000-8000-000000000000", "x"):
        page = opened(cast.clerk, _url(person, "merge"), file=none).content.decode()
        assert "There is no such file here." in page


def test_only_the_desk_is_offered_what_only_the_desk_may_do(cast: Cast, opened: Open, person: Person) -> None:
    assert _url(person, "change") in opened(cast.clerk, _url(person, "detail")).content.decode()
    for reader in (cast.lead, cast.auditor):
        assert _url(person, "change") not in opened(reader, _url(person, "detail")).content.decode()
        assert NEW not in opened(reader, reverse("registers:person_list")).content.decode()
