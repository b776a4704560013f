"""Times and states are said as a clerk would say them, in both languages."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation

from huiying.fronts.web import wording
from huiying.pure.lib import clock
from huiying.work.cases.rules import states

TODAY = date(2023, 12, 15)  # a Friday
NOW = clock.local_time(TODAY, 9)


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """The language of the offices."""
    with translation.override("zh-hans"):
        yield


@pytest.mark.parametrize(
    ("away", "chinese_words", "english_words"),
    [
        (-1, "昨天", "yesterday"),
        (0, "今天", "today"),
        (1, "明天", "tomorrow"),
        (2, "后天", "Sunday"),
        (3, "下周一", "next Monday"),
        (9, "下周日", "next Sunday"),
        (10, "12月25日", "25 December"),
        (17, "2024年1月1日", "1 January 2024"),
        (-2, "12月13日", "13 December"),
    ],
)
def test_a_day_near_today_is_said_by_its_name(away: int, chinese_words: str, english_words: str) -> None:
    day = TODAY + timedelta(days=away)
    assert wording.day_words(day, TODAY) == chinese_words
    with translation.override("en"):
        assert wording.day_words(day, TODAY) == english_words


def test_a_later_day_of_this_week_is_said_by_its_weekday() -> None:
    assert wording.day_words(date(2023, 12, 14), date(2023, 12, 11)) == "周四"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (clock.local_time(date(2023, 12, 16), 17), "明天 17:00 前"),
        (clock.local_time(date(2023, 12, 18), 17), "下周一 17:00 前"),
        (NOW, "今天 09:00 前"),
        (NOW - timedelta(minutes=5), "今天 08:55 到期，迟了 5 分钟"),
        (NOW - timedelta(hours=16), "昨天 17:00 到期，迟了 16 小时"),
        (NOW - timedelta(days=2, hours=3), "12月13日 06:00 到期，迟了 2 天"),
    ],
)
def test_a_due_time_is_told_ahead_and_counted_only_when_late(at: datetime, words: str) -> None:
    assert wording.due_words(at, NOW) == words


def test_the_day_is_the_office_s_and_not_greenwich_s() -> None:
    just_after_midnight = clock.local_time(date(2023, 12, 16), 0, 30)
    assert wording.due_words(just_after_midnight, NOW) == "明天 00:30 前"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (clock.local_time(TODAY, 8, 35), "今天 08:35"),
        (clock.local_time(date(2023, 12, 14), 16, 5), "昨天 16:05"),
        (clock.local_time(date(2023, 11, 24), 9, 30), "11月24日 周五 09:30"),
        (clock.local_time(date(2022, 11, 10), 9), "2022年11月10日 09:00"),
        (date(2023, 12, 14), "昨天"),
    ],
)
def test_a_moment_that_is_past_has_its_day_and_hour(at: date, words: str) -> None:
    assert wording.moment_words(at, TODAY) == words


def test_the_exact_date_has_year_and_weekday() -> None:
    assert wording.exact_words(clock.local_time(date(2023, 12, 1), 17)) == "2023年12月1日 周五 17:00"
    assert wording.exact_words(date(2023, 12, 1)) == "2023年12月1日 周五"


def test_every_state_of_a_case_has_words_for_the_office_and_for_the_asker() -> None:
    assert set(wording.STATES) == {*states.STATES, "redo", "incomplete", "promised"}


def test_chinese_sentences_have_chinese_punctuation() -> None:
    half_width = re.compile(r"[\u4e00-\u9fff][,?!;:()]|[,?!;:()][\u4e00-\u9fff]")
    [path] = [Path(folder) / "zh_Hans/LC_MESSAGES/django.po" for folder in settings.LOCALE_PATHS]
    entries = polib.pofile(str(path))
    without_names = [re.sub(r"%\(\w+\)[sd]", "…", entry.msgstr) for entry in entries]
    assert [text for text in without_names if half_width.search(text)] == []
