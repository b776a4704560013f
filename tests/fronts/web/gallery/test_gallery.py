"""The gallery shows every block, in both frames, languages and print sizes, and anybody can read it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from pytest_django.live_server_helper import LiveServer

import huiying.fronts.web
from huiying.fronts.web import wording
from huiying.pure.lib import clock
from tests.cast import MORNING, Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser

COMPONENTS = Path(huiying.fronts.web.__file__).parent / "templates" / "components"
FRAMES = ("/gallery/", "/gallery/?frame=desk")


@pytest.fixture
def frames(cast: Cast, client: Client) -> list[HttpResponse]:
    """The gallery on a public page and on the desk."""
    with clock.held_at(MORNING):
        return [client.get(address) for address in FRAMES]


def test_every_component_stands_in_the_gallery(frames: list[HttpResponse]) -> None:
    files = {f"components/{path.name}" for path in COMPONENTS.glob("*.html")}
    shown = {template.name for page in frames for template in page.templates}  # type: ignore[attr-defined]
    assert files
    assert files - shown == set()


def test_every_component_is_explained_by_the_tag_of_its_name() -> None:
    readme = (COMPONENTS / "README.md").read_text()
    names = {path.stem for path in COMPONENTS.glob("*.html")} - {"messages"}
    assert [name for name in sorted(names) if f"{{% {name} " not in readme] == []


def test_every_state_stands_in_the_gallery_in_both_voices(frames: list[HttpResponse]) -> None:
    page = frames[0].content.decode()
    with translation.override("zh-hans"):
        words = [str(state.staff) for state in wording.STATES.values()] + [
            str(state.asker) for state in wording.STATES.values()
        ]
    plain = [word for word in words if "%" not in word]
    assert [word for word in plain if word not in page] == []


def test_the_gallery_speaks_english_too(cast: Cast, client: Client) -> None:
    client.cookies["language"] = "en"
    page = client.get("/gallery/").content.decode()
    assert '<html lang="en"' in page
    assert "Every block in every state" in page


def test_large_print_is_set_on_the_whole_page(cast: Cast, client: Client) -> None:
    assert 'data-print="large"' not in client.get("/gallery/").content.decode()
    client.cookies["print"] = "large"
    assert 'data-print="large"' in client.get("/gallery/").content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("print_size", ["normal", "large"])
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(
    live_server: LiveServer, browser: "Browser", width: int, language: str, print_size: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_cookies(
        [
            {"name": name, "value": value, "url": live_server.url}
            for name, value in (("language", language), ("print", print_size))
        ]
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for frame in FRAMES:
        page.goto(live_server.url + frame)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert said == []
    context.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("frame", FRAMES)
def test_the_night_desk_is_as_easy_to_read(live_server: LiveServer, browser: "Browser", frame: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(live_server.url + frame)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()
