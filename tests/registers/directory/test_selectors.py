"""What is offered, who works, who is on duty."""

from datetime import date, datetime, timedelta

import pytest

from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory import selectors
from huiying.registers.directory.models import Category, Duty, Leave, Offering, WorkerFile
from huiying.registers.directory.services import NewOffering, note_leave, register_offerings, set_duty
from huiying.registers.parties.models import Person
from tests.cast import SYSTEM, Cast

FROM = date(2023, 1, 1)
TODAY = date(2023, 12, 15)


def _offer(cast: Cast, name: str, category: str, **more: object) -> Offering:
    row = Offering(
        office=cast.office,
        provider=cast.worker_party,
        name=name,
        area=cast.office.place,
        from_on=FROM,
        **more,  # type: ignore[misc]
    )
    [made] = register_offerings(viewer=SYSTEM, office=cast.office, offerings=[NewOffering(row, (category,))])
    return made


def test_the_public_reads_what_is_public_and_in_force(cast: Cast) -> None:
    Offering.objects.all().update(is_public=False)
    meals = _offer(cast, "送餐", "elder.meals")
    _offer(cast, "内部", "elder.meals", is_public=False)
    _offer(cast, "旧的", "elder.meals", until_on=date(2023, 6, 1))
    assert list(selectors.public_offerings(cast.office.pk)) == [meals]
    assert list(
        selectors.public_offerings(cast.office.pk, narrowed=selectors.Narrowed(category="elder"))
    ) == [meals]
    assert list(selectors.public_offerings(cast.office.pk, words="餐")) == [meals]
    assert not selectors.public_offerings(
        cast.office.pk, narrowed=selectors.Narrowed(category="estate")
    ).exists()


def test_an_enterprise_finds_what_is_for_its_stage_and_what_is_for_every_stage(cast: Cast) -> None:
    Offering.objects.all().update(is_public=False)
    always = _offer(cast, "政策问答", "policy.support")
    producing = _offer(cast, "扩产用电", "park.power", life_stage="producing", service_kind="resources")
    _offer(cast, "开办一件事", "shop.licence", life_stage="founded", service_kind="government")
    found = selectors.public_offerings(cast.office.pk, narrowed=selectors.Narrowed(life_stage="producing"))
    assert {*found} == {always, producing}
    assert selectors.stages_offered(cast.office.pk) == ["founded", "producing"]


def test_an_offering_of_two_categories_stands_once_in_the_list(cast: Cast) -> None:
    found = selectors.offerings(cast.viewer(cast.clerk), narrowed=selectors.Narrowed(category="elder"))
    assert len(found) == len({row.pk for row in found}) == 2


def test_each_reads_the_directory_of_the_own_office(cast: Cast) -> None:
    assert cast.elsewhere
    theirs = selectors.offerings(cast.viewer(cast.elsewhere.clerk))
    assert {row.office_id for row in theirs} == {cast.elsewhere.office.pk}
    assert not selectors.offerings(Viewer.stranger()).exists()
    workers = selectors.worker_files(cast.viewer(cast.elsewhere.clerk))
    assert {row.person.party.office_id for row in workers} == {cast.elsewhere.office.pk}
    assert not selectors.duties(Viewer.stranger()).exists()


def test_a_category_counts_its_offerings_in_force(cast: Cast) -> None:
    meals = Category.objects.get(office=cast.office, code="elder.meals")
    assert selectors.offering_counts(cast.office.pk)[meals.pk] == 2
    _offer(cast, "旧的", "elder.meals", until_on=date(2023, 6, 1))
    assert selectors.offering_counts(cast.office.pk)[meals.pk] == 2


def test_only_leaves_can_be_the_category_of_a_case(cast: Cast) -> None:
    codes = {leaf.code for leaf in selectors.leaves_of(cast.office.pk)}
    assert "elder.meals" in codes
    assert "elder" not in codes


def test_the_share_of_confirmed_files_names_both_numbers(cast: Cast) -> None:
    viewer = cast.viewer(cast.clerk)
    assert selectors.confirmed_files(viewer, TODAY) == (0, 2)
    WorkerFile.objects.filter(person=cast.worker_party.pk).update(confirmed_on=date(2023, 9, 16))
    assert selectors.confirmed_files(viewer, TODAY) == (1, 2)
    assert selectors.confirmed_files(viewer, date(2023, 12, 16)) == (0, 2)


def test_leave_that_is_over_is_not_shown(cast: Cast) -> None:
    person = Person.objects.get(pk=cast.worker_party.pk)
    old, current = note_leave(
        viewer=SYSTEM,
        office=cast.office,
        leaves=[
            Leave(person=person, from_on=date(2023, 12, 1), until_on=date(2023, 12, 14)),
            Leave(person=person, from_on=date(2023, 12, 14), until_on=TODAY),
        ],
    )
    assert old.pk
    assert list(selectors.leave_from(person, TODAY)) == [current]


@pytest.fixture
def evening(cast: Cast) -> Duty:
    """Friday evening in the compound is the other worker's, in the rest of the street the worker's."""
    Duty.objects.filter(office=cast.office, weekday=4).update(until_hour=20)
    workers = [Person.objects.get(pk=party.pk) for party in (cast.other_party, cast.worker_party)]
    row = Duty(
        office=cast.office,
        place=cast.compound,
        weekday=4,
        from_hour=16,
        until_hour=22,
        person=workers[0],
        stand_in=workers[1],
    )
    [made] = set_duty(viewer=SYSTEM, office=cast.office, duties=[row])
    return made


def test_on_duty_are_who_stands_on_the_roster_and_who_stands_in_by_the_hour_of_the_office(
    cast: Cast, evening: Duty
) -> None:
    late = datetime.fromisoformat("2023-12-15T13:30:00+00:00")
    now = selectors.duty_now(cast.office.pk, late)
    assert now.at(cast.compound.path) == {evening.person_id, evening.stand_in_id}
    assert now.at(cast.office.place.path) == set()
    assert selectors.duty_now(cast.office.pk, late + timedelta(hours=1)).by_path == ()


def test_a_match_may_propose_the_workers_of_the_office(cast: Cast) -> None:
    people = {row.person_id for row in selectors.workers_for_matching(cast.office.pk)}
    assert people == {cast.worker_party.pk, cast.other_party.pk}
