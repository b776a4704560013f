"""What the page of the county says of these offices, counted from the demo's records."""

import pytest

from huiying.demo import workers, zone_enterprises, zone_teams, zone_visits
from huiying.demo.lines import lines
from huiying.demo.plans import MORNING
from huiying.demo.teams import GROUPS
from huiying.pure.lib.clock import local
from huiying.registers.access.models import User
from huiying.registers.access.selectors import viewer_for
from huiying.registers.directory.rules import LIFE_STAGES
from huiying.registers.directory.selectors import stages_offered
from huiying.registers.parties.models import Organisation, Team
from huiying.registers.places.models import Office, Place
from huiying.work.cases.models import (
    AgendaItem,
    Case,
    CommonProblem,
    FoundCase,
    Hazard,
    Meeting,
    Promise,
    ServiceGiven,
)
from huiying.work.cases.selectors.cases import Filters, cases
from huiying.work.cases.selectors.public import solved
from tests.sizes import n

pytestmark = [pytest.mark.django_db, pytest.mark.prove, pytest.mark.usefixtures("office")]


def test_the_street_sat_together_nearly_a_hundred_times_and_held_what_was_called(office: Office) -> None:
    joint = Meeting.objects.filter(office=office, kind="joint", closed_at__isnull=False)
    assert n(1, 90) <= joint.count() <= 99
    assert n(0, 30) <= AgendaItem.objects.filter(meeting__in=joint, decided_at__isnull=False).count()
    assert not Meeting.objects.filter(closed_at=None, held_at__lt=MORNING).exists()
    assert all(meeting.attendances.count() >= 4 for meeting in joint)


def test_eight_professional_services_reached_the_person_times_of_the_page(office: Office) -> None:
    names = [row["name"] for row in lines("records/professional.jsonl")]
    given = ServiceGiven.objects.filter(
        office=office, struck=None, unit="person_times", offering__name__in=names
    )
    assert given.values("offering").distinct().count() == n(
        in_test=len(set(given.values_list("offering"))), in_proof=8
    )
    assert n(1, 1270) <= sum(given.values_list("count", flat=True)) < 1280
    assert set(given.values_list("provider__organisation__kind", flat=True)) >= {"hospital", "association"}


def test_three_desks_solved_what_the_page_says_and_none_is_part_of_another(office: Office) -> None:
    """The mediators settle disputes, the four groups sit at the business district's centre, the street has the rest."""
    all_of_them = solved(office.pk)
    disputes = all_of_them.filter(
        provider__person__worker_file__type="mediation", category__code__in=workers.TYPES["mediation"][2]
    )
    centre = all_of_them.filter(provider__team__kind="service_group")
    assert set(centre.values_list("provider__name", flat=True)) <= set(GROUPS.values())
    assert n(1, 110) <= disputes.count() < 120
    assert n(1, 170) <= centre.count() < 180
    assert n(1, 780) <= all_of_them.count() - disputes.count() - centre.count() < 790


def test_the_centre_and_its_partners_served_the_enterprises_of_the_page() -> None:
    given = ServiceGiven.objects.filter(office__code="CN", struck=None, unit="times")
    assert n(1, 100) <= given.count() < 130
    assert n(1, 40) <= given.values("party").distinct().count() < 50
    by = Organisation.objects.filter(party__in=given.values("provider"))
    assert any(zone_enterprises.PARTNER in organisation.tags for organisation in by)
    assert n(2021, 2021) == min(local(at).year for at in given.values_list("happened_at", flat=True))
    assert all(row.written_at == row.happened_at for row in given)


def test_the_zone_has_three_parks_four_kinds_of_service_and_offerings_for_every_stage() -> None:
    zone = Office.objects.get(code="CN")
    assert (zone.place.area_m2, Place.objects.filter(parent=zone.place, level="park").count()) == (
        20_070_000,
        3,
    )
    assert sum(Place.objects.filter(level="park").values_list("area_m2", flat=True)) == zone.place.area_m2
    groups = Team.objects.filter(party__office=zone, party__name__in=zone_teams.KINDS, kind="service_group")
    assert groups.count() == 4
    assert stages_offered(zone.pk) == list(LIFE_STAGES)
    assert Team.objects.filter(party__office=zone, kind="policy_speakers").exists()


def test_cases_went_between_bodies_and_promises_were_kept_and_broken() -> None:
    asked = Case.objects.filter(office__code="CN")
    several = (
        asked.filter(steps__move="rule_returned")
        .filter(steps__move="come_back")
        .filter(agenda__decided_at__isnull=False, helpers__isnull=False)
    )
    assert several.distinct().count() >= n(0, 3)
    promises = Promise.objects.filter(case__in=asked, ended_at__isnull=False)
    assert {promise.is_kept for promise in promises} >= n(set(), {True, False})
    assert all(local(one.ended_at).date() == one.due_on for one in promises)


def test_visits_found_that_nobody_can_write_and_approved_articles_answered_it() -> None:
    problems = CommonProblem.objects.filter(office__code="CN")
    assert problems.count() >= n(0, 1)
    found = FoundCase.objects.filter(case__office__code="CN", case__category__code=zone_visits.WRITING)
    assert found.count() >= n(0, 3)
    for problem in problems:
        articles = problem.measures.filter(kind="article", approved_on__isnull=False)
        assert articles.count() == len(lines("records/zone_articles.jsonl"))
        assert articles.values("about").distinct().count() == articles.count()
        assert problem.cases.filter(told_at__isnull=False).exists()


def test_safety_visits_found_hazards_that_were_looked_at_until_they_were_put_right() -> None:
    hazards = Hazard.objects.filter(visit__office__code="CN")
    assert hazards.count() >= n(1, 12)
    assert [hazard for hazard in hazards.filter(put_right_on=None) if hazard.due_on < MORNING.date()] == []
    assert hazards.filter(put_right_on__isnull=False).exists()
    assert n(True, hazards.filter(rechecks__is_put_right=False).exists())


def test_nobody_of_one_office_reads_a_case_of_the_other() -> None:
    for login, code in (("lead", "NF"), ("zone-lead", "CN"), ("zone-desk", "CN")):
        viewer = viewer_for(User.objects.get(username=login), MORNING.date())
        assert set(cases(viewer, Filters()).values_list("office__code", flat=True)) == {code}
