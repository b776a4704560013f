"""The demo office: small in `make test`, at its full size in `make prove`.

It is built once for all of these tests, which read it only.
"""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.db.models import Q

from huiying.base.imports.models import Import
from huiying.base.imports.selectors import faults_of
from huiying.base.trail.selectors import verify
from huiying.demo import figures, logins, partners, plans, services, zone_enterprises
from huiying.demo.office_time import CALENDAR, is_office_time
from huiying.demo.plans import MORNING
from huiying.demo.population import REGULAR
from huiying.demo.teams import CIRCLES, GROUPS
from huiying.demo.texts import texts
from huiying.pure.lib.case_numbers import is_number
from huiying.pure.lib.clock import local
from huiying.pure.lib.refusals import Refused
from huiying.pure.matching.rank import Weights
from huiying.registers.directory.models import Category, Duty, Leave, Offering, Recusal, WorkerFile
from huiying.registers.directory.rules import WORKER_TYPES, hours_without_duty
from huiying.registers.limits.models import Limit
from huiying.registers.limits.selectors import timetable
from huiying.registers.parties.models import (
    Affiliation,
    Household,
    HouseholdMember,
    Organisation,
    Person,
    Team,
)
from huiying.registers.places.models import Office, Place, Venue
from huiying.work.cases.models import (
    Case,
    Proposal,
    Step,
)
from huiying.work.cases.rules.clocks import Happening, replayed
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.rules.states import ENDED_STATES, OPEN_STATES
from tests.demo.conftest import SHARE
from tests.demo.gone_round import problems_were_answered, rounds_were_made, told_of_problems
from tests.sizes import n

pytestmark = [pytest.mark.django_db, pytest.mark.prove, pytest.mark.usefixtures("office")]

OFFICES = ("NF", "CN")
PASSING = ("answered_on_the_spot", "asked_back")
"""States that a service enters and leaves in one move: they stand in steps, no case rests there."""


def steps_by_case() -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = {}
    for step in Step.objects.order_by("case", "serial"):
        found.setdefault(step.case_id, []).append(step)
    return found


def happening(step: Step) -> Happening:
    grade = int(step.result) if step.move == "rate" else 0
    return Happening(step.move, step.at, step.lane, step.matter, grade, step.until_at)


def test_a_built_demo_is_known_and_is_not_built_twice() -> None:
    assert services.is_built()
    with pytest.raises(Refused) as refused:
        services.build(progress=lambda *_: None, share=SHARE)
    assert refused.value.faults[0].code == "demo_needs_an_empty_database"


def test_the_street_has_the_compounds_workers_circles_and_groups_of_the_page(office: Office) -> None:
    assert Place.objects.filter(level="compound").count() == 27
    assert Place.objects.filter(level="community").count() == 6
    files = WorkerFile.objects.filter(person__party__office=office)
    assert set(files.values_list("type", flat=True)) == set(WORKER_TYPES)
    assert files.count() == 60
    teams = Team.objects.filter(party__office=office)
    assert set(teams.filter(kind="circle").values_list("party__name", flat=True)) == set(CIRCLES)
    assert teams.filter(kind="service_group").count() == len(GROUPS) == 4
    assert Venue.objects.get(name="悦汇服务站").floor_area_m2 == 500


def test_households_are_rows_each_with_a_head() -> None:
    count = Household.objects.filter(until_on=None).count()
    assert n(1, 7900) <= count <= 7999
    assert HouseholdMember.objects.filter(relation="head").count() == count
    assert not Household.objects.exclude(party__place__level="building").exists()


def test_nobody_has_a_real_telephone_or_identity_number() -> None:
    for person in Person.objects.exclude(phone_index=None):
        assert person.phone.startswith("19900")
    numbers = [person.identity_number for person in Person.objects.exclude(identity_number_index=None)]
    assert numbers
    assert all(number.startswith("99") for number in numbers)


def test_nobody_joins_a_household_before_being_born() -> None:
    members = HouseholdMember.objects.select_related("person")
    assert [member for member in members if not member.person.birth_on <= member.from_on] == []


def test_most_households_hold_more_than_one_and_tags_say_what_the_members_say() -> None:
    children: Counter[int] = Counter()
    sizes: Counter[int] = Counter()
    for member in HouseholdMember.objects.select_related("person"):
        sizes[member.household_id] += 1
        is_minor = member.from_on.year - member.person.birth_on.year < 18
        children[member.household_id] += member.relation == "child" and is_minor
    whole = sum(size > 1 for size in sizes.values()) / len(sizes)
    print(f"{whole:.0%} of {len(sizes)} households hold more than one person, {sizes.total()} people in all")
    assert whole > 0.6
    for household in Household.objects.all():
        assert ("多孩家庭" in household.tags) == (children[household.pk] >= 2)
        assert "独居老人" not in household.tags or sizes[household.pk] == 1


def test_files_are_confirmed_and_leaves_begin_and_end_on_working_days() -> None:
    days = {*WorkerFile.objects.values_list("confirmed_on", flat=True)}
    for leave in Leave.objects.values_list("from_on", "until_on"):
        days |= {*leave}
    assert [day for day in sorted(days) if not CALENDAR.is_working(day)] == []


def test_nobody_takes_a_step_while_on_leave() -> None:
    leaves: dict[int, list[Leave]] = {}
    for leave in Leave.objects.select_related("person"):
        leaves.setdefault(leave.person.user_id, []).append(leave)
    taken = [
        (step.move, leave)
        for step in Step.objects.filter(by_user__in=leaves)
        for leave in leaves[step.by_user]
        if leave.from_on <= local(step.at).date() <= leave.until_on
    ]
    assert taken == []


def test_steps_replayed_are_the_rows() -> None:
    times = {one.pk: timetable(one) for one in Office.objects.all()}
    cases = Case.objects.in_bulk()
    for case_id, steps in steps_by_case().items():
        case = cases[case_id]
        standings = replayed([happening(step) for step in steps], times[case.office_id])
        for step, standing in zip(steps, standings, strict=True):
            assert step.to_state == standing.state
            assert (step.due_at, step.answer_due_at) == (standing.due_at, standing.answer_due_at)
            assert step.provider_due_at == standing.provider_due_at
        last = steps[-1]
        assert (case.state, case.step_count, case.holder_id) == (last.to_state, last.serial, last.holder_id)
        assert (case.due_at, case.provider_due_at) == (last.due_at, last.provider_due_at)


def test_each_step_comes_after_the_one_before_it_and_before_the_last_morning() -> None:
    came_before = Q(split_from__isnull=False) | Q(source="hotline")
    told_later = set(Case.objects.filter(came_before).values_list("pk", flat=True))
    for steps in steps_by_case().values():
        moments = [step.at for step in steps]
        assert moments == sorted(moments)
        assert moments[-1] < MORNING
        # it came in before it was written down: a second matter with the first, a call at the hotline
        is_told_later = steps[0].case_id in told_later
        assert all(step.written_at == step.at for step in steps[is_told_later:])


def test_what_is_done_with_care_is_done_when_the_office_works() -> None:
    with_care = Step.objects.filter(case__lane="with_care", by__in=("provider", "desk"), lane="with_care")
    wrong = [step for step in with_care.exclude(move="retriage") if not is_office_time(step.at)]
    assert [f"{step.move} {local(step.at)}" for step in wrong] == []


def test_every_due_day_of_what_was_never_urgent_is_a_working_day() -> None:
    urgent = Step.objects.filter(lane="at_once").values("case")
    days = {
        local(due).date()
        for due in Case.objects.exclude(pk__in=urgent).values_list("answer_due_at", flat=True)
    }
    assert [day for day in sorted(days) if not CALENDAR.is_working(day)] == []


def test_every_state_and_move_with_a_service_is_there() -> None:
    reached = {state for move in MOVES.values() if move.has_service for state in (move.to_state,)} - {"="}
    states = set(Case.objects.values_list("state", flat=True))
    assert reached - set(PASSING) - states == set()
    assert set(PASSING) <= set(Step.objects.values_list("to_state", flat=True))
    moves = {move.code for move in MOVES.values() if move.has_service}
    taken = Counter(Step.objects.values_list("move", flat=True))
    seldom = [code for code in moves if taken[code] < n(in_test=1, in_proof=3)]
    assert len(seldom) <= n(in_test=6, in_proof=0), seldom


def test_what_is_open_has_a_holder_and_what_has_ended_has_none() -> None:
    assert not Case.objects.filter(state__in=OPEN_STATES, holder=None).exists()
    assert not Case.objects.filter(state__in=ENDED_STATES).exclude(holder=None).exists()


def test_some_cases_are_overdue_and_some_are_due_today() -> None:
    running = Case.objects.filter(due_at__isnull=False)
    assert running.filter(due_at__lt=MORNING).exists()
    assert running.filter(due_at__gte=MORNING, due_at__lt=MORNING + timedelta(hours=15)).exists()


@pytest.mark.parametrize("code", OFFICES)
def test_each_category_has_somebody_who_takes_it(code: str) -> None:
    taken = set(Offering.objects.filter(office__code=code).values_list("categories", flat=True))
    leaves = Category.objects.filter(office__code=code).exclude(matter="")
    assert [leaf.code for leaf in leaves if leaf.pk not in taken] == []


@pytest.mark.parametrize("code", OFFICES)
def test_somebody_is_on_duty_at_every_hour_of_the_week(code: str) -> None:
    rows = Duty.objects.filter(office__code=code).values_list("weekday", "from_hour", "until_hour")
    assert hours_without_duty(list(rows)) == []


def test_each_limit_names_its_document_and_each_weight_is_known() -> None:
    assert all("（演示）" in limit.document for limit in Limit.objects.all())
    assert all(Weights(**office.match_weights) for office in Office.objects.all())


def test_what_the_system_applies_itself_mostly_stands() -> None:
    read = Proposal.objects.filter(kind="triage").count()
    applied = Step.objects.filter(move="triage", by="system").values("case")
    corrected = Step.objects.filter(move="retriage", case__in=applied).values("case").distinct().count()
    print(f"{applied.count()} of {read} triages applied by the system, {corrected} of them corrected")
    assert n(0.0, 0.06) < applied.count() / read < n(0.3, 0.12)
    assert corrected <= applied.count() * n(1.0, 0.4)


def test_one_person_asks_again_and_again_and_twelve_neighbours_ask_about_one_cause() -> None:
    asked = Counter(Case.objects.exclude(asker=None).values_list("asker__name", flat=True))
    assert asked[REGULAR[0]] >= n(0, 12)
    bodies = [text.text for text in texts() if text.day == 17]
    assert len(bodies) == 12
    one_cause = Case.objects.filter(text__in=bodies)
    assert one_cause.count() >= n(0, 12)
    assert len(set(one_cause.values_list("contact", flat=True))) == one_cause.count()
    assert {local(at).date() for at in one_cause.values_list("received_at", flat=True)} <= {date(2023, 8, 17)}


def test_people_belong_to_organisations_and_some_workers_are_recused() -> None:
    owners = Affiliation.objects.filter(role="legal_representative").values("organisation")
    enterprises = Organisation.objects.filter(kind="enterprise")
    assert not [one for one in enterprises.exclude(pk__in=owners) if zone_enterprises.PARTNER not in one.tags]
    assert Recusal.objects.count() == 3
    for recusal in Recusal.objects.all():
        assert not Case.objects.filter(provider=recusal.provider_id, asker=recusal.party_id).exists()


def test_no_note_is_a_stock_phrase() -> None:
    for notes in (
        Step.objects.exclude(move="end_merged")
        .exclude(pk__in=told_of_problems())
        .values_list("word", flat=True),
        Proposal.objects.values_list("why", flat=True),
    ):
        assert [note for note, count in Counter(notes).items() if len(note) >= 8 and count > 2] == []


def test_most_cases_have_a_place() -> None:
    settled_at_once = Q(state="refused") | Q(steps__move__in=("answer_on_the_spot", "file_thanks"))
    triaged = Case.objects.exclude(settled_at_once).exclude(state="received")
    without = triaged.filter(place=None).count()
    print(f"{without} of {triaged.count()} triaged cases have no place")
    assert without / triaged.count() < n(0.25, 0.15)


def test_the_walk_names_a_worker_for_whom_a_case_waits(office: Office) -> None:
    login = logins.for_whom_a_case_waits()
    assert f"As {login}: accept the case that waits" in logins.walk(8000)
    waiting = Case.objects.filter(state="dispatched", provider__person__user__isnull=False)
    assert waiting.filter(provider__person__user__username=login).exists() or not waiting.exists()


def test_numbers_are_right_and_follow_the_day_on_which_they_were_given() -> None:
    rows = Step.objects.filter(move="receive").values_list("case__office__code", "case__number", "written_at")
    for code, number, given_at in rows:
        assert is_number(number)
        assert number.startswith(f"{code}{local(given_at):%y%m%d}")


def test_the_trail_is_sealed_and_whole() -> None:
    assert verify().faults == []


def test_the_counts_are_those_of_the_page() -> None:
    counts = dict(figures.counts())
    street = Case.objects.filter(office__code="NF")
    of_hotline = Import.objects.get().new_count
    assert street.count() == n(street.count(), 1200 + of_hotline + len(partners.CASES))
    assert counts["compounds"] == 27


def test_the_hotline_s_file_came_in_with_a_few_faults() -> None:
    [file] = Import.objects.exclude(ended_at=None)
    assert (file.row_count, file.new_count, file.same_count, file.faulty_count) == (10, 6, 1, 3)
    codes = sorted(found.fault.code for found in faults_of(file))
    assert codes == ["message_contact", "message_missing", "moment_unreadable"]
    due = Case.objects.exclude(external_due_at=None)
    assert [case.answer_due_at <= case.external_due_at for case in due] == [True] * 5


def test_the_same_seed_plans_the_same_year() -> None:
    assert plans.plans(Random(7), 0.1) == plans.plans(Random(7), 0.1)
    assert plans.plans(Random(7), 0.1) != plans.plans(Random(8), 0.1)


def test_the_street_goes_round_and_looks_at_hazards_until_they_are_put_right(office: Office) -> None:
    rounds_were_made(office)


def test_common_problems_are_answered_and_told(office: Office) -> None:
    problems_were_answered(office)
