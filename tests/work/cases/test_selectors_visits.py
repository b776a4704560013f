"""Whose visits and hazards somebody reads, and which of them wait today."""

from datetime import timedelta
from typing import Any

from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.work.cases.models import Case
from huiying.work.cases.selectors.visits import (
    VisitFilters,
    found_cases,
    hazard_for,
    hazard_photo_for,
    hazards,
    hazards_due,
    namesakes,
    party_to_visit,
    visit_for,
    visitors_of,
    visits,
    visits_to_come,
)
from huiying.work.cases.services.intake import NewCase
from huiying.work.cases.services.visits import open_cases
from tests.cast import MORNING
from tests.work.cases.going import DUE_ON, endangered, home, planned, rechecked, visited
from tests.work.cases.story import Story
from tests.work.cases.test_services_hazards import a_photo

ALL = VisitFilters()


def readers(story: Story) -> dict[str, Any]:
    """The viewers of this office and of the other one, by what they are."""
    here, there = story.cast, story.cast.elsewhere
    assert there is not None
    users = {
        "desk": here.clerk,
        "lead": here.lead,
        "auditor": here.auditor,
        "worker": here.worker,
        "other worker": here.other_worker,
        "admin": here.admin,
        "desk elsewhere": there.clerk,
    }
    return {name: story.viewer(user) for name, user in users.items()}


def those_who(story: Story, sees: Any) -> set[str]:
    return {name for name, viewer in readers(story).items() if sees(viewer)}


def test_an_office_reads_its_visits_and_a_worker_their_own(story: Story) -> None:
    visit = visited(story.cast, story.walk)
    office = {"desk", "lead", "auditor", "worker"}
    assert those_who(story, lambda viewer: visits(viewer, ALL).exists()) == office
    assert those_who(story, lambda viewer: visit_for(viewer, "visit.read", visit.uuid)) == office
    assert those_who(story, lambda viewer: visit_for(viewer, "visit.make", visit.uuid)) == office - {
        "auditor"
    }


def test_hazards_and_their_photos_are_read_by_those_who_read_the_visit(story: Story) -> None:
    hazard = endangered(story.cast, story.walk, photo=a_photo())
    office = {"desk", "lead", "auditor", "worker"}
    assert those_who(story, lambda viewer: hazards(viewer).exists()) == office
    assert those_who(story, lambda viewer: hazard_for(viewer, "visit.read", hazard.uuid)) == office
    assert hazard.photo is not None
    assert those_who(story, lambda viewer: hazard_photo_for(viewer, hazard.photo.uuid)) == office
    again = rechecked(story.cast, story.walk, hazard, photo=a_photo())
    assert again.photo is not None
    assert those_who(story, lambda viewer: hazard_photo_for(viewer, again.photo.uuid)) == office


def test_visits_are_narrowed_by_kind_visitor_time_and_what_is_to_come(story: Story) -> None:
    old = visited(story.cast, story.walk, happened_at=MORNING - timedelta(days=60))
    coming = planned(story.cast, story.walk, kind="heat", visitors=(story.cast.other_party,))
    for filters, expected in (
        (ALL, {old, coming}),
        (VisitFilters(kind="heat"), {coming}),
        (VisitFilters(visitor=story.cast.worker_party.pk), {old}),
        (VisitFilters(since=MORNING - timedelta(days=30)), {coming}),
        (VisitFilters(is_to_come=True), {coming}),
    ):
        assert set(visits(story.clerk, filters)) == expected, filters


def test_a_row_counts_cases_and_hazards_each_by_themselves(story: Story) -> None:
    visit = visited(story.cast, story.walk)
    requests = [NewCase(text=text) for text in ("灯", "水", "路")]
    story.walk(open_cases, viewer=story.worker, visit=visit, requests=requests)
    for what in ("通道", "电线"):
        endangered(story.cast, story.walk, visit, what=what)
    row = visits(story.clerk, ALL).get()
    assert (row.case_count, row.hazard_count) == (3, 2)
    assert visitors_of([row]) == {visit.pk: ["社工乙"]}


def test_a_worker_reads_that_a_case_came_of_the_visit_but_not_the_case(story: Story) -> None:
    visit = visited(story.cast, story.walk)
    [case] = story.walk(open_cases, viewer=story.worker, visit=visit, requests=[NewCase(text="灯")])
    assert found_cases(story.worker, visit) == [(case, False)]
    assert found_cases(story.clerk, visit) == [(case, True)]


def test_what_is_planned_stands_on_its_day_and_stays_until_it_is_written_down(story: Story) -> None:
    visit = planned(story.cast, story.walk)
    tomorrow = clock.local_time(MORNING.date() + timedelta(days=1), 0)
    assert list(visits_to_come(story.worker, tomorrow)) == []
    assert list(visits_to_come(story.worker, tomorrow + timedelta(days=1))) == [visit]
    assert list(visits_to_come(story.viewer(story.cast.other_worker), tomorrow + timedelta(days=9))) == []


def test_a_hazard_is_due_on_its_day_and_a_grave_one_stands_before_the_lead_until_somebody_looks(
    story: Story,
) -> None:
    visit = visited(story.cast, story.walk)
    small = endangered(story.cast, story.walk, visit)
    grave = endangered(
        story.cast, story.walk, visit, what="配电箱冒烟", grade="major", due_on=DUE_ON + timedelta(1)
    )
    lead, today = story.viewer(story.cast.lead), MORNING.date()
    assert list(hazards_due(lead, today)) == [grave]
    assert list(hazards_due(story.worker, today)) == []
    assert list(hazards_due(story.worker, DUE_ON)) == [small]
    rechecked(story.cast, story.walk, grave, is_put_right=False, word="还没修")
    assert list(hazards_due(lead, today)) == []
    assert list(hazards_due(lead, DUE_ON + timedelta(1))) == [small, grave]
    rechecked(story.cast, story.walk, small)
    assert list(hazards_due(lead, DUE_ON + timedelta(1))) == [grave]
    assert (list(hazards(lead, is_open=False)), list(hazards(lead, is_open=True))) == ([small], [grave])


def test_a_name_is_found_whole_by_all_and_in_part_by_those_who_read_the_register(story: Story) -> None:
    family, office_id = home(story.cast), story.cast.office.pk
    person = story.cast.resident_party
    assert set(namesakes(story.worker, office_id, "居民丁")) == {family, person}
    assert namesakes(story.worker, office_id, "居民") == []
    assert set(namesakes(story.clerk, office_id, "居民")) == {family, person}
    assert party_to_visit(office_id, family.pk) == family
    assert party_to_visit(office_id, story.cast.desk.pk) is None
    assert story.cast.elsewhere is not None
    assert party_to_visit(office_id, story.cast.elsewhere.resident_party.pk) is None


def test_a_row_counts_no_case_that_the_visit_does_not_tell_of(story: Story) -> None:
    visit = visited(story.cast, story.walk)
    requests = [NewCase(text="楼上打人", is_secret=True), NewCase(text="灯")]
    story.walk(open_cases, viewer=story.worker, visit=visit, requests=requests)
    counted = [visits(viewer, ALL).get().case_count for viewer in (story.worker, story.clerk)]
    assert counted == [1, 2] == [len(found_cases(viewer, visit)) for viewer in (story.worker, story.clerk)]
    numbers = [entry.data.get("number") for entry in Entry.objects.filter(code="visit.opened_case")]
    assert sorted(filter(None, numbers)) == [Case.objects.get(text="灯").number]
