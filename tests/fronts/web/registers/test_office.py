"""Places, limits with the calendar, and users at the desk."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from huiying.fronts.web.registers.wording import MATTERS, matter_words
from huiying.pure.lib import clock
from huiying.registers.access.roles import ROLES
from huiying.registers.access.services import NewGrant, give_grants
from huiying.registers.limits.models import CalendarDay, Limit
from huiying.registers.limits.services import enter_days, register_limits
from huiying.registers.parties.models import Person
from huiying.registers.places.models import Place
from tests.cast import LIMITS, SYSTEM, Cast
from tests.fronts.web.registers.conftest import Open

TODAY = date(2023, 12, 15)


def _page(opened: Open, user: object, name: str, query: str = "") -> str:
    return opened(user, reverse(f"registers:{name}") + query).content.decode()


def test_the_tree_is_walked_down_and_counts_what_lies_in_each_part(
    cast: Cast, opened: Open, person: Person
) -> None:
    community = cast.compound.parent
    assert community
    words = _page(opened, cast.clerk, "place_list")
    assert f"?under={community.code}" in words
    assert f"?place={community.code}" in words
    words = _page(opened, cast.clerk, "place_list", f"?under={cast.compound.code}")
    assert "1幢" in words
    building = Place.objects.get(parent=cast.compound)
    assert "divided further" in _page(opened, cast.clerk, "place_list", f"?under={building.code}")


def test_a_worker_sees_how_many_households_and_not_who(cast: Cast, opened: Open, person: Person) -> None:
    words = _page(opened, cast.worker, "place_list")
    assert '<td data-label="Households">1</td>' in words
    assert "?place=" not in words


def test_a_place_is_found_by_name_with_what_it_lies_in(cast: Cast, opened: Open) -> None:
    words = _page(opened, cast.clerk, "place_list", "?words=1幢")
    assert "柳岸社区 柳岸小区" in words
    assert "Nothing fits." in _page(opened, cast.clerk, "place_list", "?words=青北")


def test_a_limit_says_how_long_by_which_document_since_when(cast: Cast, opened: Open) -> None:
    words = _page(opened, cast.worker, "limit_list")
    for fact in ("Answer a request for help", "at most 5 working days", "at most 30 minutes", "测试办法"):
        assert fact in words


def test_a_limit_of_a_wider_place_and_an_adjustable_one_say_so(cast: Cast, opened: Open) -> None:
    county = Place.objects.get(level="county")
    wide = Limit(
        matter="case.answer.help.elderly",
        place=county,
        from_on=date(2024, 1, 1),
        amount=2,
        unit="calendar_days",
        at_least=True,
        document="县办法",
        is_adjustable=True,
    )
    register_limits(viewer=SYSTEM, limits=[wide])
    words = _page(opened, cast.clerk, "limit_list")
    for fact in (
        "Answer a request for help · older people",
        "at least 2 calendar days",
        "begins 1 January 2024",
        "holds for all of 仙居县; the office may set it otherwise",
    ):
        assert fact in words


def test_every_matter_that_the_office_keeps_has_its_words() -> None:
    assert [matter for matter, *_rest in LIMITS if matter not in MATTERS] == []
    assert matter_words("fund.payment") == "fund.payment"


def test_days_that_the_office_entered_are_listed(cast: Cast, opened: Open) -> None:
    assert "keeps to the official calendar" in _page(opened, cast.clerk, "limit_list")
    own = CalendarDay(office=cast.office, on=date(2023, 12, 30), is_working=True, note="年终值班")
    enter_days(viewer=SYSTEM, days=[own])
    words = _page(opened, cast.clerk, "limit_list")
    assert "Saturday 30 December 2023" in words
    assert "年终值班" in words
    assert cast.elsewhere
    assert "年终值班" not in _page(opened, cast.elsewhere.clerk, "limit_list")


@pytest.mark.parametrize(("year", "unknown"), [(2023, []), (2026, [2027]), (2027, [2027, 2028])])
def test_a_year_whose_official_days_are_not_known_says_so(
    cast: Cast, opened: Open, year: int, unknown: list[int]
) -> None:
    with clock.held_at(datetime(year, 6, 15, 9, tzinfo=clock.SHANGHAI)):
        words = _page(opened, cast.clerk, "limit_list")
    said = [n for n in range(2023, 2030) if f"The official days of {n} aren" in words]
    assert said == unknown


def test_users_are_listed_with_role_reach_and_days(cast: Cast, opened: Open) -> None:
    county = Place.objects.get(level="county")
    grants = [
        (cast.clerk, NewGrant("editor", office=cast.office, from_on=TODAY, until_on=date(2023, 12, 31))),
        (
            cast.clerk,
            NewGrant("lead", place=county, from_on=date(2023, 1, 1), until_on=date(2023, 6, 30)),
        ),
    ]
    give_grants(viewer=SYSTEM, grants=grants)
    words = _page(opened, cast.auditor, "user_list", "?words=nf-clerk")
    for fact in (
        '<b>Desk clerk</b> · 南峰街道<br><span class="quiet">from 1 January',
        '<b>Editor</b> · 南峰街道<br><span class="quiet">from today until 31 December',
        '<b>Lead</b> · 仙居县<br><span class="quiet">ended 30 June',
    ):
        assert fact in words
    assert "nf lead" not in words
    assert "qb clerk" not in _page(opened, cast.auditor, "user_list")


def test_every_role_has_its_words() -> None:
    from huiying.fronts.web.registers import wording  # noqa: PLC0415 (beside a name of the same kind)

    assert set(wording.ROLES) == set(ROLES)
