"""A partner sees what was given to its own body, by who acts for it now, and nothing else of the office."""

from datetime import date
from typing import Any

import pytest

from huiying.registers.directory.selectors import bodies_for_matching, serving
from huiying.registers.parties.models import Affiliation, TeamMember
from huiying.registers.parties.selectors import users_of
from huiying.registers.parties.services import NewTeam, register_teams
from huiying.work.cases.models import Case, ServiceGiven
from huiying.work.cases.selectors.cases import Filters, case_for, cases
from huiying.work.cases.selectors.given import GivenFilters, known_people, offerings_to, services_given
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.given import NewGiven, log_services
from tests.cast import FROM, SYSTEM
from tests.work.cases.partners import Partner, partner_of
from tests.work.cases.story import Story


def given_to(story: Story, body: Any, text: str = "离婚要怎么办手续") -> Case:
    case = story.triaged(
        story.received(text, asker=story.cast.resident_party),
        category=story.cast.categories["law.aid"],
        kind="help",
    )
    return story.walk(dispatch_case, viewer=story.clerk, case=case, provider=body, why="他们坐班")


def served(story: Story, partner: Partner, **changes: Any) -> ServiceGiven:
    new = NewGiven(partner.offering, **changes)
    [service] = log_services(viewer=story.clerk, office=story.cast.office, services=[new])
    return service


def seen_by(story: Story, partner: Partner) -> set[Case]:
    return set(cases(story.viewer(partner.user), Filters()))


def test_a_partner_sees_the_cases_and_services_of_its_body_and_no_others(story: Story) -> None:
    partner, other = partner_of(story.cast), partner_of(story.cast, name="青峦")
    mine, theirs = given_to(story, partner.body), given_to(story, other.body, "欠薪怎么要")
    office_case = story.dispatched()
    viewer = story.viewer(partner.user)
    assert seen_by(story, partner) == {mine}
    assert case_for(viewer, "case.accept", mine.number) == mine
    for case in (theirs, office_case):
        assert case_for(viewer, "case.read", case.number) is None
    for case_action in ("case.triage", "case.dispatch", "case.hand_over", "case.check"):
        assert case_for(viewer, case_action, mine.number) is None
    for one in (partner, other):
        log_services(
            viewer=story.viewer(one.user), office=story.cast.office, services=[NewGiven(one.offering)]
        )
    assert [row.provider for row in services_given(viewer, GivenFilters())] == [partner.body]
    assert list(offerings_to(viewer)) == [partner.offering]
    assert known_people(viewer, [], None, 5) == [story.cast.resident_party]


@pytest.mark.parametrize(
    ("tie", "kind", "acts"),
    [
        ("member", "law_firm", True),
        ("leader", "association", True),
        ("official", "department", True),
        ("legal_representative", "enterprise", True),
        ("member", "association", False),
        ("member", "trade_union", False),
        ("adviser", "law_firm", False),
        ("volunteer", "association", False),
    ],
)
def test_who_acts_for_a_body_is_read_from_the_tie_to_it(
    story: Story, tie: str, kind: str, acts: bool
) -> None:
    partner = partner_of(story.cast, tie=tie, kind=kind)
    service = served(story, partner)
    found = list(services_given(story.viewer(partner.user), GivenFilters()))
    assert found == ([service] if acts else [])
    assert users_of(partner.body) == ([partner.user.pk] if acts else [])
    assert (partner.body in bodies_for_matching(story.cast.office.pk)) == acts


def test_whoever_left_the_body_sees_nothing_of_it(story: Story) -> None:
    partner = partner_of(story.cast)
    given_to(story, partner.body)
    Affiliation.objects.filter(organisation=partner.body.pk).update(until_on=date(2023, 12, 1))
    assert seen_by(story, partner) == set()


def test_a_worker_who_belongs_to_a_body_sees_nothing_of_it(story: Story) -> None:
    worker = partner_of(story.cast, role="worker")
    served(story, worker)
    assert not services_given(story.viewer(worker.user), GivenFilters()).exists()
    assert worker.body not in bodies_for_matching(story.cast.office.pk)


def test_what_a_team_got_is_not_seen_by_a_body_that_is_one_of_several_in_it(story: Story) -> None:
    partner = partner_of(story.cast)
    [team] = register_teams(
        viewer=SYSTEM,
        office=story.cast.office,
        teams=[NewTeam("法律服务团", "service_group", story.cast.compound, [(partner.body, "成员单位")])],
        from_on=FROM,
    )
    assert TeamMember.objects.filter(team=team, party=partner.body).exists()
    served(story, partner, provider=team.party)
    assert not services_given(story.viewer(partner.user), GivenFilters()).exists()


def test_a_partner_is_matched_like_a_team(story: Story) -> None:
    partner = partner_of(story.cast)
    [found] = [one for one in serving(story.cast.office.pk) if one.key == partner.body.pk]
    assert (found.kind, found.categories, found.ceiling) == ("organisation.law_firm", {"law.aid"}, None)
