"""Visits: planned, made, called off, and the cases they open."""

from datetime import timedelta
from typing import Any

import pytest

from huiying.base.trail.models import Entry
from huiying.registers.parties.models import Person
from huiying.work.cases.models import Visit
from huiying.work.cases.services.intake import NewCase
from huiying.work.cases.services.visits import call_off, note_visit, open_cases
from tests.cast import MORNING
from tests.work.cases.going import home, planned, visited
from tests.work.cases.story import Story, refused


def made(story: Story, **changes: Any) -> Visit:
    return visited(story.cast, story.walk, **changes)


def to_come(story: Story, **changes: Any) -> Visit:
    return planned(story.cast, story.walk, **changes)


def noted(story: Story, visit: Visit, **changes: Any) -> Visit:
    given = {
        "visitors": [story.cast.worker_party],
        "happened_at": MORNING,
        "seen": "老人精神好",
        **changes,
    }
    return story.walk(note_visit, viewer=story.worker, visit=visit, **given)


def opened(story: Story, visit: Visit, *texts: str, **more: Any) -> list[Any]:
    requests = [NewCase(text=text, **more) for text in texts]
    return story.walk(open_cases, minutes=1, viewer=story.worker, visit=visit, requests=requests)


def visitors(visit: Visit) -> list[str]:
    return list(visit.visitors.order_by("pk").values_list("party__name", flat=True))


def codes(visit: Visit) -> list[str]:
    entries = Entry.objects.filter(subject_kind="visit", subject_id=visit.pk).order_by("pk")
    return list(entries.values_list("code", flat=True))


def test_a_visit_that_was_made_says_when_by_whom_and_what_was_seen(story: Story) -> None:
    both = (story.cast.worker_party, story.cast.other_party, story.cast.worker_party)
    visit = made(story, visitors=both, seen=" 灯坏了 ")
    assert (visit.happened_at, visit.written_at, visit.seen) == (MORNING, story.walk.moment, "灯坏了")
    assert (visit.visitor_count, visitors(visit), codes(visit)) == (2, ["社工乙", "社工丙"], ["visit.made"])
    visit.refresh_from_db()
    assert visit.at == MORNING


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "party"}, ["visit_kind_missing"]),
        ({"place": None}, ["visit_aim_missing"]),
        ({"visitors": ()}, ["visitors_missing"]),
        ({"happened_at": MORNING + timedelta(days=1)}, ["step_in_the_future"]),
        ({"happened_at": MORNING - timedelta(days=400)}, ["visit_day_far"]),
        ({"seen": " \n"}, ["seen_missing"]),
        ({"seen": "长" * 4001}, ["words_too_long"]),
        ({"planned_for": MORNING - timedelta(days=1)}, ["day_is_past"]),
        ({"planned_for": MORNING + timedelta(days=400)}, ["visit_day_far"]),
    ],
)
def test_a_visit_that_lacks_something_is_not_written_down(
    story: Story, changes: dict[str, Any], said: list[str]
) -> None:
    assert refused(made, story, **changes) == said
    assert not Visit.objects.exists()


def test_nobody_of_another_office_is_visited(story: Story) -> None:
    assert story.cast.elsewhere is not None
    assert refused(made, story, party=story.cast.elsewhere.resident_party) == ["visit_aim_missing"]


def test_two_go_to_a_home_where_somebody_is_marked(story: Story) -> None:
    family = home(story.cast)
    assert made(story, party=family).needs_two is False
    Person.objects.filter(party=story.cast.resident_party).update(needs_two_visitors=True)
    for party in (family, story.cast.resident_party):
        assert refused(made, story, party=party) == ["second_visitor_missing"]
        assert refused(to_come, story, party=party) == ["second_visitor_missing"]
        both = (story.cast.worker_party, story.cast.other_party)
        assert made(story, party=party, visitors=both).needs_two
    assert made(story, party=family, visitors=(story.cast.desk,)).visitor_count == 2


def test_a_planned_visit_is_written_down_once_by_those_who_went_in_the_end(story: Story) -> None:
    visit = to_come(story, purpose=" 看看药吃了没有 ")
    assert (visit.is_to_come, visit.purpose, codes(visit)) == (True, "看看药吃了没有", ["visit.planned"])
    assert refused(noted, story, visit, visitors=[]) == ["visitors_missing"]
    assert refused(noted, story, visit, seen="") == ["seen_missing"]
    both = [story.cast.other_party, story.cast.worker_party]
    visit = noted(story, visit, visitors=both)
    assert (visit.is_to_come, visit.at, visit.visitor_count) == (False, MORNING, 2)
    assert visitors(visit) == ["社工乙", "社工丙"]
    assert codes(visit) == ["visit.planned", "visit.made"]
    assert refused(noted, story, visit) == ["visit_noted_before"]


def test_whoever_did_not_go_is_no_visitor(story: Story) -> None:
    visit = to_come(story, visitors=(story.cast.worker_party, story.cast.other_party))
    assert visitors(noted(story, visit)) == ["社工乙"]


def test_who_was_marked_after_the_plan_is_visited_by_two(story: Story) -> None:
    visit = to_come(story, party=home(story.cast))
    Person.objects.filter(party=story.cast.resident_party).update(needs_two_visitors=True)
    assert refused(noted, story, visit) == ["second_visitor_missing"]


def test_a_visit_is_called_off_with_a_word_and_is_no_more_to_come(story: Story) -> None:
    visit = to_come(story)
    assert refused(story.walk, call_off, viewer=story.worker, visit=visit, word=" ") == ["word_missing"]
    visit = story.walk(call_off, viewer=story.worker, visit=visit, word="台风来了")
    assert (visit.is_to_come, visit.called_off_word, codes(visit)[-1]) == (
        False,
        "台风来了",
        "visit.called_off",
    )
    assert refused(noted, story, visit) == ["visit_called_off"]
    assert refused(story.walk, call_off, viewer=story.worker, visit=made(story), word="晚了") == [
        "visit_noted_before"
    ]


def test_a_visit_opens_cases_of_whoever_was_visited(story: Story) -> None:
    visit = made(story, kind="service", party=home(story.cast), place=None)
    [lamp, rail] = opened(story, visit, "楼道灯坏了", "想装扶手")
    assert (lamp.source, lamp.asker, lamp.place) == ("visit", visit.party, story.cast.compound)
    assert lamp.steps.get().by == "desk"
    assert [row.case for row in visit.found.order_by("pk")] == [lamp, rail]
    assert codes(visit) == ["visit.made", "visit.opened_case", "visit.opened_case"]


def test_a_visit_opens_the_same_case_once(story: Story) -> None:
    visit = made(story)
    assert refused(opened, story, visit, "灯坏了", " 灯坏了 ") == ["visit_opened_it_before"]
    opened(story, visit, "灯坏了")
    assert refused(opened, story, visit, "灯坏了") == ["visit_opened_it_before"]
    assert refused(opened, story, to_come(story), "灯坏了") == ["visit_not_made"]


def test_what_another_visit_was_told_just_now_is_no_second_case(story: Story) -> None:
    again = made(story)
    opened(story, made(story), "灯坏了", contact="13800001234")
    assert refused(opened, story, again, "灯坏了", contact="13800001234") == ["visit_opened_it_before"]
    assert not again.found.exists()
