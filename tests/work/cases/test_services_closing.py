"""After the answer: checked, rated, asked back, done again or closed."""

from datetime import timedelta

import pytest

from huiying.pure.lib.clock import local_time
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case
from huiying.work.cases.rules.states import is_solved
from huiying.work.cases.services.closing import ask_back, check_answer, rate, send_back, visit_tries
from huiying.work.cases.services.handling import answer_case
from huiying.work.cases.services.intake import answer_on_the_spot, file_thanks
from tests.cast import MORNING
from tests.work.cases.story import Story, moves, refused

FIFTH = local_time(MORNING.date().replace(day=22), 17)
"""Five working days after that Friday."""


def rated(story: Story, case: Case, grade: int, word: str = "") -> Case:
    return story.walk(rate, viewer=Viewer.asker(), case=case, grade=grade, word=word)


def asked_back(story: Story, case: Case, result: str, word: str = "") -> Case:
    return story.walk(ask_back, viewer=story.clerk, case=case, result=result, word=word)


def on_the_spot(story: Story) -> Case:
    return story.walk(
        answer_on_the_spot,
        viewer=story.clerk,
        case=story.received("几点关门"),
        category=story.cast.categories["child.afterclass"],
        kind="consultation",
        word="六点",
    )


def test_a_checked_answer_may_be_read_and_the_visit_is_due_in_five_working_days(story: Story) -> None:
    case = story.walk(check_answer, viewer=story.clerk, case=story.answered(), word=" 好 ")
    assert (case.state, case.due_at, case.holder) == ("checked", FIFTH, story.cast.desk)
    assert case.steps.get(move="check").word == "好"


def test_an_answer_sent_back_says_why_and_keeps_its_due_time(story: Story) -> None:
    case = story.answered()
    told = case.answer_due_at
    assert refused(story.walk, send_back, viewer=story.clerk, case=case, word="") == ["word_missing"]
    case = story.walk(send_back, viewer=story.clerk, case=case, word="哪天换的")
    assert (case.state, case.due_at, case.holder) == ("handling", told, story.cast.worker_party)


@pytest.mark.parametrize("grade", [0, 6, -1])
def test_a_rating_is_one_of_five_grades(story: Story, grade: int) -> None:
    case = story.checked()
    assert refused(rated, story, case, grade) == ["grade_missing"]
    assert rated(story, case, 5).rating == 5


def test_an_asker_rates_once_even_from_two_windows(story: Story) -> None:
    case = story.checked()
    stale = Case.objects.get(pk=case.pk)
    rated(story, case, 4, "谢谢")
    assert refused(rated, story, stale, 1) == ["rated_before"]
    stale.refresh_from_db()
    assert (stale.rating, moves(stale).count("rate")) == (4, 1)


def test_nobody_rates_before_the_answer_may_be_read(story: Story) -> None:
    for case in (story.received("水"), story.answered()):
        assert refused(rated, story, case, 5) == ["move_not_possible"]


@pytest.mark.parametrize("grade", [1, 2])
def test_a_bad_rating_calls_a_closed_consultation_back_for_a_visit(story: Story, grade: int) -> None:
    case = rated(story, on_the_spot(story), grade, "没说清楚")
    assert (case.state, case.due_at, moves(case)[-2:]) == ("checked", FIFTH, ["rate", "recall"])


def test_a_good_rating_leaves_a_closed_case_closed(story: Story) -> None:
    case = rated(story, on_the_spot(story), 3)
    assert (case.state, case.due_at) == ("closed", None)


def test_a_bad_rating_after_the_visit_is_kept_and_calls_nothing_back(story: Story) -> None:
    case = asked_back(story, story.checked(), "yes")
    case = rated(story, case, 1)
    assert (case.state, case.rating) == ("closed", 1)


def test_a_bad_rating_of_a_case_closed_without_reaching_anybody_calls_it_back(story: Story) -> None:
    case = story.checked()
    for _ in range(3):
        story.walk.moment += timedelta(days=1)
        case = asked_back(story, case, "not_reached")
    assert case.state == "closed"
    case = rated(story, case, 1)
    assert (case.state, case.ended_at, moves(case)[-2:]) == ("checked", None, ["rate", "recall"])


def test_a_bad_rating_of_thanks_is_kept_and_calls_nothing_back(story: Story) -> None:
    case = story.walk(
        file_thanks,
        viewer=story.clerk,
        case=story.received("谢谢"),
        category=story.cast.categories["other"],
        word="好",
    )
    case = rated(story, case, 1)
    assert (case.state, case.rating) == ("closed", 1)


def test_who_says_yes_has_a_solved_case(story: Story) -> None:
    case = asked_back(story, story.checked(), "yes", "亮了")
    assert is_solved(case.state, case.outcome, case.solved_at_visit)
    assert case.asked_back_at == case.ended_at


def test_who_says_no_says_why_and_it_is_done_again_by_the_same_with_a_new_clock(story: Story) -> None:
    case = rated(story, story.checked(), 1)
    assert refused(asked_back, story, case, "no", " ") == ["word_missing"]
    case = asked_back(story, case, "no", "又灭了")
    assert (case.state, case.holder, case.redo_count) == ("handling", story.cast.worker_party, 1)
    assert case.due_at == case.provider_due_at == FIFTH
    assert (case.rating, case.outcome, case.solved_at_visit) == (None, "", "")


def test_what_the_desk_answered_the_desk_does_again(story: Story) -> None:
    case = asked_back(story, rated(story, on_the_spot(story), 1), "no", "不对")
    assert (case.state, case.holder, case.provider) == ("handling", story.cast.desk, story.cast.desk)
    case = story.walk(answer_case, viewer=story.clerk, case=case, outcome="explained", word="周末五点")
    assert (case.state, case.holder) == ("answered", story.cast.desk)


def test_a_consultation_done_again_is_checked_and_not_closed_by_its_answer(story: Story) -> None:
    case = asked_back(story, rated(story, on_the_spot(story), 1), "no", "不对")
    assert (
        story.walk(answer_case, viewer=story.clerk, case=case, outcome="explained", word="五点").state
        == "answered"
    )


def test_three_tries_in_vain_close_it_as_not_reached_outside_the_solved_unless_solved(story: Story) -> None:
    case = story.checked()
    for tries in (1, 2, 3):
        case = asked_back(story, case, "not_reached")
        assert (case.state, len(visit_tries(case))) == ("checked", tries)
    story.walk.moment += timedelta(days=1)
    case = asked_back(story, case, "not_reached")
    assert (case.state, case.solved_at_visit) == ("closed", "not_reached")


def test_tries_before_a_redo_do_not_count_after_it(story: Story) -> None:
    case = asked_back(story, asked_back(story, story.checked(), "not_reached"), "no", "又灭了")
    case = story.walk(answer_case, viewer=story.worker, case=case, outcome="solved", word="换了")
    case = story.walk(check_answer, viewer=story.clerk, case=case)
    assert visit_tries(case) == []
    assert asked_back(story, case, "not_reached").state == "checked"


def test_two_clerks_with_the_same_page_open_do_not_lose_a_try(story: Story) -> None:
    case = story.checked()
    case = asked_back(story, case, "not_reached")
    story.walk.moment += timedelta(days=1)
    stale = [Case.objects.get(pk=case.pk) for _ in range(2)]
    assert [asked_back(story, one, "not_reached").state for one in stale] == ["checked", "closed"]


@pytest.mark.parametrize("result", ["", "perhaps"])
def test_a_visit_says_what_came_of_it(story: Story, result: str) -> None:
    assert refused(asked_back, story, story.checked(), result) == ["visit_result_missing"]


def test_only_a_checked_case_is_asked_back(story: Story) -> None:
    assert refused(asked_back, story, story.answered(), "yes") == ["move_not_possible"]
