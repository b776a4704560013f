"""What a request is about, how surely, and what it is read from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.pure.text.categorise import CategoryWords, Reason, triage
from huiying.pure.text.cues import secrecy_asked, urgency
from huiying.pure.text.words import hits, plain

WATER = CategoryWords("utility.water", ("停水", "没有水", "自来水停"), "help", "with_care")
LIFT = CategoryWords("estate.elevator", ("装…电梯", "一楼不肯"), "help", "with_care")
REPAIR = CategoryWords("estate.facilities", ("电梯", "路灯", "没人收"), "complaint", "with_care")
FIRE = CategoryWords("safety.fire", ("电线乱拉", "没人收"), "report", "at_once")
KNOWN = (WATER, LIFT, REPAIR, FIRE)


def test_an_empty_text_is_other_with_no_confidence() -> None:
    found = triage("", KNOWN)
    assert (found.category, found.confidence, found.alternatives) == ("other", 0.0, ())


def test_a_text_without_any_known_word_is_other_with_no_confidence() -> None:
    assert triage("今天天气不错", KNOWN).confidence == 0.0


def test_a_longer_word_counts_more_than_a_shorter_one() -> None:
    assert triage("一楼不肯,路灯也坏", KNOWN).category == "estate.elevator"


def test_a_word_inside_a_longer_one_is_not_counted() -> None:
    found = triage("想装个电梯", KNOWN)
    assert (found.category, found.alternatives) == ("estate.elevator", ())


def test_a_word_that_two_categories_share_counts_half_for_each() -> None:
    found = triage("没人收", KNOWN)
    assert {found.category, found.alternatives[0][0]} == {"estate.facilities", "safety.fire"}
    assert triage("没人收,停水", KNOWN).category == "utility.water"


def test_of_two_equal_categories_the_one_that_cannot_wait_is_proposed() -> None:
    assert triage("没人收", KNOWN).category == "safety.fire"


def test_two_near_categories_make_the_proposal_less_sure() -> None:
    assert triage("停水了路灯也坏了", KNOWN).confidence < triage("停水了", KNOWN).confidence


def test_the_words_that_decided_are_the_first_reason() -> None:
    assert triage("停水了", KNOWN).reasons[0] == Reason("word", ("停水",))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("停水", "help"),
        ("请问几点停水", "consultation"),
        ("停水没人管,年年这样", "complaint"),
        ("建议停水早点通知", "suggestion"),
        ("举报有人把水停了", "report"),
        ("谢谢你们,停水那天给我送水", "thanks"),
        ("停水了,麻烦来个人,谢谢", "help"),
    ],
)
def test_the_kind_is_read_from_how_it_is_said(text: str, kind: str) -> None:
    assert triage(text, KNOWN).kind == kind


@pytest.mark.parametrize(
    ("text", "lane", "reason"),
    [
        ("急急急停水了", "with_care", "usual_lane"),
        ("停水了,老人瘫在床上", "at_once", "helpless"),
        ("老人瘫在床上,护理怎么申请", "with_care", "can_wait"),
        ("路灯漏电", "at_once", "danger"),
        ("明天就拆,东西没搬", "at_once", "tonight"),
        ("电线乱拉", "at_once", "usual_lane"),
        ("请问电线乱拉归谁管", "with_care", "can_wait"),
        ("建议查查电线乱拉,别再建", "with_care", "can_wait"),
    ],
)
def test_only_danger_the_helpless_and_tonights_loss_cannot_wait(text: str, lane: str, reason: str) -> None:
    found = triage(text, KNOWN)
    assert (found.lane, reason in {each.code for each in found.reasons}) == (lane, True)


def test_a_question_asked_in_danger_is_a_request_for_help() -> None:
    assert triage("请问路灯漏电怎么办", KNOWN).kind == "help"


def test_thanks_are_never_at_once() -> None:
    assert triage("表扬小王,上次着火他第一个到", KNOWN).lane == "with_care"


@pytest.mark.parametrize("text", ["别说是我讲的", "请保密", "我不留名字", "他又动手了", "不想让邻居知道"])
def test_secrecy_is_asked_in_words_or_by_violence_at_home(text: str) -> None:
    assert secrecy_asked(text)
    assert Reason("secrecy_asked", ()) in triage(text, KNOWN).reasons


@pytest.mark.parametrize("text", ["邻居不知道怎么申请", "名字写错了", "他动手能力强"])
def test_secrecy_is_not_read_into_everyday_words(text: str) -> None:
    assert not secrecy_asked(text)


def test_urgency_of_an_everyday_text_is_none() -> None:
    assert urgency("路灯坏了三天了,急") is None


def test_typing_slips_are_read_as_what_was_meant() -> None:
    assert triage("早上到现再亭水,没有水", KNOWN).category == "utility.water"
    assert plain("补助没到帐") == plain("补助没到账")


def test_a_gap_does_not_reach_into_the_next_clause_or_too_far() -> None:
    assert hits(plain("装了灯,电梯坏了"), ["装…电梯"]) == ()
    assert hits(plain("装一二三四五六七电梯"), ["装…电梯"]) == ()


@given(st.text(alphabet="停水电梯路灯一楼不肯没人收装个,急请问", max_size=40))
def test_confidence_is_a_share_and_falls_from_best_to_least(text: str) -> None:
    found = triage(text, KNOWN)
    shares = [found.confidence, *(share for _, share in found.alternatives)]
    assert shares == sorted(shares, reverse=True)
    assert 0.0 <= found.confidence < 1.0
    assert sum(shares) <= 1.02
