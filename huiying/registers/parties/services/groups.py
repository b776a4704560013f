"""Households, organisations and teams: changed, moved, ended. What has ended stays readable."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.models import Household, Organisation, Party, Team
from huiying.registers.parties.rules import (
    Registered,
    faults_in_days,
    faults_in_organisation,
    faults_in_team,
    normal_line,
)
from huiying.registers.parties.services.changing import keep_changed, locked, locked_at, moved, written
from huiying.registers.parties.services.numbers import refused_once, taken_codes
from huiying.registers.parties.services.registering import (
    NewOrganisation,
    NewTeam,
    plain_organisation,
    registered,
)
from huiying.registers.places.models import Place


@transaction.atomic
def change_household(
    *, viewer: Viewer, household: Household, version: int, name: str, tags: list[str]
) -> list[str]:
    """Change the name and the tags of a household that was read at `version`; the fields that are others now."""
    party = locked_at(household.party, version)
    household = Household.objects.get(pk=party.pk)
    if not name.strip():
        raise Refused(Fault("name_missing", "name"))
    changed = written(party, {"name": name.strip()}) + written(household, {"tags": tags})
    if changed:
        household.save()
        keep_changed(viewer, party, "household.changed", changed)
    return changed


@transaction.atomic
def move_household(*, viewer: Viewer, household: Household, to: Place, on: date) -> None:
    """A household has moved: whoever lives in it moves along. The former home is kept."""
    today = clock.today()
    party = locked(household.party)
    household = Household.objects.get(pk=party.pk)
    if household.until_on is not None:
        raise Refused(Fault("ended_before"))
    if faults := faults_in_days(on, None, today=today, not_before=household.from_on):
        raise Refused(*faults)
    home = party.place_id
    if not moved(party, to, on, today=today):
        raise Refused(Fault("lives_there_already", "place"))
    keep_changed(viewer, party, "household.moved", ["place"])
    people = Party.objects.select_for_update().filter(
        pk__in=household.members.filter(until_on=None).values("person"), place=home
    )
    for person in people.order_by("pk"):
        if moved(person, to, max(on, person.place_from_on or on), today=today):
            keep_changed(viewer, person, "person.changed", ["home"])


@transaction.atomic
def end_household(*, viewer: Viewer, household: Household, on: date) -> None:
    """Nobody lives together there any more; whoever did leaves it with that day."""
    party = locked(household.party)
    household = Household.objects.get(pk=party.pk)
    _end(household, on, from_on=household.from_on)
    _let_go(household.members.all(), on)
    _tell_end(viewer, party, "household.ended")


@transaction.atomic
def change_organisation(
    *,
    viewer: Viewer,
    organisation: Organisation,
    version: int,
    new: NewOrganisation,
    place_from: date | None = None,
) -> list[str]:
    """Change an organisation that was read at `version`; the names of the fields that are others now."""
    party = locked_at(organisation.party, version)
    row = Organisation.objects.get(pk=party.pk)
    new = plain_organisation(new)
    was = Registered(party.name, row.credit_code, row.industry, row.phone)
    faults = faults_in_organisation(registered(new), was=was)
    if not faults and new.credit_code != was.credit_code:
        faults = taken_codes(party.office_id, [new.credit_code], but=row)
    if faults:
        raise Refused(*faults)
    changed = written(party, {"name": new.name})
    if moved(party, new.place, place_from, today=clock.today()):
        changed.append("place")
    fields = ("kind", "credit_code", "industry", "tags", "phone")
    changed += written(row, {name: getattr(new, name) for name in fields})
    if changed:
        with refused_once("credit_code"):
            row.save()
        keep_changed(viewer, party, "organisation.changed", changed)
    return changed


@transaction.atomic
def end_organisation(*, viewer: Viewer, organisation: Organisation, on: date) -> None:
    """An organisation is no more; whoever belonged to it does so until that day."""
    party = locked(organisation.party)
    row = Organisation.objects.get(pk=party.pk)
    _end(row, on, from_on=None)
    _let_go(row.affiliations.all(), on)
    _tell_end(viewer, party, "organisation.ended")


@transaction.atomic
def change_team(*, viewer: Viewer, team: Team, version: int, new: NewTeam) -> list[str]:
    """Change a team that was read at `version`; the names of the fields that are others now. A desk stays one."""
    party = locked_at(team.party, version)
    row = Team.objects.get(pk=party.pk)
    phone = normal_line(new.phone) or new.phone.strip()
    faults = faults_in_team(name=new.name, phone=phone, was_phone=row.phone)
    if new.parent is not None and new.parent.pk in {row.pk, *_below(row)}:
        faults.append(Fault("team_under_itself", "parent"))
    if faults:
        raise Refused(*faults)
    kind = row.kind if row.desk_of_id else new.kind
    changed = written(party, {"name": new.name.strip()})
    if moved(party, new.place, None, today=clock.today()):
        changed.append("place")
    changed += written(row, {"kind": kind, "parent": new.parent, "phone": phone})
    if changed:
        row.save()
        keep_changed(viewer, party, "team.changed", changed)
    return changed


@transaction.atomic
def end_team(*, viewer: Viewer, team: Team, on: date) -> None:
    """A team is dissolved; its members leave it with that day. An office's desk is not."""
    party = locked(team.party)
    row = Team.objects.get(pk=party.pk)
    if row.desk_of_id is not None:
        raise Refused(Fault("desk_stays"))
    if row.organs.filter(until_on=None).exists():
        raise Refused(Fault("team_has_organs"))
    _end(row, on, from_on=None)
    _let_go(row.members.all(), on)
    _tell_end(viewer, party, "team.ended")


def _below(team: Team) -> set[int]:
    """The keys of the teams under a team, at any depth."""
    found: set[int] = set()
    layer = {team.pk}
    while layer:
        layer = set(Team.objects.filter(parent__in=layer).values_list("pk", flat=True)) - found
        found |= layer
    return found


def _end(row: Any, on: date, *, from_on: date | None) -> None:
    if row.until_on is not None:
        raise Refused(Fault("ended_before"))
    if faults := faults_in_days(from_on, on, today=clock.today()):
        raise Refused(*faults)
    row.until_on = on
    row.save()


def _let_go(ties: Any, on: date) -> None:
    """End what is still in force; nothing ends before it began."""
    ties.filter(until_on=None, from_on__gt=on).update(until_on=F("from_on"))
    ties.filter(until_on=None).update(until_on=on)


def _tell_end(viewer: Viewer, party: Party, code: str) -> None:
    party.version += 1
    party.save()
    record([NewEntry(code, viewer, party.office_id, "party", party.pk)])
