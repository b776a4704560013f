"""A reader that finds no fault where one was planted proves nothing."""

from typing import TYPE_CHECKING

from tests.journeys.accessibility import faults

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PLANTED = """<!doctype html><html><head><title></title></head><body>
<img src="data:,"><button></button><input type="text">
<p style="color: #bbb; background: #fff">faint</p><a href="#"></a><ul><p>no item</p></ul>
<div id="twice" role="buton"></div></body></html>"""
KINDS = {
    "aria-roles",
    "button-name",
    "color-contrast",
    "document-title",
    "html-has-lang",
    "image-alt",
    "label",
    "link-name",
    "list",
}


def test_faults_that_were_planted_are_found(browser: "Browser") -> None:
    page = browser.new_page()
    page.set_content(PLANTED)
    assert {fault.partition(":")[0] for fault in faults(page)} >= KINDS
    page.close()


def test_a_page_without_a_fault_has_none(browser: "Browser") -> None:
    page = browser.new_page()
    page.set_content(
        '<!doctype html><html lang="en"><head><title>Well</title></head>'
        "<body><main><h1>All is well</h1></main></body></html>"
    )
    assert faults(page) == []
    page.close()
