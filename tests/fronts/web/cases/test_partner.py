"""A partner logs in, does its own cases and writes down its services; nothing else of the office opens."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiying.pure.lib import clock
from huiying.work.cases.models import Case, ServiceGiven
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.understanding import triage_by_hand
from tests.cast import MORNING, Cast
from tests.fronts.web.company import BACKEND
from tests.fronts.web.stages import brought_to
from tests.work.cases.partners import Partner, partner_of

AT = MORNING + timedelta(hours=2)


@pytest.fixture
def partner(cast: Cast) -> Partner:
    with clock.held_at(MORNING):
        return partner_of(cast)


@pytest.fixture
def client(partner: Partner) -> Client:
    browser = Client()
    browser.force_login(partner.user, backend=BACKEND)
    browser.cookies["language"] = "en"
    return browser


def given(cast: Cast, partner: Partner, **asked: Any) -> Case:
    with clock.held_at(MORNING + timedelta(hours=1)):
        case = cast.receive(**{"text": "离婚要怎么办手续", "contact": "13800001234", **asked})
        chosen = {"category": cast.categories["law.aid"], "kind": "help", "lane": "with_care", "place": None}
        case = triage_by_hand(viewer=cast.viewer(cast.clerk), case=case, **chosen)
        return dispatch_case(viewer=cast.viewer(cast.clerk), case=case, provider=partner.body, why="他们坐班")


def test_a_partner_handles_a_case_from_its_own_day_to_the_answer(
    cast: Cast, partner: Partner, client: Client
) -> None:
    case = given(cast, partner)
    path = f"/desk/cases/{case.number}/"
    with clock.held_at(AT):
        assert "离婚要怎么办手续" in client.get("/desk/").content.decode()
        page = client.get(path).content.decode()
        assert 'href="tel:13800001234"' in page
        for move, body in (
            ("accept", {}),
            ("contact", {"word": "约了明天上午"}),
            ("answer", {"outcome": "explained", "word": "带户口本来"}),
        ):
            assert client.post(f"{path}{move}/", body).status_code == 302, move
    case.refresh_from_db()
    assert (case.state, case.provider) == ("answered", partner.body)


def test_what_was_not_given_to_it_is_not_there(cast: Cast, partner: Partner, client: Client) -> None:
    other = brought_to(cast, "handling", text="楼道灯坏了找人修")
    with clock.held_at(AT):
        assert client.get(f"/desk/cases/{other.number}/").status_code == 404
        for page in ("/desk/", "/desk/cases/", "/desk/cases/?q=楼道灯坏了"):
            assert other.number not in client.get(page).content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "cases/new/",
        "cases/handover/",
        "registers/people/",
        "registers/directory/",
        "registers/duty/",
        "registers/places/",
        "registers/limits/",
        "answers/",
        "meetings/",
        "trail/",
    ],
)
def test_nothing_else_of_the_office_opens(cast: Cast, client: Client, path: str) -> None:
    assert client.get(f"/desk/{path}").status_code == 403


def test_its_menu_offers_its_own_work_alone(cast: Cast, client: Client) -> None:
    with clock.held_at(AT):
        page = client.get("/desk/").content.decode()
    menu = page.partition('id="desk-nav"')[2].partition("</nav>")[0]
    assert [line.partition(">")[2].partition("<")[0] for line in menu.split("<a ")[1:]] == [
        "Today",
        "Cases",
        "Write down a service",
        "Services given",
    ]


def test_a_partner_writes_down_its_own_services_and_looks_for_nobody_in_the_register(
    cast: Cast, partner: Partner, client: Client
) -> None:
    with clock.held_at(AT):
        page = client.get("/desk/given/new/").content.decode()
        assert "律师坐班" in page
        assert 'name="whom"' not in page
        sent = {
            "offering": partner.offering.pk,
            "who": "counted",
            "count": 9,
            "minutes": 60,
            "result": "explained",
        }
        client.post("/desk/given/new/", {**sent, "whom": "居民丁"})
    service = ServiceGiven.objects.get()
    assert (service.provider, service.count, service.party) == (partner.body, 9, None)


def test_a_secret_asker_stays_secret_from_a_partner(cast: Cast, partner: Partner, client: Client) -> None:
    case = given(cast, partner, is_secret=True, asker_name="王小红")
    with clock.held_at(AT):
        page = client.get(f"/desk/cases/{case.number}/").content.decode()
    assert "stays secret" in page
    assert "王小红" not in page
    assert "13800001234" not in page


def test_the_desk_may_choose_a_partner(cast: Cast, partner: Partner) -> None:
    case = brought_to(cast, "triaged")
    clerk = Client()
    clerk.force_login(cast.clerk, backend=BACKEND)
    with clock.held_at(AT):
        page = clerk.get(f"/desk/cases/{case.number}/dispatch/").content.decode()
    assert f'<option value="{partner.body.pk}">明渠律师事务所</option>' in page
