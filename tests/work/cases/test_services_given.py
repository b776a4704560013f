"""Services are written down whole or not at all, once, and never changed: a mistaken one is struck out."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from huiying.base.trail.models import Entry
from huiying.registers.directory.models import Offering
from huiying.registers.parties.services import NewOrganisation, register_organisations
from huiying.work.cases.models import ServiceGiven, ServiceStruck
from huiying.work.cases.services.given import NewGiven, log_services, strike_out
from tests.cast import SYSTEM
from tests.work.cases.story import Story, refused


def offered(story: Story) -> Offering:
    return Offering.objects.get(provider=story.cast.worker_party)


def logged(story: Story, **given: Any) -> ServiceGiven:
    new = NewGiven(**{"offering": offered(story), **given})
    [made] = story.walk(log_services, viewer=story.worker, office=story.cast.office, services=[new])
    return made


def test_a_service_to_a_person_is_one_person_time_of_the_offerings_provider_now(story: Story) -> None:
    made = logged(story, party=story.cast.resident_party, minutes=30, word=" 量了血压 ")
    assert (made.provider, made.party) == (story.cast.worker_party, story.cast.resident_party)
    assert (made.unit, made.count, made.minutes, made.word) == ("person_times", 1, 30, "量了血压")
    assert made.happened_at == made.written_at == story.walk.moment
    assert (made.by_user, made.by_name) == (story.cast.worker.pk, story.worker.name)
    entry = Entry.objects.get(code="given.logged")
    assert (entry.subject_id, entry.office_id, entry.data) == (made.pk, story.cast.office.pk, {"count": 1})


def test_people_who_were_counted_are_person_times_and_an_enterprise_is_one_time(story: Story) -> None:
    crowd = logged(story, count=23)
    [shop] = register_organisations(
        viewer=SYSTEM,
        office=story.cast.office,
        organisations=[NewOrganisation("柳岸灯具店", "enterprise", story.cast.compound)],
    )
    visit = logged(story, party=shop.party)
    assert [(row.unit, row.count) for row in (crowd, visit)] == [("person_times", 23), ("times", 1)]


def test_it_may_be_written_down_later_with_the_moment_at_which_it_happened(story: Story) -> None:
    yesterday = story.walk.moment - timedelta(days=1)
    made = logged(story, happened_at=yesterday)
    assert (made.happened_at, made.written_at) == (yesterday, story.walk.moment)


def test_one_wrong_of_several_and_none_is_written_down(story: Story) -> None:
    right, wrong = NewGiven(offered(story)), NewGiven(offered(story), count=0, minutes=0)
    given = {"viewer": story.worker, "office": story.cast.office, "services": [right, wrong]}
    assert refused(log_services, **given) == ["given_count", "given_minutes"]
    assert not ServiceGiven.objects.exists()
    assert not Entry.objects.filter(code="given.logged").exists()


def test_nothing_of_another_office_is_named(story: Story) -> None:
    assert story.cast.elsewhere is not None
    strange = Offering.objects.filter(office=story.cast.elsewhere.office)[0]
    stranger = story.cast.elsewhere.resident_party
    assert refused(logged, story, offering=strange) == ["offering_missing"]
    assert refused(logged, story, party=stranger) == ["given_whom_missing"]
    assert refused(logged, story, party=story.cast.resident_party, count=2) == ["given_whom_missing"]


def test_a_secret_askers_name_stands_on_no_service_of_their_case(story: Story) -> None:
    case = story.received(is_secret=True)
    assert refused(logged, story, case=case, party=story.cast.resident_party) == ["given_secret"]
    assert logged(story, case=case).case == case


def test_what_a_thumb_sends_twice_is_written_down_once(story: Story) -> None:
    key = uuid4()
    first, again = logged(story, key=key), logged(story, key=key)
    assert first.pk == again.pk
    assert ServiceGiven.objects.count() == Entry.objects.filter(code="given.logged").count() == 1


def test_with_the_key_of_somebody_elses_service_nothing_is_written(story: Story) -> None:
    made = logged(story)
    new = NewGiven(made.offering, key=made.uuid)
    given = {"viewer": story.clerk, "office": story.cast.office, "services": [new]}
    assert refused(story.walk, log_services, **given) == ["given_key_taken"]
    assert ServiceGiven.objects.count() == 1


def test_a_mistaken_one_is_struck_out_once_with_a_reason_and_stays(story: Story) -> None:
    made = logged(story)

    def strike(reason: str) -> ServiceStruck:
        return story.walk(lambda: strike_out(viewer=story.clerk, given=made, reason=reason))

    assert refused(strike, " ") == ["strike_reason_missing"]
    struck = strike(" 点错了人 ")
    assert (struck.given, struck.reason, struck.struck_at) == (made, "点错了人", story.walk.moment)
    assert (struck.by_user, struck.by_name) == (story.cast.clerk.pk, story.clerk.name)
    assert Entry.objects.filter(code="given.struck", subject_id=made.pk).count() == 1
    assert refused(strike, "再划一次") == ["struck_before"]
    assert ServiceGiven.objects.filter(pk=made.pk).exists()


def test_a_thousand_are_written_down_in_a_few_statements(
    story: Story, django_assert_max_num_queries: Any
) -> None:
    services = [NewGiven(offered(story), count=number + 1) for number in range(1000)]
    with django_assert_max_num_queries(12):
        made = log_services(viewer=story.worker, office=story.cast.office, services=services)
    assert [row.count for row in made] == list(range(1, 1001))
