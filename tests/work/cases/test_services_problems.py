"""Common problems: named, added to, answered, told once to each asker, settled."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiying.base.trail.models import Entry
from huiying.registers.parties.models import Party
from huiying.registers.parties.services import NewOrganisation, register_organisations
from huiying.work.cases.models import Case, CommonProblem, Measure, ProblemCase
from huiying.work.cases.services.closing import ask_back
from huiying.work.cases.services.intake import withdraw
from huiying.work.cases.services.problems import (
    NewMeasure,
    NewProblem,
    add_to_problem,
    approve_article,
    end_problem,
    name_problems,
    note_measures,
    tell_askers,
)
from tests.cast import MORNING, SYSTEM
from tests.work.cases.going import visited
from tests.work.cases.story import Story, moves, refused

TODAY = MORNING.date()
WORD = "灯统一换成感应的,月底前换完"


def named(story: Story, *cases: Case, **changes: Any) -> CommonProblem:
    given = {"title": " 楼道灯坏 ", "cause": " 线路老化 ", "cases": cases, **changes}
    [problem] = story.walk(
        name_problems, viewer=story.clerk, office=story.cast.office, problems=[NewProblem(**given)]
    )
    return problem


def answered(story: Story, problem: CommonProblem, **changes: Any) -> Measure:
    given = {"kind": "repair", "title": "换线路", "who": story.cast.worker_party, "from_on": TODAY, **changes}
    [measure] = story.walk(note_measures, viewer=story.clerk, problem=problem, measures=[NewMeasure(**given)])
    return measure


def told(story: Story, problem: CommonProblem, word: str = WORD) -> int:
    return story.walk(tell_askers, viewer=story.clerk, problem=problem, word=word)


def shop(story: Story) -> Party:
    new = NewOrganisation("柳岸灯具厂", "enterprise", story.cast.compound)
    [organisation] = register_organisations(viewer=SYSTEM, office=story.cast.office, organisations=[new])
    return organisation.party


def article(story: Story, problem: CommonProblem, **changes: Any) -> Measure:
    given = {"kind": "article", "title": "一盏灯", "text": "厂里……", "about": shop(story), **changes}
    return answered(story, problem, **given)


def approved(story: Story, measure: Measure, **changes: Any) -> Measure:
    given = {"approved_on": TODAY, "approved_by": " 厂长 ", **changes}
    return story.walk(approve_article, viewer=story.clerk, measure=measure, **given)


def lamps(story: Story, count: int = 2) -> list[Case]:
    return [story.received(f"{number}幢灯坏了", contact=f"1380000123{number}") for number in range(count)]


def words(case: Case) -> list[str]:
    return list(case.steps.filter(move="tell").values_list("word", flat=True))


def test_a_problem_holds_the_cases_and_visits_that_show_it_each_once(story: Story) -> None:
    [one, two] = lamps(story)
    visit = visited(story.cast, story.walk)
    problem = named(story, one, one, visits=(visit,))
    assert (problem.title, problem.cause, problem.named_by) == ("楼道灯坏", "线路老化", story.clerk.id)
    assert [row.case for row in problem.cases.all()] == [one]
    story.walk(add_to_problem, viewer=story.clerk, problem=problem, cases=[one, two], visits=[visit])
    assert (problem.cases.count(), problem.visits.count()) == (2, 1)
    again = {"viewer": story.clerk, "problem": problem, "cases": [two]}
    assert refused(story.walk, add_to_problem, **again) == ["in_problem_already"]
    codes = Entry.objects.filter(subject_kind="problem").order_by("pk").values_list("code", "data")
    assert list(codes) == [
        ("problem.named", {}),
        ("problem.grouped", {"count": 2}),
        ("problem.grouped", {"count": 1}),
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, ["title_missing"]),
        ({"cause": " "}, ["cause_missing"]),
        ({"cause": "长" * 4001}, ["words_too_long"]),
        ({"cases": ()}, ["problem_is_empty"]),
    ],
)
def test_a_problem_that_lacks_something_is_not_named(
    story: Story, changes: dict[str, Any], said: list[str]
) -> None:
    assert refused(named, story, *lamps(story, 1), **changes) == said


def test_cases_of_another_office_are_not_grouped(story: Story) -> None:
    assert story.cast.elsewhere is not None
    strange = story.walk(story.cast.elsewhere.receive, text="灯坏了")
    assert refused(named, story, strange) == ["case_unknown"]
    assert not CommonProblem.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "prayer"}, ["measure_kind_missing"]),
        ({"title": ""}, ["title_missing"]),
        ({"from_on": None}, ["day_missing"]),
        ({"from_on": date(2033, 1, 1)}, ["measure_day_far"]),
        ({"until_on": TODAY - timedelta(days=1)}, ["measure_ends_first"]),
        ({"text": "长" * 20_001}, ["words_too_long"]),
        ({"kind": "article"}, ["article_missing", "enterprise_missing"]),
    ],
)
def test_a_measure_that_lacks_something_is_not_noted(
    story: Story, changes: dict[str, Any], said: list[str]
) -> None:
    problem = named(story, *lamps(story, 1))
    assert refused(answered, story, problem, **changes) == said


def test_an_article_goes_out_once_its_enterprise_agrees(story: Story) -> None:
    problem = named(story, *lamps(story))
    assert refused(told, story, problem) == ["measure_missing"]
    measure = article(story, problem)
    assert refused(told, story, problem) == ["article_not_approved"]
    assert refused(approved, story, measure, approved_by=" ") == ["approver_missing"]
    assert refused(approved, story, measure, approved_on=None) == ["day_missing"]
    assert refused(approved, story, measure, approved_on=TODAY + timedelta(days=1)) == ["step_in_the_future"]
    assert refused(approved, story, measure, approved_on=TODAY - timedelta(days=1)) == [
        "approved_before_written"
    ]
    measure = approved(story, measure)
    assert (measure.approved_on, measure.approved_by, measure.is_ready) == (TODAY, "厂长", True)
    assert refused(approved, story, measure) == ["approved_before"]
    assert refused(approved, story, answered(story, problem)) == ["approved_before"]
    assert told(story, problem) == 2


def test_each_asker_is_told_once_and_who_comes_later_when_it_is_told_again(story: Story) -> None:
    cases = lamps(story, 3)
    problem = named(story, *cases[:2])
    answered(story, problem)
    assert refused(told, story, problem, " ") == ["word_missing"]
    assert refused(told, story, problem, "长" * 10_001) == ["words_too_long"]
    assert told(story, problem) == 2
    assert refused(told, story, problem) == ["all_told"]
    story.walk(add_to_problem, viewer=story.clerk, problem=problem, cases=cases[2:])
    assert told(story, problem, "再说一遍") == 1
    assert [words(case) for case in cases] == [[WORD], [WORD], ["再说一遍"]]
    counts = Entry.objects.filter(code="problem.told").order_by("pk").values_list("data", flat=True)
    assert list(counts) == [{"count": 2}, {"count": 1}]


def test_who_asked_several_times_is_told_by_one_of_their_cases(story: Story) -> None:
    first = story.received("灯坏了", contact="13800001230")
    second = story.received("灯还是坏的", contact="13800001230")
    late = story.received("又坏了", contact="13800001230")
    problem = named(story, first, second)
    answered(story, problem)
    assert told(story, problem) == 1
    assert [words(first), words(second)] == [[], [WORD]]
    assert ProblemCase.objects.filter(told_at__isnull=False).count() == 2
    assert ProblemCase.objects.exclude(told_key="").get().case == second
    story.walk(add_to_problem, viewer=story.clerk, problem=problem, cases=[late])
    assert refused(told, story, problem) == ["all_told"]


def test_one_person_by_name_and_by_number_is_one_asker(story: Story) -> None:
    party = story.cast.resident_party
    by_name = story.received("灯坏了", contact="", asker=party)
    by_both = story.received("三楼灯坏了", contact="13900005678", asker=party)
    by_number = story.received("四楼灯坏了", contact="13900005678")
    problem = named(story, by_name, by_both, by_number)
    answered(story, problem)
    assert told(story, problem) == 1
    assert words(by_number) == [WORD]


def test_nameless_askers_are_each_told(story: Story) -> None:
    cases = [story.received(text, contact="") for text in ("灯坏了", "灯不亮")]
    problem = named(story, *cases)
    answered(story, problem)
    assert told(story, problem) == 2


def test_who_has_an_answer_reads_it_with_the_closed_case_and_who_withdrew_is_left_alone(story: Story) -> None:
    closed = story.walk(ask_back, viewer=story.clerk, case=story.checked(), result="yes", word="亮了")
    gone = story.walk(
        withdraw, viewer=story.clerk, case=story.received("不亮", contact="13800009999"), by="desk"
    )
    problem = named(story, closed, gone)
    answered(story, problem)
    assert told(story, problem) == 1
    closed.refresh_from_db()
    assert (closed.state, moves(closed)[-1], words(gone)) == ("closed", "tell", [])
    assert closed.ended_at is not None


def test_a_problem_is_settled_with_what_came_of_it_and_takes_nothing_on_then(story: Story) -> None:
    case = lamps(story, 1)[0]
    problem = named(story, case)
    end = {"viewer": story.clerk, "problem": problem}
    assert refused(story.walk, end_problem, result="好了", **end) == ["measure_missing"]
    answered(story, problem)
    assert refused(story.walk, end_problem, result=" ", **end) == ["word_missing"]
    problem = story.walk(end_problem, result=" 没人再提 ", **end)
    assert (problem.result, problem.ended_at) == ("没人再提", story.walk.moment)
    for act, more in (
        (end_problem, {"result": "又好了"}),
        (add_to_problem, {"cases": [case]}),
        (tell_askers, {"word": WORD}),
        (note_measures, {"measures": []}),
    ):
        assert refused(story.walk, act, **end, **more) == ["problem_has_ended"]
