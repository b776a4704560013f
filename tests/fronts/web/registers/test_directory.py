"""Offerings, categories, social workers and duty at the desk."""

from datetime import date

from django.urls import reverse

from huiying.fronts.web.hours import clock_words
from huiying.fronts.web.registers.wording import PROVIDER_KINDS
from huiying.registers.directory.models import Category, Duty, Leave, WorkerFile
from huiying.registers.directory.services import note_leave
from huiying.registers.parties.models import Person
from tests.cast import SYSTEM, Cast
from tests.fronts.web.registers.conftest import Open
from tests.fronts.web.stages import brought_to


def _page(opened: Open, user: object, name: str, query: str = "") -> str:
    return opened(user, reverse(f"registers:{name}") + query).content.decode()


def test_an_offering_leads_to_its_provider_where_people_may_be_read(cast: Cast, opened: Open) -> None:
    url = reverse("registers:person_detail", args=[cast.worker_party.uuid])
    assert url in _page(opened, cast.clerk, "offering_list")
    words = _page(opened, cast.worker, "offering_list")
    assert "社工乙" in words
    assert url not in words


def test_offerings_are_narrowed_by_words_and_by_category(cast: Cast, opened: Open) -> None:
    assert "社工丙" not in _page(opened, cast.clerk, "offering_list", "?words=社工乙")
    assert "社工乙" in _page(opened, cast.clerk, "offering_list", "?category=elder.meals")
    assert "Nothing fits." in _page(opened, cast.clerk, "offering_list", "?words=xyz")


def test_a_category_says_how_long_its_answer_may_take(cast: Cast, opened: Open) -> None:
    meals = _page(opened, cast.clerk, "category_list", "?words=助餐")
    assert "5 working days" in meals
    assert "Social worker for the elderly" in meals
    danger = _page(opened, cast.clerk, "category_list", "?words=没开门")
    assert "24 hours" in danger
    assert "working day" not in danger


def test_every_kind_of_provider_of_the_standard_categories_has_its_words(cast: Cast) -> None:
    kinds = set(Category.objects.exclude(matter="").values_list("provider_kind", flat=True))
    assert kinds <= set(PROVIDER_KINDS)


def test_a_worker_shows_load_leave_and_how_fresh_the_file_is(cast: Cast, opened: Open) -> None:
    brought_to(cast, "handling")
    worker = Person.objects.get(pk=cast.worker_party.pk)
    away = Leave(person=worker, from_on=date(2023, 12, 14), until_on=date(2023, 12, 18))
    note_leave(viewer=SYSTEM, office=cast.office, leaves=[away])
    words = _page(opened, cast.clerk, "worker_list")
    assert "1 of at most 50" in words
    assert "away, last day: next Monday" in words
    assert words.count("more than 90 days ago") == 2
    assert "0 of 2 files were confirmed within 90 days" in words
    WorkerFile.objects.filter(person=worker).update(confirmed_on=date(2023, 12, 1))
    assert "1 of 2 files were confirmed within 90 days" in _page(opened, cast.clerk, "worker_list")


def test_leave_that_ended_yesterday_is_no_leave(cast: Cast, opened: Open) -> None:
    worker = Person.objects.get(pk=cast.worker_party.pk)
    over = Leave(person=worker, from_on=date(2023, 12, 1), until_on=date(2023, 12, 14))
    note_leave(viewer=SYSTEM, office=cast.office, leaves=[over])
    assert "away, last day" not in _page(opened, cast.clerk, "worker_list")


def test_workers_are_narrowed_by_kind(cast: Cast, opened: Open) -> None:
    assert "社工乙" in _page(opened, cast.clerk, "worker_list", "?kind=grid")
    assert "社工乙" not in _page(opened, cast.clerk, "worker_list", "?kind=child")


def test_the_roster_names_who_is_on_duty_now_and_who_stands_in(cast: Cast, opened: Open) -> None:
    words = _page(opened, cast.worker, "duty_list")
    assert "社工乙; 社工丙 stands in." in words
    assert words.count('<span class="state running">now</span>') == 1
    assert "Hours that nobody takes" not in words


def test_hours_that_nobody_takes_are_named(cast: Cast, opened: Open) -> None:
    Duty.objects.filter(office=cast.office, weekday=4).delete()
    Duty.objects.filter(office=cast.office, weekday=6).update(from_hour=8)
    words = _page(opened, cast.clerk, "duty_list")
    assert "Nobody is on duty now" in words
    assert f"Friday day and night; Sunday {clock_words(0, 8)}" in words
    assert '<span class="state running">now</span>' not in words


def test_without_a_roster_the_page_says_what_that_means(cast: Cast, opened: Open) -> None:
    Duty.objects.all().delete()
    assert "No hour is on the roster." in _page(opened, cast.clerk, "duty_list")
