"""A clerk takes twenty calls down by keyboard alone, in less than a minute each.

The seconds of a person are counted from the keys that were pressed, as the keystroke-level model does: 0.2 s a key
for somebody who types well (90 characters a minute in pinyin), and 1.35 s to think before each field. A Chinese
character is its letters in pinyin, and one key chooses each word of two. The caller talks meanwhile.
"""

import time
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from playwright.sync_api import Page, expect
from pypinyin import lazy_pinyin

from huiying.pure.lib import clock
from huiying.registers.directory.services import NewAnswer, register_answers
from huiying.work.cases.models import AnswerUse, Case
from tests.cast import MORNING, PASSWORD, SYSTEM, Cast
from tests.journeys.conftest import DESK, Hands
from tests.journeys.story import zh

BUDGET = 60
A_KEY, A_THOUGHT = 0.2, 1.35
MOST_ACTIONS = 3
"""A clerk's actions for a consultation that is answered on the spot, after it is taken down."""
RESIDENT = "13900005678"
"""Registered for 居民丁."""

CALLS: tuple[dict[str, str], ...] = (
    {"contact": RESIDENT, "asker": "yes", "text": "柳岸小区1幢二楼的楼道灯不亮,晚上摸黑上楼"},
    {"contact": "13811110001", "name": "王阿婆", "text": "中午饭能不能送上来,腿脚不便走不动"},
    {"contact": "13811110002", "text": "服务台几点下班,下午还来得及吗", "spot": "yes"},
    {"contact": "13811110003", "name": "赵师傅", "text": "小区门口的井盖松了,车一过就响"},
    {"contact": "", "text": "隔壁半夜还在打麻将,吵得孩子睡不着"},
    {
        "contact": "13811110004",
        "name": "钱大姐",
        "text": "我妈一个人住,这两天电话没人接",
        "for": "母亲陈阿婆",
    },
    {"contact": "13811110005", "text": "楼上漏水漏到我家厨房了,物业不管"},
    {"contact": "13811110006", "text": "服务台周六开门吗,几点下班", "spot": "yes"},
    {"contact": "87712345", "name": "孙老伯", "text": "早上起来就没有水,整幢楼都没有"},
    {"contact": "13811110007", "text": "广场舞音响太大,能不能早点收"},
    {"contact": "13811110008", "text": "他又动手了,我带着孩子在楼下便利店", "secret": "yes"},
    {"contact": "13811110009", "name": "李老板", "text": "油烟排到我店门口,衣服都是味道"},
    {"contact": "13811110010", "text": "路边的树枝断了挂在电线上"},
    {"contact": RESIDENT, "asker": "yes", "text": "上次说的灯修好了,谢谢你们"},
    {"contact": "13811110011", "text": "车位被人占了三天,打电话不挪"},
    {"contact": "13811110012", "name": "周老师", "text": "孩子放学早,四点半课堂还有名额吗"},
    {"contact": "13811110013", "text": "单元门的门禁坏了,谁都能进"},
    {"contact": "13811110014", "text": "服务台在哪里,几点下班呀", "spot": "yes"},
    {"contact": "13811110015", "name": "吴家媳妇", "text": "公公要做轮椅,补贴怎么申请", "for": "公公吴大伯"},
    {"contact": "13811110016", "text": "垃圾房边上一直有人丢建筑垃圾"},
)
HANDS_ON_THE_MOUSE = """
for (const kind of ["pointerdown", "mousedown", "touchstart", "mousemove", "wheel"])
  addEventListener(kind, () => sessionStorage.setItem("mouse", kind), true);
"""


@dataclass
class Keys:
    """A keyboard that counts: keys for a person who types pinyin, and the seconds of the machine."""

    page: Page
    keys: int = 0
    thoughts: int = 0
    log: list[tuple[float, float]] = field(default_factory=list)

    def press(self, *names: str) -> None:
        """Chords and single keys; each sign of a chord is one."""
        for name in names:
            self.page.keyboard.press(name)
            self.keys += len(name.split("+"))

    def type(self, words: str) -> None:
        """What is typed into the field that has the focus."""
        self.thoughts += 1
        self.page.keyboard.insert_text(words)
        letters = sum(len(syllable) for syllable in lazy_pinyin(words))
        chosen = sum("一" <= sign <= "鿿" for sign in words) / 2
        self.keys += letters + round(chosen)

    def to(self, name: str) -> None:
        """Tab on to a field: the form goes as a call goes."""
        for _step in range(12):
            if self.page.evaluate("document.activeElement.name || ''") == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not reached by Tab")

    def person(self) -> float:
        """The seconds of a person since the last call."""
        return self.keys * A_KEY + self.thoughts * A_THOUGHT


def _log_in(page: Page, username: str) -> None:
    page.goto("/login/")
    page.keyboard.press("Tab")
    page.locator("input[name=username]").focus()
    page.keyboard.insert_text(username)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(zh("Today"))


def _say(keys: Keys, call: dict[str, str]) -> None:
    """Fill the form in as the caller tells it."""
    page = keys.page
    expect(page.locator("[name=contact]")).to_be_focused()  # a browser does so when it first paints the page
    if call["contact"]:
        keys.type(call["contact"])
        with page.expect_response("**/caller/"):
            keys.press("Tab")
    if call.get("asker"):
        expect(page.locator("input[type=checkbox][name=asker]")).to_be_visible()
        keys.press("Shift+Tab")  # the number's owner appeared between the two fields
        keys.press("Space")
    if call.get("name"):
        keys.to("asker_name")
        keys.type(call["name"])
    keys.to("text")
    with page.expect_response("**/matter/"):
        keys.type(call["text"])
    if call.get("for"):
        keys.press("Tab", "Enter")  # opens what is asked for somebody else
        keys.to("beneficiary_name")
        keys.type(call["for"])
    if call.get("secret"):
        keys.press("Tab", "Tab", "Enter")
        keys.to("is_secret")
        keys.press("Space")
        keys.to("not_home")
        keys.press("Space")


def _spot(keys: Keys) -> None:
    """Take it down, take a standard answer, send it: three actions."""
    page = keys.page
    actions = 0
    keys.press("Control+Shift+Enter")
    expect(page.locator("[data-standard]").first).to_be_visible()
    actions += 1
    keys.press("1")
    expect(page.locator("#id_word")).to_have_value("周一到周五,早上八点到下午五点。")
    actions += 1
    keys.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text(zh("Answered; the asker can read it now."))
    actions += 1
    assert actions <= MOST_ACTIONS
    expect(page.locator("[data-opens-help]")).to_be_visible()  # from now on the keys are heard
    keys.press("n")
    expect(page.get_by_role("heading", level=1)).to_have_text(zh("New request"))


def test_twenty_calls_are_taken_down_without_a_mouse(cast: Cast, hands: Hands) -> None:
    with clock.held_at(MORNING):
        text = "周一到周五,早上八点到下午五点。"
        new = NewAnswer("服务台几点下班", text, cast.desk, date(2024, 6, 1), cast.categories["other"])
        register_answers(viewer=SYSTEM, office=cast.office, answers=[new])
    page: Any = hands.open(DESK)
    page.add_init_script(HANDS_ON_THE_MOUSE)
    _log_in(page, cast.clerk.username)
    keys = Keys(page)
    expect(page.locator("[data-opens-help]")).to_be_visible()  # from now on the keys are heard
    keys.press("n")
    expect(page.get_by_role("heading", level=1)).to_have_text(zh("New request"))
    print("\n call  keys  person  machine")
    for number, call in enumerate(CALLS, start=1):
        began = time.monotonic()
        _say(keys, call)
        if call.get("spot"):
            _spot(keys)
        else:
            keys.press("Control+Enter")
            expect(page.get_by_role("status").first).to_contain_text("NF")
            expect(page.locator("#id_text")).to_have_value("")
        machine = time.monotonic() - began
        print(f"{number:5} {keys.keys:5} {keys.person():6.1f} s {machine:6.1f} s")
        assert keys.person() + machine <= BUDGET
        keys.keys = keys.thoughts = 0
    assert page.evaluate("sessionStorage.getItem('mouse')") is None
    assert hands.wrong == []
    _assert_taken_down(cast)


def _assert_taken_down(cast: Cast) -> None:
    cases = list(Case.objects.order_by("pk"))
    assert [case.text for case in cases] == [call["text"] for call in CALLS]
    assert [case.asker == cast.resident_party for case in cases] == [
        bool(call.get("asker")) for call in CALLS
    ]
    assert [case.beneficiary_name for case in cases] == [call.get("for", "") for call in CALLS]
    assert [case.asker_name for case in cases] == [call.get("name", "") for call in CALLS]
    closed = [case.state == "closed" for case in cases]
    assert closed == [bool(call.get("spot")) for call in CALLS]
    assert AnswerUse.objects.count() == sum(closed)
    [frightened] = [case for case in cases if case.contact_wishes.get("not_home")]
    assert (frightened.is_secret, frightened.contact_channel) == (True, "page")
