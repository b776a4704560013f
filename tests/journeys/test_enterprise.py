"""An enterprise wants its property certificate: bodies pass it on, sit together, promise, and keep it on the day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from huiying.base.outbox.models import Message
from huiying.pure.lib import clock
from huiying.registers.parties.services import (
    NewOrganisation,
    NewPerson,
    affiliate,
    register_organisations,
    register_people,
)
from huiying.registers.places.models import Office
from huiying.work.cases.jobs import understand_new_cases
from huiying.work.cases.models import Case
from tests.cast import FROM, MORNING, SYSTEM, Cast
from tests.journeys.accessibility import faults_in_every_face
from tests.journeys.conftest import DESK, PHONE, Hands
from tests.journeys.story import log_in, press, zh

ASKED = "新厂房验收过了，不动产证卡在三个窗口中间，银行等着看证放款"
AGENT, HEAD = "13800002222", "13800003333"
ENTERPRISE = "澜川包装"
PROMISED, KEPT = "把证送到厂里", "证今天上午送到，原件交给林经办"
WAY = (
    *("ask_return", "rule_returned", "go_elsewhere", "come_back", "put_on_agenda", "call_in", "promise"),
    "end_promise",
)
MONDAY, ON_THE_DAY = MORNING + timedelta(days=3), MORNING + timedelta(days=7)


def an_enterprise(cast: Cast) -> Cast:
    """The second office is there for enterprises; it knows one, who runs its errands and who answers for it."""
    centre = cast.elsewhere
    assert centre is not None
    Office.objects.filter(pk=centre.office.pk).update(doors=["enterprise"])
    with clock.held_at(MORNING - timedelta(minutes=1)):
        people = [NewPerson("林经办", phone=AGENT), NewPerson("王董", phone=HEAD)]
        agent, head = register_people(viewer=SYSTEM, office=centre.office, people=people)
        new = NewOrganisation(ENTERPRISE, "enterprise", centre.compound)
        [firm] = register_organisations(viewer=SYSTEM, office=centre.office, organisations=[new])
        ties = [(agent, firm, "agent"), (head, firm, "legal_representative")]
        affiliate(viewer=SYSTEM, office=centre.office, pairs=ties, from_on=FROM)
    return centre


@dataclass(slots=True)
class Desk:
    """Somebody's browser at the office, and the case before them."""

    page: Page
    number: str

    def does(self, move: str, **fields: str) -> None:
        """Open the page of a move, fill it in and press its button."""
        self.page.goto(f"/desk/cases/{self.number}/{move}/")
        _fill(self.page, fields)
        self._sent("button.main")

    def rules(self, kind: str, button: str, word: str) -> None:
        """Decide what was asked."""
        self.page.goto(f"/desk/cases/{self.number}/rule/{kind}/")
        self.page.get_by_label(zh("Your word")).fill(word)
        press(self.page.get_by_role("button", name=zh(button), exact=True))
        expect(self.page.get_by_role("status")).to_be_visible()

    def _sent(self, button: str) -> None:
        press(self.page.locator("main").locator(button).first)
        assert self.page.locator(".error-summary").all_inner_texts() == []
        expect(self.page.get_by_role("status")).to_be_visible()


def _fill(page: Page, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        field = page.locator(f"main [name={name}]")
        if field.first.evaluate("element => element.type") == "radio":
            page.locator(f"main [name={name}][value={value}]").check()
        elif field.first.evaluate("element => element.tagName") == "SELECT":
            option = field.locator("option", has_text=value).first.get_attribute("value")
            field.select_option(value=option)
        elif field.first.evaluate("element => element.type") == "checkbox":
            page.get_by_role("main").get_by_label(value).check()
        else:
            field.fill(value)


def _asks(page: Page) -> str:
    """On the telephone, through the door for enterprises."""
    page.goto("/")
    press(page.get_by_role("link", name=zh("For enterprises")))
    page.get_by_label(zh("What happened?"), exact=True).fill(ASKED)
    press(page.get_by_role("button", name=zh("Leave it to us")))
    page.get_by_label(zh("How do we reach you?")).fill(AGENT)
    press(page.get_by_role("button", name=zh("Leave it to us")))
    slip = page.get_by_role("region", name=zh("Receipt"))
    expect(slip).to_be_visible()
    return slip.get_by_role("definition").first.inner_text()


def _sits_together(clerk: Desk, set_clock: Callable[[datetime], None]) -> None:
    """A joint meeting is called, has the case before it, decides, and is written down."""
    page = clerk.page
    page.goto("/desk/meetings/new/")
    _fill(page, {"title": "厂房办证", "held_on": "2023-12-18", "held_from": "14:00"})
    press(page.get_by_role("button", name=zh("Call it")))
    meeting = page.url
    clerk.does("agenda", meeting="厂房办证", word="登记等规划，规划等住建")
    set_clock(MONDAY + timedelta(hours=5, minutes=30))
    page.goto(f"{meeting}decide/{clerk.number}/")
    _fill(page, {"what": "两个窗口同一天会签", "who": "社工乙", "by_on": "2023-12-22"})
    press(page.get_by_role("button", name=zh("Write down the decision"), exact=True))
    page.goto(f"{meeting}close/")
    _fill(page, {"attended": "社工丙", "minutes": "三个窗口把各自要的那一页当场看完"})
    press(page.get_by_role("button", name=zh("Write it down")))
    expect(page.get_by_role("main")).to_contain_text("三个窗口把各自要的那一页当场看完")


def _opens_own_page(page: Page, phone: str) -> None:
    """By telephone and the code that comes to it."""
    page.goto("/")
    press(page.get_by_role("link", name=zh("My page")))
    page.get_by_label(zh("Your telephone number")).fill(phone)
    press(page.get_by_role("button", name=zh("Send me a code")))
    expect(page.get_by_label(zh("Code from the message"))).to_be_visible()
    code = Message.objects.filter(template_code="phone.code").latest("pk").data["code"]
    page.get_by_label(zh("Code from the message")).fill(code)
    press(page.get_by_role("button", name=zh("Open my page")))
    expect(page.get_by_role("heading", name=ENTERPRISE)).to_be_visible()


@dataclass(slots=True)
class Staff:
    """The centre's clerk, its agent, a body's window and the lead, each at a desk before the case."""

    clerk: Desk
    agent: Desk
    window: Desk
    lead: Desk


def _staff(centre: Cast, hands: Hands, number: str) -> Staff:
    users = (centre.clerk, centre.worker, centre.other_worker, centre.lead)
    desks = [Desk(hands.open(DESK), number) for _ in users]
    for desk, user in zip(desks, users, strict=True):
        log_in(desk.page, user.username)
    return Staff(*desks)


def _passed_on(staff: Staff, number: str) -> None:
    """Noted for the enterprise, given to a window, given back, ruled, given to the agent, who asks outside."""
    clerk = staff.clerk
    clerk.page.goto(f"/desk/cases/{number}/")
    press(clerk.page.get_by_role("button", name=zh("It is this person who asks")))
    was_read = Case.objects.get(number=number).state == "triaged"
    triage = {"category": "不动产登记", "kind": "help", "lane": "with_care", "why": "要领着跑"}
    clerk.does("retriage" if was_read else "triage", **triage)
    clerk.does("dispatch", provider="社工丙", why="窗口先看")
    staff.window.does("ask_return", word="规划条件要住建先点头")
    staff.lead.rules("return", "Give it to somebody else", "由帮办员牵着两头走")
    clerk.does("dispatch", provider="社工乙", why="他跑过这类证")
    staff.agent.does("accept")
    staff.agent.does("contact", word="明天上门收材料")
    outside = {"body": "县行政审批局", "agent": "社工乙", "ask_on": "2023-12-18"}
    staff.agent.does("elsewhere", word="备案的章在那边盖", **outside)


def _promised(staff: Staff) -> None:
    """The window helps after all; the agent promises, the lead agrees, the clerk lets the asker read it."""
    staff.clerk.does("call_in", provider="社工丙", word="会签那一半归你")
    staff.agent.does("ask_promise", what=PROMISED, until_on="2023-12-22", word="打印要三天")
    staff.lead.rules("promise", "Agree to the promise", "就这一天")
    staff.clerk.does("check")


def test_an_enterprise_gets_its_certificate(
    cast: Cast, hands: Hands, morning: Callable[[datetime], None]
) -> None:
    centre = an_enterprise(cast)
    number = _asks(hands.open(PHONE))
    assert number.startswith("QB")
    understand_new_cases.call()
    staff = _staff(centre, hands, number)
    _passed_on(staff, number)
    morning(MONDAY)
    staff.agent.does("come_back", word="章盖好了")
    _sits_together(staff.clerk, morning)
    _promised(staff)
    morning(ON_THE_DAY)
    staff.agent.does("end_promise", result="kept", word=KEPT)
    for phone in (AGENT, HEAD):
        page = hands.open(PHONE)
        _opens_own_page(page, phone)
        faults = list(faults_in_every_face(page))
        press(page.get_by_role("link", name=ASKED[:10]))
        expect(page.get_by_role("main")).to_contain_text(PROMISED)
        expect(page.get_by_role("main")).to_contain_text(KEPT)
        assert faults == []
    case = Case.objects.get(number=number)
    moves = case.steps.order_by("serial").values_list("move", flat=True)
    assert [move for move in moves if move in WAY] == list(WAY)
    assert case.promise.is_kept
    assert clock.local(case.promise.ended_at).date() == case.promise.due_on
    assert hands.wrong == []
