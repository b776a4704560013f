"""What people write into cells: moments in their many forms, numbers that were meant as words, nothing in words."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from huiying.pure.lib.clock import SHANGHAI

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_DIGITS = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:\s*(\d{2}):?(\d{2})(?::?(\d{2}))?)?")
_HOUR = re.compile(
    r"(\d{1,2})\s*[:时点]\s*(?:(\d{1,2})\s*分?)?(?:\s*:?\s*(\d{1,2})(?:\.\d+)?\s*秒?)?\s*([+-]\d{2}:?\d{2}|z)?"
)
_BETWEEN = re.compile(r"星期[一二三四五六日天]|周[一二三四五六日天]|[t\s,,]")
_LATER = ("下午", "晚上", "pm")
_EARLIER = ("上午", "早上", "凌晨", "中午", "am")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_EPOCH = datetime(1899, 12, 30, tzinfo=SHANGHAI)
_NOTHING = {"", "无", "不详", "未知", "匿名", "保密", "没有", "未提供", "null", "none", "n/a", "nan", "0"}


def said_nothing(text: str) -> bool:
    """Whether a cell says in words that there is nothing.

    >>> [said_nothing(text) for text in (" ", "无", "——", "N/A", "王")]
    [True, True, True, True, False]
    """
    return text.strip().strip("-—/\\.。").casefold() in _NOTHING or text.strip().casefold() in _NOTHING


def plain_number(text: str) -> str:
    """A number that was meant as a word, as it was meant.

    >>> plain_number("13800001234.0"), plain_number(" '20231205001 "), plain_number("HX-3.5")
    ('13800001234', '20231205001', 'HX-3.5')
    """
    text = unicodedata.normalize("NFKC", text).strip().lstrip("'`").strip()
    return re.sub(r"^(\d+)\.0+$", r"\1", text)


def is_rounded(text: str) -> bool:
    """Whether Excel has rounded a long number, so that its last digits are lost.

    >>> is_rounded("2.02312050001235E+19"), is_rounded("20231205000123456789"), is_rounded("HX5E+2")
    (True, False, False)
    """
    return re.fullmatch(r"\d+(\.\d+)?[eE]\+?\d+", text.strip()) is not None


def moment(text: str) -> datetime | date | None:
    """The moment that a cell names, or the day where it names no hour; None for what can't be read.

    >>> forms = ("2023-12-05T09:03:00", "2023/12/5 9:03", "2023年12月5日 9时3分", "20231205 0903", "45265.377083333")
    >>> {moment(form).isoformat()[:16] for form in forms}
    {'2023-12-05T09:03'}
    >>> moment("2023.12.5"), moment("20231205"), moment("2023年12月5日星期二")
    (datetime.date(2023, 12, 5), datetime.date(2023, 12, 5), datetime.date(2023, 12, 5))
    >>> moment("2023-12-05 下午3:05").hour, moment("2023-12-05T01:03:00Z").astimezone(SHANGHAI).hour
    (15, 9)
    >>> moment("12月5日"), moment("2023-13-05"), moment("尽快")
    (None, None, None)
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    try:
        if _SERIAL.fullmatch(plain):
            return _of_serial(float(plain))
        if found := _DIGITS.fullmatch(plain):
            year, month, day, *clock = found.groups()
            return _at(date(int(year), int(month), int(day)), *clock)
        if found := _DAY.match(plain):
            day = date(*(int(part) for part in found.groups()))
            return _on(day, plain[found.end() :])
    except (ValueError, OverflowError):
        pass
    return None


def _of_serial(serial: float) -> datetime | date:
    """Days since the beginning of 1900, as Excel counts them."""
    whole = round(serial * 24 * 60)
    found = _EPOCH + timedelta(minutes=whole)
    return found if whole % (24 * 60) else found.date()


def _on(day: date, rest: str) -> datetime | date | None:
    rest = _BETWEEN.sub("", rest.replace("24:00", "23:59"))
    later = any(word in rest for word in _LATER)
    for word in (*_LATER, *_EARLIER):
        rest = rest.replace(word, "")
    if not rest:
        return day
    found = _HOUR.fullmatch(rest)
    if found is None:
        return None
    hour, minute, second, zone = found.groups()
    at = _at(day, str(int(hour) + 12) if later and int(hour) < 12 else hour, minute, second)
    if zone and isinstance(at, datetime):
        return datetime.fromisoformat(f"{at:%Y-%m-%dT%H:%M:%S}{zone.upper()}")
    return at


def _at(day: date, hour: str | None, minute: str | None, second: str | None) -> datetime | date:
    if hour is None:
        return day
    return datetime(
        day.year, day.month, day.day, int(hour), int(minute or 0), int(second or 0), tzinfo=SHANGHAI
    )
