"""A hotline's messy export, made from nothing: what real ones hold, and what must be said of its faults."""

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from xlsxwriter import Workbook

HEADS = (
    *("序号", "工单编号", "来电时间", "标题", "诉求内容", "诉求类型"),
    *("诉求人", "联系电话", "事发地址", "办理时限", "是否保密", "备注"),
)
_BEGINNING = datetime(2023, 11, 1, 8)  # noqa: DTZ001 (cells have no zone)
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001
_MATTERS = (
    ("楼道灯不亮", "{}幢{}单元楼道灯坏了 晚上看不见", "投诉"),
    ("助餐", "老人住{}幢{}室,腿脚不便,想问食堂能不能送饭", "咨询"),
    ("噪声", "楼上{}幢{}室半夜拖凳子,讲了几次不听", "投诉举报"),
    ("", "请问{}幢旁边第{}个车位什么时候能装充电桩", "业务咨询"),
    ("停水", "{}幢{}室从早上停水到现在,家里有老人", "求助"),
    ("建议", "建议在{}幢门口第{}棵树下装一条长凳", "意见建议"),
    ("感谢", "感谢社区{}号网格员{}次上门帮忙", "表扬"),
)
_FAULTY = ("short phone", "no text", "too long", "rounded", "odd day", "tomorrow", "no number", "due before")
CODES = {
    "short phone": ("message_contact", "联系电话"),
    "no text": ("message_missing", "诉求内容"),
    "too long": ("message_too_long", "诉求内容"),
    "rounded": ("number_rounded", "工单编号"),
    "odd day": ("moment_unreadable", "来电时间"),
    "tomorrow": ("moment_to_come", "来电时间"),
    "no number": ("number_missing", "工单编号"),
    "due before": ("due_before_receipt", "办理时限"),
}
"""What is said of each fault, and under which head."""


@dataclass
class Export:
    """Rows under HEADS, and what a reader should make of them."""

    rows: list[list[str | float]] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    """Of each faulty row its place among the rows, the code, and the head over the cell."""
    twice: int = 0

    @property
    def fresh(self) -> int:
        """How many cases a first import makes."""
        return len(self.rows) - len(self.faults) - self.twice


def export(count: int, *, seed: int = 1, faulty_every: int = 0, twice_every: int = 0) -> Export:
    """So many messages; each `faulty_every`-th has a fault, each `twice_every`-th stands there once more."""
    rng, made = random.Random(seed), Export()
    for number in range(1, count + 1):
        made.rows.append(_row(rng, number))
        if faulty_every and number % faulty_every == 0:
            kind = _FAULTY[number // faulty_every % len(_FAULTY)]
            _spoil(made.rows[-1], kind)
            made.faults.append((len(made.rows) - 1, *CODES[kind]))
        elif twice_every and number % twice_every == 0:
            made.rows.append(list(made.rows[-1]))
            made.twice += 1
    return made


def _row(rng: random.Random, number: int) -> list[str | float]:
    title, text, kind = _MATTERS[number % len(_MATTERS)]
    text = text.format(number % 90 + 1, number // 90 + 101)
    at = _BEGINNING + timedelta(minutes=7 * number % 50_000)
    if number % 11 == 0:
        text = f"  {text}\n另外:\t第二天也是这样\r\n请回电 "
    if number % 997 == 0:
        text = (text + "。情况一直没有人来看") * 400
        text = text[:9_900]
    phone = 13800000000 + number
    phones: tuple[str | float, ...] = (
        float(phone),
        f"{phone}.0",
        str(phone),
        f"0{phone}",
        "",
        f"{phone}/8771",
        "无",
    )
    return [
        float(number),
        f"HX{number:08d}" if number % 3 else f" HX{number:08d} ",
        _moment(at, number),
        title,
        text,
        kind if number % 5 else "",
        rng.choice(("王先生", " 李女士 ", "张 三", "", "匿名", "赵老师")),
        phones[number % len(phones)],
        f"柳岸小区{number % 9 + 1}幢" if number % 4 == 0 else "",
        ("", "5个工作日", f"{at + timedelta(days=9):%Y-%m-%d}", f"{at + timedelta(days=3):%Y/%m/%d %H:%M}")[
            number % 4
        ],
        ("否", "", "是")[number % 3] if number % 10 == 0 else "",
        "",
    ]


def _moment(at: datetime, number: int) -> str | float:
    """Six forms, one after the other."""
    day = f"{at.year}年{at.month}月{at.day}日"
    forms: tuple[str | float, ...] = (
        (at - _EPOCH) / timedelta(days=1),
        f"{at.year}/{at.month}/{at.day} {at.hour}:{at.minute:02d}",
        f"{day} {at.hour}时{at.minute}分",
        f"{at:%Y%m%d}",
        day,
        at.isoformat(),
    )
    return forms[number % len(forms)]


def _spoil(row: list[str | float], kind: str) -> None:
    head = CODES[kind][1]
    spoilt: dict[str, str | float] = {
        "short phone": "1380000",
        "no text": " \n ",
        "too long": "长" * 10_001,
        "rounded": 2.0231205000123456e19,
        "odd day": "上周三",
        "tomorrow": "2024-02-01 09:00",
        "no number": "",
        "due before": "2023-01-02",
    }
    row[HEADS.index(head)] = spoilt[kind]
    if kind == "tomorrow":
        row[HEADS.index("办理时限")] = ""  # one fault a row


def as_excel(made: Export, heads: tuple[str, ...] = HEADS, title: str = "") -> bytes:
    """An Excel file; with a title in its first row, the heads stand in the second."""
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("工单")
        rows: list[list[str | float]] = [*([[title]] if title else []), list(heads), *made.rows]
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write_number(number, column, value)
    return target.getvalue()


def as_text(made: Export, charset: str = "utf-8", heads: tuple[str, ...] = HEADS) -> bytes:
    """The same as csv."""
    target = io.StringIO(newline="")
    csv.writer(target).writerows([heads, *made.rows])
    return target.getvalue().encode(charset)


def cells_of_faults(made: Export, first_row: int = 2) -> Iterator[tuple[str, str]]:
    """The cell and code of every fault; the first message stands in `first_row`."""
    for place, code, head in made.faults:
        yield f"{chr(ord('A') + HEADS.index(head))}{place + first_row}", code
