"""Who may open which page of the registers."""

import pytest
from django.urls import reverse

from huiying.registers.parties.models import Party, Person
from tests.cast import Cast
from tests.fronts.web.registers.conftest import Open

PEOPLE = {"clerk", "lead", "auditor"}
ANY_STAFF = {"clerk", "lead", "auditor", "worker", "admin"}
PAGES = {
    "person_list": PEOPLE,
    "household_list": PEOPLE,
    "organisation_list": PEOPLE,
    "team_list": PEOPLE,
    "pairing_list": PEOPLE,
    "place_list": ANY_STAFF,
    "offering_list": ANY_STAFF,
    "category_list": ANY_STAFF,
    "worker_list": ANY_STAFF,
    "duty_list": ANY_STAFF,
    "limit_list": ANY_STAFF,
    "user_list": {"auditor", "admin"},
}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_for_those_whose_work_it_is(cast: Cast, opened: Open, page: str) -> None:
    url = reverse(f"registers:{page}")
    answers = {who: opened(getattr(cast, who), url).status_code for who in (*ANY_STAFF, "resident")}
    assert answers == {who: 200 if who in PAGES[page] else 403 for who in answers}
    stranger = opened(None, url)
    assert (stranger.status_code, stranger["Location"].split("?")[0]) == (302, reverse("account:login"))


@pytest.mark.parametrize("page", [*PAGES, "person_detail"])
def test_pages_of_the_registers_are_kept_by_no_cache(
    cast: Cast, opened: Open, person: Person, page: str
) -> None:
    arguments = [person.party.uuid] if page.endswith("detail") else []
    answer = opened(cast.auditor, reverse(f"registers:{page}", args=arguments))
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("kind", ["person", "household", "organisation", "team"])
def test_another_offices_record_is_as_if_there_were_none(
    cast: Cast, opened: Open, person: Person, kind: str
) -> None:
    url = reverse(f"registers:{kind}_detail", args=[Party.objects.filter(kind=kind).latest("pk").uuid])
    none = reverse(f"registers:{kind}_detail", args=["00000000-0000-4000-8000-000000000000"])
    assert opened(cast.clerk, url).status_code == 200
    assert cast.elsewhere
    theirs, nothing = opened(cast.elsewhere.clerk, url), opened(cast.elsewhere.clerk, none)
    assert (theirs.status_code, nothing.status_code) == (404, 404)
    assert theirs.content.count(b"<h1>") == nothing.content.count(b"<h1>") == 1
    assert opened(cast.worker, url).status_code == 403


@pytest.mark.parametrize("page", [page for page, who in PAGES.items() if "clerk" in who])
def test_a_list_shows_nothing_of_another_office(cast: Cast, opened: Open, person: Person, page: str) -> None:
    assert cast.elsewhere
    words = opened(cast.elsewhere.clerk, reverse(f"registers:{page}")).content.decode()
    words = words.partition("<main")[2]
    for name in ("张小红", "甲橡胶厂", "暖心圈", "柳岸", "南峰"):
        assert name not in words
