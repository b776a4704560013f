"""Whose common problems somebody reads, what may be grouped, and what came of the measures."""

from datetime import date, timedelta

from huiying.work.cases.selectors.beside import beside
from huiying.work.cases.selectors.problems import (
    cases_of,
    cases_to_group,
    measure_for,
    measures_of,
    problem_for,
    problems,
    problems_of_visit,
    problems_to_join,
    result_of,
    visits_of,
    visits_to_group,
)
from huiying.work.cases.services.intake import NewCase
from huiying.work.cases.services.problems import end_problem
from huiying.work.cases.services.visits import open_cases
from tests.cast import MORNING, Walk
from tests.work.cases.going import planned, visited
from tests.work.cases.story import Story
from tests.work.cases.test_selectors_visits import those_who
from tests.work.cases.test_services_problems import answered, lamps, named

OFFICE = {"desk", "lead", "auditor"}


def test_an_office_reads_its_problems_and_desk_and_lead_work_on_them(story: Story) -> None:
    problem = named(story, *lamps(story, 1))
    measure = answered(story, problem)
    assert those_who(story, lambda viewer: problems(viewer).exists()) == OFFICE
    assert those_who(story, lambda viewer: problem_for(viewer, "problem.read", problem.uuid)) == OFFICE
    assert those_who(story, lambda viewer: problem_for(viewer, "problem.work", problem.uuid)) == {
        "desk",
        "lead",
    }
    assert those_who(story, lambda viewer: problem_for(viewer, "problem.tell", problem.uuid)) == {"desk"}
    assert those_who(story, lambda viewer: measure_for(viewer, "problem.work", measure.uuid)) == {
        "desk",
        "lead",
    }
    assert list(problems_to_join(story.clerk, story.cast.office.pk)) == [problem]


def test_only_cases_and_made_visits_of_the_own_office_are_grouped(story: Story) -> None:
    assert story.cast.elsewhere is not None
    case = lamps(story, 1)[0]
    strange = story.walk(story.cast.elsewhere.receive, text="灯坏了")
    made, coming = visited(story.cast, story.walk), planned(story.cast, story.walk)
    assert cases_to_group(story.clerk, [case.number, strange.number, "x"]) == [case]
    assert cases_to_group(story.worker, [case.number]) == []
    assert visits_to_group(story.clerk, [str(made.pk), str(coming.pk), "x", "9" * 30]) == [made]


def test_a_problem_shows_its_chain_from_the_visits_to_the_measures(story: Story) -> None:
    seen, asked = visited(story.cast, story.walk), visited(story.cast, story.walk, kind="service")
    [case] = story.walk(open_cases, viewer=story.worker, visit=asked, requests=[NewCase(text="灯坏了")])
    problem = named(story, case, visits=(seen,))
    second = answered(story, problem, from_on=MORNING.date() + timedelta(days=3))
    first = answered(story, problem)
    assert [row.case for row in cases_of(problem)] == [case]
    assert set(visits_of(problem)) == {seen, asked}
    assert measures_of(problem) == [first, second]
    assert (problems_of_visit(seen), problems_of_visit(asked)) == ([problem], [])
    assert beside(case).problems == [problem]
    row = problems(story.clerk).get()
    assert (row.case_count, row.measure_count) == (1, 2)


def test_the_open_ones_are_told_from_the_settled(story: Story) -> None:
    still, settled = named(story, *lamps(story, 1)), named(story, *lamps(story, 1))
    answered(story, settled)
    story.walk(end_problem, viewer=story.clerk, problem=settled, result="好了")
    assert list(problems(story.clerk, is_open=True)) == [still]
    assert list(problems(story.clerk, is_open=False)) == [settled]
    assert list(problems_to_join(story.clerk, story.cast.office.pk)) == [still]


def test_months_count_the_cases_of_the_problem_and_all_of_their_categories(story: Story) -> None:
    day = timedelta(days=1)
    moments = (MORNING - 100 * day, MORNING - 70 * day, MORNING - 40 * day)
    cases = []
    for moment in (*moments, MORNING):
        walk = Walk(moment)
        cases.append(Story(story.cast, walk).triaged())
    problem = named(story, cases[0], cases[1])
    measures = [answered(story, problem, from_on=date(2023, 11, 2))]
    result = result_of(problem, measures, MORNING.date())
    by_month = {month.first: (month.own, month.alike) for month in result.months if month.alike}
    assert by_month == {
        date(2023, 9, 1): (1, 1),
        date(2023, 10, 1): (1, 1),
        date(2023, 11, 1): (0, 1),
        date(2023, 12, 1): (0, 1),
    }
    assert (result.began_on, result.before, result.after) == (date(2023, 11, 2), (2, 6), (1, 1))
    assert [month.first for month in result.months if month.is_middle] == [date(2023, 11, 1)]
    assert result_of(problem, [], MORNING.date()).before is None
