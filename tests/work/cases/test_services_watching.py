"""Who is reminded, who is told once, and what the lead reads in the morning."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from huiying.base.outbox.models import Message
from huiying.base.storage.guards import lifted
from huiying.pure.lib import clock
from huiying.pure.lib.clock import local_time
from huiying.registers.access.models import Grant
from huiying.work.cases.jobs import tell_leads, understand_new_cases, watch_clocks
from huiying.work.cases.models import Case
from huiying.work.cases.services.handling import accept_case
from huiying.work.cases.services.watching import send_digest, warn_of_due
from tests.cast import FROM, MORNING
from tests.work.cases.story import Story

MOMENT = timedelta(seconds=1)


def told(template: str) -> list[tuple[str, str]]:
    """The addresses and case numbers of messages of a kind, in the order of sending."""
    rows = Message.objects.filter(template_code=template).order_by("id")
    return [(message.address, message.data.get("number", "")) for message in rows]


def user(story: Story, name: str) -> str:
    return f"user:{getattr(story.cast, name).pk}"


def test_the_holder_is_reminded_at_seventy_percent_and_not_before(story: Story) -> None:
    case = story.received()
    at = case.received_at + (case.due_at - case.received_at) * 0.7
    assert warn_of_due(now=at - MOMENT) == 0
    assert warn_of_due(now=at) == 1
    assert told("case.warned") == [(user(story, "clerk"), case.number)]


def test_nobody_is_reminded_twice_of_the_same_clock(story: Story) -> None:
    case = story.received()
    at = case.due_at - timedelta(hours=1)
    assert [warn_of_due(now=at), warn_of_due(now=at + MOMENT)] == [1, 0]


def test_a_provider_is_reminded_of_a_clock_of_their_own_from_when_it_began(story: Story) -> None:
    story.walk.moment = MORNING + timedelta(days=4)
    case = story.triaged(story.received())
    story.walk.moment += timedelta(days=2)
    case = story.dispatched(case)
    assert warn_of_due(now=story.walk.moment) == 0
    seventy = story.walk.moment + (case.provider_due_at - story.walk.moment) * 0.7
    assert warn_of_due(now=seventy) == 1
    assert told("case.warned") == [(user(story, "worker"), case.number)]


def test_each_of_the_providers_clocks_reminds_anew(story: Story) -> None:
    case = story.dispatched()
    assert warn_of_due(now=case.provider_due_at - timedelta(hours=1)) == 1
    case = story.walk(accept_case, viewer=story.worker, case=case, minutes=60)
    assert warn_of_due(now=case.provider_due_at - timedelta(hours=1)) == 1
    assert told("case.warned") == [(user(story, "worker"), case.number)] * 2


def test_what_is_late_is_said_once_to_whom_it_belongs(story: Story) -> None:
    case = story.received()
    late = case.due_at + MOMENT
    assert [warn_of_due(now=case.due_at), warn_of_due(now=late), warn_of_due(now=late + MOMENT)] == [1, 1, 0]
    assert told("case.overdue") == [(user(story, "clerk"), case.number)]


def test_what_is_late_already_is_told_and_no_longer_reminded_of(story: Story) -> None:
    case = story.received()
    assert warn_of_due(now=case.due_at + MOMENT) == 1
    assert (told("case.warned"), len(told("case.overdue"))) == ([], 1)


def test_a_provider_who_is_late_to_accept_is_told_though_the_asker_still_has_time(story: Story) -> None:
    case = story.dispatched()
    assert warn_of_due(now=case.provider_due_at + MOMENT) == 1
    told_of = sorted([(user(story, "worker"), case.number), (user(story, "clerk"), case.number)])
    assert sorted(told("case.overdue")) == told_of


def test_after_a_missed_acceptance_the_askers_clock_is_warned_of_and_told_too(story: Story) -> None:
    case = story.dispatched()
    at_70 = case.started_at + 0.7 * (case.due_at - case.started_at)
    moments = [case.warn_at, case.provider_due_at + MOMENT, at_70 - MOMENT, at_70, case.due_at + MOMENT]
    assert [warn_of_due(now=moment) for moment in moments] == [1, 1, 0, 1, 1]
    assert warn_of_due(now=case.due_at + 2 * MOMENT) == 0


def test_what_still_has_time_does_not_keep_others_from_being_reminded(story: Story) -> None:
    cases = [story.dispatched(story.triaged(story.received(f"第{number}盏灯坏了"))) for number in range(3)]
    now = story.walk.moment + timedelta(days=4)
    missed = {"provider_due_at": now - timedelta(days=1), "overdue_told_at": now, "warned_at": None}
    with lifted(connection):
        Case.objects.update(**missed, started_at=now - timedelta(days=1), due_at=now + timedelta(days=4))
        long_ago, soon = now - timedelta(days=30), now + timedelta(days=5)
        Case.objects.filter(pk=cases[-1].pk).update(started_at=long_ago, due_at=soon)
    assert warn_of_due(now=now, limit=2) == 1
    assert [number for _user, number in told("case.warned")] == [cases[-1].number]


def test_the_digest_names_a_provider_who_is_late_though_the_asker_still_has_time(story: Story) -> None:
    case = story.dispatched()
    assert send_digest(now=case.provider_due_at + MOMENT) == 1
    assert Message.objects.get(template_code="digest.late").data["owners"] == [
        [story.cast.worker_party.name, 1]
    ]


def test_nobody_is_told_of_what_has_ended_or_has_time(story: Story) -> None:
    case = story.received()
    Case.objects.filter(pk=case.pk).update(warn_at=None)
    assert warn_of_due(now=case.received_at) == 0
    assert not Message.objects.exists()


def test_more_than_fit_into_one_round_wait_for_the_next_and_the_first_due_come_first(story: Story) -> None:
    first, second = story.received("一"), story.received("二")
    at = first.due_at - timedelta(hours=1)
    assert [warn_of_due(now=at, limit=1), warn_of_due(now=at, limit=1), warn_of_due(now=at, limit=1)] == [
        1,
        1,
        0,
    ]
    assert told("case.warned") == [
        (user(story, "clerk"), first.number),
        (user(story, "clerk"), second.number),
    ]


def leads(story: Story) -> list[str]:
    return [address for address, _number in told("digest.late")]


def test_a_lead_reads_once_a_day_how_many_are_late_and_with_whom(story: Story) -> None:
    cases = [story.received(text) for text in "一二三"]
    held = story.handling()
    morning = local_time(max(case.due_at for case in (*cases, held)).date() + timedelta(days=1), 8)
    assert send_digest(now=morning) == 1
    send_digest(now=morning + timedelta(hours=9))
    [message] = Message.objects.filter(template_code="digest.late")
    assert message.address == user(story, "lead")
    assert message.data == {
        "count": 4,
        "owners": [[story.cast.desk.name, 3], [story.cast.worker_party.name, 1]],
    }
    send_digest(now=morning + timedelta(days=1))
    assert Message.objects.filter(template_code="digest.late").count() == 2


def test_a_day_without_anything_late_sends_no_digest(story: Story) -> None:
    story.received()
    assert send_digest(now=MORNING) == 0


def test_each_office_hears_of_its_own(story: Story) -> None:
    assert story.cast.elsewhere is not None
    story.walk(story.cast.elsewhere.receive, text="水")
    send_digest(now=MORNING + timedelta(days=30))
    assert leads(story) == [f"user:{story.cast.elsewhere.lead.pk}"]


@pytest.mark.parametrize(
    ("from_on", "until_on", "is_told"),
    [
        (FROM, None, True),
        (FROM, date(2024, 12, 31), True),
        (FROM, date(2024, 1, 13), False),
        (date(2024, 1, 15), None, False),
    ],
)
def test_who_leads_on_that_day_is_told(
    story: Story, from_on: date, until_on: date | None, is_told: bool
) -> None:
    story.received()
    Grant.objects.filter(user=story.cast.lead).update(from_on=from_on, until_on=until_on)
    send_digest(now=MORNING + timedelta(days=30))
    assert bool(leads(story)) == is_told


def test_who_leads_the_county_is_told_of_each_of_its_offices(story: Story) -> None:
    assert story.cast.elsewhere is not None
    Grant.objects.filter(role="lead").update(office=None, place=story.cast.office.place.parent)
    story.received()
    story.walk(story.cast.elsewhere.receive, text="水")
    send_digest(now=MORNING + timedelta(days=30))
    both = {user(story, "lead"), f"user:{story.cast.elsewhere.lead.pk}"}
    assert sorted(leads(story)) == sorted([*both, *both])


@pytest.mark.parametrize(("hour", "count"), [(7, 0), (8, 1), (23, 1)])
def test_the_digest_waits_until_eight_in_the_morning(story: Story, hour: int, count: int) -> None:
    story.received()
    with clock.held_at(local_time(date(2024, 1, 15), hour)):
        assert tell_leads.func() == count


def test_the_digests_day_is_the_offices_own(story: Story) -> None:
    story.received()
    for now in (
        datetime.fromisoformat("2024-01-14T16:30:00+00:00"),
        datetime.fromisoformat("2024-01-15T10:00:00+00:00"),
    ):
        send_digest(now=now)
    assert len(leads(story)) == 1


def test_the_jobs_do_it_by_themselves(story: Story) -> None:
    assert story.cast.elsewhere is not None
    mine = story.received()
    theirs = story.walk(story.cast.elsewhere.receive, text="青北小区1幢楼道灯坏了")
    with clock.held_at(story.walk.moment):
        assert understand_new_cases.func() == 2
        assert understand_new_cases.func() == 0
    with clock.held_at(mine.due_at + timedelta(days=1)):
        assert watch_clocks.func() == 2
    assert {number for _address, number in told("case.overdue")} == {mine.number, theirs.number}
