"""A changed rule is played on the last month's cases before it is saved, and nothing of them changes."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiying.pure.lib import clock
from huiying.registers.limits.rules import LimitRule
from huiying.work.cases.models import Case, Step
from huiying.work.cases.selectors.rehearsal import (
    rehearse_category,
    rehearse_days,
    rehearse_limit,
    rehearse_threshold,
    rehearse_weights,
    rehearse_words,
)
from huiying.work.cases.services.understanding import Understanding, understand
from tests.cast import MORNING, Cast
from tests.fronts.web.stages import brought_to

LATER = MORNING + timedelta(days=3)


@pytest.fixture
def case(cast: Cast) -> Any:
    return brought_to(cast, "handling")


def _limit(cast: Cast, matter: str, amount: int, unit: str = "working_days") -> LimitRule:
    return LimitRule(matter, cast.office.place.path, date(2024, 2, 1), None, amount, unit, "d")


def test_a_shorter_limit_names_the_case_that_would_have_been_due_earlier(cast: Cast, case: Case) -> None:
    before = list(Step.objects.values())
    with clock.held_at(LATER):
        found = rehearse_limit(cast.office, _limit(cast, "case.answer.complaint", 1))
    assert (found.count, found.changed_count) == (1, 1)
    [other] = found.shown
    assert (other.number, other.difference and other.difference.clock) == (case.number, "answer")
    assert other.difference and other.difference.before == case.answer_due_at
    assert other.difference.after == clock.local_time(date(2023, 12, 18), 17)
    assert (found.late_before, found.late_after) == (0, 0)
    assert list(Step.objects.values()) == before


def test_a_limit_for_another_matter_or_the_same_again_changes_nothing(cast: Cast, case: Case) -> None:
    with clock.held_at(LATER):
        for limit in (_limit(cast, "case.answer.help", 1), _limit(cast, "case.answer.complaint", 7)):
            assert rehearse_limit(cast.office, limit).changed_count == 0


def test_a_limit_of_a_provider_s_clock_names_that_clock(cast: Cast, case: Case) -> None:
    with clock.held_at(LATER):
        found = rehearse_limit(cast.office, _limit(cast, "case.accept.with_care", 2, "hours"))
    assert [other.difference.clock for other in found.shown if other.difference] == ["accept"]


def test_cases_older_than_a_month_are_not_played(cast: Cast, case: Case) -> None:
    with clock.held_at(MORNING + timedelta(days=31)):
        assert rehearse_limit(cast.office, _limit(cast, "case.answer.complaint", 1)).count == 0


def test_days_of_the_office_s_own_move_what_is_due(cast: Cast, case: Case) -> None:
    with clock.held_at(LATER):
        found = rehearse_days(cast.office, {date(2023, 12, 19): False})
        assert [other.number for other in found.shown] == [case.number]
        assert rehearse_days(cast.office, {date(2024, 1, 20): True}).changed_count == 0


def test_another_lane_of_a_category_moves_its_requests_and_no_others(cast: Cast, case: Case) -> None:
    assert case.category is not None
    with clock.held_at(LATER):
        found = rehearse_category(case.category, lane="at_once", matter=case.category.matter)
        other = rehearse_category(cast.categories["elder.meals"], lane="at_once", matter="case.answer.help")
    assert [one.number for one in found.shown] == [case.number]
    assert (found.late_before, found.late_after) == (0, 1)
    assert other.count == 0


def test_other_words_of_a_category_show_which_requests_would_be_read_otherwise(cast: Cast) -> None:
    cast.receive("楼道灯坏了")
    cast.receive("中午想订一份软一点的饭菜")
    category = cast.categories["elder.meals"]
    with clock.held_at(LATER):
        assert rehearse_words(category, category.words).changed_count == 0
        [other] = rehearse_words(category, [*category.words, "楼道灯坏了"]).shown
    assert (other.before, other.after) == ("小区公共设施", "助餐送餐")


def test_other_weights_show_who_would_have_been_proposed(cast: Cast) -> None:
    brought_to(cast, "handling", text="柳岸小区照明坏了")
    with clock.held_at(LATER):
        assert rehearse_weights(cast.office, {}).changed_count == 0
        found = rehearse_weights(cast.office, {"skills": 0, "capacity": 90, "fairness": 90, "served": 0})
    assert [(other.before, other.after) for other in found.shown] == [("社工乙", "社工丙")]


def test_a_threshold_says_how_many_readings_it_would_have_applied(cast: Cast) -> None:
    with clock.held_at(MORNING):
        knows = Understanding(cast.office)
        understand(cases=[cast.receive("楼道灯坏了"), cast.receive("唔")], knows=knows)
    with clock.held_at(LATER):
        low, high = rehearse_threshold(cast.office, 0), rehearse_threshold(cast.office, 1)
    assert (low.count, low.applied, low.wrong) == (1, 1, 0)
    assert high.applied == 0
