"""Visits as pages: planned, made, called off, and what came of them."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiying.pure.lib import clock
from huiying.registers.parties.models import Person
from huiying.work.cases.models import Case, CaseHelper, Hazard, Visit
from tests.cast import MORNING, Cast, Walk
from tests.fronts.web.company import client_of
from tests.work.cases.going import home, planned, visited

LATER = MORNING + timedelta(hours=3)
AIM = {"kind": "service", "whom": "", "place": "", "where": "", "on": "2023-12-15", "from_time": "10:00"}


def page(user: Any, path: str) -> str:
    with clock.held_at(LATER):
        answer = client_of(user).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def sent(user: Any, path: str, **body: Any) -> Any:
    with clock.held_at(LATER):
        return client_of(user).post(path, body)


def written(cast: Cast, user: Any, **changes: Any) -> Any:
    body = {**AIM, "visitors": [cast.other_party.pk], "seen": "灯都亮着", **changes}
    return sent(user, "/desk/visits/new/", **body)


def test_a_clerk_writes_down_a_visit_to_a_household_by_its_name(cast: Cast) -> None:
    family = home(cast)
    Person.objects.filter(party=cast.resident_party).update(needs_two_visitors=False)
    answer = written(cast, cast.clerk, whom="居民丁")
    assert "Several are called so" in answer.content.decode()
    assert not Visit.objects.exists()
    answer = written(cast, cast.clerk, whom="居民丁", party=family.pk)
    visit = Visit.objects.get()
    assert answer["Location"] == f"/desk/visits/{visit.uuid}/"
    assert (visit.party, clock.local(visit.happened_at).hour, visit.seen) == (family, 10, "灯都亮着")
    assert "居民丁" in page(cast.clerk, "/desk/visits/")
    assert "灯都亮着" in page(cast.clerk, f"/desk/visits/{visit.uuid}/")


def test_a_name_that_nobody_has_is_said_beside_the_field_and_nothing_typed_is_lost(cast: Cast) -> None:
    words = written(cast, cast.clerk, whom="没有这家").content.decode()
    assert "Nobody registered has this name" in words
    assert "没有这家" in words
    assert "灯都亮着" in words


def test_two_go_where_somebody_is_marked(cast: Cast) -> None:
    Person.objects.filter(party=cast.resident_party).update(needs_two_visitors=True)
    answer = written(cast, cast.clerk, whom="居民丁")
    assert "Two people must go there" in answer.content.decode()
    written(cast, cast.clerk, whom="居民丁", visitors=[cast.other_party.pk, cast.worker_party.pk])
    assert Visit.objects.get().needs_two


def test_a_worker_goes_along_on_what_they_write_down(cast: Cast) -> None:
    answer = written(cast, cast.worker, place=cast.compound.pk)
    visit = Visit.objects.get()
    assert answer["Location"] == f"/desk/visits/{visit.uuid}/"
    assert {row.party for row in visit.visitors.all()} == {cast.worker_party, cast.other_party}


def test_a_worker_without_a_part_and_a_clerk_elsewhere_do_not_find_it(cast: Cast) -> None:
    visit = visited(cast, Walk())
    assert cast.elsewhere is not None
    for user in (cast.other_worker, cast.elsewhere.clerk):
        with clock.held_at(LATER):
            assert client_of(user).get(f"/desk/visits/{visit.uuid}/").status_code == 404
            assert client_of(user).post(f"/desk/visits/{visit.uuid}/case/", {"text": "灯"}).status_code == 404
            assert str(visit.uuid) not in client_of(user).get("/desk/visits/").content.decode()
    assert not Case.objects.exists()


def test_what_is_planned_for_today_stands_on_the_first_page_of_who_goes(cast: Cast) -> None:
    body = {**AIM, "on": "2023-12-15", "from_time": "15:00", "place": cast.compound.pk, "purpose": "看看药"}
    sent(cast.clerk, "/desk/visits/plan/", **body, visitors=[cast.worker_party.pk])
    visit = Visit.objects.get()
    for user in (cast.worker, cast.clerk, cast.lead):
        assert "Visits for today" in page(user, "/desk/")
    assert "Visits for today" not in page(cast.other_worker, "/desk/")
    assert "planned" in page(cast.clerk, "/desk/visits/?period=to_come")
    path = f"/desk/visits/{visit.uuid}/"
    assert f"{path}note/" in page(cast.worker, path)
    done = {"on": "2023-12-15", "from_time": "11:30", "visitors": [cast.worker_party.pk], "seen": "药吃着"}
    assert sent(cast.worker, f"{path}note/", **done)["Location"] == path
    assert "Visits for today" not in page(cast.worker, "/desk/")
    assert "药吃着" in page(cast.worker, path)


def test_a_visit_is_called_off_with_a_word(cast: Cast) -> None:
    visit = planned(cast, Walk())
    path = f"/desk/visits/{visit.uuid}/"
    assert sent(cast.worker, f"{path}call-off/", word="台风来了")["Location"] == path
    assert "台风来了" in page(cast.worker, path)
    answer = sent(cast.worker, f"{path}note/", **AIM, visitors=[cast.worker_party.pk], seen="去了")
    assert "This visit was called off" in answer.content.decode()


def test_a_case_from_a_visit_names_it_and_the_worker_reads_the_number_to_the_asker(cast: Cast) -> None:
    visit = visited(cast, Walk(), kind="service")
    path = f"/desk/visits/{visit.uuid}/"
    with clock.held_at(LATER):
        browser = client_of(cast.worker)
        said = browser.post(f"{path}case/", {"text": "想装扶手", "contact": ""}, follow=True).content.decode()
    case = Case.objects.get()
    assert case.number in said
    assert "query code" in said
    assert f'href="{path}"' in page(cast.clerk, f"/desk/cases/{case.number}/")
    assert f"/desk/cases/{case.number}/" in page(cast.clerk, path)
    assert f"/desk/cases/{case.number}/" not in page(cast.worker, path)


@pytest.mark.parametrize("asked", [{"text": "楼上养鸡", "is_secret": "on"}, {"text": "楼上养鸡，别说是我"}])
def test_who_asks_on_a_visit_stays_secret_where_they_want_it(cast: Cast, asked: dict[str, str]) -> None:
    visit = visited(cast, Walk(), kind="service", party=cast.resident_party, place=None)
    with clock.held_at(LATER):
        client_of(cast.worker).post(f"/desk/visits/{visit.uuid}/case/", {**asked, "contact": ""})
    case = Case.objects.get()
    assert (case.is_secret, case.asker, case.asker_name, case.place) == (True, None, "", None)
    path = f"/desk/visits/{visit.uuid}/"
    assert "楼上养鸡" in page(cast.clerk, path)
    for user in (cast.worker, cast.auditor):
        assert "楼上养鸡" not in page(user, path)


def test_whom_a_visit_went_to_is_not_named_with_a_case_whose_asker_stays_secret(cast: Cast) -> None:
    visit = visited(cast, Walk(), kind="service", party=cast.resident_party, place=None)
    with clock.held_at(LATER):
        client_of(cast.worker).post(f"/desk/visits/{visit.uuid}/case/", {"text": "想装扶手", "contact": ""})
        case = Case.objects.get()
        Case.objects.filter(pk=case.pk).update(is_secret=True)
        CaseHelper.objects.create(case=case, party=cast.other_party, from_at=LATER)
    path = f"/desk/cases/{case.number}/"
    assert cast.resident_party.name in page(cast.clerk, path)
    shown = page(cast.other_worker, path)
    assert "想装扶手" in shown
    assert cast.resident_party.name not in shown


def test_only_a_safety_visit_offers_to_note_a_hazard(cast: Cast) -> None:
    walk = Walk()
    safety, service = visited(cast, walk), visited(cast, walk, kind="service")
    assert "/hazard/" in page(cast.worker, f"/desk/visits/{safety.uuid}/")
    assert "/hazard/" not in page(cast.worker, f"/desk/visits/{service.uuid}/")
    body = {"what": "电线老化", "grade": "major", "responsible": "店主", "due_on": "2023-12-22"}
    answer = sent(cast.worker, f"/desk/visits/{service.uuid}/hazard/", **body)
    assert "Hazards are noted on safety visits" in answer.content.decode()
    sent(cast.worker, f"/desk/visits/{safety.uuid}/hazard/", **body)
    assert (Hazard.objects.get().grade, Hazard.objects.get().due_on) == ("major", date(2023, 12, 22))


def test_the_list_is_narrowed_by_kind_and_by_who_went(cast: Cast) -> None:
    walk = Walk()
    safety = visited(cast, walk, visitors=(cast.other_party,))
    heat = visited(cast, walk, kind="heat")
    for query, there, gone in (
        ("kind=heat", heat, safety),
        (f"who={cast.other_party.pk}", safety, heat),
        ("period=month&kind=heat", heat, safety),
    ):
        words = page(cast.clerk, f"/desk/visits/?{query}")
        assert str(there.uuid) in words
        assert str(gone.uuid) not in words
    assert "No visit here" in page(cast.clerk, "/desk/visits/?who=99999")
    assert "Visited by" not in page(cast.worker, "/desk/visits/").partition("<table")[0]


def test_what_was_written_down_days_later_is_marked(cast: Cast) -> None:
    fresh = visited(cast, Walk())
    late = visited(cast, Walk(), happened_at=MORNING - timedelta(days=9))
    assert "written down late" not in page(cast.clerk, f"/desk/visits/{fresh.uuid}/")
    assert "written down late" in page(cast.clerk, f"/desk/visits/{late.uuid}/")


def test_the_register_opens_the_form_with_whom_it_is_about(cast: Cast) -> None:
    family = home(cast)
    words = page(cast.clerk, f"/desk/visits/new/?party={family.pk}")
    assert 'value="居民丁"' in words
    assert f'value="{family.pk}"' in words
    assert 'value="居民丁"' not in page(cast.worker, f"/desk/visits/new/?party={family.pk}")


def test_the_day_stands_in_the_form_in_either_language(cast: Cast) -> None:
    for language in ("en", "zh-hans"):
        with clock.held_at(LATER):
            words = client_of(cast.clerk, language).get("/desk/visits/new/").content.decode()
        assert 'type="date"' in words
        assert 'value="2023-12-15"' in words, language
