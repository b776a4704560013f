"""Steps: the only way in which a case moves on, one at a time, with its trail, all or none."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case, Step
from huiying.work.cases.services import steps
from huiying.work.cases.services.steps import NewStep, take_steps
from tests.cast import MORNING
from tests.work.cases.story import Story, moves, refused


def last_step(case: Case) -> Step:
    return case.steps.order_by("-serial")[0]


def test_a_step_keeps_who_did_it_in_which_part_when_and_what_was_said(story: Story) -> None:
    case = story.accepted()
    [case] = story.walk(
        take_steps, viewer=story.worker, steps=[NewStep(case, "contact", "provider", word="下午到")]
    )
    step = last_step(case)
    assert (step.by, step.by_user, step.by_name) == ("provider", story.cast.worker.pk, story.cast.worker.name)
    assert (step.word, step.at, step.written_at) == ("下午到", story.walk.moment, story.walk.moment)


def test_a_word_that_a_move_needs_is_more_than_blanks(story: Story) -> None:
    assert steps.said(" 下午到 ") == "下午到"
    assert refused(story.walk, lambda: steps.said(" \n", "minutes")) == ["word_missing"]


def test_the_row_repeats_what_the_last_step_says(story: Story) -> None:
    for case in (story.received(), story.dispatched(), story.handling(), story.checked()):
        case.refresh_from_db()
        step = last_step(case)
        assert (case.state, case.step_count) == (step.to_state, step.serial)
        for name in (
            "holder_id",
            "provider_id",
            "due_at",
            "answer_due_at",
            "provider_due_at",
            "provider_due_kind",
        ):
            assert getattr(case, name) == getattr(step, name)


def test_each_step_leaves_one_entry_in_the_trail_with_who_and_where_to(story: Story) -> None:
    case = story.triaged()
    before = Entry.objects.count()
    story.dispatched(case)
    [entry] = Entry.objects.order_by("id")[before:]
    assert (entry.code, entry.actor_id, entry.subject_id) == ("case.dispatch", story.cast.clerk.pk, case.pk)
    assert entry.data == {"serial": 3, "to": "dispatched", "provider": story.cast.worker_party.pk}


def test_what_people_wrote_stays_in_the_step_and_out_of_the_trail(story: Story) -> None:
    case = story.answered()
    assert last_step(case).word == "灯换好了"
    assert not any("灯" in str(entry.data) for entry in Entry.objects.filter(subject_id=case.pk))


def test_the_first_time_of_a_milestone_is_kept_when_it_comes_again(story: Story) -> None:
    case = story.accepted()
    for _ in range(2):
        [case] = story.walk(
            take_steps, viewer=story.worker, steps=[NewStep(case, "contact", "provider", word="打了")]
        )
    first = case.steps.filter(move="contact").order_by("serial")[0]
    assert case.contacted_at == first.at < last_step(case).at


def test_one_bad_step_and_none_is_taken(story: Story) -> None:
    good, bad = story.triaged(), story.received("路灯坏了")
    codes = refused(
        story.walk,
        take_steps,
        viewer=story.clerk,
        steps=[
            NewStep(good, "dispatch", "desk", provider=story.cast.worker_party),
            NewStep(bad, "dispatch", "desk", provider=story.cast.worker_party),
        ],
    )
    assert codes == ["move_not_possible"]
    good.refresh_from_db()
    assert (good.state, moves(good)) == ("triaged", ["receive", "triage"])


def test_several_steps_of_one_case_follow_each_other(story: Story) -> None:
    case = story.dispatched()
    [case, _same] = story.walk(
        take_steps,
        viewer=story.worker,
        steps=[NewStep(case, "accept", "provider"), NewStep(case, "begin", "provider")],
    )
    assert moves(case)[-2:] == ["accept", "begin"]


def test_a_move_is_refused_to_whoever_has_no_part_in_it(story: Story) -> None:
    case = story.triaged()
    step = NewStep(case, "dispatch", "provider", provider=story.cast.worker_party)
    assert refused(story.walk, take_steps, viewer=story.worker, steps=[step]) == ["move_not_possible"]


def test_a_stale_case_is_moved_from_where_it_really_stands(story: Story) -> None:
    stale = story.triaged()
    story.dispatched(Case.objects.get(pk=stale.pk))
    step = NewStep(stale, "dispatch", "desk", provider=story.cast.other_party)
    assert refused(story.walk, take_steps, viewer=story.clerk, steps=[step]) == ["move_not_possible"]


def test_what_has_not_happened_yet_is_not_written_down(story: Story) -> None:
    case = story.dispatched()
    step = NewStep(case, "accept", "provider", at=story.walk.moment + timedelta(hours=2))
    assert refused(story.walk, take_steps, viewer=story.worker, steps=[step]) == ["step_in_the_future"]


def test_what_happened_earlier_is_written_down_with_both_times(story: Story) -> None:
    case = story.dispatched()
    happened = story.walk.moment + timedelta(minutes=1)
    [case] = story.walk(
        take_steps, viewer=story.worker, steps=[NewStep(case, "accept", "provider", at=happened)], minutes=600
    )
    step = last_step(case)
    assert (step.at, step.written_at - step.at) == (happened, timedelta(minutes=599))
    assert case.accepted_at == happened


def test_when_the_trail_can_not_be_written_nothing_is(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    case = story.dispatched()

    def broken(_entries: object) -> None:
        raise IntegrityError("disk full")

    monkeypatch.setattr(steps, "record", broken)
    with pytest.raises(IntegrityError, match="disk full"):
        story.walk(take_steps, viewer=story.worker, steps=[NewStep(case, "accept", "provider")])
    case.refresh_from_db()
    assert (case.state, moves(case)[-1]) == ("dispatched", "dispatch")


@pytest.mark.parametrize("code", ["add_word", "supervise", "merge", "split", "tell"])
def test_a_move_without_a_screen_is_taken_by_the_same_rules(story: Story, code: str) -> None:
    by = {"add_word": "asker", "supervise": "lead"}.get(code, "desk")
    case = story.received()
    due = case.due_at
    [case] = story.walk(take_steps, viewer=Viewer.asker(), steps=[NewStep(case, code, by)])
    assert (case.state, case.due_at, case.step_count) == ("received", due, 2)


def test_handing_over_changes_the_holder_and_no_clock(story: Story) -> None:
    case = story.handling()
    before = (case.due_at, case.provider_due_at)
    [case] = story.walk(
        take_steps,
        viewer=story.worker,
        steps=[NewStep(case, "hand_over", "provider", provider=story.cast.other_party)],
    )
    assert case.holder_id == case.provider_id == story.cast.other_party.pk
    assert (case.due_at, case.provider_due_at) == before


def test_an_extension_tells_a_later_day_and_reminds_anew(story: Story) -> None:
    case = story.handling()
    Case.objects.filter(pk=case.pk).update(warned_at=MORNING)
    until = case.due_at + timedelta(days=5)
    [case] = story.walk(
        take_steps, viewer=story.viewer(story.cast.lead), steps=[NewStep(case, "extend", "lead", until=until)]
    )
    case.refresh_from_db()
    assert (case.due_at, case.answer_due_at, last_step(case).until_at) == (until, until, until)


def test_a_new_clock_reminds_anew_and_an_old_one_does_not(story: Story) -> None:
    case = story.dispatched()
    Case.objects.filter(pk=case.pk).update(warned_at=MORNING, overdue_told_at=MORNING)
    [case] = story.walk(take_steps, viewer=story.clerk, steps=[NewStep(case, "tell", "desk")])
    case.refresh_from_db()
    assert (case.warned_at, case.overdue_told_at) == (MORNING, MORNING)
    [case] = story.walk(
        take_steps, viewer=story.worker, steps=[NewStep(case, "accept", "provider")], minutes=700
    )
    case.refresh_from_db()
    assert (case.warned_at, case.overdue_told_at) == (None, None)


def test_a_case_that_ends_keeps_when_and_lets_everybody_go(story: Story) -> None:
    case = story.handling()
    with clock.held_at(story.walk.moment):
        [case] = take_steps(
            viewer=story.viewer(story.cast.lead), steps=[NewStep(case, "terminate", "lead", word="查无此灯")]
        )
    case.refresh_from_db()
    assert (case.state, case.ended_at, case.holder, case.due_at, case.provider_due_at) == (
        "terminated",
        story.walk.moment,
        None,
        None,
        None,
    )


def test_refusals_name_the_move_and_the_state(story: Story) -> None:
    with pytest.raises(Refused) as caught:
        story.walk(take_steps, viewer=story.clerk, steps=[NewStep(story.received(), "check", "desk")])
    assert caught.value.faults[0].data == {"move": "check", "state": "received", "by": "desk"}
