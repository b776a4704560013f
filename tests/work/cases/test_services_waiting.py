"""Waiting for the asker, and for bodies outside the office."""

from datetime import date
from io import BytesIO

from PIL import Image

from huiying.pure.lib.clock import local_time
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case
from huiying.work.cases.services.handling import answer_case
from huiying.work.cases.services.intake import add_photos
from huiying.work.cases.services.waiting import (
    add_word,
    ask_more,
    come_back,
    go_elsewhere,
    keep_for_later,
    note_try,
    take_up,
    tell_asker,
)
from tests.work.cases.story import Story, moves, refused

DAY = 24 * 60


def incomplete(story: Story) -> Case:
    return story.walk(ask_more, viewer=story.worker, case=story.handling(), word="门口的照片一张")


def kept(story: Story) -> Case:
    case = incomplete(story)
    case = story.walk(note_try, viewer=story.worker, case=case, minutes=3 * DAY)
    case = story.walk(note_try, viewer=story.worker, case=case, minutes=2 * DAY)
    return story.walk(keep_for_later, viewer=story.clerk, case=case, word="给您留着", minutes=4 * DAY)


def word(story: Story, case: Case) -> Case:
    return story.walk(add_word, viewer=Viewer.asker(), case=case, word="照片在这里")


def test_what_is_missing_is_asked_for_once_and_no_clock_stops(story: Story) -> None:
    case = incomplete(story)
    assert case.incomplete_at is not None
    assert case.due_at == case.answer_due_at
    case = word(story, case)
    assert (moves(case)[-1], case.incomplete_at) == ("more_given", None)
    assert refused(story.walk, ask_more, viewer=story.worker, case=case, word="还有") == ["asked_more_before"]


def test_a_photo_of_the_asker_is_what_was_missing(story: Story) -> None:
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "JPEG")
    picture.seek(0)
    case = incomplete(story)
    [photo] = story.walk(
        add_photos, viewer=Viewer.asker(), case=case, uploads=[("门.jpg", picture)], by="asker"
    )
    case.refresh_from_db()
    assert (moves(case)[-2:], case.incomplete_at) == (["add_photo", "more_given"], None)
    assert case.steps.get(serial=photo.step_serial).move == "add_photo"


def test_without_a_word_it_is_kept_after_two_reminders_and_five_working_days(story: Story) -> None:
    case = incomplete(story)
    early = {"viewer": story.clerk, "case": case, "word": "留着"}
    assert refused(story.walk, keep_for_later, **early) == ["kept_too_early", "tries_missing"]
    case = kept(story)
    assert (case.state, case.holder, case.due_at) == ("kept", None, None)


def test_a_kept_case_goes_on_with_a_new_clock_the_day_its_asker_writes(story: Story) -> None:
    case = word(story, kept(story))
    assert (case.state, case.holder, case.ended_at) == ("handling", story.cast.worker_party, None)
    assert case.answer_due_at == local_time(date(2024, 1, 3), 17)
    assert case.reopened_count == 0


def test_the_desk_takes_a_kept_case_up_when_it_is_brought_to_the_counter(story: Story) -> None:
    case = kept(story)
    assert refused(story.walk, take_up, viewer=story.clerk, case=case, word="") == ["word_missing"]
    assert story.walk(take_up, viewer=story.clerk, case=case, word="拿来了").state == "handling"


def test_nobody_is_reminded_where_nothing_is_missing(story: Story) -> None:
    assert refused(story.walk, note_try, viewer=story.worker, case=story.handling()) == ["nothing_is_missing"]


def test_a_word_that_nobody_asked_for_is_added_too(story: Story) -> None:
    case = word(story, story.dispatched())
    assert (moves(case)[-1], case.state) == ("add_word", "dispatched")
    assert refused(story.walk, add_word, viewer=Viewer.asker(), case=case, word=" ") == ["word_missing"]


def test_a_case_that_lies_elsewhere_names_the_body_who_asks_after_it_and_when(story: Story) -> None:
    case = story.handling()
    given = {
        "viewer": story.worker,
        "case": case,
        "body": "供电所",
        "agent": "社工乙",
        "ask_on": date(2023, 12, 20),
    }
    assert refused(story.walk, go_elsewhere, **{**given, "body": " "}) == ["body_missing"]
    assert refused(story.walk, go_elsewhere, **{**given, "agent": ""}) == ["agent_missing"]
    assert refused(story.walk, go_elsewhere, **{**given, "ask_on": date(2023, 12, 14)}) == ["day_is_past"]
    case = story.walk(go_elsewhere, **given)
    since = case.elsewhere_at
    assert (case.elsewhere_body, case.elsewhere_agent, case.due_at) == (
        "供电所",
        "社工乙",
        case.answer_due_at,
    )
    case = story.walk(go_elsewhere, **{**given, "ask_on": date(2023, 12, 22)})
    assert (case.elsewhere_at, case.elsewhere_ask_on) == (since, date(2023, 12, 22))
    case = story.walk(come_back, viewer=story.worker, case=case, word="明天送电")
    assert (case.elsewhere_at, case.elsewhere_body, case.elsewhere_ask_on) == (None, "", None)
    assert refused(story.walk, come_back, viewer=story.worker, case=case, word="回话") == ["not_elsewhere"]


def test_every_mark_ends_with_the_answer(story: Story) -> None:
    given = {"body": "供电所", "agent": "社工乙", "ask_on": date(2023, 12, 20)}
    case = story.walk(go_elsewhere, viewer=story.worker, case=incomplete(story), **given)
    case = story.walk(answer_case, viewer=story.worker, case=case, outcome="solved", word="通电了")
    assert (case.incomplete_at, case.elsewhere_at, case.elsewhere_agent) == (None, None, "")


def test_the_asker_is_told_something_at_any_time(story: Story) -> None:
    case = story.walk(tell_asker, viewer=story.clerk, case=story.handling(), word=" 明天八点去 ", by="desk")
    assert case.steps.get(move="tell").word == "明天八点去"
