"""The two clocks: what each move does to them, and what no way through the table can do to them."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiying.pure.lib.clock import local_time
from huiying.work.cases.rules.clocks import (
    DESK,
    EFFECTS,
    NOBODY,
    PROVIDER,
    Happening,
    Standing,
    after,
    matter_of,
    replayed,
)
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.rules.states import ENDED_STATES, OPEN_STATES
from tests.sizes import n
from tests.work.cases.walks import FRESH, LIMITS_OF_THE_CAST, START, walk

NEVER_ANSWERED = ("received", "triaged", "dispatched", "return_asked", "accepted", "handling")
KINDS = {"dispatched": {"accept"}, "accepted": {"contact", "answer"}, "handling": {"contact", "answer"}}
ways = st.integers(0, 2**32).map(lambda seed: walk(Random(seed)))
many = settings(max_examples=n(50, 5000), deadline=None, database=None)


def take(*moves: str | Happening) -> list[Standing]:
    """The standings of a case that is received at nine on a Monday and moved on each hour."""
    steps = []
    for i, move in enumerate(moves):
        step = Happening(move, START) if isinstance(move, str) else move
        lane = step.lane or "with_care"
        matter = step.matter or ("case.answer.help" if MOVES[step.move].clock in ("told", "again") else "")
        steps.append(replace(step, at=START + timedelta(hours=i), lane=lane, matter=matter))
    return replayed(steps, LIMITS_OF_THE_CAST)


def at(day: int, hour: int = 17, month: int = 9) -> datetime:
    return local_time(START.date().replace(month=month, day=day), hour)


FIFTH, LAST = at(8, month=10), at(10, month=10)
"""The fifth and seventh working days after that Monday, with a long holiday between."""


def test_at_receipt_the_desk_holds_it_and_the_longest_limit_is_told() -> None:
    [standing] = take("receive")
    assert (standing.holder, standing.due_at, standing.answer_due_at) == (
        DESK,
        LAST,
        LAST,
    )
    assert (standing.provider_due_at, standing.started_at) == (None, START)


def test_triage_brings_the_told_time_forward_from_the_receipt() -> None:
    *_, standing = take("receive", "triage")
    assert standing.due_at == standing.answer_due_at == FIFTH


def test_triage_never_moves_the_told_time_back() -> None:
    *_, short, long = take("receive", "triage", Happening("retriage", START, matter="case.answer.complaint"))
    assert long.due_at == short.due_at


def test_the_desk_stays_holder_until_somebody_accepts() -> None:
    standings = take("receive", "triage", "dispatch", "accept")
    assert [standing.holder for standing in standings] == [DESK, DESK, DESK, PROVIDER]


def test_the_providers_clock_is_accept_then_contact_then_answer() -> None:
    *_, dispatched, accepted, contacted, begun = take(
        "receive", "triage", "dispatch", "accept", "contact", "begin"
    )
    assert (dispatched.provider_due_kind, dispatched.provider_due_at) == ("accept", at(26))
    assert (accepted.provider_due_kind, accepted.provider_due_at) == ("contact", at(26))
    assert (contacted.provider_due_kind, contacted.provider_due_at) == ("answer", contacted.answer_due_at)
    assert begun.provider_due_at == contacted.provider_due_at


def test_at_once_the_provider_has_thirty_minutes_and_two_hours() -> None:
    at_once = Happening("dispatch", START, lane="at_once")
    *_, dispatched, accepted = take("receive", "triage", at_once, Happening("accept", START, lane="at_once"))
    assert dispatched.provider_due_at == START + timedelta(hours=2, minutes=30)
    assert accepted.provider_due_at == START + timedelta(hours=5)


def test_a_second_contact_leaves_the_clock_as_it_is() -> None:
    *_, first, second = take("receive", "triage", "dispatch", "accept", "contact", "contact")
    assert first == second


def test_contact_before_acceptance_does_not_take_the_accept_clock_away() -> None:
    *_, dispatched, contacted = take("receive", "triage", "dispatch", "contact")
    assert replace(contacted, is_contacted=False) == dispatched


def test_who_rang_before_accepting_owes_the_answer_and_no_second_call() -> None:
    *_, told, _dispatched, _contacted, accepted = take("receive", "triage", "dispatch", "contact", "accept")
    assert (accepted.provider_due_kind, accepted.provider_due_at) == ("answer", told.answer_due_at)


def test_a_return_stops_the_providers_clock_and_never_the_askers() -> None:
    *_, before, asked, returned = take("receive", "triage", "dispatch", "ask_return", "rule_returned")
    assert asked.due_at == returned.due_at == before.due_at
    assert asked.provider_due_at is None
    assert returned.state == "triaged"


def test_a_return_that_is_not_granted_gives_a_new_accept_clock() -> None:
    *_, dispatched, _asked, again = take("receive", "triage", "dispatch", "ask_return", "rule_not_returnable")
    assert again.provider_due_kind == "accept"
    assert again.due_at == dispatched.due_at


def test_an_extension_moves_the_told_time_back_and_the_answers_clock_with_it() -> None:
    until = at(20, month=10)
    *_, contacted, extended = take(
        "receive", "triage", "dispatch", "accept", "contact", Happening("extend", START, until=until)
    )
    assert contacted.answer_due_at < until
    assert extended.due_at == extended.answer_due_at == extended.provider_due_at == until


def test_an_extension_leaves_the_contact_clock_alone() -> None:
    until = at(20, month=10)
    *_, accepted, extended = take(
        "receive", "triage", "dispatch", "accept", Happening("extend", START, until=until)
    )
    assert extended.provider_due_at == accepted.provider_due_at
    assert extended.due_at == until


def test_after_the_answer_the_desk_owes_check_visit_and_closing_each_by_its_own_limit() -> None:
    way = ("receive", "triage", "dispatch", "accept", "begin", "answer", "check", "ask_back", "close")
    *_, answered, checked, asked_back, closed = take(*way)
    assert {standing.holder for standing in (answered, checked, asked_back)} == {DESK}
    assert (answered.due_at, checked.due_at, asked_back.due_at) == (at(26), FIFTH, at(26))
    assert answered.provider_due_at is None
    assert (closed.holder, closed.due_at, closed.provider_due_at, closed.warn_at) == (
        NOBODY,
        None,
        None,
        None,
    )


def test_an_answer_sent_back_is_due_as_it_had_been_told() -> None:
    *_, handling, _answered, back = take(
        "receive", "triage", "dispatch", "accept", "contact", "begin", "answer", "send_back"
    )
    assert (back.holder, back.due_at, back.provider_due_at) == (PROVIDER, handling.due_at, handling.due_at)
    assert back.provider_due_kind == "answer"


def test_a_redo_has_a_clock_of_its_own() -> None:
    *_, redone = take(
        "receive", "triage", "dispatch", "accept", "begin", "answer", "check", "ask_back", "redo"
    )
    assert (redone.holder, redone.provider_due_kind) == (PROVIDER, "answer")
    assert redone.due_at == redone.answer_due_at == redone.provider_due_at == FIFTH
    assert redone.started_at == START + timedelta(hours=8)


@pytest.mark.parametrize(("grade", "is_earlier"), [(5, False), (3, False), (2, True), (1, True)])
def test_a_bad_rating_brings_the_visit_forward_and_a_good_one_does_not(grade: int, is_earlier: bool) -> None:
    *_, checked = take("receive", "triage", "dispatch", "accept", "begin", "answer", "check")
    late = replace(checked, due_at=checked.due_at + timedelta(days=30))
    rated = after(late, Happening("rate", START, grade=grade), LIMITS_OF_THE_CAST)
    assert (rated.due_at < late.due_at) == is_earlier


def test_a_bad_rating_never_moves_the_visit_back() -> None:
    *_, checked = take("receive", "triage", "dispatch", "accept", "begin", "answer", "check")
    soon = replace(checked, due_at=START + timedelta(hours=7))
    assert after(soon, Happening("rate", START, grade=1), LIMITS_OF_THE_CAST).due_at == soon.due_at


def test_a_recalled_case_is_the_desks_until_the_visit() -> None:
    way = ("receive", "answer_on_the_spot", "close", Happening("rate", START, grade=1), "recall")
    *_, closed, rated, recalled = take(*way)
    assert rated == closed
    assert (recalled.state, recalled.holder, recalled.due_at) == ("checked", DESK, FIFTH)


def test_what_is_taken_up_again_begins_anew_with_whoever_has_it() -> None:
    *_, kept, taken_up = take("receive", "triage", "dispatch", "accept", "keep_for_later", "take_up")
    assert kept.due_at is None
    assert (taken_up.holder, taken_up.provider_due_kind, taken_up.provider_due_at) == (
        PROVIDER,
        "answer",
        taken_up.due_at,
    )
    *_, _closed, reopened = take(
        "receive", "triage", "dispatch", "accept", "begin", "answer", "close", "reopen"
    )
    assert (reopened.state, reopened.holder, reopened.provider_due_at) == ("triaged", DESK, None)
    assert reopened.due_at is not None


def test_somebody_is_reminded_at_seventy_percent_of_the_nearer_clock() -> None:
    received, triaged, dispatched, _accepted, contacted = take(
        "receive", "triage", "dispatch", "accept", "contact"
    )
    assert received.warn_at == START + (received.due_at - START) * 0.7
    assert triaged.warn_at == START + (triaged.due_at - START) * 0.7
    sent = START + timedelta(hours=2)
    assert dispatched.warn_at == sent + (dispatched.provider_due_at - sent) * 0.7
    assert contacted.warn_at == triaged.warn_at


def test_a_step_that_leaves_the_nearer_clock_alone_leaves_the_reminder_alone() -> None:
    *_, dispatched, photo = take("receive", "triage", "dispatch", "add_photo")
    assert photo.warn_at == dispatched.warn_at


@pytest.mark.parametrize(
    ("lane", "kind", "own", "matter"),
    [
        ("at_once", "help", "case.answer.help", "case.answer.at_once"),
        ("at_once", "complaint", "", "case.answer.at_once"),
        ("with_care", "help", "case.answer.help", "case.answer.help"),
        ("with_care", "help", "case.answer.help.elderly", "case.answer.help.elderly"),
        ("with_care", "help", "case.answer.helpless", "case.answer.help"),
        ("with_care", "consultation", "case.answer.help.elderly", "case.answer.consultation"),
        ("with_care", "report", "", "case.answer.report"),
    ],
)
def test_the_lane_then_the_kind_then_the_category_says_which_limit_holds(
    lane: str, kind: str, own: str, matter: str
) -> None:
    assert matter_of(lane, kind, own) == matter


def test_every_clock_of_the_table_has_its_effect_and_no_effect_is_idle() -> None:
    assert {move.clock for move in MOVES.values()} == set(EFFECTS)


def test_a_move_that_ends_a_case_and_leaves_its_clock_running_is_a_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(EFFECTS, "end", EFFECTS["keep"])
    with pytest.raises(ValueError, match="leaves its clock running"):
        take("receive", "refuse")


def test_a_clock_that_needs_another_is_a_fault_without_it() -> None:
    with pytest.raises(ValueError, match="without one"):
        after(
            Standing("received", DESK, None, None),
            Happening("triage", START, matter="case.answer.help"),
            LIMITS_OF_THE_CAST,
        )


@many
@given(ways, st.randoms())
def test_replayed_at_once_and_step_by_step_agree(steps: list[Happening], random: Random) -> None:
    whole = replayed(steps, LIMITS_OF_THE_CAST)
    now = None
    for i, step in enumerate(steps):
        now = after(now, step, LIMITS_OF_THE_CAST)
        assert now == whole[i]
    cut = random.randrange(len(steps))
    assert replayed(steps[:cut], LIMITS_OF_THE_CAST) == whole[:cut]


@many
@given(ways)
def test_an_open_case_has_one_holder_and_one_due_time_and_an_ended_one_neither(
    steps: list[Happening],
) -> None:
    for standing in replayed(steps, LIMITS_OF_THE_CAST):
        is_open = standing.state in OPEN_STATES
        assert is_open != (standing.state in ENDED_STATES)
        assert (standing.holder in (DESK, PROVIDER), standing.due_at is not None) == (is_open, is_open)


@many
@given(ways)
def test_the_askers_clock_never_stops_before_the_answer(steps: list[Happening]) -> None:
    for standing in replayed(steps, LIMITS_OF_THE_CAST):
        if standing.state in NEVER_ANSWERED:
            assert standing.due_at == standing.answer_due_at is not None


@many
@given(ways)
def test_only_an_extension_moves_the_told_time_back_until_a_clock_begins_anew(steps: list[Happening]) -> None:
    standings = replayed(steps, LIMITS_OF_THE_CAST)
    for step, before, now in zip(steps[1:], standings, standings[1:], strict=False):
        if step.move not in (*FRESH, "extend"):
            assert now.answer_due_at <= before.answer_due_at
        if step.move == "extend":
            assert now.answer_due_at == step.until > before.answer_due_at
        if step.move not in FRESH:
            assert now.started_at == before.started_at
        if step.move not in (*FRESH, "extend", "triage", "retriage"):
            assert now.answer_due_at == before.answer_due_at


@many
@given(ways)
def test_the_providers_clock_is_one_of_accept_contact_answer_while_a_provider_has_it(
    steps: list[Happening],
) -> None:
    for standing in replayed(steps, LIMITS_OF_THE_CAST):
        assert standing.provider_due_kind in KINDS.get(standing.state, {""}), standing.state
        assert (standing.provider_due_at is None) == (standing.provider_due_kind == "")
        if standing.provider_due_kind == "answer":
            assert standing.provider_due_at == standing.answer_due_at


@many
@given(ways)
def test_a_reminder_comes_before_what_it_reminds_of(steps: list[Happening]) -> None:
    for standing in replayed(steps, LIMITS_OF_THE_CAST):
        assert (standing.warn_at is None) == (standing.next_due_at is None)
        if standing.warn_at is not None and standing.started_at < standing.next_due_at:
            assert standing.warn_at < standing.next_due_at


def test_a_new_clock_that_ends_at_the_same_moment_reminds_anew() -> None:
    *_, dispatched, accepted = take("receive", "triage", "dispatch", "accept")
    assert dispatched.next_due_at == accepted.next_due_at
    assert accepted.warn_at > dispatched.warn_at
