"""Whose services somebody reads, what they add up to, and what is offered to the hand that writes one down."""

from datetime import timedelta
from typing import Any

from huiying.pure.lib import clock
from huiying.registers.directory.models import Offering
from huiying.work.cases.models import ServiceGiven
from huiying.work.cases.selectors.given import (
    GivenFilters,
    given_for,
    given_for_case,
    given_to,
    known_people,
    lately,
    offerings_to,
    people_called,
    services_given,
    sums,
)
from huiying.work.cases.services.given import NewGiven, log_services, strike_out
from tests.cast import MORNING
from tests.work.cases.story import Story

EVERYTHING = GivenFilters()


def offering_of(party: Any) -> Offering:
    return Offering.objects.get(provider=party)


def logged(story: Story, by: Any = None, of: Any = None, **given: Any) -> ServiceGiven:
    new = NewGiven(offering_of(of or story.cast.worker_party), **given)
    [made] = story.walk(log_services, viewer=by or story.worker, office=new.offering.office, services=[new])
    return made


def strike(story: Story, made: ServiceGiven) -> None:
    story.walk(lambda: strike_out(viewer=story.clerk, given=made, reason="点错了"))


def test_a_worker_reads_their_own_the_office_all_of_its_own_and_another_office_none(story: Story) -> None:
    assert story.cast.elsewhere is not None
    other = story.viewer(story.cast.other_worker)
    mine = logged(story)
    theirs = logged(story, by=other, of=story.cast.other_party)
    for_me = logged(story, by=story.clerk, of=story.cast.worker_party)
    seen = {
        who: set(services_given(story.viewer(user), EVERYTHING))
        for who, user in {
            "worker": story.cast.worker,
            "clerk": story.cast.clerk,
            "auditor": story.cast.auditor,
            "elsewhere": story.cast.elsewhere.clerk,
            "resident": story.cast.resident,
        }.items()
    }
    assert seen["worker"] == {mine, for_me}
    assert seen["clerk"] == seen["auditor"] == {mine, theirs, for_me}
    assert seen["elsewhere"] == seen["resident"] == set()
    assert given_for(story.worker, "given.strike", theirs.uuid) is None
    assert given_for(story.worker, "given.strike", mine.uuid) == mine


def test_sums_keep_the_two_units_apart_and_leave_out_what_was_struck(story: Story) -> None:
    team = story.cast.desk
    for given in ({"count": 12}, {"party": story.cast.resident_party}, {"party": team}, {"party": team}):
        logged(story, **given)
    strike(story, logged(story, count=100))
    query = services_given(story.worker, EVERYTHING)
    assert query.count() == 5
    assert sums(query) == {"person_times": 13, "times": 2}
    assert sums(query.none()) == {"person_times": 0, "times": 0}


def test_a_list_is_narrowed_by_offering_provider_and_days_on_the_offices_clock(story: Story) -> None:
    other = story.viewer(story.cast.other_worker)
    mine = logged(story)
    theirs = logged(story, by=other, of=story.cast.other_party)
    today = clock.local(MORNING).date()
    midnight = clock.local_time(today, 0)
    early = logged(story, happened_at=midnight)
    before = logged(story, happened_at=midnight - timedelta(minutes=1))

    def found(**filters: Any) -> set[ServiceGiven]:
        return set(services_given(story.clerk, GivenFilters(**filters)))

    assert found(provider=story.cast.other_party.pk) == {theirs}
    assert found(offering=mine.offering_id) == {mine, early, before}
    assert found(from_on=today, until_on=today) == {mine, theirs, early}
    assert found(until_on=today - timedelta(days=1)) == {before}


def test_somebodys_page_and_a_cases_page_show_what_still_counts(story: Story) -> None:
    case = story.handling()
    first = logged(story, party=story.cast.resident_party, case=case)
    strike(story, logged(story, party=story.cast.resident_party, case=case))
    logged(story, count=3)
    assert given_to(story.clerk, story.cast.resident_party) == [first]
    assert list(given_for_case(case)) == [first]


def test_what_somebody_did_last_is_offered_first(story: Story) -> None:
    logged(story, by=story.clerk, of=story.cast.other_party, minutes=5)
    logged(story, by=story.clerk, party=story.cast.resident_party, minutes=60)
    logged(story, by=story.clerk, of=story.cast.other_party, minutes=30)
    recent = lately(story.clerk)
    assert recent.offerings == [
        offering_of(story.cast.other_party).pk,
        offering_of(story.cast.worker_party).pk,
    ]
    assert (recent.parties, recent.minutes) == ([story.cast.resident_party.pk], 30)
    assert lately(story.worker).offerings == []


def test_a_worker_writes_down_what_they_offer_and_the_desk_what_the_office_offers(story: Story) -> None:
    both = {offering_of(party) for party in (story.cast.worker_party, story.cast.other_party)}
    assert set(offerings_to(story.worker)) == {offering_of(story.cast.worker_party)}
    assert set(offerings_to(story.clerk)) == both
    assert set(offerings_to(story.viewer(story.cast.auditor))) == set()
    assert set(offerings_to(story.viewer(story.cast.auditor), "given.read")) == both


def test_who_asks_in_what_somebody_has_in_hand_is_offered_unless_they_are_secret(story: Story) -> None:
    resident = story.cast.resident_party
    secret = story.triaged(story.received("别说是我", asker=resident, is_secret=True))
    story.dispatched(secret)
    assert known_people(story.worker, [], secret, 5) == []
    story.dispatched(story.triaged(story.received(asker=resident)))
    assert known_people(story.worker, [], None, 5) == [resident]
    assert known_people(story.viewer(story.cast.other_worker), [], None, 5) == []


def test_somebody_else_is_found_by_whole_name_or_whole_telephone_number(story: Story) -> None:
    assert story.cast.elsewhere is not None
    resident = story.cast.resident_party
    assert (
        people_called(story.worker, " 居民丁 ") == people_called(story.worker, "139 0000 5678") == [resident]
    )
    assert people_called(story.worker, "居民") == people_called(story.worker, " ") == []
    assert people_called(story.viewer(story.cast.auditor), "居民丁") == []
