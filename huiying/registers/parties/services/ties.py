"""Who belongs to a household, a team or an organisation, from which day until which."""

from datetime import date
from typing import Any

from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.models import (
    Affiliation,
    Household,
    HouseholdMember,
    Organisation,
    Party,
    Person,
    Team,
    TeamMember,
)
from huiying.registers.parties.rules import faults_in_days
from huiying.registers.parties.services.changing import locked
from huiying.registers.parties.services.registering import affiliate


@transaction.atomic
def join_household(
    *, viewer: Viewer, household: Household, person: Person, relation: str, from_on: date
) -> HouseholdMember:
    """Somebody lives in a household from a day on; it has one head at a time."""
    party = locked(household.party)
    household = Household.objects.get(pk=party.pk)
    members = household.members.filter(until_on=None)
    faults = _faults_in_joining(household.until_on, from_on, not_before=household.from_on)
    if members.filter(person=person).exists():
        faults.append(Fault("tie_already", "who"))
    if relation == "head" and members.filter(relation="head").exists():
        faults.append(Fault("household_has_head", "relation"))
    if faults:
        raise Refused(*faults)
    tie = HouseholdMember.objects.create(
        household=household, person=person, relation=relation, from_on=from_on
    )
    _tell_tie(viewer, party, "household.joined", person.pk)
    return tie


@transaction.atomic
def join_team(*, viewer: Viewer, team: Team, party: Party, role: str, from_on: date) -> TeamMember:
    """A person or an organisation is in a team from a day on."""
    group = locked(team.party)
    team = Team.objects.get(pk=group.pk)
    faults = _faults_in_joining(team.until_on, from_on)
    if team.members.filter(until_on=None, party=party).exists():
        faults.append(Fault("tie_already", "who"))
    if faults:
        raise Refused(*faults)
    tie = TeamMember.objects.create(team=team, party=party, role=role.strip(), from_on=from_on)
    _tell_tie(viewer, group, "team.joined", party.pk)
    return tie


@transaction.atomic
def join_organisation(
    *, viewer: Viewer, organisation: Organisation, person: Person, role: str, from_on: date
) -> Affiliation:
    """Somebody belongs to an organisation in a role from a day on; one may have several roles."""
    group = locked(organisation.party)
    organisation = Organisation.objects.get(pk=group.pk)
    faults = _faults_in_joining(organisation.until_on, from_on)
    if organisation.affiliations.filter(until_on=None, person=person, role=role).exists():
        faults.append(Fault("tie_already", "who"))
    if faults:
        raise Refused(*faults)
    [tie] = affiliate(
        viewer=viewer, office=group.office, pairs=[(person, organisation, role)], from_on=from_on
    )
    return tie


def _faults_in_joining(ended_on: date | None, from_on: date, not_before: date | None = None) -> list[Fault]:
    if ended_on is not None:
        return [Fault("ended_before")]
    return faults_in_days(from_on, None, today=clock.today(), not_before=not_before)


@transaction.atomic
def leave_household(*, viewer: Viewer, tie: HouseholdMember, until_on: date) -> None:
    """Somebody no longer lives in a household; that day is the last."""
    party = locked(tie.household.party)
    _end(HouseholdMember.objects.get(pk=tie.pk), until_on)
    _tell_tie(viewer, party, "household.left", tie.person_id)


@transaction.atomic
def leave_team(*, viewer: Viewer, tie: TeamMember, until_on: date) -> None:
    """Somebody is no longer in a team. An office's desk keeps at least one, since it holds what nobody else holds."""
    group = locked(tie.team.party)
    others = TeamMember.objects.filter(team=tie.team_id, until_on=None).exclude(pk=tie.pk)
    if tie.team.desk_of_id is not None and not others.exists():
        raise Refused(Fault("desk_needs_a_member"))
    _end(TeamMember.objects.get(pk=tie.pk), until_on)
    _tell_tie(viewer, group, "team.left", tie.party_id)


@transaction.atomic
def leave_organisation(*, viewer: Viewer, tie: Affiliation, until_on: date) -> None:
    """Somebody no longer belongs to an organisation in a role."""
    group = locked(tie.organisation.party)
    _end(Affiliation.objects.get(pk=tie.pk), until_on)
    data = {"role": tie.role}
    record([NewEntry("person.unaffiliated", viewer, group.office_id, "party", tie.person_id, data)])


def _end(tie: Any, until_on: date) -> None:
    if tie.until_on is not None:
        raise Refused(Fault("ended_before"))
    if faults := faults_in_days(tie.from_on, until_on, today=clock.today()):
        raise Refused(*faults)
    tie.until_on = until_on
    tie.save(update_fields=["until_on"])


def _tell_tie(viewer: Viewer, group: Party, code: str, member: int) -> None:
    record([NewEntry(code, viewer, group.office_id, "party", group.pk, {"member": member})])
