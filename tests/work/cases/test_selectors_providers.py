"""Providers and needs as the match sees them."""

from datetime import timedelta
from typing import Any

import pytest

from huiying.pure.lib.clock import local
from huiying.pure.matching.rank import Provider
from huiying.registers.limits.selectors import timetable
from huiying.registers.parties.models import TeamMember
from huiying.work.cases.models import Case
from huiying.work.cases.selectors.providers import Field, need_of, open_match, providers_for, ranking_for
from huiying.work.cases.services.closing import ask_back, rate
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.steps import NewStep, take_steps
from tests.cast import MORNING
from tests.work.cases.story import Story, refused


def seen(story: Story, case: Case, moment: Any = None) -> dict[str, Provider]:
    field = Field.at(story.cast.office, moment or story.walk.moment)
    return {provider.name: provider for provider in providers_for(field, case)}


def need(story: Story, case: Case, moment: Any = None) -> Any:
    return need_of(case, timetable(story.cast.office).calendar, moment or story.walk.moment)


def test_only_this_offices_providers_are_seen(story: Story) -> None:
    assert set(seen(story, story.triaged())) == {"社工乙", "社工丙"}


def test_a_provider_is_seen_with_skills_area_categories_and_ceiling(story: Story) -> None:
    worker = seen(story, story.triaged())["社工乙"]
    assert worker.skills == ("助餐", "照明")
    assert worker.area_paths == (story.cast.office.place.path,)
    assert "estate.facilities" in worker.categories
    assert (worker.ceiling, worker.load, worker.kind) == (50, 0, "worker.grid")


def test_the_load_is_what_a_provider_has_now_and_goes_with_the_answer(story: Story) -> None:
    case = story.triaged(story.received("二"))
    story.dispatched()
    assert [seen(story, case)[name].load for name in ("社工乙", "社工丙")] == [1, 0]
    story.answered(case=story.triaged(story.received("三")))
    assert seen(story, case)["社工乙"].load == 1


def test_past_ratings_in_the_same_category_are_seen_and_no_others(story: Story) -> None:
    for text, grade in (("一", 5), ("二", 1)):
        rated = story.checked(case=story.triaged(story.received(text)))
        story.walk(rate, viewer=story.clerk, case=rated, grade=grade)
    same = story.triaged(story.received("三"))
    assert seen(story, same)["社工乙"].ratings == (2, 1)
    other = story.triaged(story.received("四"), category=story.cast.categories["elder.meals"], kind="help")
    assert seen(story, other)["社工乙"].ratings == (0, 0)


def test_a_rating_that_a_lead_struck_counts_nowhere(story: Story) -> None:
    rated = story.checked(case=story.triaged(story.received("一")))
    story.walk(rate, viewer=story.clerk, case=rated, grade=1)
    Case.objects.filter(pk=rated.pk).update(is_rating_struck=True)
    assert seen(story, story.triaged(story.received("二")))["社工乙"].ratings == (0, 0)


def test_who_served_this_asker_before_is_seen(story: Story) -> None:
    before = story.checked()
    case = story.triaged(story.received("二"))
    Case.objects.filter(pk__in=[before.pk, case.pk]).update(asker=story.cast.resident_party)
    story.walk(ask_back, viewer=story.clerk, case=before, result="yes")
    case.refresh_from_db()
    key = story.cast.resident_party.pk
    assert [seen(story, case)[name].served for name in ("社工乙", "社工丙")] == [{key}, set()]
    assert seen(story, story.triaged(story.received("三")))["社工乙"].served == set()


def test_who_gave_a_case_back_lately_is_seen_for_a_month(story: Story) -> None:
    case = story.dispatched()
    story.walk(
        take_steps, viewer=story.worker, steps=[NewStep(case, "ask_return", "provider", word="不是我们的")]
    )
    other = story.triaged(story.received("二"))
    assert seen(story, other)["社工乙"].declined_recently == 1
    assert seen(story, other, story.walk.moment + timedelta(days=31))["社工乙"].declined_recently == 0


def test_both_on_duty_are_seen_as_such(story: Story) -> None:
    assert all(provider.on_duty for provider in seen(story, story.triaged()).values())


@pytest.mark.parametrize(("lane", "hour"), [("at_once", 22), ("with_care", 8)])
def test_at_once_is_needed_now_and_with_care_when_the_office_next_works(
    story: Story, lane: str, hour: int
) -> None:
    friday_night = MORNING.replace(hour=22)
    found = need(story, story.triaged(lane=lane), friday_night)
    assert (found.at.hour, found.on) == (
        hour,
        local(friday_night).date() + timedelta(days=0 if lane == "at_once" else 3),
    )


def test_a_need_says_where_what_and_for_whom(story: Story) -> None:
    case = story.triaged()
    Case.objects.filter(pk=case.pk).update(asker=story.cast.resident_party, is_secret=True)
    case.refresh_from_db()
    found = need(story, case)
    assert (found.category, found.place_path) == ("estate.facilities", story.cast.compound.path)
    assert (found.asker_key, found.secret) == (story.cast.resident_party.pk, True)


@pytest.mark.parametrize(
    ("kind", "is_named"), [("report", True), ("complaint", True), ("help", False), ("suggestion", False)]
)
def test_a_report_and_a_complaint_name_bodies_and_a_wish_does_not(
    story: Story, kind: str, is_named: bool
) -> None:
    case = story.triaged(story.received("南峰街道服务台不接电话"), kind=kind)
    named = need(story, case).named_keys
    assert (story.cast.desk.pk in named) is is_named
    assert bool(named) is is_named


def test_a_report_keeps_out_the_worker_whom_it_names_and_the_team_of_a_member(story: Story) -> None:
    worker, clerk = story.cast.worker_party, story.cast.desk
    case = story.triaged(story.received(f"举报{worker.name}收钱不办事"), kind="report")
    assert worker.pk in need(story, case).named_keys
    assert refused(story.walk, dispatch_case, viewer=story.clerk, case=case, provider=worker) == [
        "provider_named"
    ]
    case = story.triaged(story.received(f"举报{clerk.name}收钱不办事"), kind="report")
    members = TeamMember.objects.filter(team=clerk.pk).values_list("party", flat=True)
    assert members and set(members) <= need(story, case).named_keys


def test_the_ranking_is_of_this_offices_weights(story: Story) -> None:
    case = story.triaged(story.received("照明坏了"))
    calendar = timetable(story.cast.office).calendar

    def points(code: str) -> float:
        field = Field.at(story.cast.office, story.walk.moment)
        _need, ranking, _all = ranking_for(field, case, calendar, story.walk.moment)
        return max(
            reason.points for ranked in ranking.ranked for reason in ranked.reasons if reason.code == code
        )

    assert points("skills") == 25
    story.cast.office.match_weights = {"skills": 40}
    assert points("skills") == 40


def test_the_open_match_is_the_one_that_waits_for_a_decision(story: Story) -> None:
    case = story.triaged()
    assert open_match(case) == case.proposals.get(kind="match")
    assert open_match(story.dispatched(case)) is None
