"""What a user may reach: by office, by a part of the place tree, by date, by role."""

from datetime import date

import pytest

from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Reach, Viewer
from huiying.registers.access import selectors
from huiying.registers.access.models import User
from huiying.registers.access.services import NewGrant, NewUser, give_grants, register_users
from huiying.registers.parties.selectors import parties
from huiying.registers.places.models import Office, Place
from tests.cast import MORNING, SYSTEM, Cast

TODAY = date(2023, 12, 15)


@pytest.fixture
def county(cast: Cast) -> Place:
    return Place.objects.get(level="county")


def _user(*grants: NewGrant, name: str = "new") -> User:
    [(user, _password)] = register_users(viewer=SYSTEM, users=[NewUser(name, name, grants)])
    return user


def _offices(viewer: Viewer, action: str = "case.read") -> set[str]:
    return {office.code for office in selectors.reached_offices(viewer, action)}


def test_a_grant_over_an_office_reaches_that_office_only(cast: Cast) -> None:
    assert _offices(cast.viewer(cast.clerk)) == {"NF"}
    assert cast.elsewhere
    assert _offices(cast.viewer(cast.elsewhere.clerk)) == {"QB"}


def test_a_grant_over_a_place_reaches_every_office_in_it(cast: Cast, county: Place) -> None:
    viewer = selectors.viewer_for(_user(NewGrant("lead", place=county, from_on=TODAY)), TODAY)
    assert _offices(viewer) == {"NF", "QB"}
    street = selectors.viewer_for(
        _user(NewGrant("lead", place=cast.office.place, from_on=TODAY), name="street"), TODAY
    )
    assert _offices(street) == {"NF"}


def test_a_grant_over_a_place_below_the_office_does_not_reach_up(cast: Cast) -> None:
    viewer = selectors.viewer_for(_user(NewGrant("lead", place=cast.compound, from_on=TODAY)), TODAY)
    assert _offices(viewer) == set()


def test_what_is_reached_by_place_can_be_read(cast: Cast, county: Place) -> None:
    viewer = selectors.viewer_for(_user(NewGrant("lead", place=county, from_on=TODAY)), TODAY)
    mine = set(parties(cast.viewer(cast.lead), "person"))
    assert cast.elsewhere
    theirs = set(parties(cast.viewer(cast.elsewhere.lead), "person"))
    assert mine
    assert set(parties(viewer, "person")) == mine | theirs


@pytest.mark.parametrize(
    ("today", "holds"),
    [
        (date(2023, 12, 9), False),
        (date(2023, 12, 10), True),
        (date(2023, 12, 20), True),
        (date(2023, 12, 21), False),
    ],
)
def test_a_grant_holds_from_its_first_to_its_last_day(cast: Cast, today: date, holds: bool) -> None:
    grant = NewGrant("desk", office=cast.office, from_on=date(2023, 12, 10), until_on=date(2023, 12, 20))
    viewer = selectors.viewer_for(_user(grant), today)
    assert selectors.may(viewer, "case.dispatch") == holds
    assert bool(_offices(viewer)) == holds


def test_a_role_gives_its_rights_and_no_others(cast: Cast) -> None:
    worker = cast.viewer(cast.worker)
    assert selectors.may(worker, "case.accept")
    assert not selectors.may(worker, "party.read")
    assert _offices(worker, "party.read") == set()


def test_who_has_no_grant_reaches_nothing(cast: Cast) -> None:
    for viewer in (cast.viewer(cast.resident), Viewer.stranger(), Viewer.asker()):
        assert selectors.rights_of(viewer) == frozenset()
        assert not Office.objects.filter(selectors.reached(viewer, "case.read", "office", "")).exists()


def test_own_and_office_are_not_the_same_reach(cast: Cast) -> None:
    worker = cast.viewer(cast.worker)
    assert not Office.objects.filter(selectors.reached(worker, "case.read", "office", "")).exists()
    assert Office.objects.filter(selectors.reached(worker, "case.read", "own", "")).count() == 1


def test_an_auditor_sees_who_may_reach_the_office_from_above_beside_and_below(
    cast: Cast, county: Place
) -> None:
    with clock.held_at(MORNING):
        above = _user(NewGrant("lead", place=county), name="above")
        below = _user(NewGrant("worker", place=cast.compound), name="below")
        assert cast.elsewhere
        other = _user(NewGrant("worker", place=cast.elsewhere.compound), name="other")
    seen = set(selectors.users(cast.viewer(cast.auditor)))
    assert {above, below, cast.clerk, cast.auditor} <= seen
    assert seen.isdisjoint({other, cast.elsewhere.clerk, cast.resident})


def test_a_user_with_two_grants_stands_in_the_list_once(cast: Cast) -> None:
    give_grants(viewer=SYSTEM, grants=[(cast.clerk, NewGrant("editor", office=cast.office, from_on=TODAY))])
    names = [user.username for user in selectors.users(cast.viewer(cast.auditor), "nf-clerk")]
    assert names == ["nf-clerk"]


def test_who_may_not_read_users_sees_none(cast: Cast) -> None:
    assert not selectors.users(cast.viewer(cast.clerk)).exists()


@pytest.mark.parametrize("role", ["lead", "auditor", "security"])
def test_whoever_may_read_the_trail_reads_it_by_office_or_by_place(
    cast: Cast, county: Place, role: str
) -> None:
    by_office = Viewer(1, "x", (Reach(role, cast.office.pk),))
    by_place = Viewer(1, "x", (Reach(role, None, county.path),))
    assert selectors.trail_offices(by_office) == {cast.office.pk}
    assert cast.elsewhere
    assert selectors.trail_offices(by_place) == {cast.office.pk, cast.elsewhere.office.pk}


@pytest.mark.parametrize("role", ["desk", "worker", "admin"])
def test_no_other_role_reads_the_trail(cast: Cast, role: str) -> None:
    viewer = Viewer(1, "x", (Reach(role, cast.office.pk),))
    assert not selectors.trail_offices(viewer)


def test_a_user_is_found_by_the_name_to_log_in_with(cast: Cast) -> None:
    assert selectors.user_by_name("nf-clerk") == cast.clerk
    assert selectors.user_by_name("nobody") is None


def test_a_desk_is_that_of_the_first_office_that_a_grant_reaches(cast: Cast, county: Place) -> None:
    assert cast.elsewhere
    assert selectors.home_office(cast.viewer(cast.clerk)) == cast.office
    assert selectors.home_office(cast.viewer(cast.elsewhere.clerk)) == cast.elsewhere.office
    over_the_county = selectors.viewer_for(_user(NewGrant("lead", place=county, from_on=TODAY)), TODAY)
    assert selectors.home_office(over_the_county) == cast.office
    assert selectors.home_office(cast.viewer(cast.resident)) is None
