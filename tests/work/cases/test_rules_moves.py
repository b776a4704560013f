"""The table of moves against a second one, written from the description of the domain."""

import re
from itertools import product

import pytest

from huiying.registers.access.roles import ACTIONS, ASKER
from huiying.work.cases.rules.moves import KEEPS, MOVES, faults_in_move, moves_from, transitions
from huiying.work.cases.rules.states import ENDED_STATES, OPEN_STATES, STATES

PARTS = ("asker", "desk", "provider", "lead", "system")

# States: r received, s answered on the spot, f refused, t triaged, d dispatched, q return asked, a accepted,
# h handling, n answered, k checked, b asked back, c closed, w withdrawn, x terminated, p kept.
LETTERS = {
    "r": "received",
    "s": "answered_on_the_spot",
    "f": "refused",
    "t": "triaged",
    "d": "dispatched",
    "q": "return_asked",
    "a": "accepted",
    "h": "handling",
    "n": "answered",
    "k": "checked",
    "b": "asked_back",
    "c": "closed",
    "w": "withdrawn",
    "x": "terminated",
    "p": "kept",
    "-": "",
}
OPEN = "rstdqahnkb"

# move, from, to (= keeps the state), who (first letters of asker, desk, provider, lead, system), clock
SECOND_TABLE = f"""
receive              -          r  ad    start
add_photo            rtdqah     =  adp   keep
put_right            rt         =  a     keep
add_word             {OPEN}     =  a     keep
split                rt         =  d     keep
file_thanks          r          c  d     end
answer_on_the_spot   r          s  d     close_due
refuse               r          f  d     end
look_again           f          r  a     start
triage               r          t  sd    told
retriage             t          t  d     told
dispatch             t          d  d     accept
take_back            d          t  d     provider_none
ask_return           d          q  p     provider_none
rule_returned        q          t  l     keep
rule_not_returnable  q          d  l     accept
accept               d          a  p     contact
contact              dah        =  pd    answer
begin                a          h  p     keep
ask_more             ah         =  pd    keep
more_given           ah         =  a     keep
more_try             ah         =  pd    keep
keep_for_later       ah         p  d     end
take_up              p          h  ad    again
ask_ruling           {OPEN}     =  pd    keep
deny                 {OPEN}     =  l     keep
extend               ah         =  l     extend
go_elsewhere         ah         =  p     keep
come_back            ah         =  p     keep
call_in              tdah       =  dlp   keep
put_on_agenda        tqah       =  dl    keep
hand_over            dah        =  pdl   keep
promise              ah         n  l     check_due
answer               h          n  p     check_due
send_back            n          h  dl    answer_again
check                n          k  dl    visit_due
visit_try            k          =  d     keep
ask_back             k          b  d     close_due
redo                 b          h  d     redo
close                bsn        c  ds    end
rate                 kbc        =  a     rated
recall               c          k  s     bad_rating_due
appeal_rating        kbc        =  p     keep
rule_appeal          kbc        =  l     keep
end_promise          tdqahnkbcwxp = pd   keep
reopen               c          t  a     again
tell                 {OPEN}cp   =  dps   keep
supervise            rtdqah     =  l     keep
merge                rt         =  d     keep
unmerge              rt         =  ds    keep
end_merged           rt         c  s     end
withdraw             {OPEN}     w  ad    end
terminate            {OPEN}     x  l     end
"""
ROWS = {row.split()[0]: row.split()[1:] for row in SECOND_TABLE.strip().splitlines()}
WITH_SERVICE = set(ROWS)


def test_both_tables_have_the_same_moves_and_every_state_has_its_letter() -> None:
    assert list(ROWS) == list(MOVES)
    assert set(LETTERS.values()) == {"", *STATES}
    assert {LETTERS[letter] for letter in OPEN} == set(OPEN_STATES)


@pytest.mark.parametrize("code", MOVES)
def test_each_row_says_from_where_to_where_by_whom_and_with_which_clock(code: str) -> None:
    move = MOVES[code]
    from_states, to_state, who, clock = ROWS[code]
    assert sorted(move.from_states) == sorted(LETTERS[letter] for letter in from_states)
    assert move.to_state == (KEEPS if to_state == "=" else LETTERS[to_state])
    assert sorted(part[0] for part in move.who) == sorted(who)
    assert move.clock == clock


@pytest.mark.parametrize("code", MOVES)
def test_each_move_is_allowed_from_its_states_to_its_parts_and_refused_otherwise(code: str) -> None:
    from_states, _to, who, _clock = ROWS[code]
    allowed = {(LETTERS[letter], part) for letter in from_states for part in PARTS if part[0] in who}
    for state, by in product(("", *STATES), PARTS):
        faults = faults_in_move(code, state, by)
        assert [fault.code for fault in faults] == ["move_not_possible"] * ((state, by) not in allowed)


def test_the_database_is_told_each_transition_once() -> None:
    expected = {
        (code, LETTERS[letter], LETTERS[letter if row[1] == "=" else row[1]])
        for code, row in ROWS.items()
        for letter in row[0]
    }
    assert len(transitions()) == len(set(transitions())) == len(expected)
    assert set(transitions()) == expected


def test_a_move_has_a_service_when_it_names_the_right_that_it_takes() -> None:
    assert {code for code, move in MOVES.items() if move.has_service} == WITH_SERVICE
    assert {move.action for move in MOVES.values()} <= ACTIONS | {ASKER, ""}


@pytest.mark.parametrize("state", STATES)
def test_a_state_offers_only_moves_that_this_version_can_take(state: str) -> None:
    assert {move.code for move in moves_from(state)} == {
        code for code in WITH_SERVICE if state in {LETTERS[letter] for letter in ROWS[code][0]}
    }


@pytest.mark.parametrize("state", ENDED_STATES)
def test_what_has_ended_only_comes_back_by_looking_again_taking_up_reopening_or_a_bad_rating(
    state: str,
) -> None:
    back = {
        code
        for code, move in MOVES.items()
        if state in move.from_states and move.target(state) in OPEN_STATES
    }
    assert back == {"refused": {"look_again"}, "kept": {"take_up"}, "closed": {"reopen", "recall"}}.get(
        state, set()
    )


def test_codes_are_lower_case_words_that_fit_their_column() -> None:
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) and len(code) <= 24 for code in MOVES)
