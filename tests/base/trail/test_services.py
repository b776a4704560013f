"""Entries are written in the transaction of the change, and sealed each exactly once."""

import os
from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from huiying.base.trail import selectors, services
from huiying.base.trail.models import Entry, Seal
from huiying.base.trail.services import NewEntry
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from tests.base.trail import slow_writer

NOW = datetime(2023, 11, 24, 9, tzinfo=UTC)
CLERK = Viewer(12, "王小明")


def opened(**changes) -> NewEntry:
    return NewEntry(
        **{
            "code": "case.opened",
            "viewer": CLERK,
            "office_id": 3,
            "subject_kind": "case",
            "subject_id": 9,
            **changes,
        }
    )


def test_an_entry_outside_of_a_transaction_is_refused(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        services.record([opened()])
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_entries_tell_who_did_what_and_when():
    earlier = datetime(2023, 1, 1, tzinfo=UTC)
    with clock.held_at(NOW):
        services.record(
            [opened(data={"due_on": date(2023, 12, 1)}), opened(viewer=Viewer.asker(), at=earlier)]
        )
    first, second = Entry.objects.order_by("id")
    assert (first.at, first.actor_id, first.actor_name, first.data) == (
        NOW,
        12,
        "王小明",
        {"due_on": "2023-12-01"},
    )
    assert (second.at, second.actor_id, second.actor_name) == (earlier, 0, "asker")


@pytest.mark.django_db
@pytest.mark.parametrize("bad", [{"data": {"word": "水管漏了"}}, {"code": "opened"}])
def test_one_bad_entry_and_none_is_written(bad):
    with pytest.raises(ValueError, match=r"dotted code|case\.opened"):
        services.record([opened(), opened(**bad)])
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_thousand_entries_take_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        services.record([opened()] * 1000)


@pytest.mark.django_db
def test_each_entry_is_sealed_once_in_the_order_of_keys():
    services.record([opened(subject_id=i) for i in range(7)])
    assert [services.seal(limit=5), services.seal(limit=5), services.seal(limit=5)] == [5, 2, 0]
    seals = list(Seal.objects.order_by("position").values_list("position", "entry_id"))
    assert [position for position, _ in seals] == list(range(1, 8))
    assert [entry for _, entry in seals] == sorted(Entry.objects.values_list("id", flat=True))


@pytest.mark.django_db
def test_an_entry_with_an_earlier_key_is_sealed_later_unless_it_is_far_behind(monkeypatch):
    services.record([opened() for _ in range(20)])
    keys = list(Entry.objects.order_by("id").values_list("id", flat=True))
    Seal.objects.create(position=1, entry_id=keys[-1], digest="0" * 64)
    monkeypatch.setattr(services, "_LATE", 5)
    assert services.seal() == 4
    assert services.seal_all() == 15


@pytest.mark.django_db
def test_a_backlog_longer_than_the_window_is_sealed_by_and_by(monkeypatch):
    monkeypatch.setattr(services, "_LATE", 5)
    services.record([opened() for _ in range(50)])
    assert [services.seal(limit=20), services.seal(limit=20), services.seal(limit=20)] == [20, 20, 10]


def test_two_sealers_at_once_make_one_chain(shared):
    for _ in range(5):
        with transaction.atomic():
            services.record([opened()] * 300)
        start, errors = Barrier(3), []

        def work(start=start, errors=errors):
            try:
                start.wait(30)
                while services.seal(limit=40):
                    pass
            except Exception as error:
                errors.append(error)
            finally:
                connection.close()

        threads = [Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
    assert selectors.verify() == selectors.Verdict(checked=1500, unsealed=0, faults=[])


@pytest.mark.prove
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_writer_that_commits_late_is_sealed_and_a_naive_sealer_would_lose_it(transactional_db):
    rounds = 100 if os.environ.get("HUIYING_PROVE") else 5
    outcome = slow_writer.run(rounds)
    print(outcome)
    assert (outcome.written, outcome.unsealed, outcome.faults) == (8 * rounds, 0, 0)
    assert outcome.lost_by_naive > 0
