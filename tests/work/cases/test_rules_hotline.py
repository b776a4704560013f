"""What a row of a hotline's file says, and each thing that can be wrong with it."""

from datetime import datetime

import pytest

from huiying.pure.sheets.headers import meanings, plain
from huiying.registers.limits.rules import WorkCalendar
from huiying.work.cases.rules.hotline import FIELDS, NAMES, REASONS, message_of
from tests.cast import MORNING

SOUND = {"number": "HX-1", "text": "楼道灯坏了", "contact": "13800001234", "received_at": "2023-12-14 09:00"}


def look(**changes: str):
    return message_of(SOUND | changes, WorkCalendar(), MORNING)


def test_a_sound_row_has_no_fault():
    message, faults = look()
    assert faults == []
    assert (message.number, message.text, message.contact) == ("HX-1", "楼道灯坏了", "13800001234")


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"number": ""}, "number_missing", "number"),
        ({"number": "2.02312050001235E+19"}, "number_rounded", "number"),
        ({"number": "9" * 61}, "number_too_long", "number"),
        ({"text": " \n"}, "message_missing", "text"),
        ({"text": "长" * 10_001}, "message_too_long", "text"),
        ({"contact": "1380000"}, "message_contact", "contact"),
        ({"name": "王" * 61}, "name_too_long", "name"),
        ({"received_at": "上周三"}, "moment_unreadable", "received_at"),
        ({"received_at": "2023-12-15 09:01"}, "moment_to_come", "received_at"),
        ({"due_at": "尽快"}, "moment_unreadable", "due_at"),
        ({"due_at": "2023-12-13"}, "due_before_receipt", "due_at"),
    ],
)
def test_each_fault_is_found_at_its_field_and_has_words(changes, code, field):
    _message, faults = look(**changes)
    assert [(fault.code, fault.field) for fault in faults] == [(code, field)]
    assert REASONS[code] % faults[0].data


def test_a_text_of_ten_thousand_signs_is_taken():
    message, faults = look(text="长" * 10_000)
    assert (len(message.text), faults) == (10_000, [])
    for changes, code in (
        ({"text": "长" * 10_001}, "message_too_long"),
        ({"text": "长" * 9_999, "title": "路灯"}, "message_too_long_together"),
    ):
        assert [fault.code for fault in look(**changes)[1]] == [code]


def test_all_faults_of_a_row_are_named_at_once():
    _message, faults = look(number="", text="", contact="1")
    assert len(faults) == 3


def test_title_and_address_are_said_once():
    message, _faults = look(title="路灯", address="柳岸3幢")
    assert message.text == "路灯\n楼道灯坏了\n柳岸3幢"
    message, _faults = look(title="楼道灯", address="无", text="楼道灯坏了")
    assert message.text == "楼道灯坏了"


@pytest.mark.parametrize(
    ("due", "until"),
    [
        ("2023-12-18", "2023-12-18T17:00"),
        ("2023/12/18 12:00", "2023-12-18T12:00"),
        ("2个工作日", "2023-12-18T17:00"),
        ("3天", "2023-12-17T17:00"),
        ("24小时内", "2023-12-15T09:00"),
    ],
)
def test_a_due_time_is_a_moment_a_day_or_so_many_days_from_the_call(due, until):
    message, faults = look(due_at=due)
    assert faults == []
    assert message.due_at.astimezone(MORNING.tzinfo) == datetime.fromisoformat(f"{until}+08:00")


@pytest.mark.parametrize(
    ("words", "is_secret"), [("是", True), ("否", False), ("", False), ("要求保密", True)]
)
def test_who_asks_to_be_kept_secret_is(words, is_secret):
    assert look(is_secret=words)[0].is_secret is is_secret


def test_no_head_means_two_things_and_every_field_has_a_name():
    heads = [plain(head) for field in FIELDS for head in field.heads]
    assert len(heads) == len(set(heads))
    assert set(NAMES) == {field.code for field in FIELDS}


def test_the_heads_of_two_real_exports_are_known():
    first = (
        "工单编号",
        "来电时间",
        "诉求人",
        "联系电话",
        "标题",
        "诉求内容",
        "诉求类型",
        "诉求地址",
        "截止时间",
    )
    second = (
        "受理编号",
        "受理时间",
        "来电人",
        "来电号码",
        "主题",
        "问题描述",
        "类型",
        "事发地点",
        "办理时限",
    )
    assert all(meanings(first, FIELDS, {}).values())
    assert list(meanings(first, FIELDS, {}).values()) == list(meanings(second, FIELDS, {}).values())
