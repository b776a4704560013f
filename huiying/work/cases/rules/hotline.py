"""What a hotline's file says: which heads mean what, what each row asks, and what is wrong with it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault
from huiying.pure.sheets.headers import Field
from huiying.pure.sheets.values import is_rounded, moment, plain_number, said_nothing
from huiying.registers.limits.rules import OFFICE_CLOSES, LimitRule, WorkCalendar, due_at
from huiying.work.cases.rules.intake import LONGEST_TEXT, normal_contact

_ = str  # marks what the catalogue of the pages translates

LONGEST_NUMBER = 60
LONGEST_NAME = 60

FIELDS = tuple(
    Field(code, tuple(heads.split()), is_needed=code in ("number", "text"))
    for code, heads in {
        "number": """工单编号 受理编号 工单号 编号 诉求编号 受理单号 单号 流水号 工单流水号 受理流水号
            办件编号 案件编号 事项编号 任务编号 诉求件编号 信件编号 来件编号""",
        "text": """诉求内容 问题描述 来电内容 反映内容 主要内容 内容 工单内容 诉求描述 详细描述 具体内容
            受理内容 事项内容 问题内容 来电诉求 诉求详情 诉求 描述 信件内容""",
        "title": "标题 工单标题 诉求标题 主题 事项标题 诉求主题 问题标题 信件标题",
        "received_at": """来电时间 受理时间 登记时间 诉求时间 创建时间 反映时间 提交时间 工单时间 生成时间
            来件时间 受理日期 登记日期 来电日期 建单时间 诉求日期""",
        "due_at": """截止时间 办理时限 办结时限 办理期限 到期时间 办结截止时间 反馈时限 要求办结时间
            处理时限 截止日期 办结期限 应办结时间 限办时间 处置时限 回复期限 办理截止时间""",
        "contact": """联系电话 来电号码 电话 手机 手机号 手机号码 联系方式 来电人电话 诉求人电话 主叫号码
            反映人电话 回访电话 来电电话 联系号码 联系人电话 诉求人联系方式 电话号码""",
        "name": """诉求人 来电人 姓名 反映人 联系人 诉求人姓名 来电人姓名 市民姓名 申请人 来信人
            反映人姓名 联系人姓名 称呼""",
        "kind": "诉求类型 工单类型 类型 诉求类别 诉求性质 受理类型 事项类型 来电类型",
        "address": """地址 诉求地址 事发地址 发生地址 事发地点 地点 问题地址 联系地址 详细地址 诉求地点
            发生地点 反映地址""",
        "is_secret": "是否保密 保密 信息保密 身份保密 是否隐名 要求保密",
    }.items()
)
"""What a hotline's row may give. Heads that different hotlines use."""

NAMES = {
    "number": _("number"),
    "text": _("what is asked"),
    "title": _("title"),
    "received_at": _("time of the call"),
    "due_at": _("due time"),
    "contact": _("telephone"),
    "name": _("name"),
    "kind": _("kind"),
    "address": _("address"),
    "is_secret": _("secret or not"),
}

REASONS = {
    "number_missing": _("There is no number, so it could not be known again."),
    "number_rounded": _(
        "Excel has rounded this number; its last digits are lost. Please export the column as text."
    ),
    "number_too_long": _("The number has more than %(most)s characters."),
    "number_twice": _("The same number stands in row %(row)s with other words."),
    "message_missing": _("Nothing is written there."),
    "message_too_long": _("The text has more than %(most)s characters."),
    "message_too_long_together": _("Text, title and address together have more than %(most)s characters."),
    "message_contact": _("That is no telephone number that could be rung."),
    "name_too_long": _("The name has more than %(most)s characters."),
    "moment_unreadable": _("That is no day or time that can be read. 2023-12-05 09:03 works."),
    "moment_to_come": _("That moment has not come yet."),
    "due_before_receipt": _("It is due before it came in."),
    "case_is_over": _("The case is closed or joined to another; what the file says anew was not taken in."),
}

_KINDS = (
    ("thanks", ("表扬", "感谢", "点赞")),
    ("suggestion", ("建议", "意见")),
    ("report", ("举报",)),
    ("complaint", ("投诉",)),
    ("consultation", ("咨询",)),
    ("help", ("求助", "求决", "申请", "帮助")),
)
_OPEN = {"", "否", "不", "不保密", "公开", "n", "no", "false", "0", "非保密"}
_SPAN = re.compile(r"(\d{1,3})\s*个?\s*(工作日|小时|自然日|日历天|日|天)(?:内.*)?")
_UNITS = {"工作日": "working_days", "小时": "hours"}
_BETWEEN = re.compile(r"[/、,;,;|\n]|或|\s{2,}")


@dataclass(frozen=True, slots=True)
class Message:
    """What a row of a hotline's file asks."""

    number: str
    text: str
    contact: str = ""
    name: str = ""
    kind: str = ""
    is_secret: bool = False
    received_at: datetime | None = None
    due_at: datetime | None = None


def message_of(
    values: Mapping[str, str], calendar: WorkCalendar, now: datetime
) -> tuple[Message, list[Fault]]:
    """What a row asks, and what is wrong with it.

    >>> row = {"number": "HX01.0", "text": " 灯坏了\\n三天了 ", "contact": "1380000123", "due_at": "2个工作日"}
    >>> found, faults = message_of(row, WorkCalendar(), datetime.fromisoformat("2023-12-15T09:00+08:00"))
    >>> found.number, found.text, found.due_at.isoformat(), [(fault.code, fault.field) for fault in faults]
    ('HX01.0', '灯坏了\\n三天了', '2023-12-19T17:00:00+08:00', [('message_contact', 'contact')])
    """
    faults: list[Fault] = []
    received = _moment(values, "received_at", faults, hour=0)
    if received is not None and received > now:
        faults.append(Fault("moment_to_come", "received_at"))
    message = Message(
        number=_number(values.get("number", ""), faults),
        text=_text(values, faults),
        contact=_contact(values.get("contact", ""), faults),
        name=_name(values.get("name", ""), faults),
        kind=kind_of(values.get("kind", "")),
        is_secret=values.get("is_secret", "").strip().casefold() not in _OPEN,
        received_at=received,
        due_at=_due(values, received or now, calendar, faults),
    )
    if message.due_at is not None and message.due_at < (received or message.due_at):
        faults.append(Fault("due_before_receipt", "due_at"))
    return message, faults


def _number(cell: str, faults: list[Fault]) -> str:
    number = " ".join(plain_number(cell).split())
    if not number:
        faults.append(Fault("number_missing", "number"))
    elif is_rounded(number):
        faults.append(Fault("number_rounded", "number"))
    elif len(number) > LONGEST_NUMBER:
        faults.append(Fault("number_too_long", "number", {"most": str(LONGEST_NUMBER)}))
    return number


def _text(values: Mapping[str, str], faults: list[Fault]) -> str:
    """The text, under its title and over its address where it names neither itself."""
    text = alone = values.get("text", "").strip()
    if not text:
        faults.append(Fault("message_missing", "text"))
    title, address = values.get("title", "").strip(), values.get("address", "").strip()
    if title and title not in text and not said_nothing(title):
        text = f"{title}\n{text}"
    if address and address not in text and not said_nothing(address):
        text = f"{text}\n{address}"
    if len(text) > LONGEST_TEXT:
        code = "message_too_long" if len(alone) > LONGEST_TEXT else "message_too_long_together"
        faults.append(Fault(code, "text", {"most": str(LONGEST_TEXT)}))
    return text


def _contact(cell: str, faults: list[Fault]) -> str:
    """The first number of the cell that can be rung; a hotline puts a nought before mobiles from elsewhere.

    >>> faults = []
    >>> cells = ("013800001234", "无", "13800001234/8771", "138 0000 1234.0", "(0576)87712345")
    >>> [_contact(cell, faults) for cell in cells]
    ['13800001234', '', '13800001234', '13800001234', '057687712345']
    >>> _contact("1380000", faults), faults[0].code
    ('', 'message_contact')
    """
    if said_nothing(cell):
        return ""
    for part in (cell, *_BETWEEN.split(cell)):
        plain = plain_number(re.sub(r"\s", "", part))
        if found := normal_contact(re.sub(r"^0(1[3-9]\d{9})$", r"\1", plain)):
            return found
    faults.append(Fault("message_contact", "contact"))
    return ""


def _name(cell: str, faults: list[Fault]) -> str:
    name = " ".join(cell.split())
    if said_nothing(name):
        return ""
    if len(name) > LONGEST_NAME:
        faults.append(Fault("name_too_long", "name", {"most": str(LONGEST_NAME)}))
    return name


def kind_of(words: str) -> str:
    """The kind that a hotline's word means; "" where that is for the desk to see.

    >>> kind_of("投诉举报"), kind_of("业务咨询"), kind_of("意见建议"), kind_of("其他")
    ('report', 'consultation', 'suggestion', '')
    """
    return next((kind for kind, known in _KINDS if any(word in words for word in known)), "")


def _moment(values: Mapping[str, str], field: str, faults: list[Fault], hour: int) -> datetime | None:
    cell = values.get(field, "")
    if said_nothing(cell):
        return None
    found = moment(cell)
    if found is None:
        faults.append(Fault("moment_unreadable", field))
    if isinstance(found, date) and not isinstance(found, datetime):
        return clock.local_time(found, hour)
    return found


def _due(
    values: Mapping[str, str], start: datetime, calendar: WorkCalendar, faults: list[Fault]
) -> datetime | None:
    """Until when the hotline wants an answer: a moment, a day until its office closes, or so many days."""
    plain = unicodedata.normalize("NFKC", values.get("due_at", "")).strip()
    span = _SPAN.fullmatch(plain)
    if span is None:
        return _moment(values, "due_at", faults, hour=OFFICE_CLOSES)
    unit = _UNITS.get(span[2], "calendar_days")
    limit = LimitRule("case.answer", "", clock.local(start).date(), None, int(span[1]), unit, "")
    return due_at(start, limit, calendar)
