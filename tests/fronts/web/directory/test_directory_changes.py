"""The directory as it is changed at the desk: nothing typed is lost, and what will happen is said before."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from huiying.pure.lib import clock
from huiying.registers.directory.models import Category, Duty, Leave, Offering, Recusal, WorkerFile
from huiying.registers.parties.models import Person
from tests.cast import MORNING, Cast
from tests.fronts.web.company import client_of
from tests.fronts.web.forms_of_offices import after_rehearsal
from tests.fronts.web.stages import brought_to


@pytest.fixture(autouse=True)
def _morning() -> Any:
    with clock.held_at(MORNING):
        yield


def _page(client: Client, name: str, *keys: Any) -> str:
    return client.get(reverse(name, args=keys)).content.decode()


def _seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def _offering(cast: Cast, **more: Any) -> dict[str, Any]:
    given = {
        "name": "银企见面",
        "categories": ["elder.meals"],
        "area": cast.office.place_id,
        "hours_0": "8-12, 14-17",
        "service_kind": "finance",
        "life_stage": "growing",
        "is_public": "on",
    }
    return given | more


def test_an_offering_put_into_the_directory_is_found_by_stage_and_kind_of_service(cast: Cast) -> None:
    client = client_of(cast.clerk)
    url = reverse("directory:offering_new", args=[cast.desk.uuid])
    client.post(url, _offering(cast))
    row = Offering.objects.get(name="银企见面")
    assert row.hours == [[0, 8, 12], [0, 14, 17]]
    found = Client().get("/services/?stage=growing&service=finance").content.decode()
    assert "银企见面" in found
    assert "银企见面" not in Client().get("/services/?service=policy").content.decode()
    assert "银企见面" not in client.get(reverse("registers:offering_list") + "?value=added").content.decode()


def test_hours_that_cannot_be_read_are_named_by_their_day_and_nothing_typed_is_lost(cast: Cast) -> None:
    client = client_of(cast.clerk)
    url = reverse("directory:offering_new", args=[cast.desk.uuid])
    page = client.post(url, _offering(cast, hours_2="上午", name="一次没写对")).content.decode()
    assert "Wednesday: please write hours such as 8-12, 14-17." in page
    assert 'value="上午"' in page
    assert 'value="一次没写对"' in page
    assert not Offering.objects.filter(name="一次没写对").exists()


def test_of_two_clerks_the_second_reads_that_somebody_was_quicker_and_may_then_replace_it(cast: Cast) -> None:
    row = Offering.objects.get(office=cast.office, provider=cast.worker_party)
    client, url = client_of(cast.clerk), reverse("directory:offering_change", args=[row.pk])
    seen = _seen(client.get(url).content.decode())
    client.post(url, _offering(cast, name="先来的", seen=seen))
    late = client.post(url, _offering(cast, name="后来的", seen=seen))
    assert late.status_code == 409
    page = late.content.decode()
    assert "Somebody else has changed it since you opened this page." in page
    assert 'value="后来的"' in page
    row.refresh_from_db()
    assert row.name == "先来的"
    client.post(url, _offering(cast, name="后来的", seen=_seen(page)))
    row.refresh_from_db()
    assert row.name == "后来的"


def test_an_offering_that_ended_is_read_and_no_more_changed(cast: Cast) -> None:
    row = Offering.objects.get(office=cast.office, provider=cast.worker_party)
    client = client_of(cast.clerk)
    assert "no new request is matched" in _page(client, "directory:offering_end", row.pk)
    client.post(reverse("directory:offering_end", args=[row.pk]))
    page = _page(client, "directory:offering_detail", row.pk)
    assert "Ended" in page
    assert reverse("directory:offering_change", args=[row.pk]) not in page


def test_an_offering_that_ended_is_found_by_its_state_and_taken_up_again(cast: Cast) -> None:
    row = Offering.objects.get(office=cast.office, provider=cast.worker_party)
    client, url = client_of(cast.clerk), reverse("directory:offering_take_up", args=[row.pk])
    client.post(reverse("directory:offering_end", args=[row.pk]))
    shown = client.get(reverse("registers:offering_list"), {"state": "ended"}).content.decode()
    assert reverse("directory:offering_detail", args=[row.pk]) in shown
    assert url in _page(client, "directory:offering_detail", row.pk)
    assert "new requests are matched with it" in _page(client, "directory:offering_take_up", row.pk)
    client.post(url)
    row.refresh_from_db()
    assert row.until_on is None


def test_whom_an_offering_can_be_of_hides_people_from_an_administrator(cast: Cast) -> None:
    assert "居民丁" in _page(client_of(cast.clerk), "directory:offering_provider")
    page = _page(client_of(cast.admin), "directory:offering_provider")
    assert "社工乙" in page
    assert "居民丁" not in page


def test_before_leave_the_open_cases_are_named_with_the_way_to_hand_them_over(cast: Cast) -> None:
    brought_to(cast, "handling")
    party = cast.worker_party
    page = _page(client_of(cast.clerk), "directory:leave_new", party.uuid)
    assert "1 open case" in page
    assert f"{reverse('cases:handover')}?holder={party.pk}" in page
    handover = client_of(cast.clerk).get(f"{reverse('cases:handover')}?holder={party.pk}").content.decode()
    assert f'<option value="{party.pk}" selected>' in handover


def test_leave_noted_and_taken_back_on_the_file_s_page(cast: Cast) -> None:
    client, uuid = client_of(cast.lead), cast.worker_party.uuid
    days = {"from_on": "2023-12-14", "until_on": "2023-12-18"}
    client.post(reverse("directory:leave_new", args=[uuid]), days)
    leave = Leave.objects.get()
    assert "away now" in _page(client, "directory:worker_detail", uuid)
    assert "From today on" in _page(client, "directory:leave_end", uuid, leave.pk)
    client.post(reverse("directory:leave_end", args=[uuid, leave.pk]))
    leave.refresh_from_db()
    assert leave.until_on == MORNING.date() - timedelta(days=1)
    assert "away now" not in _page(client, "directory:worker_detail", uuid)


def test_leave_that_has_not_begun_is_taken_back_whole(cast: Cast) -> None:
    client, uuid = client_of(cast.lead), cast.worker_party.uuid
    client.post(
        reverse("directory:leave_new", args=[uuid]), {"from_on": "2024-01-02", "until_on": "2024-01-05"}
    )
    leave = Leave.objects.get()
    page = _page(client, "directory:leave_end", uuid, leave.pk)
    assert "They are not away after all" in page
    assert "They are here" not in page
    client.post(reverse("directory:leave_end", args=[uuid, leave.pk]))
    assert not Leave.objects.exists()


def test_a_tie_asks_who_of_those_of_a_name_is_meant(cast: Cast) -> None:
    client, url = client_of(cast.clerk), reverse("directory:tie_new", args=[cast.worker_party.uuid])
    assert "Nobody is registered under this name." in client.post(url, {"words": "没有这人"}).content.decode()
    page = client.post(url, {"words": "居民"}).content.decode()
    assert "Please choose who is meant." in page
    assert not Recusal.objects.exists()
    client.post(url, {"words": "居民", "party": cast.resident_party.pk})
    assert Recusal.objects.get().party == cast.resident_party


def test_a_file_is_closed_after_its_duty_is_given_away(cast: Cast) -> None:
    client, url = client_of(cast.clerk), reverse("directory:worker_close", args=[cast.worker_party.uuid])
    assert "They stand on the duty roster." in client.post(url).content.decode()
    Duty.objects.all().delete()
    client.post(url)
    assert WorkerFile.objects.get(person=cast.worker_party.pk).until_on == MORNING.date()


def test_the_roster_warns_of_who_is_away_and_takes_no_hours_twice(cast: Cast) -> None:
    client = client_of(cast.clerk)
    worker = Person.objects.get(pk=cast.worker_party.pk)
    Leave.objects.create(person=worker, from_on=MORNING.date(), until_on=MORNING.date())
    page = _page(client, "registers:duty_list")
    assert "社工乙 is away; 社工丙 stands in." in page
    who = {"person": cast.worker_party.pk, "stand_in": cast.other_party.pk}
    hours = {"place": cast.office.place_id, "days": ["0"], "from_hour": "8", "until_hour": "12"}
    said = client.post(reverse("directory:duty_new"), who | hours).content.decode()
    assert "Somebody takes these hours already: Monday, 8:00." in said


def test_hours_without_a_name_lead_to_the_form_filled_with_them(cast: Cast) -> None:
    Duty.objects.filter(office=cast.office, weekday=4).delete()
    page = _page(client_of(cast.clerk), "registers:duty_list")
    url = f"{reverse('directory:duty_new')}?day=4&amp;from=0&amp;until=24"
    assert url in page
    form = client_of(cast.clerk).get(url.replace("&amp;", "&")).content.decode()
    assert re.search(r'name="days" value="4"[^>]* checked', form)


# --- Categories --------------------------------------------------------------------------------------------


def _category(cast: Cast, **more: Any) -> dict[str, Any]:
    leaf = cast.categories["estate.facilities"]
    given = {
        "name": leaf.name,
        "name_en": leaf.name_en,
        "words": "，".join(leaf.words),
        "parent": leaf.parent_id,
        "kind": leaf.kind,
        "lane": leaf.lane,
        "matter": leaf.matter,
        "provider_kind": leaf.provider_kind,
        "door": "community",
        "order": leaf.order,
    }
    return given | more


def test_a_category_s_change_is_shown_on_last_month_s_requests_and_saved_when_sent_again(cast: Cast) -> None:
    case = brought_to(cast, "handling")
    leaf = cast.categories["estate.facilities"]
    client, url = client_of(cast.admin), reverse("directory:category_change", args=[leaf.pk])
    with clock.held_at(MORNING + timedelta(days=3)):
        page = client.post(url, _category(cast, lane="at_once")).content.decode()
        assert "1 case of the last 30 days were played" in page or "1 of them" in page
        assert case.number in page
        assert case.text not in page
        leaf.refresh_from_db()
        assert leaf.lane == "with_care"
        changed = after_rehearsal(_category(cast, lane="at_once"))
        other = client.post(url, changed | {"order": "99"}).content.decode()
        assert "What it would have changed" in other
        client.post(url, changed)
    leaf.refresh_from_db()
    assert (leaf.lane, leaf.order) == ("at_once", _category(cast)["order"])


def test_a_new_group_leads_to_its_first_category(cast: Cast) -> None:
    client = client_of(cast.admin)
    given = {"name": "动物", "name_en": "Animals", "door": "community", "order": "3"}
    answer = client.post(reverse("directory:category_group_new"), given)
    group = Category.objects.get(code="animals")
    assert answer["Location"] == reverse("directory:category_new", args=[group.pk])


def test_the_hours_that_are_kept_stand_in_their_boxes(cast: Cast) -> None:
    row = Offering.objects.get(office=cast.office, provider=cast.worker_party)
    Offering.objects.filter(pk=row.pk).update(hours=[[0, 8, 12], [0, 14, 17]])
    page = _page(client_of(cast.clerk), "directory:offering_change", row.pk)
    assert re.findall(r'name="hours_\d" value="([^"]*)"', page) == ["8-12, 14-17"]
