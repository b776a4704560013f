"""Households, organisations and teams change, move and end; what was stays."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.registers.parties.models import (
    Affiliation,
    FormerPlace,
    Household,
    HouseholdMember,
    Organisation,
    Party,
    Person,
    Team,
    TeamMember,
)
from huiying.registers.parties.selectors import household_for, households, organisations, team_for, teams
from huiying.registers.parties.services import (
    NewHousehold,
    NewOrganisation,
    NewPerson,
    NewTeam,
    affiliate,
    register_households,
    register_organisations,
    register_people,
    register_teams,
)
from huiying.registers.parties.services.groups import (
    change_household,
    change_organisation,
    change_team,
    end_household,
    end_organisation,
    end_team,
    move_household,
)
from huiying.registers.places.models import Place
from tests.cast import FROM, MORNING, SYSTEM, Cast

TODAY = date(2023, 12, 15)
CODE = "91110000600037341L"


def _now(act: Any, **given: Any) -> Any:
    with clock.held_at(MORNING):
        return act(viewer=SYSTEM, **given)


@pytest.fixture
def household(cast: Cast) -> Household:
    people = [NewPerson("户主", home=cast.compound), NewPerson("配偶", home=cast.compound), NewPerson("寄住")]
    head, spouse, guest = register_people(viewer=SYSTEM, office=cast.office, people=people)
    members = [(head, "head"), (spouse, "spouse"), (guest, "other")]
    new = NewHousehold(cast.compound, members, FROM)
    return register_households(viewer=SYSTEM, office=cast.office, households=[new])[0]


@pytest.fixture
def organisation(cast: Cast) -> Organisation:
    new = NewOrganisation("甲厂", "enterprise", cast.compound, credit_code=CODE, tags=["high_tech", "商圈"])
    return register_organisations(viewer=SYSTEM, office=cast.office, organisations=[new])[0]


def _team(cast: Cast, name: str = "专班", **more: Any) -> Team:
    new = NewTeam(name, "task_force", members=[(cast.worker_party, "组长")], **more)
    return register_teams(viewer=SYSTEM, office=cast.office, teams=[new], from_on=FROM)[0]


def _told(code: str) -> list[Any]:
    return list(Entry.objects.filter(code=code).values_list("data", flat=True))


def test_a_household_changes_its_name_and_tags_once_a_version(household: Household) -> None:
    changed = _now(change_household, household=household, version=1, name="老户主", tags=["军属"])
    assert changed == ["name", "tags"]
    assert _told("household.changed") == [{"fields": ["name", "tags"]}]
    with pytest.raises(Refused, match="changed_meanwhile"):
        _now(change_household, household=household, version=1, name="又一个", tags=[])
    with pytest.raises(Refused, match="name_missing"):
        _now(change_household, household=household, version=2, name=" ", tags=[])


def test_whoever_lives_in_a_household_moves_along(cast: Cast, household: Household) -> None:
    building = Place.objects.get(parent=cast.compound)
    on = date(2023, 11, 1)
    _now(move_household, household=household, to=building, on=on)
    homes = dict(Party.objects.filter(name__in=["户主", "配偶", "寄住"]).values_list("name", "place"))
    assert homes == {"户主": building.pk, "配偶": building.pk, "寄住": None} | {
        party.name: party.place_id for party in Party.objects.filter(kind="household")
    }
    former = FormerPlace.objects.filter(party=household.pk).get()
    assert (former.place, former.until_on) == (cast.compound, on)
    assert FormerPlace.objects.count() == 3
    assert _told("household.moved") == [{"fields": ["place"]}]
    assert _told("person.changed") == [{"fields": ["home"]}] * 2
    with pytest.raises(Refused, match="lives_there_already"):
        _now(move_household, household=household, to=building, on=TODAY)


@pytest.mark.parametrize(
    ("on", "code"), [(date(2023, 12, 16), "day_in_the_future"), (date(2022, 1, 1), "day_too_early")]
)
def test_a_household_moves_on_a_day_that_can_be(
    cast: Cast, household: Household, on: date, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        _now(move_household, household=household, to=Place.objects.get(parent=cast.compound), on=on)
    assert not FormerPlace.objects.exists()


def test_an_ended_household_leaves_the_list_and_stays_readable(cast: Cast, household: Household) -> None:
    on = date(2023, 12, 1)
    _now(end_household, household=household, on=on)
    viewer = cast.viewer(cast.clerk)
    assert household not in households(viewer)
    assert household_for(viewer, household.party.uuid) == household
    assert set(HouseholdMember.objects.values_list("until_on", flat=True)) == {on}
    for again in (
        lambda: _now(end_household, household=household, on=on),
        lambda: _now(move_household, household=household, to=cast.office.place, on=TODAY),
    ):
        with pytest.raises(Refused, match="ended_before"):
            again()


def test_an_organisation_changes_and_keeps_where_it_stood(cast: Cast, organisation: Organisation) -> None:
    new = NewOrganisation("甲橡胶厂", "enterprise", None, credit_code=CODE, industry="c2913", phone="12345")
    changed = _now(change_organisation, organisation=organisation, version=1, new=new)
    assert changed == ["name", "place", "industry", "tags", "phone"]
    assert Organisation.objects.get().industry == "C2913"
    assert FormerPlace.objects.get().place == cast.compound
    with pytest.raises(Refused, match="changed_meanwhile"):
        _now(change_organisation, organisation=organisation, version=1, new=new)


def test_a_credit_code_of_another_organisation_is_refused_by_its_field(
    cast: Cast, organisation: Organisation
) -> None:
    [other] = register_organisations(
        viewer=SYSTEM, office=cast.office, organisations=[NewOrganisation("乙厂", "enterprise")]
    )
    new = NewOrganisation("乙厂", "enterprise", credit_code=CODE)
    with pytest.raises(Refused) as refused:
        _now(change_organisation, organisation=other, version=1, new=new)
    assert [(fault.code, fault.field, fault.data) for fault in refused.value.faults] == [
        ("credit_code_taken", "credit_code", {"name": "甲厂"})
    ]


def test_an_organisation_that_is_no_more_ends_with_those_who_belonged_to_it(
    cast: Cast, organisation: Organisation
) -> None:
    person = Person.objects.get(pk=cast.resident_party.pk)
    pairs = [(person, organisation, "member")]
    affiliate(viewer=SYSTEM, office=cast.office, pairs=pairs, from_on=date(2023, 12, 10))
    _now(end_organisation, organisation=organisation, on=date(2023, 12, 1))
    assert organisation not in organisations(cast.viewer(cast.clerk))
    tie = Affiliation.objects.get()
    assert (tie.from_on, tie.until_on) == (date(2023, 12, 10), date(2023, 12, 10))
    with pytest.raises(Refused, match="ended_before"):
        _now(end_organisation, organisation=organisation, on=TODAY)


def test_a_team_changes_and_is_never_under_itself(cast: Cast) -> None:
    above = _team(cast, "圈")
    below = _team(cast, "格", parent=above)
    changed = _now(change_team, team=above, version=1, new=NewTeam("暖心圈", "circle"))
    assert changed == ["name", "kind"]
    with pytest.raises(Refused, match="team_under_itself"):
        _now(change_team, team=above, version=2, new=NewTeam("暖心圈", "circle", parent=below))
    with pytest.raises(Refused, match="changed_meanwhile"):
        _now(change_team, team=above, version=1, new=NewTeam("圈", "circle"))


def test_a_desk_stays_a_desk_and_is_not_dissolved(cast: Cast) -> None:
    desk = Team.objects.get(pk=cast.desk.pk)
    _now(change_team, team=desk, version=1, new=NewTeam("服务台", "circle"))
    assert Team.objects.get(pk=desk.pk).kind == "desk"
    with pytest.raises(Refused, match="desk_stays"):
        _now(end_team, team=desk, on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Team.objects.filter(pk=desk.pk).update(until_on=TODAY)


def test_a_dissolved_team_ends_with_its_members_and_stays_readable(cast: Cast) -> None:
    team = _team(cast)
    _now(end_team, team=team, on=TODAY)
    viewer = cast.viewer(cast.clerk)
    assert team not in teams(viewer)
    assert team_for(viewer, team.party.uuid) == team
    assert TeamMember.objects.get(team=team).until_on == TODAY
    assert _told("team.ended") == [{}]


def test_a_team_with_teams_under_it_is_not_dissolved(cast: Cast) -> None:
    above = _team(cast, "圈")
    _team(cast, "格", parent=above)
    with pytest.raises(Refused, match="team_has_organs"):
        _now(end_team, team=above, on=TODAY)
