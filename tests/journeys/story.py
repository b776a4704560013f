"""One true story, from a resident's phone to the closed case, step by step in a browser.

Whatever is pressed or filled in is found as a person finds it: by the words on it. The words are given in English
and looked up in the catalogue, for the story is told in Chinese.
"""

import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from huiying.work.cases.jobs import understand_new_cases
from tests.cast import PASSWORD, Cast
from tests.fronts.web.company import a_photo
from tests.journeys.accessibility import faults, faults_in_every_face
from tests.journeys.conftest import DESK, PHONE, Hands

ASKED = "柳岸小区1幢楼道照明坏了,老人晚上摔倒过,麻烦修一下"
CONTACT = "13800001234"
CALLED = "电话里说了,下午三点到"
FIRST_ANSWER = "换了灯泡,亮了"
COMPLAINED = "第二天又不亮了"
ON_THE_PHONE = "夜里还是黑的,要换开关"
SECOND_ANSWER = "开关和灯都换了新的,连亮三个晚上"
SATISFIED = "这回好了"


def zh(english: str, **values: object) -> str:
    """Words as they stand on the Chinese page."""
    with translation.override("zh-hans"):
        return translation.gettext(english) % values


@dataclass(slots=True)
class Story:
    """The resident, the clerk and the worker, each with a device."""

    cast: Cast
    hands: Hands
    reads: bool = True
    resident: Page = field(init=False)
    clerk: Page = field(init=False)
    worker: Page = field(init=False)
    number: str = ""
    code: str = ""
    seconds: float = 0.0
    read_count: int = 0
    found: list[str] = field(default_factory=list)
    met: set[tuple[str, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.resident = self.hands.open(PHONE)
        self.clerk = self.hands.open(DESK)
        self.worker = self.hands.open(PHONE)

    # --- The resident --------------------------------------------------------------------------------------

    def resident_asks_with_a_photo(self, folder: Path) -> None:
        """Two fields and a photo, in one go; then number, code and QR code."""
        page = self.resident
        photo = folder / "灯.jpg"
        photo.write_bytes(a_photo().read())
        began = time.monotonic()
        page.goto("/")
        page.get_by_label(zh("What happened?"), exact=True).fill(ASKED)
        press(page.get_by_role("button", name=zh("Leave it to us")))
        expect(page.get_by_label(zh("What happened?"))).to_have_value(ASKED)
        page.get_by_label(zh("How do we reach you?")).fill(CONTACT)
        page.get_by_label(zh("Photos")).set_input_files(photo)
        press(page.get_by_role("button", name=zh("Leave it to us")))
        slip = page.get_by_role("region", name=zh("Receipt"))
        expect(slip).to_be_visible()
        self.seconds = time.monotonic() - began
        self.number, self.code = slip.get_by_role("definition").all_inner_texts()
        expect(slip.get_by_role("img", name=zh("QR code that opens the page of this case"))).to_be_visible()
        assert re.fullmatch(r"NF\d{10}\w", self.number)
        assert re.fullmatch(r"\d{4} \d{4}", self.code)

    def system_understands(self) -> None:
        """The job reads the request; the receipt shows what it understood."""
        understand_new_cases.call()
        page = self.resident
        if not self.hands.scripts:
            press(page.get_by_role("link", name=zh("Look again")))
        place = page.get_by_label(zh("Place"))
        expect(place).to_be_visible()
        expect(place.locator("option:checked")).to_contain_text("1幢")
        expect(page.get_by_role("img", name=zh("Photo %(number)s", number=1))).to_be_visible()
        self._read(page)

    def resident_looks_it_up(self) -> None:
        """By number and code, on a device that knows nothing."""
        page = self.resident
        page.context.clear_cookies()
        page.goto("/track/")
        self._read(page)
        page.get_by_label(zh("Number"), exact=True).fill(self.number)
        page.get_by_label(zh("Query code")).fill(self.code)
        press(page.get_by_role("button", name=zh("Show me")))
        expect(page.get_by_role("heading", name=zh("What happened so far"))).to_be_visible()
        self._read(page)

    def resident_reads_and_rates(self, answer: str, grade: str, word: str = "") -> None:
        """The answer stands there; five grades, and a word."""
        self.resident_looks_it_up()
        page = self.resident
        expect(page.get_by_role("heading", name=zh("Our answer"))).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text(answer)
        press(page.get_by_label(zh(grade), exact=True))
        page.get_by_label(zh("Anything to add?")).fill(word)
        press(page.get_by_role("button", name=zh("That's how it was")))
        expect(page.get_by_role("button", name=zh("That's how it was"))).to_have_count(0)

    # --- The clerk -----------------------------------------------------------------------------------------

    def clerk_sees_what_was_understood(self) -> None:
        """Category, kind, lane and place, each with its reason; a clerk says that it is so."""
        page = self.clerk
        self._log_in(page, self.cast.clerk.username)
        self._read(page)
        press(page.get_by_role("link", name=ASKED[:10]))
        understood = page.get_by_role("group").filter(has_text=zh("What the system understood"))
        category = str(self.cast.categories["estate.facilities"])
        expect(understood).to_contain_text(category)
        expect(understood).to_contain_text(
            zh("The text names the place: %(words)s.", words="柳岸小区1幢楼道")
        )
        expect(page.get_by_label(zh("Category"), exact=True).locator("option:checked")).to_have_text(category)
        expect(page.get_by_label(zh("Place")).locator("option:checked")).to_contain_text("1幢")
        self._read(page)
        press(page.get_by_role("button", name=zh("That's what it is")))
        expect(page.get_by_role("main")).to_contain_text("柳岸社区 柳岸小区 1幢")

    def clerk_dispatches_to_the_one_proposed(self) -> None:
        """One provider with reasons, why not another; then the one big button."""
        page = self.clerk
        proposed = page.get_by_role("heading", name=zh("Proposed: %(provider)s.", provider="社工乙"))
        expect(proposed).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text(zh("Is skilled in %(skill)s.", skill="照明"))
        another = page.get_by_role("group").filter(has_text="社工丙")
        press(another.get_by_text(zh("Why not %(provider)s?", provider="社工丙")))
        expect(another.get_by_role("listitem").first).to_be_visible()
        self._read(page)
        press(page.get_by_role("button", name=zh("Dispatch to %(provider)s", provider="社工乙"), exact=True))
        expect(page.get_by_role("status")).to_contain_text("派给社工乙了")

    def clerk_checks_the_answer(self, answer: str) -> None:
        """Reads the answer and lets it through."""
        page = self._of_clerk()
        expect(page.get_by_role("main")).to_contain_text(answer)
        self._read(page)
        press(page.get_by_role("button", name=zh("Good, let the asker read it")))
        expect(page.get_by_role("status")).to_contain_text(zh("Checked; the asker can read it now."))

    def clerk_asks_back(self, result: str, word: str) -> None:
        """Rings the resident and notes what was said."""
        page = self._of_clerk()
        self._read(page)
        press(page.get_by_label(zh(result)))
        page.get_by_label(zh("What the asker said")).fill(word)
        press(page.get_by_role("button", name=zh("Note it")))
        done = "由社工乙重新办" if result == "It isn't solved" else zh("Noted.")
        expect(page.get_by_role("status")).to_contain_text(done)

    def timeline_of_the_desk(self) -> list[str]:
        """Each line of the case's timeline at the desk, the oldest first."""
        page = self._of_clerk()
        self._read(page)
        return _timeline(page)

    def timeline_of_the_asker(self, answer: str) -> list[str]:
        """Each line as the resident reads it, the oldest first; the answer that holds stands above them."""
        self.resident_looks_it_up()
        expect(self.resident.locator("section", has_text=zh("Our answer"))).to_contain_text(answer)
        return _timeline(self.resident)

    # --- The worker ----------------------------------------------------------------------------------------

    def worker_accepts_and_rings(self) -> None:
        """On a phone: takes it, rings, notes the call."""
        page = self.worker
        self._log_in(page, self.cast.worker.username)
        self._read(page)
        press(page.get_by_role("link", name=ASKED[:10]))
        take = page.get_by_role("button", name=zh("I'll take it"))
        expect(take).to_be_visible()
        self._read(page)
        press(take)
        expect(page.get_by_role("status")).to_contain_text(
            zh("It is yours now. Please ring the asker first.")
        )
        expect(page.get_by_role("link", name=zh("Ring"), exact=True)).to_have_attribute(
            "href", f"tel:{CONTACT}"
        )
        page.get_by_label(zh("What was agreed")).fill(CALLED)
        self._read(page)
        page.get_by_label(zh("What was agreed")).fill(CALLED)
        press(page.get_by_role("button", name=zh("Note the call")))
        expect(page.get_by_role("status")).to_contain_text(zh("Noted."))

    def worker_answers(self, answer: str) -> None:
        """Who did what, what came of it."""
        page = self.worker
        page.goto(f"/desk/cases/{self.number}/")
        self._read(page)
        press(page.get_by_label(zh("Solved"), exact=True))
        page.get_by_label(zh("Answer"), exact=True).fill(answer)
        press(page.get_by_role("button", name=zh("Done, send the answer")))
        expect(page.get_by_role("status")).to_contain_text(zh("The answer is on its way."))

    # --- By all of them ------------------------------------------------------------------------------------

    def _log_in(self, page: Page, username: str) -> None:
        page.goto("/login/")
        self._read(page)
        log_in(page, username)

    def _of_clerk(self) -> Page:
        self.clerk.goto(f"/desk/cases/{self.number}/")
        return self.clerk

    def _read(self, page: Page) -> None:
        """axe reads the page as it stands and again in every language and print size, once for each that it meets."""
        heading = page.locator("main h1, main h2").all_inner_texts()
        kind = (page.url.replace(self.number or "…", "…"), *heading)
        if self.reads and kind not in self.met:
            self.met.add(kind)
            self.found += [f"{page.url}: {fault}" for fault in faults(page)]
            self.found += faults_in_every_face(page)
            self.read_count += 5


def log_in(page: Page, username: str) -> None:
    """Somebody who works for the office logs in, and stands before the day."""
    page.goto("/login/")
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    press(page.get_by_role("button", name=zh("Log in"), exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text(zh("Today"))


def press(target: Locator) -> None:
    """A finger on a phone, a click at a desk."""
    if target.page.context.pages and target.page.viewport_size["width"] < 500:
        target.tap()
    else:
        target.click()


def _timeline(page: Page) -> list[str]:
    lines = page.locator("ol.timeline > li").all()
    told = []
    for line in lines:
        words = line.locator("blockquote")
        said = f": {words.inner_text()}" if words.count() else ""
        told.append(line.locator(".what").inner_text() + said)
    return told[::-1]
