"""What an office stands on, as its administrator changes it."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from huiying.pure.lib import clock
from huiying.registers.directory.models import Duty
from huiying.registers.limits.models import CalendarDay, Limit
from huiying.registers.places.models import HeadCount, Venue
from huiying.registers.places.services import add_places
from tests.cast import FROM, MORNING, Cast
from tests.fronts.web.company import client_of
from tests.fronts.web.forms_of_offices import after_rehearsal
from tests.fronts.web.stages import brought_to

NEW = {"from_on": "2024-01-15", "amount": "1", "unit": "working_days", "at_least": "0", "document": "新办法"}


@pytest.fixture(autouse=True)
def _morning() -> Any:
    with clock.held_at(MORNING):
        yield


def _limit(cast: Cast) -> Limit:
    return Limit.objects.get(place=cast.office.place, matter="case.answer.complaint")


def test_what_a_limit_would_have_changed_is_shown_before_it_is_saved(cast: Cast) -> None:
    case = brought_to(cast, "handling")
    client, url = client_of(cast.admin), reverse("setup:limit_set", args=[_limit(cast).pk])
    with clock.held_at(MORNING + timedelta(days=3)):
        page = client.post(url, NEW).content.decode()
        assert case.number in page
        assert "Nothing is saved yet." in page
        assert Limit.objects.filter(matter="case.answer.complaint", place=cast.office.place).count() == 1
        client.post(url, after_rehearsal(NEW))
    old, new = Limit.objects.filter(matter="case.answer.complaint", place=cast.office.place).order_by("pk")
    assert (old.until_on, new.amount) == (date(2024, 1, 14), 1)


def test_a_limit_that_begins_today_is_refused_beside_its_day(cast: Cast) -> None:
    url = reverse("setup:limit_set", args=[_limit(cast).pk])
    page = client_of(cast.admin).post(url, after_rehearsal(NEW | {"from_on": "2023-12-15"})).content.decode()
    assert "A new limit begins tomorrow at the earliest" in page


def test_who_may_not_read_cases_sees_a_rehearsal_s_numbers_and_no_words(cast: Cast) -> None:
    case = brought_to(cast, "handling")
    url = reverse("setup:limit_set", args=[_limit(cast).pk])
    with clock.held_at(MORNING + timedelta(days=3)):
        page = client_of(cast.admin).post(url, NEW).content.decode()
    assert case.number in page
    assert case.text not in page
    assert reverse("cases:case_detail", args=[case.number]) not in page


@pytest.mark.parametrize(
    ("year", "known"), [("2023", True), ("2099", False), ("x", True), ("9" * 5000, True)]
)
def test_a_year_shows_its_holidays_or_says_that_they_are_not_known(
    cast: Cast, year: str, known: bool
) -> None:
    page = client_of(cast.clerk).get(reverse("setup:calendar_year"), {"year": year}).content.decode()
    assert ("Monday to Friday count as working days" not in page) == known
    if year == "2023":
        assert "National Day" in page
        assert "worked in place of a holiday" in page
        assert "Saturday 30 December 2023 to Sunday 31 December 2023" in page
        assert "Sunday 1 January 2023 to Monday 2 January 2023" in page


def test_days_of_the_office_s_own_are_entered_with_reason_and_document(cast: Cast) -> None:
    days = {"from_on": "2023-12-18", "until_on": "2023-12-19", "is_working": "0", "note": "台风"}
    client, url = client_of(cast.admin), reverse("setup:days_set")
    client.post(url, after_rehearsal(days | {"document": "防指通知"}))
    rows = CalendarDay.objects.values_list("on", "is_working", "note", "document")
    assert list(rows) == [(date(2023, 12, day), False, "台风", "防指通知") for day in (18, 19)]
    page = client.get(reverse("setup:calendar_year")).content.decode()
    assert "台风" in page


def test_a_place_is_reached_renamed_and_its_old_name_kept(cast: Cast) -> None:
    client = client_of(cast.admin)
    page = client.get(reverse("registers:place_list"), {"under": cast.compound.code}).content.decode()
    url = reverse("setup:place_change", args=[cast.compound.pk])
    assert url in page
    client.post(url, {"name": "柳岸花园", "aliases": "柳岸里"})
    cast.compound.refresh_from_db()
    assert cast.compound.aliases == ["柳岸里", "柳岸小区"]
    assert url not in client_of(cast.clerk).get(reverse("registers:place_list")).content.decode()


def test_who_covers_a_place_is_named_before_it_ends_and_the_office_s_own_never_ends(cast: Cast) -> None:
    client = client_of(cast.admin)
    Duty.objects.filter(office=cast.office).update(place=cast.compound)
    page = client.get(reverse("setup:place_end", args=[cast.compound.pk])).content.decode()
    assert "0 social workers, 0 offerings and 7 rows of duty are for it." in page
    assert client.get(reverse("setup:place_end", args=[cast.office.place_id])).status_code == 404


def test_a_clerk_counts_heads_and_an_administrator_closes_the_venue(cast: Cast) -> None:
    venue = Venue.objects.create(name="食堂", kind="canteen", place=cast.compound, from_on=FROM)
    url = reverse("setup:venue_count", args=[venue.pk])
    client_of(cast.clerk).post(url, {"on": "2023-12-15", "count": "37"})
    assert HeadCount.objects.get().counted_by_name == cast.clerk.name
    page = client_of(cast.clerk).get(reverse("setup:venue_detail", args=[venue.pk])).content.decode()
    assert "37 people" in page
    assert reverse("setup:venue_end", args=[venue.pk]) not in page
    client_of(cast.admin).post(reverse("setup:venue_end", args=[venue.pk]))
    venue.refresh_from_db()
    assert venue.until_on == MORNING.date()


def test_a_closed_venue_is_found_by_its_state_and_opened_again(cast: Cast) -> None:
    venue = Venue.objects.create(
        name="食堂", kind="canteen", place=cast.compound, from_on=FROM, until_on=MORNING.date()
    )
    client, url = client_of(cast.admin), reverse("setup:venue_take_up", args=[venue.pk])
    found = reverse("setup:venue_detail", args=[venue.pk])
    assert found not in client.get(reverse("setup:venue_list")).content.decode()
    assert found in client.get(reverse("setup:venue_list"), {"state": "closed"}).content.decode()
    assert url in client.get(found).content.decode()
    assert url not in client_of(cast.clerk).get(found).content.decode()
    assert "look whether its hours still hold" in client.get(url).content.decode()
    client.post(url)
    venue.refresh_from_db()
    assert venue.until_on is None
    late = client.post(url).content.decode()
    assert "Somebody else has taken it up again already." in late


def test_a_place_that_ended_is_taken_up_again_from_where_it_lay(cast: Cast) -> None:
    building = cast.compound.children.get()
    client, url = client_of(cast.admin), reverse("setup:place_take_up", args=[building.pk])
    under = {"under": cast.compound.code}
    assert client.get(url).status_code == 404
    client.post(reverse("setup:place_end", args=[building.pk]), {"last_on": "2023-12-15"})
    assert url in client.get(reverse("registers:place_list"), under).content.decode()
    assert url not in client_of(cast.clerk).get(reverse("registers:place_list"), under).content.decode()
    assert "as if it had never ended" in client.get(url).content.decode()
    client.post(url)
    building.refresh_from_db()
    assert building.until_on is None


def test_a_notice_of_the_office_stands_on_its_first_page(cast: Cast) -> None:
    weights = dict.fromkeys(
        ("skills", "nearness", "capacity", "ratings", "served", "language", "fairness", "declined"), "10"
    )
    given = {
        "name": cast.office.name,
        "phone": cast.office.phone,
        "phone_hours": "每天",
        "phone_hours_en": "every day",
        "doors": ["community"],
        "notice": "周五下午窗口休息",
        "notice_en": "The counter is closed on Friday afternoon",
        "triage_threshold": "0.75",
        **{f"weight_{code}": value for code, value in weights.items()},
    }
    client, url = client_of(cast.admin), reverse("setup:office_settings")
    assert "Nothing is saved yet." in client.post(url, given).content.decode()
    client.post(url, after_rehearsal(given))
    cast.office.refresh_from_db()
    assert cast.office.match_weights["skills"] == 10
    page = Client().get("/").text
    assert "周五下午窗口休息" in page
    assert "每天</span>" in page
    visitor = Client()
    visitor.cookies["language"] = "en"
    page = visitor.get("/").text
    assert "The counter is closed on Friday afternoon" in page
    assert "every day</span>" in page


def test_the_office_s_page_says_what_is_still_missing(cast: Cast) -> None:
    client, url = client_of(cast.admin), reverse("setup:checklist")
    page = client.get(url).content.decode()
    assert "Every hour of the week has a name." in page
    Duty.objects.filter(office=cast.office, weekday=4).delete()
    page = client.get(url).content.decode()
    assert "Hours without a name: Friday day and night" in page


def test_a_venue_in_a_building_is_changed_without_typing_place_and_hours_again(cast: Cast) -> None:
    viewer = cast.viewer(cast.admin)
    [building] = add_places(viewer=viewer, parent=cast.compound, level="building", names=["7幢"])
    hours = [[0, 8, 12], [0, 14, 17], [4, 9, 11]]
    venue = Venue.objects.create(name="食堂", kind="canteen", place=building, from_on=FROM, hours=hours)
    client, url = client_of(cast.admin), reverse("setup:venue_change", args=[venue.pk])
    page = client.get(url).content.decode()
    shown = dict(re.findall(r'name="(hours_\d|seen)" value="([^"]*)"', page))
    assert shown.pop("seen")
    assert shown == {"hours_0": "8-12, 14-17", "hours_4": "9-11"}
    assert f'<option value="{building.pk}" selected>' in page
    body = {"name": "大食堂", "kind": "canteen", "place": building.pk, **shown}
    seen = re.findall(r'name="seen" value="([^"]*)"', page)
    assert client.post(url, body | {"seen": seen[0]}).status_code == 302
    venue.refresh_from_db()
    assert (venue.name, venue.place, venue.hours) == ("大食堂", building, hours)
