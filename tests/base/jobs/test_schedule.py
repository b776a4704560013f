"""Each periodic job is enqueued once a slot, however many processes watch the clock."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from huiying.base.jobs import registry
from huiying.base.jobs.models import Slot
from huiying.base.jobs.registry import periodic_jobs, started_jobs
from huiying.base.jobs.schedule import tick
from tests.base.jobs.sample import JOBS

pytestmark = pytest.mark.both_databases

NOW = datetime(2023, 11, 24, 3, 7, 42, tzinfo=UTC)


@pytest.mark.django_db
def test_a_slot_is_taken_once_and_the_next_one_again():
    assert tick(NOW, JOBS) == ["sample.minute", "sample.day"]
    assert tick(NOW + timedelta(seconds=17), JOBS) == []
    assert tick(NOW + timedelta(seconds=18), JOBS) == ["sample.minute"]
    assert DBTaskResult.objects.count() == 3


@pytest.mark.django_db
def test_a_slot_that_was_missed_is_not_made_up_for():
    tick(NOW, JOBS)
    assert tick(NOW + timedelta(days=3), JOBS) == ["sample.minute", "sample.day"]


@pytest.mark.django_db
def test_old_slots_go_but_not_while_another_clock_may_be_behind():
    tick(NOW, JOBS)
    tick(NOW + timedelta(minutes=59), JOBS)
    assert Slot.objects.filter(name="sample.minute").count() == 2
    assert tick(NOW, JOBS) == []
    tick(NOW + timedelta(minutes=61), JOBS)
    assert Slot.objects.filter(name="sample.minute").count() == 2
    assert Slot.objects.filter(name="sample.day").count() == 1


@pytest.mark.django_db
def test_a_job_that_can_not_be_enqueued_leaves_its_slot_free():
    class Broken:
        def enqueue(self) -> None:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        tick(NOW, {"sample.broken": (60, Broken())})
    assert not Slot.objects.exists()


@pytest.mark.django_db
def test_a_quiet_tick_takes_one_query(django_assert_num_queries):
    tick(NOW, JOBS)
    with django_assert_num_queries(1):
        tick(NOW, JOBS)


def test_racing_processes_enqueue_exactly_one_job_a_slot(shared):
    start, took, errors = Barrier(3), [], []

    def work() -> None:
        try:
            for minute in range(15):
                start.wait(30)
                took.extend(tick(NOW + timedelta(minutes=minute), {"sample.minute": JOBS["sample.minute"]}))
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
    assert len(took) == Slot.objects.count() == DBTaskResult.objects.count() == 15


def test_every_app_names_its_periodic_jobs_once():
    jobs = periodic_jobs()
    assert {"trail.seal", "trail.verify", "outbox.deliver", "jobs.prune"} <= jobs.keys()
    assert all(every > 0 and callable(task.enqueue) for every, task in jobs.values())
    assert {kind: task.name for kind, task in started_jobs().items()} == {"cases.import": "take_in_file"}


def test_two_jobs_with_one_name_are_refused(monkeypatch):
    class Everywhere:
        PERIODIC = {"trail.seal": JOBS["sample.day"]}

    monkeypatch.setattr(registry, "import_module", lambda _name: Everywhere)
    with pytest.raises(ValueError, match="share a name"):
        periodic_jobs()
