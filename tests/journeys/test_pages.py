"""Every page in both languages, both print sizes, on a phone and at a desk: nothing that axe or the browser minds."""

import gzip
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from huiying.fronts.web.public.opened import COOKIE
from huiying.pure.lib import clock
from huiying.registers.access.roles import ASKER, OPEN
from tests.cast import MORNING
from tests.fronts.web import addresses
from tests.fronts.web.addresses import POSTS, READERS, case_of
from tests.fronts.web.beside import BESIDE_POSTS
from tests.fronts.web.company import Company, company, opening
from tests.fronts.web.stages import brought_to
from tests.journeys.accessibility import FACES, faults, show_face
from tests.journeys.conftest import DESK, PHONE, Hands
from tests.sizes import IS_PROVING

LONG = "请看这里 https://www.example.com/" + "a-long-path-without-a-break/" * 5
MOST_BYTES = 100_000
NARROW = {"width": 320, "height": 740}
NO_PAGES = ("public:photo", "cases:photo", "hazards:photo", "account:health")
_CHANGES = ("new", "change", "end", "member_new", "member_end")
GROUPED = "problems:problem_new with a case"
"""The form that groups cases shows its fields once one is picked."""
EMPTY_IS_WRONG = {
    "account:login",
    "account:password",
    "cases:answer",
    *(set(BESIDE_POSTS) - {"problems:problem_new"}),
    GROUPED,
    "cases:add_photos",
    "cases:ask_back",
    "cases:case_new",
    "cases:contact",
    "cases:dispatch",
    "cases:handover",
    *(f"cases:{code}" for code in ("split", "merge", "keep", "take_up", "supervise", "ask_more", "ask_end")),
    *(f"cases:{code}" for code in ("ask_return", "ask_extension", "ask_promise", "elsewhere", "come_back")),
    "imports:import_new",
    "imports:import_detail",
    *(f"directory:{code}" for code in ("offering_new", "offering_change", "worker_open", "worker_change")),
    *(f"directory:{code}" for code in ("leave_new", "tie_new", "duty_new", "duty_change")),
    *(f"directory:category_{code}" for code in ("new", "change", "group_new")),
    *(f"setup:{code}" for code in ("place_new", "place_change", "place_end", "venue_new", "venue_change")),
    *(f"setup:{code}" for code in ("venue_count", "office_settings")),
    *(f"setup:{code}" for code in ("limit_new", "limit_set", "days_set")),
    *(f"meetings:meeting_{code}" for code in ("new", "decide", "close")),
    *(f"cases:{code}" for code in ("agenda", "call_in", "hand_over", "tell", "end_promise", "appeal")),
    "cases:on_the_spot",
    "cases:refuse",
    "given:given_new",
    "answers:answer_new",
    "answers:answer_change",
    "cases:retriage",
    "cases:send_back",
    "cases:triage",
    "public:ask",
    "public:my",
    "public:track",
    *(f"registers:{kind}_{act}" for kind in ("household", "organisation", "team") for act in _CHANGES),
    *("registers:person_new", "registers:person_change", "registers:household_move"),
    *("registers:pairing_new", "registers:pairing_contact", "registers:pairing_end"),
    *("registers:user_new", "registers:grant_new", "registers:grant_end"),
}
"""Forms that take nothing that is empty."""
TRIED = FACES if IS_PROVING else FACES[::3]
"""The faces in which every page is opened: small Chinese and large English print at least."""
ERRORS = ("/there-is-no-such-page/", "/desk/registers/users/")
"""Addresses that answer with an error page: there is none, and it is not for the desk."""


@pytest.fixture
def everybody(
    live_server: LiveServer, transactional_db: None, morning: Callable[[datetime], None]
) -> Company:
    with clock.held_at(MORNING - timedelta(minutes=1)):
        found = company()
        found.own.cases["long"] = brought_to(found.cast, "received", text=LONG)
    return found


def _shown(everybody: Company) -> Iterator[tuple[str, str, Any]]:
    """Each page that a browser shows: its name, its path, and who opens it."""
    for page in addresses.pages():
        is_page = page.name not in POSTS or POSTS[page.name].is_form
        if not is_page or page.name in NO_PAGES:
            continue
        if page.action == ASKER:
            who, case = "asker", case_of(page.name, everybody.own)
        elif page.action == OPEN:
            who, case = "stranger", None
        else:
            who, case = READERS.get(page.name, "clerk"), None
        yield page.name, page.path(everybody.own), (who, case)
    yield from (
        ("cases:case_detail", f"/desk/cases/{case.number}/", ("clerk", None))
        for case in everybody.own.cases.values()
    )
    picked = everybody.own.cases["received"].number
    yield GROUPED, f"/desk/problems/new/?case={picked}", ("clerk", None)
    yield from (("error", path, ("clerk", None)) for path in ERRORS)


def _let_in(context: BrowserContext, address: str, everybody: Company, who: str, case: Any) -> None:
    """Give a browser the cookies of somebody who logged in, or opened a case."""
    client = everybody.client(who)
    if case is not None:
        opening(client, case)
    context.clear_cookies()
    for name, url in ((settings.SESSION_COOKIE_NAME, address), (COOKIE, f"{address}/track/")):
        if name in client.cookies:
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


@pytest.mark.prove
@pytest.mark.parametrize(("language", "size"), TRIED)
def test_nothing_is_wrong_on_any_page(everybody: Company, hands: Hands, language: str, size: str) -> None:
    """axe reads each page in both languages and print sizes, in one of the two on a phone and in the other at a desk.

    The long proofs read every face of it, on a phone and at a desk.
    """
    turn = FACES.index((language, size))
    page = hands.open(PHONE)
    found: list[str] = []
    before: Any = None
    count = 0
    for number, (name, path, who) in enumerate(_shown(everybody)):
        if who != before:
            _let_in(page.context, hands.address, everybody, *who)
            show_face(page.context, hands.address, language, size)
            before = who
        hands.wrong.clear()
        page.set_viewport_size(PHONE["viewport"])
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == (200 if name != "error" else answer.status), path
        assert page.evaluate(
            "[document.documentElement.lang, document.documentElement.dataset.print ?? 'normal']"
        ) == [
            language,
            size,
        ]
        on_phone = IS_PROVING or (number + turn) % 2 == 0
        if on_phone:
            found += [f"{path} on a phone: {fault}" for fault in faults(page)]
        page.set_viewport_size(NARROW)
        if _runs_over(page):
            found.append(f"{path} runs over the edge at 320 px: {_widest(page)}")
        if IS_PROVING or not on_phone:
            page.set_viewport_size(DESK["viewport"])
            found += [f"{path} at a desk: {fault}" for fault in faults(page)]
        if name != "error":
            found += hands.wrong
        count += 1 + IS_PROVING
    print(f"\n{language} {size}: axe read {count} pages, faults {len(found)}")
    assert found == [], "\n".join(found)


def test_nothing_is_wrong_on_a_form_that_was_sent_empty(everybody: Company, hands: Hands) -> None:
    page = hands.open(PHONE)
    found: list[str] = []
    for name, path, who in _shown(everybody):
        if name in EMPTY_IS_WRONG:
            _let_in(page.context, hands.address, everybody, *who)
            page.goto(path)
            with page.expect_navigation():
                page.evaluate("""() => {
                    const form = document.querySelector('main form[method=post]:not(.quick-exit)');
                    form.querySelectorAll('input:not([type=hidden]), textarea, select').forEach((field) => {
                        if (/radio|checkbox/.test(field.type)) field.checked = false; else field.value = '';
                    });
                    form.submit();
                }""")
            assert page.locator(".error-summary").count() == 1, name
            assert page.locator(".error-summary").evaluate("element => element === document.activeElement"), (
                name
            )
            found += [f"{name}: {fault}" for fault in faults(page)]
    assert found + hands.wrong == []


def test_a_page_is_light_enough_for_a_slow_line(everybody: Company) -> None:
    weights = {}
    for name, path, (who, case) in _shown(everybody):
        client = everybody.client(who)
        if case is not None:
            opening(client, case)
        page = client.get(path).content
        files = set(re.findall(r'(?:src|href)="/static/([^"]+)"', page.decode()))
        weights[name] = len(page) + sum(_compressed(file) for file in files)
    heaviest = max(weights, key=lambda name: weights[name])
    print(f"\nheaviest page: {heaviest}, {weights[heaviest]} bytes")
    assert {name: weight for name, weight in weights.items() if weight > MOST_BYTES} == {}


def _compressed(file: str) -> int:
    """Files of ours come compressed in production, pages do not."""
    path = finders.find(file)
    assert path, file
    return len(gzip.compress(Path(path).read_bytes()))


def _runs_over(page: Page) -> bool:
    return bool(page.evaluate(f"document.documentElement.scrollWidth > {NARROW['width']}"))


def _widest(page: Page) -> str:
    """The innermost element that goes over the edge."""
    return str(
        page.evaluate(f"""Array.from(document.querySelectorAll('body *'))
            .filter((element) => element.getBoundingClientRect().right > {NARROW["width"]}).at(-1)?.outerHTML""")
    )[:200]


def test_a_page_that_runs_over_the_edge_is_found(hands: Hands) -> None:
    page = hands.open(PHONE)
    page.set_viewport_size(NARROW)
    page.set_content("<p style='width: 330px'>too wide</p>")
    assert _runs_over(page)
