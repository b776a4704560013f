"""Whatever is tried in whatever order by whomever, no state, clock or holder is ever broken."""

from datetime import timedelta
from random import Random, sample

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from huiying.pure.lib import clock
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.rules.states import STATES
from tests.cast import Cast
from tests.sizes import IS_PROVING, n
from tests.work.cases.sequences import PARTS, SERVICES, Sequence, Tally

numbers = st.builds(
    lambda seed, count: [Random(seed + i).getrandbits(40) for i in range(count)],
    st.integers(0, 2**32),
    st.integers(30, 70),
)


@pytest.mark.prove
def test_generated_sequences_break_nothing_and_replay_to_their_rows(cast: Cast) -> None:
    tally = Tally()

    @settings(
        max_examples=n(12, 2000),
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(numbers)
    def sequences(chosen: list[int]) -> None:
        with transaction.atomic():
            Sequence(cast, tally).run(chosen)
            connection.check_constraints()
            transaction.set_rollback(True)

    sequences()
    print(f"\n{connection.vendor}: {tally}")
    assert tally.steps > tally.refused > 0
    if IS_PROVING:
        assert tally.sequences >= 2000
        assert tally.steps >= 50_000
        assert set(tally.moves) == set(MOVES)


@pytest.mark.prove
@pytest.mark.parametrize("state", STATES)
def test_from_every_state_every_move_by_every_part_is_taken_or_refused_as_the_table_says(
    cast: Cast, state: str
) -> None:
    tally = Tally()
    run = Sequence(cast, tally)
    run.reach(state)
    ways = [(code, by) for code in MOVES for by in PARTS]
    for code, by in ways if IS_PROVING else sample(ways, 25):
        told, case = run.told, run.case
        with transaction.atomic(), clock.held_at(run.moment + timedelta(minutes=5)):
            run.step(code, by)
            transaction.set_rollback(True)
        run.told, run.case = told, case
        tally.tried.add((state, code, by))
    for code in SERVICES:
        with transaction.atomic(), clock.held_at(run.moment + timedelta(minutes=5)):
            run.serve(code, 1)
            transaction.set_rollback(True)
        run.told, run.case = told, case
    assert len(tally.tried) == (len(ways) if IS_PROVING else 25)
