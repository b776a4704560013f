"""The trail is read by those who answer for an office, and verifying finds every tampering."""

import os
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from huiying.base.trail import selectors, services
from huiying.base.trail.models import Entry
from huiying.base.trail.services import NewEntry
from huiying.pure.lib.viewer import Viewer
from tests.base.trail import tampering

AT = datetime(2023, 11, 24, tzinfo=UTC)


@pytest.fixture
def two_offices(db):
    clerk = Viewer(12, "王小明")
    services.record(
        [
            NewEntry("case.opened", clerk, 1, "case", 1, at=AT),
            NewEntry("case.closed", clerk, 1, "case", 1, at=AT + timedelta(hours=1)),
            NewEntry("case.opened", clerk, 2, "case", 2, at=AT),
            NewEntry("user.signed_in", Viewer(13, "Li"), 2, "user", 13, at=AT),
            NewEntry("place.registered", clerk, None, "place", 14, at=AT),
        ]
    )


def seen(offices: set[int], **filters) -> list[tuple[int | None, str]]:
    return [(entry.office_id, entry.code) for entry in selectors.entries(offices, **filters)]


def test_the_trail_of_an_office_comes_with_what_belongs_to_none(two_offices):
    assert seen({1}) == [(None, "place.registered"), (1, "case.closed"), (1, "case.opened")]


def test_who_reads_of_no_office_reads_nothing(two_offices):
    assert seen(set()) == []


def test_each_filter_narrows(two_offices):
    both = {1, 2}
    assert len(seen(both)) == 5
    assert seen(both, actors=[13]) == seen(both, code="user.") == [(2, "user.signed_in")]
    assert seen(both, code="case.closed") == [(1, "case.closed")]
    assert seen(both, subject=("case", 2)) == [(2, "case.opened")]
    assert seen(both, period=(AT + timedelta(minutes=1), AT + timedelta(days=1))) == [(1, "case.closed")]


def test_a_timeline_is_of_one_record_oldest_first(two_offices):
    assert [entry.code for entry in selectors.timeline("case", 1)] == ["case.opened", "case.closed"]


@pytest.mark.django_db
def test_an_empty_trail_is_whole():
    assert selectors.head() == (0, "")
    assert selectors.verify(known_head=(0, "")) == selectors.Verdict(0, 0, [])


@pytest.mark.django_db
def test_verifying_counts_what_is_checked_and_what_waits(monkeypatch):
    monkeypatch.setattr(selectors, "_BATCH", 10)
    tampering.write_entries(35, Random(1))
    services.seal(limit=30)
    told: list[int] = []
    assert selectors.verify(told.append, selectors.head()) == selectors.Verdict(30, 5, [])
    assert told == [10, 20, 30]


@pytest.mark.prove
@pytest.mark.django_db
def test_every_tampering_is_found_where_it_was_made_and_nothing_else_is():
    n, entries = (1000, 300) if os.environ.get("HUIYING_PROVE") else (50, 60)
    outcome = tampering.run(n=n, entries=entries)
    print(outcome)
    assert outcome.false_alarms == 0
    assert outcome.found == outcome.located == outcome.named == outcome.made
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_without_the_head_kept_outside_a_cut_end_is_not_noticed(monkeypatch):
    found = tampering.selectors.verify
    monkeypatch.setattr(tampering.selectors, "verify", lambda known_head: found())
    outcome = tampering.run(n=len(tampering.TAMPERINGS), entries=60)
    unnoticed = {name for name in outcome.made if not outcome.found[name]}
    assert unnoticed == {"cut_off: the end", "rebuilt: the whole chain"}
