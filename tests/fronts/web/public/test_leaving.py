"""A case is closed on this device by its asker, by leaving quickly and with the browser."""

import re
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from huiying.fronts.web.public.leaving import NEUTRAL
from huiying.pure.lib import clock
from huiying.work.cases.services.intake import code_of
from tests.cast import MORNING, Cast, assemble
from tests.fronts.web.public.conftest import FIVE, client_of, opening

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("who", FIVE)
@pytest.mark.parametrize("page", ["", "receipt/"])
def test_an_asker_closes_the_case_on_this_device(cast: Cast, who: str, page: str) -> None:
    case = cast.receive()
    client = client_of(cast, who)
    opening(case, client)
    assert 'action="/track/close/"' in client.get(f"/track/{case.number}/{page}").content.decode()
    answer = client.post("/track/close/")
    assert (answer.status_code, answer["Location"]) == (303, "/track/")
    shut = client.get(f"/track/{case.number}/{page}")
    assert (shut.status_code, shut["Location"]) == (303, f"/track/#number={case.number}")


def test_the_cookie_goes_with_the_browser_and_is_dropped_where_it_lay(cast: Cast) -> None:
    client = opening(cast.receive())
    cookie = client.cookies["case"]
    assert (cookie["max-age"], cookie["expires"], cookie["path"]) == ("", "", "/track/")
    dropped = client.post("/track/close/").cookies["case"]
    assert (dropped.value, dropped["max-age"], dropped["path"]) == ("", 0, "/track/")


def test_closing_needs_the_pages_token_and_leaving_needs_none(cast: Cast) -> None:
    case = cast.receive(is_secret=True)
    client = opening(case, Client(enforce_csrf_checks=True))
    page = client.get(f"/track/{case.number}/").content.decode()
    assert client.post("/track/close/").status_code == 403
    assert client.get(f"/track/{case.number}/").status_code == 200
    assert client.post("/track/close/", {"csrfmiddlewaretoken": _token(page)}).status_code == 303
    opening(case, client)
    assert client.post("/leave/").status_code == 200
    assert client.get(f"/track/{case.number}/").status_code == 303


def test_leaving_closes_the_case_and_leads_elsewhere_without_a_script(cast: Cast) -> None:
    case = cast.receive(is_secret=True)
    client = opening(case)
    page = client.get(f"/track/{case.number}/").content.decode()
    assert f'action="/leave/" data-quick-exit="{NEUTRAL}"' in page
    answer = client.post("/leave/")
    words = answer.content.decode()
    assert f'http-equiv="refresh" content="0; url={NEUTRAL}"' in words
    assert "no-store" in answer["Cache-Control"]
    assert case.number not in words
    assert cast.office.name not in words
    assert client.get(f"/track/{case.number}/receipt/").status_code == 303


def test_another_sites_page_makes_nobody_leave(cast: Cast) -> None:
    case = cast.receive()
    client = opening(case)
    assert client.post("/leave/", headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert client.get(f"/track/{case.number}/").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False])
def test_a_real_browser_leaves_and_finds_the_case_shut(
    live_server: LiveServer, browser: "Browser", scripts: bool
) -> None:
    cache.clear()
    with clock.held_at(MORNING):
        case = assemble().receive(is_secret=True)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=scripts)
    context.route(NEUTRAL, lambda route: route.fulfill(body="sunny", content_type="text/html"))
    page = context.new_page()
    page.goto("/track/")
    page.fill("[name=number]", case.number)
    page.fill("[name=code]", code_of(case))
    page.click("form[data-track] button")
    page.wait_for_url(f"**/track/{case.number}/")
    with page.expect_request("**/leave/"):
        page.click(".quick-exit button")
    page.wait_for_url(NEUTRAL)
    assert page.inner_text("body") == "sunny"
    page.wait_for_timeout(300)
    assert [cookie for cookie in context.cookies() if cookie["name"] == "case"] == []
    page.goto(f"/track/{case.number}/receipt/")
    assert page.url.partition("#")[0] == f"{live_server.url}/track/"
    context.close()
