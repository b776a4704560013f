"""What only a lead can decide: when it may be asked for."""

from dataclasses import replace
from datetime import date

import pytest

from huiying.registers.limits.rules import LimitRule, WorkCalendar
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.rules.rulings import QUESTIONS, RULING_KINDS, Asked, faults_in_question, last_day

FRIDAY = date(2023, 12, 15)
MOST = LimitRule("case.extension", "", date(2023, 1, 1), None, 20, "calendar_days", "办法第十二条")
EXTENSION = Asked(
    "extension", "handling", "配件没到", FRIDAY, due_on=date(2023, 12, 19), until_on=date(2023, 12, 22)
)
PROMISE = Asked("promise", "accepted", "排到明年", FRIDAY, until_on=date(2023, 12, 30), what="换新管")
RETURN = Asked("return", "dispatched", "不归我们管", FRIDAY)
APPEAL = Asked("appeal", "closed", "他评错了人", FRIDAY, rating=1)


def faults(asked: Asked, **changes: object) -> list[str]:
    return [fault.code for fault in faults_in_question(replace(asked, **changes), MOST, WorkCalendar())]


@pytest.mark.parametrize("asked", [EXTENSION, PROMISE, RETURN, APPEAL])
def test_a_question_with_its_reason_may_be_put(asked: Asked) -> None:
    assert faults(asked) == []
    assert faults(asked, word=" ") == ["word_missing"]


def test_an_extension_is_asked_a_working_day_before_it_is_due() -> None:
    assert faults(EXTENSION, due_on=date(2023, 12, 18)) == []
    assert faults(EXTENSION, due_on=FRIDAY) == ["extension_too_late"]
    assert faults(EXTENSION, due_on=date(2023, 12, 17)) == ["extension_too_late"]


def test_an_extension_goes_at_most_twenty_days_beyond_the_told_day_and_is_given_once() -> None:
    assert faults(EXTENSION, until_on=date(2024, 1, 8)) == []
    assert faults(EXTENSION, until_on=date(2024, 1, 9)) == ["extension_too_long"]
    assert faults(EXTENSION, until_on=date(2023, 12, 19)) == ["extension_not_later"]
    assert faults(EXTENSION, until_on=None) == ["extension_not_later"]
    assert faults(EXTENSION, extended_count=1) == ["extended_before"]
    [fault] = faults_in_question(replace(EXTENSION, until_on=date(2024, 1, 9)), MOST, WorkCalendar())
    assert fault.data == {"most": "20", "document": "办法第十二条"}


def test_a_promise_says_what_and_by_which_day_within_the_horizon_and_once_a_case() -> None:
    assert faults(PROMISE, what=" ") == ["promise_missing"]
    assert faults(PROMISE, until_on=None) == ["promise_not_later"]
    assert faults(PROMISE, until_on=FRIDAY) == ["promise_not_later"]
    assert faults(PROMISE, until_on=date(2024, 1, 4)) == []
    assert faults(PROMISE, until_on=date(2024, 1, 5)) == ["promise_too_long"]
    assert faults(PROMISE, has_promise=True) == ["promised_before"]


def test_a_return_is_asked_once() -> None:
    assert faults(RETURN, return_count=1) == ["returned_before"]


def test_only_a_bad_rating_is_appealed_and_once() -> None:
    assert faults(APPEAL, rating=2) == []
    assert faults(APPEAL, rating=3) == ["rating_not_bad"]
    assert faults(APPEAL, rating=None) == ["rating_not_bad"]
    assert faults(APPEAL, was_appealed=True) == ["appealed_before"]


@pytest.mark.parametrize("kind", RULING_KINDS)
def test_what_can_not_be_ruled_in_a_state_is_not_asked_for_in_it(kind: str) -> None:
    if kind != "return":
        assert faults(replace(EXTENSION, kind=kind, state="withdrawn")) == ["move_not_possible"]


def test_each_question_is_asked_by_somebody_else_than_the_lead_and_ruled_by_the_lead_alone() -> None:
    for question in QUESTIONS.values():
        assert "lead" not in MOVES[question.asked].who
        assert MOVES[question.granted].who == MOVES[question.denied].who == ("lead",)


def test_a_limit_in_working_days_leaves_out_the_days_of_rest() -> None:
    assert last_day(FRIDAY, replace(MOST, amount=2, unit="working_days"), WorkCalendar()) == date(
        2023, 12, 19
    )
    assert last_day(FRIDAY, replace(MOST, amount=2), WorkCalendar()) == date(2023, 12, 17)
