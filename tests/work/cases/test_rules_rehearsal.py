"""What another rule would have made of a case: the clock that differs, and whether one was missed."""

from datetime import timedelta

from huiying.work.cases.rules.clocks import Happening, Standing
from huiying.work.cases.rules.rehearsal import as_if, first_difference, is_late
from tests.cast import MORNING

HOUR = timedelta(hours=1)


def _stands(answer: int, provider: int | None = None, kind: str = "") -> Standing:
    due = None if provider is None else MORNING + provider * HOUR
    told = MORNING + answer * HOUR
    return Standing("dispatched", "desk", told, told, due, kind)


def test_what_was_told_to_the_asker_is_said_before_a_provider_s_clock() -> None:
    before = [_stands(5), _stands(5, 1, "accept")]
    assert first_difference(before, before) is None
    found = first_difference(before, [_stands(5), _stands(5, 2, "accept")])
    assert found and (found.clock, found.after) == ("accept", MORNING + 2 * HOUR)
    found = first_difference(before, [_stands(6), _stands(6, 2, "accept")])
    assert found and (found.clock, found.before) == ("answer", MORNING + 5 * HOUR)


def test_a_case_is_late_when_a_clock_ran_out_before_the_next_step_or_before_now() -> None:
    steps = [Happening("receive", MORNING), Happening("triage", MORNING + 2 * HOUR)]
    assert not is_late(steps, [_stands(3), _stands(9)], MORNING + 8 * HOUR)
    assert is_late(steps, [_stands(1), _stands(9)], MORNING + 8 * HOUR)
    assert is_late(steps, [_stands(3), _stands(9)], MORNING + 10 * HOUR)
    assert is_late(steps, [_stands(9), _stands(9, 1, "accept")], MORNING + 4 * HOUR)


def test_a_lane_that_a_clerk_chose_stays_and_the_category_s_own_is_changed() -> None:
    triaged = Happening("triage", MORNING, "with_care", "case.answer.help")
    chosen = Happening("triage", MORNING, "at_once", "case.answer.at_once")
    given = {
        "lanes": ("with_care", "at_once"),
        "matters": ("case.answer.help", "case.answer.help"),
        "kind": "help",
    }
    [quick] = as_if([triaged], **given)
    assert (quick.lane, quick.matter) == ("at_once", "case.answer.at_once")
    given["lanes"] = ("with_care", "with_care")
    given["matters"] = ("case.answer.help", "case.answer.help.elderly")
    assert as_if([chosen], **given) == [chosen]
    assert as_if([triaged], **given)[0].matter == "case.answer.help.elderly"
    received = Happening("receive", MORNING)
    assert as_if([received], **given) == [received]
