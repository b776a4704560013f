"""A real server, a real browser, and a morning on which the clock runs."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from pytest_django.live_server_helper import LiveServer

from huiying.pure.lib import clock
from tests.cast import MORNING, Cast, assemble

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}


@dataclass(slots=True)
class Hands:
    """Opens browsers as different people would, and notes what goes wrong on their pages."""

    browser: "Browser"
    address: str
    scripts: bool = True
    contexts: list["BrowserContext"] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def open(self, device: dict[str, Any], **more: Any) -> "Page":
        """A page on a device of somebody's own."""
        context = self.browser.new_context(
            base_url=self.address, java_script_enabled=self.scripts, locale="zh-CN", **device, **more
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self._note(page, message.type == "error", message.text))
        page.on("pageerror", lambda error: self._note(page, True, str(error)))
        page.on("requestfailed", lambda request: self._note(page, _is_failure(request), request.url))
        page.on(
            "response", lambda answer: self._note(page, answer.status >= 400, f"{answer.status} {answer.url}")
        )
        return page

    def _note(self, page: "Page", is_wrong: bool, words: str) -> None:
        if is_wrong:
            self.wrong.append(f"{page.url}: {words}")


def _is_failure(request: Any) -> bool:
    """A page that is left before all of it has come is none."""
    return request.failure != "net::ERR_ABORTED"


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock of the server's threads; it runs on from there."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setenv("HUIYING_CLOCK", moment.isoformat())
        monkeypatch.setenv("HUIYING_CLOCK_STARTED", str(time.time()))

    set_clock(MORNING)
    return set_clock


@pytest.fixture
def cast(live_server: LiveServer, transactional_db: None, morning: Callable[[datetime], None]) -> Cast:
    """Both offices, in the database of the running server."""
    cache.clear()
    with clock.held_at(MORNING - timedelta(minutes=1)):
        return assemble()


@pytest.fixture
def hands(browser: "Browser", live_server: LiveServer) -> Iterator[Hands]:
    """Browsers on the running server; every one is closed at the end."""
    found = Hands(browser, live_server.url)
    yield found
    for context in found.contexts:
        context.close()
