"""What axe-core finds on a page: nothing, in both languages and both print sizes."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

LANGUAGES = ("zh-hans", "en")
PRINTS = ("normal", "large")
FACES = tuple(product(LANGUAGES, PRINTS))
_AXE = Axe()


def faults(page: Page) -> list[str]:
    """Each fault with the element that has it."""
    return _told(_AXE.run(page).response)


def _told(found: dict[str, Any]) -> list[str]:
    return [
        f"{fault['id']}: {node['target'][0]} {node.get('failureSummary', '')}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def show_face(context: BrowserContext, address: str, language: str, size: str) -> None:
    """From the next page on, read in a language and a print size."""
    context.add_cookies(
        [
            {"name": "language", "value": language, "url": address},
            {"name": "print", "value": size, "url": address},
        ]
    )


def faults_in_every_face(page: Page) -> Iterator[str]:
    """The faults of an open page in every language and print size; leaves it as it was found."""
    for language, size in (*FACES[1:], FACES[0]):
        show_face(page.context, page.url, language, size)
        page.reload()
        yield from (f"{page.url} {language} {size}: {fault}" for fault in faults(page))
