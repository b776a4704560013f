"""Two offices in one installation: each has its door, and everything behind it is its own."""

import pytest
from django.test import Client

from huiying.registers.directory.models import Offering
from huiying.registers.directory.services import NewOffering, register_offerings
from huiying.registers.places.models import Office
from huiying.work.cases.models import Case
from tests.cast import FROM, SYSTEM, Cast

PAGES = ("/", "/ask/", "/services/")


@pytest.fixture(autouse=True)
def _an_enterprise_door(cast: Cast) -> None:
    Office.objects.filter(code="QB").update(doors=["enterprise"], phone="057700005678")


def _doors(page: object) -> list[tuple[str, str, bool]]:
    return [(str(door.small), door.url, door.is_current) for door in page.context["doors"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", PAGES)
def test_whoever_comes_chooses_between_the_doors_that_are_built(path: str) -> None:
    page = Client().get(path)
    assert _doors(page) == [("南峰街道", path, True), ("青北街道", f"{path}?office=QB", False)]
    for word in ("社区服务", "企业服务"):
        assert word in page.content.decode()
    other = Client().get(path, {"office": "QB"})
    assert [is_current for _office, _url, is_current in _doors(other)] == [False, True]


def test_two_offices_for_residents_are_told_apart_by_their_names_in_large() -> None:
    Office.objects.filter(code="QB").update(doors=["community", "enterprise"])
    doors = [(str(door.label), str(door.small)) for door in Client().get("/").context["doors"]]
    assert doors == [("南峰街道", "社区服务"), ("青北街道", "社区服务"), ("企业服务", "青北街道")]


def test_a_door_that_is_not_built_is_not_shown() -> None:
    Office.objects.filter(code="QB").update(doors=["land", "union"])
    assert _doors(Client().get("/")) == [("南峰街道", "/", True)]


def test_one_office_alone_shows_no_choice(cast: Cast) -> None:
    page = Client().get("/").content.decode()
    assert 'class="doors' in page
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("huiying.fronts.web.public.doors.public_offices", lambda: [cast.office])
        assert 'class="doors' not in Client().get("/").content.decode()


@pytest.mark.parametrize("path", (*PAGES, "/track/"))
def test_behind_a_door_stand_its_telephone_and_ways_that_stay_behind_it(path: str) -> None:
    page = Client().get(path, {"office": "QB"}).content.decode()
    assert "tel:057700005678" in page
    assert "tel:057600000000" not in page
    for link in ("/?office=QB", "/ask/?office=QB", "/track/?office=QB", "/services/?office=QB"):
        assert f'href="{link}"' in page


def test_what_is_asked_at_a_door_is_its_offices_case() -> None:
    page = Client().get("/ask/", {"office": "QB"}).content.decode()
    assert 'action="/ask/?office=QB"' in page
    sent = Client().post("/ask/?office=QB", {"text": "厂房办证要几样材料"})
    assert sent.status_code == 303
    case = Case.objects.get()
    assert case.office.code == "QB"
    assert case.number.startswith("QB")
    assert case.holder == case.office.desk.party


def test_its_asker_is_led_back_to_the_same_door() -> None:
    client = Client()
    receipt = client.get(client.post("/ask/?office=QB", {"text": "厂房办证要几样材料"})["Location"])
    assert 'href="/ask/?office=QB"' in receipt.content.decode()


def test_each_door_has_its_own_services_by_the_stage_of_an_enterprise(cast: Cast) -> None:
    assert cast.elsewhere is not None
    office = cast.elsewhere.office
    for name, stage in (("开办一件事", "founded"), ("扩产用电", "producing")):
        offering = Offering(
            office=office,
            provider=cast.elsewhere.desk,
            name=name,
            area=office.place,
            life_stage=stage,
            service_kind="government",
            from_on=FROM,
        )
        register_offerings(viewer=SYSTEM, office=office, offerings=[NewOffering(offering, ("park.power",))])
    page = Client().get("/services/", {"office": "QB", "stage": "producing"})
    names = [row["offering"].name for row in page.context["rows"]]
    assert "扩产用电" in names
    assert "开办一件事" not in names
    assert "扩产用电" not in Client().get("/services/").content.decode()


@pytest.mark.parametrize("code", ["", "XX", "qb", "\0", "%", "A" * 5000])
@pytest.mark.parametrize("path", (*PAGES, "/track/"))
def test_an_office_that_there_is_not_has_no_page(path: str, code: str) -> None:
    assert Client().get(path, {"office": code}).status_code == 404


def test_the_page_of_a_door_may_be_kept_for_all(cast: Cast) -> None:
    answer = Client().get("/ask/", {"office": "QB"})
    assert "max-age=60" in answer["Cache-Control"]
    assert not answer.cookies


def test_whoever_comes_by_the_enterprises_door_is_asked_for_which_enterprise(cast: Cast) -> None:
    for path in ("/", "/ask/"):
        assert "替家里人、邻居提" not in Client().get(path, {"office": "QB"}).text
        assert "替家里人、邻居提" in Client().get(path).text
    assert "哪家单位？" in Client().get("/ask/", {"office": "QB"}).text
    assert "哪家单位？" not in Client().get("/ask/").text
    sent = {"text": "厂房办证", "beneficiary_name": "澜川包装", "beneficiary_relation": "会计"}
    Client().post("/ask/?office=QB", sent)
    case = Case.objects.get()
    assert (case.beneficiary_name, case.beneficiary_relation) == ("澜川包装", "会计")
