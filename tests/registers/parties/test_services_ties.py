"""Who belongs where is noted with its days; a desk never stands empty."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.registers.parties.models import Affiliation, HouseholdMember, Person, Team, TeamMember
from huiying.registers.parties.selectors import (
    former_affiliations,
    former_members,
    former_people_of,
    former_team_members,
    household_tie,
    organisation_tie,
    team_tie,
)
from huiying.registers.parties.services import (
    NewHousehold,
    NewOrganisation,
    register_households,
    register_organisations,
)
from huiying.registers.parties.services.groups import end_household
from huiying.registers.parties.services.ties import (
    join_household,
    join_organisation,
    join_team,
    leave_household,
    leave_organisation,
    leave_team,
)
from tests.cast import FROM, MORNING, SYSTEM, Cast

TODAY = date(2023, 12, 15)


def _now(act: Any, **given: Any) -> Any:
    with clock.held_at(MORNING):
        return act(viewer=SYSTEM, **given)


def _resident(cast: Cast) -> Person:
    return Person.objects.get(pk=cast.resident_party.pk)


def _household(cast: Cast) -> Any:
    new = NewHousehold(cast.compound, [(_resident(cast), "head")], FROM)
    return register_households(viewer=SYSTEM, office=cast.office, households=[new])[0]


def _organisation(cast: Cast) -> Any:
    new = NewOrganisation("甲厂", "enterprise")
    return register_organisations(viewer=SYSTEM, office=cast.office, organisations=[new])[0]


def test_somebody_moves_in_and_out_and_both_days_stay(cast: Cast) -> None:
    household, viewer = _household(cast), cast.viewer(cast.clerk)
    person = Person.objects.get(pk=cast.worker_party.pk)
    given = {"household": household, "person": person, "relation": "other"}
    tie = _now(join_household, **given, from_on=date(2023, 5, 1))
    with pytest.raises(Refused, match="tie_already"):
        _now(join_household, **given, from_on=TODAY)
    assert household_tie(viewer, household.party.uuid, tie.pk) == tie
    _now(leave_household, tie=tie, until_on=date(2023, 12, 1))
    assert [(row.person, row.until_on) for row in former_members(household)] == [(person, date(2023, 12, 1))]
    with pytest.raises(Refused, match="ended_before"):
        _now(leave_household, tie=tie, until_on=TODAY)
    told = Entry.objects.filter(code__in=["household.joined", "household.left"]).order_by("id")
    assert [(entry.subject_id, entry.data) for entry in told] == [(household.pk, {"member": person.pk})] * 2


@pytest.mark.parametrize(
    ("relation", "from_on", "code"),
    [
        ("head", TODAY, "household_has_head"),
        ("other", date(2023, 12, 16), "day_in_the_future"),
        ("other", date(2022, 12, 31), "day_too_early"),
    ],
)
def test_what_can_not_be_in_a_household_is_told(cast: Cast, relation: str, from_on: date, code: str) -> None:
    person = Person.objects.get(pk=cast.worker_party.pk)
    with pytest.raises(Refused, match=code):
        _now(join_household, household=_household(cast), person=person, relation=relation, from_on=from_on)
    assert HouseholdMember.objects.count() == 1


def test_nobody_moves_into_a_household_that_has_ended(cast: Cast) -> None:
    household = _household(cast)
    _now(end_household, household=household, on=TODAY)
    person = Person.objects.get(pk=cast.worker_party.pk)
    with pytest.raises(Refused, match="ended_before"):
        _now(join_household, household=household, person=person, relation="other", from_on=TODAY)


def test_one_may_have_several_roles_in_an_organisation_each_once(cast: Cast) -> None:
    organisation, viewer, person = _organisation(cast), cast.viewer(cast.clerk), _resident(cast)
    given = {"organisation": organisation, "person": person, "from_on": FROM}
    tie = _now(join_organisation, **given, role="member")
    _now(join_organisation, **given, role="volunteer")
    with pytest.raises(Refused, match="tie_already"):
        _now(join_organisation, **given, role="member")
    assert organisation_tie(viewer, organisation.party.uuid, tie.pk) == tie
    _now(leave_organisation, tie=tie, until_on=TODAY)
    assert list(former_people_of(organisation)) == list(former_affiliations(person)) == [tie]
    assert Affiliation.objects.filter(until_on=None).count() == 1
    told = Entry.objects.get(code="person.unaffiliated")
    assert (told.subject_id, told.data) == (person.pk, {"role": "member"})


def test_a_team_is_joined_and_left(cast: Cast) -> None:
    team = Team.objects.get(pk=cast.desk.pk)
    given = {"team": team, "party": cast.worker_party, "role": "帮手"}
    tie = _now(join_team, **given, from_on=TODAY)
    with pytest.raises(Refused, match="tie_already"):
        _now(join_team, **given, from_on=TODAY)
    assert team_tie(cast.viewer(cast.clerk), cast.desk.uuid, tie.pk) == tie
    with pytest.raises(Refused, match="until_before_from"):
        _now(leave_team, tie=tie, until_on=date(2023, 12, 14))
    _now(leave_team, tie=tie, until_on=TODAY)
    assert [(row.party, row.role) for row in former_team_members(team)] == [(cast.worker_party, "帮手")]


def test_the_last_at_an_offices_desk_stays_until_another_is_there(cast: Cast) -> None:
    team = Team.objects.get(pk=cast.desk.pk)
    last = TeamMember.objects.get(team=team)
    with pytest.raises(Refused, match="desk_needs_a_member"):
        _now(leave_team, tie=last, until_on=TODAY)
    _now(join_team, team=team, party=cast.worker_party, role="", from_on=TODAY)
    _now(leave_team, tie=last, until_on=TODAY)
    assert [row.party for row in TeamMember.objects.filter(team=team, until_on=None)] == [cast.worker_party]


def test_only_who_may_change_a_record_finds_its_ties_to_end(cast: Cast) -> None:
    assert cast.elsewhere
    [tie] = TeamMember.objects.filter(team=cast.desk.pk)
    for user in (cast.lead, cast.auditor, cast.worker, cast.elsewhere.clerk):
        assert team_tie(cast.viewer(user), cast.desk.uuid, tie.pk) is None
    assert team_tie(cast.viewer(cast.clerk), cast.elsewhere.desk.uuid, tie.pk) is None


def test_the_database_lets_nothing_end_before_it_began(cast: Cast) -> None:
    household, organisation = _household(cast), _organisation(cast)
    _now(join_organisation, organisation=organisation, person=_resident(cast), role="member", from_on=FROM)
    assert household.members.exists()
    for model in (HouseholdMember, TeamMember, Affiliation):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(until_on=date(2022, 1, 1))  # type: ignore[attr-defined]
