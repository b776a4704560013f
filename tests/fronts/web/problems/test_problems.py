"""Common problems as pages: picked in the list, answered, told, settled."""

from typing import Any

from huiying.pure.lib import clock
from huiying.work.cases.models import Case, CommonProblem, Measure
from tests.cast import Cast, Walk
from tests.fronts.web.company import client_of, opening
from tests.fronts.web.stages import brought_to
from tests.fronts.web.visits.test_visits import LATER, page, sent
from tests.work.cases.going import visited
from tests.work.cases.story import Story
from tests.work.cases.test_services_problems import answered, article, named

NEW = "/desk/problems/new/"
CAUSE = {"problem": "", "title": "楼道灯坏", "cause": "线路老化"}


def grouped(cast: Cast, user: Any, *cases: Case, **changes: Any) -> Any:
    return sent(user, NEW, **{**CAUSE, "cases": [case.number for case in cases], **changes})


def story_of(cast: Cast) -> Story:
    return Story(cast, Walk())


def test_cases_picked_in_the_list_become_a_common_problem(cast: Cast) -> None:
    one, two = brought_to(cast, "received"), brought_to(cast, "handling", text="三楼灯也坏了")
    words = page(cast.clerk, "/desk/cases/")
    assert f'action="{NEW}"' in words
    assert f'value="{one.number}" form="bulk"' in words
    words = page(cast.clerk, f"{NEW}?case={one.number}&case={two.number}")
    assert words.count("checked") == 2
    answer = grouped(cast, cast.clerk, one)
    problem = CommonProblem.objects.get()
    assert answer["Location"] == f"/desk/problems/{problem.uuid}/"
    assert [row.case for row in problem.cases.all()] == [one]
    assert "楼道灯坏" in page(cast.lead, "/desk/problems/")
    assert "楼道灯坏" in page(cast.clerk, f"/desk/cases/{one.number}/")


def test_workers_pick_nothing_and_open_no_common_problem(cast: Cast) -> None:
    case = brought_to(cast, "handling")
    problem = named(story_of(cast), case)
    assert 'form="bulk"' not in page(cast.worker, "/desk/cases/")
    words = page(cast.worker, f"/desk/cases/{case.number}/")
    assert "Common problem" not in words
    for path in ("/desk/problems/", f"/desk/problems/{problem.uuid}/", NEW):
        assert client_of(cast.worker).get(path).status_code == 403


def test_a_problem_of_another_office_is_not_found(cast: Cast) -> None:
    problem = named(story_of(cast), brought_to(cast, "received"))
    assert cast.elsewhere is not None
    for end in ("", "add/", "measure/", "tell/", "end/"):
        path = f"/desk/problems/{problem.uuid}/{end}"
        assert client_of(cast.elsewhere.clerk).get(path).status_code == 404, path


def test_a_case_joins_a_problem_that_is_known_from_its_own_page_or_by_its_number(cast: Cast) -> None:
    one, two, three = (brought_to(cast, "received", text=f"{floor}楼灯坏了") for floor in (1, 2, 3))
    problem = named(story_of(cast), one)
    grouped(cast, cast.lead, two, problem=problem.pk, title="", cause="")
    path = f"/desk/problems/{problem.uuid}/"
    sent(cast.clerk, f"{path}add/", number=three.number)
    assert problem.cases.count() == 3
    assert "It stands there already" in sent(cast.clerk, f"{path}add/", number=one.number).content.decode()
    assert "No case of this office" in sent(cast.clerk, f"{path}add/", number="NF9").content.decode()


def test_what_is_missing_is_said_beside_its_field_and_what_was_picked_stays(cast: Cast) -> None:
    case = brought_to(cast, "received")
    words = grouped(cast, cast.clerk, case, title=" ", cause="").content.decode()
    assert "Please write what it is about" in words
    assert "Please write why it comes again" in words
    assert case.number in words
    unticked = sent(cast.clerk, f"{NEW}?case={case.number}", **CAUSE).content.decode()
    assert "Please pick a case or a visit" in unticked
    assert case.number in unticked
    empty = sent(cast.clerk, NEW, **CAUSE).content.decode()
    assert "Please pick a case or a visit" in empty


def test_a_visit_that_shows_it_stands_in_the_chain(cast: Cast) -> None:
    visit = visited(cast, Walk(), kind="service")
    assert f"{NEW}?visit={visit.pk}" in page(cast.clerk, f"/desk/visits/{visit.uuid}/")
    sent(cast.clerk, NEW, **CAUSE, visits=[visit.pk])
    problem = CommonProblem.objects.get()
    words = page(cast.clerk, f"/desk/problems/{problem.uuid}/")
    assert f"/desk/visits/{visit.uuid}/" in words
    assert "No case yet; visits found it" in words
    assert "楼道灯坏" in page(cast.clerk, f"/desk/visits/{visit.uuid}/")


def test_an_article_is_agreed_with_before_the_askers_are_told(cast: Cast) -> None:
    story = story_of(cast)
    problem = named(story, brought_to(cast, "received"))
    measure = article(story, problem)
    path = f"/desk/problems/{problem.uuid}/"
    assert f"{path}tell/" not in page(cast.clerk, path)
    assert "agreed with the article yet" in sent(cast.clerk, f"{path}tell/", word="写好了").content.decode()
    approval = f"/desk/problems/measures/{measure.uuid}/approve/"
    assert approval in page(cast.clerk, path)
    sent(cast.clerk, approval, approved_by="厂长", approved_on="2023-12-15")
    assert Measure.objects.get().approved_by == "厂长"
    assert f"{path}tell/" in page(cast.clerk, path)
    assert f"{path}tell/" not in page(cast.lead, path)


def test_what_is_done_is_told_once_and_the_asker_reads_it(cast: Cast) -> None:
    case = brought_to(cast, "handling")
    problem = named(story_of(cast), case)
    path = f"/desk/problems/{problem.uuid}/"
    body = {"kind": "repair", "title": "换线路", "who": cast.worker_party.pk, "from_on": "2023-12-15"}
    sent(cast.clerk, f"{path}measure/", **body)
    with clock.held_at(LATER):
        said = (
            client_of(cast.clerk).post(f"{path}tell/", {"word": "月底前换完"}, follow=True).content.decode()
        )
        assert "1 asker reads it now" in said
        assert "All askers have been told" in sent(cast.clerk, f"{path}tell/", word="再说").content.decode()
        asker = client_of(cast.resident)
        opening(asker, case)
        words = asker.get(f"/track/{case.number}/").content.decode()
    assert words.count("月底前换完") == 1
    assert "再说" not in words


def test_it_is_settled_with_what_came_of_it(cast: Cast) -> None:
    story = story_of(cast)
    problem = named(story, brought_to(cast, "received"))
    answered(story, problem)
    path = f"/desk/problems/{problem.uuid}/"
    sent(cast.lead, f"{path}end/", result="没人再提")
    words = page(cast.clerk, path)
    assert "没人再提" in words
    assert "Before and after" in words
    assert f"{path}measure/" not in words
    assert "楼道灯坏" not in page(cast.clerk, "/desk/problems/")
    assert "楼道灯坏" in page(cast.clerk, "/desk/problems/?state=ended")


def test_the_list_says_what_is_done_about_each(cast: Cast) -> None:
    named(story_of(cast), brought_to(cast, "handling"))
    path = f"/desk/problems/{CommonProblem.objects.get().uuid}/"
    assert "nothing is done about it yet" in page(cast.lead, "/desk/problems/")
    body = {"kind": "repair", "title": "换线路", "who": cast.worker_party.pk, "from_on": "2023-12-15"}
    sent(cast.clerk, f"{path}measure/", **body, until_on="2023-12-29")
    assert f"换线路 · {cast.worker_party.name} · until Friday 29 December 2023" in page(
        cast.lead, "/desk/problems/"
    )
