"""What a visit must have; the other rules are shown by their examples."""

from datetime import timedelta

from huiying.work.cases.rules.visits import Going, faults_in_visit
from tests.cast import MORNING


def test_a_visit_of_a_year_ago_is_written_down_and_one_of_more_is_not() -> None:
    for days, said in ((366, []), (367, ["visit_day_far"])):
        going = Going("heat", True, 1, False, happened_at=MORNING - timedelta(days=days), seen="好")
        assert [fault.code for fault in faults_in_visit(going, MORNING)] == said


def test_everything_that_is_wrong_is_said_at_once() -> None:
    faults = faults_in_visit(Going("x", False, 0, True), MORNING)
    assert [fault.code for fault in faults] == [
        "visit_kind_missing",
        "visit_aim_missing",
        "visitors_missing",
        "day_is_past",
    ]


def test_today_can_still_be_planned() -> None:
    going = Going("heat", True, 1, False, planned_for=MORNING - timedelta(hours=1))
    assert faults_in_visit(going, MORNING) == []
