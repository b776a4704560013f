"""People, households, organisations and teams at the desk."""

import re

import pytest
from django.urls import reverse

from huiying.base.trail.models import Entry
from huiying.registers.parties.models import Party, Person
from huiying.registers.parties.services import NewPerson, register_people
from tests.cast import SYSTEM, Cast
from tests.fronts.web.registers.conftest import NUMBER, PHONE, Open

LIST = reverse("registers:person_list")


def _file(person: Person, page: str = "person_detail") -> str:
    return reverse(f"registers:{page}", args=[person.party.uuid])


def test_a_list_and_a_file_show_no_number_in_full(cast: Cast, opened: Open, person: Person) -> None:
    for url in (LIST, _file(person)):
        words = opened(cast.clerk, url).content.decode()
        assert "139****5678" in words
        assert PHONE not in words
        assert NUMBER not in words
    assert "990***********0008" in words


@pytest.mark.parametrize("words", ["小红", "zhangxiao", "139 1234 5678"])
def test_a_person_is_found_by_name_pinyin_or_whole_number(
    cast: Cast, opened: Open, person: Person, words: str
) -> None:
    found = opened(cast.clerk, f"{LIST}?words={words}").content.decode()
    assert "张小红" in found
    assert "居民丁" not in found


def test_a_list_without_rows_says_what_to_do(cast: Cast, opened: Open) -> None:
    words = opened(cast.clerk, f"{LIST}?words=nobody").content.decode()
    assert "Nothing fits." in words
    assert "Show all" in words


def test_each_row_of_a_long_list_stands_on_one_page(cast: Cast, opened: Open) -> None:
    register_people(viewer=SYSTEM, office=cast.office, people=[NewPerson(f"甲{n:03d}") for n in range(120)])
    seen: list[str] = []
    url: str | None = f"{LIST}?words=甲"
    pages = 0
    while url:
        words = opened(cast.clerk, url).content.decode()
        seen += re.findall(r">(甲\d{3})<", words)
        further = re.search(r'href="(\?[^"]*older=[^"]*)" rel="next"', words)
        url = LIST + further[1].replace("&amp;", "&") if further else None
        pages += 1
    assert pages == 3
    assert seen == [f"甲{n:03d}" for n in range(120)]


def test_a_file_shows_home_household_organisation_and_team(cast: Cast, opened: Open, person: Person) -> None:
    words = opened(cast.clerk, _file(person)).content.decode()
    for fact in ("柳岸社区 柳岸小区 1幢", "Head of the household", "甲橡胶厂", "Adviser", "便民食堂"):
        assert fact in words
    assert "two visitors go together" in words


def test_the_file_of_a_social_worker_shows_offerings_and_ceiling(cast: Cast, opened: Open) -> None:
    worker = Person.objects.get(pk=cast.worker_party.pk)
    words = opened(cast.clerk, _file(worker)).content.decode()
    assert "Grid social worker" in words
    assert "社区服务" in words
    assert "No leave is noted from today on." in words


def test_a_number_is_shown_in_full_once_for_a_reason_and_the_trail_tells_it(
    cast: Cast, opened: Open, person: Person
) -> None:
    url = _file(person, "person_reveal")
    shown = opened(cast.clerk, url, field="phone", reason="call_back")
    assert "139\xa01234\xa05678" in shown.content.decode()
    assert NUMBER not in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    entry = Entry.objects.get(code="person.revealed")
    assert (entry.actor_id, entry.data) == (cast.clerk.pk, {"field": "phone", "reason": "call_back"})
    assert "139\xa01234\xa05678" not in opened(cast.clerk, _file(person)).content.decode()


@pytest.mark.parametrize("data", [{"field": "phone", "reason": ""}, {"field": "jobs", "reason": "visit"}])
def test_without_a_reason_nothing_is_shown_and_the_form_says_so(
    cast: Cast, opened: Open, person: Person, data: dict[str, str]
) -> None:
    words = opened(cast.clerk, _file(person, "person_reveal"), **data).content.decode()
    assert "139\xa01234" not in words
    assert "error-summary" in words
    assert not Entry.objects.filter(code="person.revealed").exists()


def test_who_may_read_a_file_but_not_open_it_in_full_gets_no_form(
    cast: Cast, opened: Open, person: Person
) -> None:
    assert "Show in full" in opened(cast.clerk, _file(person)).content.decode()
    assert "Show in full" not in opened(cast.auditor, _file(person)).content.decode()
    data = {"field": "phone", "reason": "visit"}
    assert opened(cast.auditor, _file(person, "person_reveal"), **data).status_code == 403
    assert cast.elsewhere
    assert opened(cast.elsewhere.clerk, _file(person, "person_reveal"), **data).status_code == 404
    assert not Entry.objects.filter(code="person.revealed").exists()


def test_a_look_by_address_alone_opens_nothing(cast: Cast, opened: Open, person: Person) -> None:
    assert opened(cast.clerk, _file(person, "person_reveal")).status_code == 405


def test_a_household_shows_who_lives_there(cast: Cast, opened: Open, person: Person) -> None:
    words = opened(cast.clerk, reverse("registers:household_list")).content.decode()
    household = Party.objects.get(kind="household")
    assert reverse("registers:household_detail", args=[household.uuid]) in words
    words = opened(cast.clerk, reverse("registers:household_detail", args=[household.uuid])).content.decode()
    assert _file(person) in words


def test_households_are_narrowed_to_a_place(cast: Cast, opened: Open, person: Person) -> None:
    url = reverse("registers:household_list")
    inside = opened(cast.clerk, f"{url}?place={cast.compound.code}").content.decode()
    assert cast.elsewhere
    outside = opened(cast.clerk, f"{url}?place={cast.elsewhere.compound.code}").content.decode()
    assert "张小红" in inside
    assert "张小红" not in outside


def test_an_organisation_is_found_by_its_kind_and_shows_its_people(
    cast: Cast, opened: Open, person: Person
) -> None:
    url = reverse("registers:organisation_list")
    assert "甲橡胶厂" in opened(cast.clerk, f"{url}?kind=enterprise").content.decode()
    assert "甲橡胶厂" not in opened(cast.clerk, f"{url}?kind=bank").content.decode()
    party = Party.objects.get(kind="organisation")
    words = opened(cast.clerk, reverse("registers:organisation_detail", args=[party.uuid])).content.decode()
    assert "91110000600037341L" in words
    assert _file(person) in words


def test_a_circle_leads_to_its_organs_and_an_organ_back(cast: Cast, opened: Open, person: Person) -> None:
    circle, organ = (Party.objects.get(name=name) for name in ("暖心圈", "便民食堂"))
    pages = {party: reverse("registers:team_detail", args=[party.uuid]) for party in (circle, organ)}
    assert pages[organ] in opened(cast.clerk, pages[circle]).content.decode()
    words = opened(cast.clerk, pages[organ]).content.decode()
    assert pages[circle] in words
    assert "厨师" in words
