"""A social worker writes down a service with one thumb: at most four taps, at most ten seconds."""

import time
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from huiying.pure.lib import clock
from huiying.registers.directory.models import Offering
from huiying.work.cases.models import ServiceGiven
from huiying.work.cases.services.given import NewGiven, log_services
from tests.cast import MORNING, PASSWORD, Cast
from tests.journeys.conftest import PHONE, Hands
from tests.journeys.story import zh

TAPS, SECONDS = 4, 10
A_TAP = 1.2
"""Seconds that a thumb needs to find and press one thing: by far more than a practised one does."""


class Thumb:
    """Counts what it does."""

    def __init__(self) -> None:
        self.taps = 0

    def on(self, target: Locator) -> None:
        """Tap something that a thumb can reach: it is on the screen, and large enough."""
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, box
        target.tap()
        self.taps += 1


def _served_before(cast: Cast) -> None:
    offering = Offering.objects.get(provider=cast.worker_party)
    with clock.held_at(MORNING):
        services = [NewGiven(offering, cast.resident_party)]
        log_services(viewer=cast.viewer(cast.worker), office=cast.office, services=services)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_service_takes_four_taps_and_ten_seconds(cast: Cast, hands: Hands, scripts: bool) -> None:
    _served_before(cast)
    hands.scripts = scripts
    page: Any = hands.open(PHONE)
    page.goto("/login/")
    page.locator("input[name=username]").fill(cast.worker.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name=zh("Log in"), exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(zh("Today"))

    thumb, began = Thumb(), time.monotonic()
    thumb.on(page.locator("a.jot"))
    thumb.on(page.locator(".big-choices label", has_text="社区服务"))
    thumb.on(page.locator(".big-choices label", has_text="居民丁"))
    thumb.on(page.locator("button[name=minutes][value='30']"))
    expect(page.get_by_role("status")).to_contain_text("居民丁")
    machine = time.monotonic() - began

    seconds = machine + A_TAP * thumb.taps
    print(
        f"\n{thumb.taps} taps, {machine:.1f} s of the machine, {seconds:.1f} s with a thumb of {A_TAP} s a tap"
    )
    assert thumb.taps <= TAPS
    assert seconds <= SECONDS
    last = ServiceGiven.objects.latest("pk")
    assert (last.party, last.minutes, last.by_user) == (cast.resident_party, 30, cast.worker.pk)
    assert ServiceGiven.objects.count() == 2
    assert hands.wrong == []
