"""Who sees which cases, and what a list and a search show."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiying.pure.lib.viewer import Reach, Viewer
from huiying.registers.access.roles import ACTIONS
from huiying.registers.parties.services import NewTeam, register_teams
from huiying.work.cases.models import Case, CaseHelper
from huiying.work.cases.selectors.cases import (
    Filters,
    actions_on,
    case_by_uuid,
    case_for,
    cases,
    photos_of,
    proposals_of,
    readable,
    steps_of,
)
from huiying.work.cases.selectors.counts import move_counts
from huiying.work.cases.services.understanding import Understanding, understand
from tests.cast import FROM, MORNING, SYSTEM
from tests.work.cases.story import Story

CASE_ACTIONS = frozenset(action for action in ACTIONS if action.startswith("case."))


def numbers(viewer: Viewer, **filters: Any) -> set[str]:
    return {case.number for case in cases(viewer, Filters(**filters))}


def read(story: Story, *requests: Case) -> None:
    story.walk(understand, cases=list(requests), knows=Understanding(requests[0].office))


@pytest.mark.parametrize("who", ["clerk", "lead", "auditor"])
def test_who_serves_the_whole_office_sees_all_of_its_cases(story: Story, who: str) -> None:
    one, two = story.received(), story.dispatched(story.triaged(story.received("路灯坏了")))
    assert numbers(story.viewer(getattr(story.cast, who))) == {one.number, two.number}


def test_a_worker_sees_what_they_have_or_hold_and_nothing_else(story: Story) -> None:
    mine = story.dispatched()
    other = story.triaged(story.received("路灯坏了"))
    assert numbers(story.worker) == {mine.number}
    assert case_for(story.worker, "case.read", other.number) is None
    assert numbers(story.viewer(story.cast.other_worker)) == set()


def test_a_worker_who_was_called_in_sees_the_case_until_the_help_ends(story: Story) -> None:
    case = story.dispatched()
    other = story.viewer(story.cast.other_worker)
    helper = CaseHelper.objects.create(case=case, party=story.cast.other_party, from_at=MORNING)
    assert numbers(other) == {case.number}
    CaseHelper.objects.filter(pk=helper.pk).update(until_at=MORNING)
    assert numbers(other) == set()


def test_a_worker_sees_what_a_team_of_theirs_has(story: Story) -> None:
    [team] = register_teams(
        viewer=SYSTEM,
        office=story.cast.office,
        teams=[NewTeam("照明组", "service_group", story.cast.office.place, [(story.cast.other_party, "")])],
        from_on=FROM,
    )
    case = story.dispatched()
    other = story.viewer(story.cast.other_worker)
    CaseHelper.objects.create(case=case, party=team.party, from_at=MORNING)
    assert numbers(other) == {case.number}
    team.members.update(until_on=date(2023, 12, 1))
    assert numbers(other) == set()


@pytest.mark.parametrize("who", ["clerk", "lead", "worker", "auditor", "admin", "resident"])
def test_a_colleague_of_another_office_sees_nothing_of_this_one(story: Story, who: str) -> None:
    assert story.cast.elsewhere is not None
    case = story.dispatched()
    viewer = story.cast.elsewhere.viewer(getattr(story.cast.elsewhere, who))
    assert numbers(viewer) == numbers(viewer, words="楼道") == numbers(viewer, words=case.number) == set()
    assert case_for(viewer, "case.read", case.number) is None
    assert actions_on(viewer, case) == frozenset()


@pytest.mark.parametrize("viewer", [Viewer.stranger(), Viewer.asker(), Viewer(99, "x")])
def test_whoever_has_no_grant_sees_nothing(story: Story, viewer: Viewer) -> None:
    case = story.received()
    assert numbers(viewer) == set()
    assert case_for(viewer, "case.read", case.number) is None


def test_an_admin_of_the_system_and_a_resident_see_no_cases(story: Story) -> None:
    story.received()
    assert numbers(story.viewer(story.cast.admin)) == numbers(story.viewer(story.cast.resident)) == set()


def test_a_grant_over_the_county_reaches_all_its_offices_and_their_words(story: Story) -> None:
    assert story.cast.elsewhere is not None
    mine = story.received()
    theirs = story.walk(story.cast.elsewhere.receive, text="青北小区1幢楼道灯坏了")
    read(story, mine)
    read(story, theirs)
    county = Viewer(9, "县", (Reach("lead", None, story.cast.office.place.parent.path),))
    assert numbers(county) == numbers(county, words="楼道") == {mine.number, theirs.number}


@pytest.mark.parametrize(
    ("who", "action", "may"),
    [
        ("clerk", "case.dispatch", True),
        ("clerk", "case.accept", False),
        ("lead", "case.dispatch", False),
        ("lead", "case.check", True),
        ("worker", "case.accept", True),
        ("worker", "case.dispatch", False),
        ("other_worker", "case.accept", False),
        ("auditor", "case.check", False),
        ("resident", "case.read", False),
    ],
)
def test_each_action_reaches_whom_it_is_given_to(story: Story, who: str, action: str, may: bool) -> None:
    case = story.accepted()
    viewer = story.viewer(getattr(story.cast, who))
    assert (case_for(viewer, action, case.number) is not None) == may
    assert (action in actions_on(viewer, case)) == may


def test_all_actions_on_a_case_are_those_that_each_question_would_allow(story: Story) -> None:
    for case in (story.dispatched(), story.received()):
        for who in ("clerk", "lead", "worker", "other_worker", "auditor", "admin", "resident"):
            viewer = story.viewer(getattr(story.cast, who))
            asked = {action for action in CASE_ACTIONS if case_for(viewer, action, case.number) is not None}
            assert actions_on(viewer, case) & CASE_ACTIONS == asked
            assert Case.objects.filter(readable(viewer), pk=case.pk).exists() == ("case.read" in asked)


def test_a_number_is_found_however_it_was_typed(story: Story) -> None:
    case = story.received()
    typed = f" {case.number[:8].lower()}-{case.number[8:]} "
    assert case_for(story.clerk, "case.read", typed) == case
    assert numbers(story.clerk, words=typed) == {case.number}


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("楼道", True), ("灯坏", True), ("楼道灯", True), ("道楼", False), ("路灯", False)],
)
def test_a_search_finds_words_of_two_signs_and_more_in_their_order(
    story: Story, words: str, is_found: bool
) -> None:
    case = story.received()
    read(story, case)
    assert numbers(story.clerk, words=words) == ({case.number} if is_found else set())


def test_a_search_never_finds_another_offices_words_and_a_worker_only_their_own(story: Story) -> None:
    assert story.cast.elsewhere is not None
    theirs = story.walk(story.cast.elsewhere.receive, text="青北小区楼道灯坏了")
    read(story, theirs)
    mine, other = story.received(), story.received("西门楼道灯坏了")
    read(story, mine, other)
    mine = story.dispatched(Case.objects.get(pk=mine.pk))
    assert numbers(story.clerk, words="楼道") == {mine.number, other.number}
    assert numbers(story.worker, words="楼道") == {mine.number}


@pytest.mark.parametrize("words", ['"', "' OR 1=1 --", "楼道* OR scope", "\0", "NEAR(楼 道)", "-", "😀"])
def test_signs_that_a_search_could_trip_over_find_nothing_and_break_nothing(story: Story, words: str) -> None:
    read(story, story.received())
    assert numbers(story.clerk, words=words) == set()


def test_each_filter_narrows_and_all_narrow_together(story: Story) -> None:
    waiting = story.received("一")
    handled = story.handling(case=story.triaged(story.received("二")))
    done = story.checked(case=story.triaged(story.received("三"), kind="help", lane="at_once"))
    Case.objects.filter(pk=done.pk).update(is_secret=True)
    clerk = story.clerk
    everything = {waiting.number, handled.number, done.number}
    assert numbers(clerk) == numbers(clerk, state="open") == everything
    assert numbers(clerk, state="handling") == {handled.number}
    assert numbers(clerk, lane="at_once") == numbers(clerk, kind="help") == {done.number}
    assert numbers(clerk, category="estate.facilities") == {handled.number, done.number}
    assert numbers(clerk, due_before=MORNING) == set()
    assert numbers(clerk, due_before=MORNING + timedelta(days=60)) == everything
    assert numbers(clerk, category="estate.facilities", lane="at_once", state="handling") == set()
    assert numbers(clerk, is_mine=True) == {waiting.number, done.number}
    assert numbers(story.worker, is_mine=True) == {handled.number, done.number}


def test_what_has_ended_is_not_open(story: Story) -> None:
    case = story.walk(story.cast.receive, text="一")
    Case.objects.filter(pk=case.pk).update(text="一")
    story.answered(case=story.triaged(case, kind="consultation"))
    assert numbers(story.clerk, state="open") == set()
    assert numbers(story.clerk, state="closed") == {case.number}


def test_steps_come_in_order_and_proposals_are_the_newest_of_each_kind(story: Story) -> None:
    case = story.triaged(kind="help")
    again = story.triaged(case, kind="complaint")
    assert [step.serial for step in steps_of(again)] == [1, 2, 3]
    assert set(proposals_of(again)) == {"triage", "match"}
    assert proposals_of(again)["match"] == again.proposals.filter(kind="match").latest("pk")
    assert photos_of(again) == []


def test_a_case_opened_before_is_found_by_its_key_alone(story: Story) -> None:
    case = story.received()
    assert case_by_uuid(str(case.uuid)) == case
    assert case_by_uuid("00000000-0000-0000-0000-000000000000") is None


def test_moves_are_counted_in_one_office_or_in_all(story: Story) -> None:
    assert story.cast.elsewhere is not None
    story.dispatched()
    story.received("二")
    story.walk(story.cast.elsewhere.receive, text="三")
    assert move_counts() == {"receive": 3, "triage": 1, "dispatch": 1}
    assert move_counts(story.cast.elsewhere.office.pk) == {"receive": 1}
    assert move_counts()["merge"] == 0
