"""States: a case is open or ended, and solved by one rule only."""

import itertools

import pytest

from huiying.work.cases.rules import states
from huiying.work.cases.rules.moves import MOVES


def test_a_state_is_open_or_ended_and_never_both() -> None:
    assert not set(states.OPEN_STATES) & set(states.ENDED_STATES)
    assert len(states.STATES) == len(set(states.STATES)) == 15
    assert set(states.WITH_PROVIDER) < set(states.OPEN_STATES)


def test_every_state_is_reached_by_a_move_and_every_open_one_is_left_by_one() -> None:
    reached = {move.target(state) for move in MOVES.values() for state in move.from_states}
    left = {
        state
        for move in MOVES.values()
        for state in move.from_states
        if state and move.target(state) != state
    }
    assert reached == set(states.STATES)
    assert left >= set(states.OPEN_STATES)
    assert left - set(states.OPEN_STATES) == {"refused", "kept", "closed"}


def test_only_a_closed_case_whose_last_answer_is_solved_and_whose_visit_did_not_say_no_is_solved() -> None:
    solved = {
        given
        for given in itertools.product(states.STATES, ("", *states.OUTCOMES), ("", *states.VISIT_RESULTS))
        if states.is_solved(*given)
    }
    assert solved == {("closed", "solved", result) for result in ("", "yes", "not_reached")}


@pytest.mark.parametrize("grade", states.GRADES)
def test_dissatisfied_and_worse_is_bad(grade: int) -> None:
    assert (grade in states.BAD_GRADES) == (grade <= 2)
