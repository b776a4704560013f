"""A service is written down from a page of big choices, listed with its sums, and struck out."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

from huiying.pure.lib import clock
from huiying.registers.directory.models import Offering
from huiying.registers.parties.services import NewPerson, register_people
from huiying.work.cases.models import ServiceGiven
from huiying.work.cases.services.given import NewGiven, log_services
from tests.cast import MORNING, SYSTEM, Cast
from tests.fronts.web.company import client_of
from tests.fronts.web.stages import brought_to

NEW = "/desk/given/new/"


def offering(cast: Cast) -> Offering:
    return Offering.objects.get(provider=cast.worker_party)


def body(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {"offering": offering(cast).pk, "who": "counted", "minutes": 30, "result": "done", **changes}


def sent(cast: Cast, user: Any = None, **changes: Any) -> Any:
    with clock.held_at(MORNING):
        return client_of(user or cast.worker).post(NEW, body(cast, **changes), follow=True)


def said(answer: Any) -> str:
    return answer.content.decode()


def test_people_are_counted_without_a_name(cast: Cast) -> None:
    page = said(sent(cast, count=12))
    given = ServiceGiven.objects.get()
    assert (given.count, given.minutes, given.unit, given.party) == (12, 30, "person_times", None)
    assert f'href="/desk/given/{given.uuid}/"' in page
    assert "Written down: 社区服务, 12 people, 30 minutes." in page


def test_whoever_was_served_lately_or_asks_is_one_tap_away(cast: Cast) -> None:
    resident = cast.resident_party
    brought_to(cast, "accepted", asker=resident)
    with clock.held_at(MORNING):
        page = said(client_of(cast.worker).get(NEW))
    assert f'value="{resident.pk}"' in page
    assert "居民丁 · 柳岸小区" in page
    sent(cast, who=resident.pk, count=7)
    assert (ServiceGiven.objects.get().party, ServiceGiven.objects.get().count) == (resident, 1)


def test_somebody_else_is_typed_by_name_and_one_of_several_is_then_chosen(cast: Cast) -> None:
    nobody = said(sent(cast, who="", whom="没有这人"))
    assert "Nobody registered has this name or number." in nobody
    assert "没有这人" in nobody
    same = [NewPerson("居民丁", phone="13900009999")]
    [twin] = register_people(viewer=SYSTEM, office=cast.office, people=same)
    assert "Several have this name." in said(sent(cast, who="", whom="居民丁"))
    assert not ServiceGiven.objects.exists()
    sent(cast, who=twin.party.pk, whom="居民丁")
    sent(cast, who="", whom="139 0000 5678")
    assert [row.party for row in ServiceGiven.objects.order_by("pk")] == [twin.party, cast.resident_party]


def test_other_minutes_and_another_moment_are_typed(cast: Cast) -> None:
    sent(cast, minutes="other", other_minutes=47, happened_at="2023-12-14T15:20", word="换药")
    given = ServiceGiven.objects.get()
    assert (given.minutes, given.word) == (47, "换药")
    assert clock.local(given.happened_at).isoformat() == "2023-12-14T15:20:00+08:00"
    assert "That moment has not come yet." in said(sent(cast, happened_at="2023-12-16T00:00"))


def test_what_is_missing_is_told_beside_its_field(cast: Cast) -> None:
    page = said(sent(cast, offering="", who="", word="量血压"))
    assert "Please choose which service it was." in page
    assert "Please choose for whom it was." in page
    assert "量血压" in page
    assert not ServiceGiven.objects.exists()


def test_a_page_that_was_sent_twice_writes_one_service(cast: Cast) -> None:
    once = str(uuid4())
    for _time in range(2):
        assert "Written down" in said(sent(cast, once=once))
    assert ServiceGiven.objects.count() == 1


def test_for_a_case_its_page_leads_there_and_back(cast: Cast) -> None:
    case = brought_to(cast, "handling", asker=cast.resident_party)
    path = f"/desk/cases/{case.number}/"
    with clock.held_at(MORNING + timedelta(hours=3)):
        worker = client_of(cast.worker)
        assert f'href="{NEW}?case={case.number}"' in said(worker.get(path))
        page = said(worker.get(f"{NEW}?case={case.number}"))
        assert re.search(rf'name="who" value="{cast.resident_party.pk}"[^>]* checked', page)
        answer = worker.post(NEW, body(cast, case=case.number, who=cast.resident_party.pk))
        assert answer["Location"] == path
        assert "社区服务" in said(worker.get(path))
    assert ServiceGiven.objects.get().case == case


def test_a_case_that_somebody_may_not_read_is_not_named(cast: Cast) -> None:
    case = brought_to(cast, "handling")
    stranger = client_of(cast.other_worker)
    for answer in (
        stranger.get(f"{NEW}?case={case.number}"),
        stranger.post(NEW, body(cast, case=case.number)),
    ):
        assert answer.status_code == 404


def test_a_worker_writes_down_no_offering_of_another(cast: Cast) -> None:
    sent(cast, user=cast.other_worker)
    assert not ServiceGiven.objects.exists()


def test_the_list_shows_both_sums_and_what_was_written_down_later(cast: Cast) -> None:
    sent(cast, count=12)
    long_ago = MORNING - timedelta(days=10)
    services = [NewGiven(offering(cast), cast.desk, happened_at=long_ago)]
    with clock.held_at(MORNING):
        log_services(viewer=cast.viewer(cast.clerk), office=cast.office, services=services)
        page = said(client_of(cast.clerk).get("/desk/given/"))
        last_month = said(client_of(cast.clerk).get("/desk/given/?period=last_month"))
    assert '<span class="value">12<span class="unit">person-times</span></span>' in page
    assert '<span class="value">1<span class="unit">time</span></span>' in page
    assert page.count("written down later") == 1
    assert "Nothing was written down in this period." in last_month


def test_a_list_with_filters_that_nobody_made_is_the_whole_list(cast: Cast) -> None:
    sent(cast)
    with clock.held_at(MORNING):
        page = said(
            client_of(cast.clerk).get("/desk/given/?offering=x&provider=99999999999999999999&period=y")
        )
    assert '<span class="value">1<span class="unit">person-time</span></span>' in page


def test_a_struck_one_stays_to_be_read_and_counts_nowhere(cast: Cast) -> None:
    sent(cast)
    given = ServiceGiven.objects.get()
    path = f"/desk/given/{given.uuid}/"
    with clock.held_at(MORNING):
        clerk = client_of(cast.clerk)
        assert "Please say what was mistaken." in said(clerk.post(f"{path}strike/", {"reason": ""}))
        page = said(clerk.post(f"{path}strike/", {"reason": "点错了人"}, follow=True))
        assert "点错了人" in page
        assert f'action="{path}strike/"' not in page
        assert "It was struck out before." in said(clerk.post(f"{path}strike/", {"reason": "再来"}))
        listed = said(clerk.get("/desk/given/"))
    assert "Struck out: 点错了人" in listed
    assert '<span class="value">0<span class="unit">person-times</span></span>' in listed


def test_a_persons_page_tells_what_they_got(cast: Cast) -> None:
    services = [NewGiven(offering(cast), cast.resident_party)]
    with clock.held_at(MORNING):
        log_services(viewer=cast.viewer(cast.worker), office=cast.office, services=services)
        page = said(client_of(cast.clerk).get(f"/desk/registers/people/{cast.resident_party.uuid}/"))
    assert "Services given" in page
    assert f'href="/desk/given/{ServiceGiven.objects.get().uuid}/"' in page


def test_every_page_of_the_work_has_it_within_reach(cast: Cast) -> None:
    worker = client_of(cast.worker)
    with clock.held_at(MORNING):
        for path in ("/desk/", "/desk/cases/", "/desk/registers/directory/"):
            assert f'class="jot button" href="{NEW}"' in said(worker.get(path)), path
        assert 'class="jot' not in said(client_of(cast.auditor).get("/desk/"))
