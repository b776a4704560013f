"""Somebody who is afraid asks from a phone, leaves quickly, and is named to nobody who needs no name."""

from typing import Any

import pytest
from playwright.sync_api import expect

from huiying.base.outbox.models import Message
from huiying.fronts.web.public.leaving import NEUTRAL
from huiying.work.cases.jobs import understand_new_cases
from huiying.work.cases.models import Case
from huiying.work.cases.services.dispatch import dispatch_case
from tests.cast import PASSWORD, Cast
from tests.journeys.conftest import DESK, PHONE, Hands
from tests.journeys.story import zh

ASKED = "他又动手了,我带着小的在楼下便利店,打13700001111找我姐"
CONTACT = "13912345678"
SEEN = ("13912345678", "139 1234 5678", "139****5678")


def _log_in(page: Any, username: str) -> None:
    page.goto("/login/")
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name=zh("Log in"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(zh("Today"))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_frightened_caller_is_kept_secret_and_leaves_quickly(
    cast: Cast, hands: Hands, scripts: bool
) -> None:
    hands.scripts = scripts
    phone: Any = hands.open(PHONE)
    phone.route(f"{NEUTRAL}**", lambda route: route.fulfill(body="<h1>weather</h1>"))
    phone.goto("/ask/")
    expect(phone.get_by_role("button", name=zh("Leave quickly"))).to_be_in_viewport()
    phone.get_by_label(zh("What happened?")).fill(ASKED)
    phone.get_by_label(zh("How do we reach you?")).fill(CONTACT)
    phone.get_by_text(zh("I am afraid that somebody learns of it")).tap()
    phone.get_by_label(zh("Don't let anybody know that it was me")).tap()
    phone.get_by_role("button", name=zh("Leave it to us")).tap()
    slip = phone.get_by_role("region", name=zh("Receipt"))
    expect(slip).to_be_visible()
    expect(slip).not_to_contain_text(CONTACT[-4:])
    understand_new_cases.call()
    case = Case.objects.get()
    assert (case.is_secret, case.contact_channel) == (True, "page")

    leave = phone.get_by_role("button", name=zh("Leave quickly"))
    expect(leave).to_be_in_viewport()
    leave.tap()
    phone.wait_for_url(f"{NEUTRAL}**")
    phone.goto(f"/track/{case.number}/")
    assert phone.url.partition("#")[0].endswith("/track/")

    clerk: Any = hands.open(DESK)
    _log_in(clerk, cast.clerk.username)
    clerk.goto(f"/desk/cases/{case.number}/")
    expect(clerk.get_by_role("main")).to_contain_text(zh("Secret"))
    given = {"viewer": cast.viewer(cast.clerk), "provider": cast.worker_party, "why": "她认得那里"}
    assert dispatch_case(case=case, **given).state == "dispatched"

    worker: Any = hands.open(PHONE)
    _log_in(worker, cast.worker.username)
    worker.goto(f"/desk/cases/{case.number}/")
    main = worker.get_by_role("main")
    expect(main).to_contain_text(zh("stays secret; the desk speaks with them"))
    page = worker.content()
    assert [words for words in (*SEEN, "13700001111") if words in page] == []
    assert worker.get_by_role("link", name=zh("Ring"), exact=True).count() == 0

    hands.wrong.clear()
    other: Any = hands.open(PHONE)
    _log_in(other, cast.other_worker.username)
    assert other.goto(f"/desk/cases/{case.number}/").status == 404
    other.goto("/desk/cases/?q=便利店")
    assert case.number not in other.content()
    assert [message.template_code for message in Message.objects.exclude(address__startswith="user:")] == []
