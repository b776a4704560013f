"""Who can see a record is just who the guards of its page let in: asked of every user, one by one."""

from datetime import date

import pytest

from huiying.pure.lib import clock
from huiying.registers.access.models import User
from huiying.registers.access.selectors import Sight, rights_in, sights, viewer_for
from huiying.registers.access.services import NewGrant, NewUser, give_grants, register_users
from huiying.registers.parties.models import Party
from huiying.registers.parties.selectors import (
    organisation_for,
    people_without_login,
    person_for,
    person_of,
    who_reads_party,
)
from huiying.registers.parties.services import (
    NewOrganisation,
    NewTeam,
    register_organisations,
    register_teams,
)
from huiying.registers.places.models import Office, Place
from huiying.work.cases.models import CaseHelper
from huiying.work.cases.selectors.cases import actions_on, case_for, who_reads
from tests.cast import FROM, MORNING, SYSTEM, Cast
from tests.fronts.web.stages import WAY, brought_to, on_the_way

TODAY = date(2023, 12, 15)


@pytest.fixture
def everybody(cast: Cast) -> list[User]:
    """The cast of both offices, and grants of every kind: over a place, ended, to come, two at once, a locked login."""
    assert cast.elsewhere
    county = Place.objects.get(level="county")
    new = [
        NewUser("county", "县", (NewGrant("lead", place=county, from_on=FROM),)),
        NewUser("street", "街", (NewGrant("auditor", place=cast.office.place, from_on=FROM),)),
        NewUser("below", "小区", (NewGrant("lead", place=cast.compound, from_on=FROM),)),
        NewUser("gone", "走了", (NewGrant("desk", office=cast.office, from_on=FROM, until_on=FROM),)),
        NewUser("last-day", "今天", (NewGrant("desk", office=cast.office, from_on=FROM, until_on=TODAY),)),
        NewUser("to-come", "明天", (NewGrant("desk", office=cast.office, from_on=date(2023, 12, 16)),)),
        NewUser("locked", "锁了", (NewGrant("desk", office=cast.office, from_on=FROM),)),
    ]
    register_users(viewer=SYSTEM, users=new)
    User.objects.filter(username="locked").update(is_active=False)
    more = [
        (cast.worker, NewGrant("auditor", office=cast.elsewhere.office, from_on=FROM)),
        (cast.other_worker, NewGrant("editor", office=cast.office, from_on=FROM)),
        (cast.elsewhere.worker, NewGrant("worker", office=cast.office, from_on=FROM)),
    ]
    give_grants(viewer=SYSTEM, grants=more)
    return list(User.objects.order_by("pk"))


def _names(found: list[Sight]) -> list[str]:
    return sorted(sight.user.username for sight in found)


def test_who_can_see_a_file_or_an_organisation_is_who_can_open_it(cast: Cast, everybody: list[User]) -> None:
    [factory] = register_organisations(
        viewer=SYSTEM, office=cast.office, organisations=[NewOrganisation("甲厂", "enterprise")]
    )
    for party, guard in ((cast.resident_party, person_for), (factory.party, organisation_for)):
        told = _names(who_reads_party(party, TODAY))
        let_in = [
            user.username
            for user in everybody
            if user.is_active and guard(viewer_for(user, TODAY), party.uuid) is not None
        ]
        assert told == sorted(let_in)
        assert {"nf-clerk", "nf-lead", "nf-auditor", "county", "street", "last-day"} == set(told)


@pytest.mark.parametrize("state", [*WAY, "return asked", "promised"])
def test_who_can_see_a_case_is_who_can_open_it(cast: Cast, everybody: list[User], state: str) -> None:
    case = brought_to(cast, state) if state in WAY else on_the_way(cast, state)
    assert cast.elsewhere
    task = NewTeam("专班", "task_force", members=[(cast.other_party, "")])
    [team] = register_teams(viewer=SYSTEM, office=cast.office, teams=[task], from_on=FROM)
    for helper in (None, team.party, cast.elsewhere.worker_party):
        if helper is not None:
            CaseHelper.objects.create(case=case, party=helper, from_at=MORNING)
        found, having_part = who_reads(case, TODAY)
        let_in = [
            user
            for user in everybody
            if user.is_active and case_for(viewer_for(user, TODAY), "case.read", case.number) is not None
        ]
        assert _names(found) == sorted(user.username for user in let_in)
        for sight in found:
            by_role = "office" in {rights_in(sight.viewer, case.office).get("case.read")}
            assert by_role or sight.user.pk in having_part


def test_what_is_told_of_a_role_is_what_the_role_does_on_a_case(cast: Cast, everybody: list[User]) -> None:
    case = case_for(cast.viewer(cast.clerk), "case.read", brought_to(cast, "handling").number)
    assert case is not None
    office = Office.objects.select_related("place").get(pk=cast.office.pk)
    for user in everybody:
        viewer = viewer_for(user, TODAY)
        rights = rights_in(viewer, office)
        whole = {action for action, scope in rights.items() if scope == "office"}
        assert whole <= actions_on(viewer, case) <= set(rights)


def test_everybody_who_reaches_an_office_is_found_with_the_grants_that_do(
    cast: Cast, everybody: list[User]
) -> None:
    found = {sight.user.username: sight for sight in sights(cast.office, TODAY)}
    assert {"gone", "to-come", "locked", "below", "nf-resident", "qb-clerk"}.isdisjoint(found)
    assert [grant.role for grant in found["nf-other"].grants] == ["worker", "editor"]
    assert [grant.role for grant in found["nf-worker"].grants] == ["worker"]
    assert [grant.role for grant in found["qb-worker"].grants] == ["worker"]


def test_whoever_works_here_and_logs_in_not_yet_can_be_given_a_login(cast: Cast) -> None:
    with clock.held_at(MORNING):
        task = NewTeam("专班", "task_force", members=[(cast.resident_party, ""), (cast.worker_party, "")])
        register_teams(viewer=SYSTEM, office=cast.office, teams=[task], from_on=FROM)
    assert not people_without_login(cast.office.pk).exists()
    Party.objects.get(pk=cast.resident_party.pk)
    person = cast.resident_party.person
    person.user = None
    person.save()
    assert list(people_without_login(cast.office.pk)) == [person]
    assert person_of(cast.worker.pk) == cast.worker_party
    assert person_of(cast.admin.pk) is None
