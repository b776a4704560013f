"""Personal numbers are found and masked, other numbers are left alone. All numbers here are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.pure.text.personal import find_personal, mask


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("打13800001234找我", "phone", "打138****1234找我"),
        ("138-0000-1234", "phone", "138-****-1234"),
        ("+86 13800001234", "phone", "+86 138****1234"),
        ("+8613800001234", "phone", "+86138****1234"),
        ("１３８００００１２３４", "phone", "１３８****１２３４"),
        ("座机0576-87770000晚上在", "phone", "座机057*-****0000晚上在"),
        ("身份证990102199001011234", "identity", "身份证990*************34"),
        ("99010219900101123X。", "identity", "990*************3X。"),
        ("卡号6222020000000000000", "bank_card", "卡号***************0000"),
        ("4111 1111 1111 1111", "bank_card", "**** **** **** 1111"),
        ("车牌浙J·A1234堵着门", "plate", "车牌浙J·***34堵着门"),
        ("浙JD12345", "plate", "浙J****45"),
    ],
)
def test_a_personal_number_shows_only_its_ends(text: str, kind: str, shown: str) -> None:
    assert [found.kind for found in find_personal(text)] == [kind]
    assert mask(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "编号NF2311240187K",
        "欠我20000000块",
        "6222020000000000001",  # the check digit of a card is wrong
        "991302199013011234",  # month 13: no identity number, and no card
        "91330000000000000A",
        "919999990001000104",  # an organisation's credit code that passes as a card number
        "2023112401870001",
        "12345",
        "公告〔2023〕1号",
        "浙江省A栋",
        "京东快递",
    ],
)
def test_a_number_that_is_nobodys_is_left_alone(text: str) -> None:
    assert find_personal(text) == ()
    assert mask(text) == text


def test_an_identity_number_is_found_whatever_its_check_digit() -> None:
    kinds = {find_personal(f"99010219900101123{check}")[0].kind for check in "0123456789Xx"}
    assert kinds == {"identity"}


def test_several_numbers_in_one_text_are_all_masked() -> None:
    text = "我13800001234,我妈13900005678,车浙JA1234"
    assert mask(text) == "我138****1234,我妈139****5678,车浙J***34"


def test_found_places_point_at_the_number_in_the_text_itself() -> None:
    text = "电话　１３８００００１２３４!"
    (found,) = find_personal(text)
    assert text[found.start : found.end] == "１３８００００１２３４"


@given(st.text(alphabet="0123456789Xx浙JA·- 电话", max_size=40))
def test_masking_keeps_the_length_and_masks_nothing_twice(text: str) -> None:
    assert len(mask(text)) == len(text)
    assert all(found.start < found.end for found in find_personal(text))
