"""Slots begin with the clock of the offices, and waits double up to an hour."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from huiying.base.jobs.rules import back_off, slot_at
from huiying.pure.lib import clock


@given(
    seconds=st.integers(0, 90 * 365 * 86_400),
    every=st.sampled_from([1, 10, 60, 3600, 86_400]),
)
def test_a_moment_lies_in_its_slot_and_the_slot_begins_with_the_local_clock(seconds, every):
    now = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    at = slot_at(now, every)
    assert at <= now < at + timedelta(seconds=every)
    assert slot_at(at, every) == at
    local = clock.local(at)
    assert (local.second + 60 * local.minute + 3600 * local.hour) % every == 0


def test_a_wait_doubles_and_ends_at_an_hour():
    assert [back_off(attempt, 60).seconds // 60 for attempt in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]
