"""The worker runs what waits and what is due, and stops when it is told to."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from huiying.base.jobs import schedule, worker
from huiying.pure.lib import clock
from tests.base.jobs import sample

pytestmark = pytest.mark.both_databases

NOW = datetime(2023, 11, 24, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _only_samples(monkeypatch):
    sample.ran.clear()
    for module in (schedule, worker):
        monkeypatch.setattr(module, "periodic_jobs", lambda: sample.JOBS)


def test_a_batch_runs_what_waits_and_what_is_due_and_returns(transactional_db):
    sample.plain.enqueue()
    sample.failing.enqueue("a")
    worker.run(batch=True)
    assert sorted(sample.ran) == ["a", "plain", "plain", "plain"]
    assert DBTaskResult.objects.failed().get().exception_class_path == "builtins.LookupError"


def test_it_runs_periodic_jobs_until_it_is_stopped(shared, monkeypatch):
    stop, done = threading.Event(), threading.Event()
    monkeypatch.setattr(worker.clock, "now", lambda: NOW)

    def count(sender, **_kwargs) -> None:
        if len(sample.ran) == len(sample.JOBS):
            done.set()
            stop.set()

    task_finished.connect(count)
    work = threading.Thread(target=lambda: (worker.run(stop=stop), connection.close()))
    work.start()
    assert done.wait(30)
    work.join(30)
    task_finished.disconnect(count)
    assert not work.is_alive()
    assert sample.ran == ["plain", "plain"]


@pytest.mark.django_db
def test_tests_run_every_periodic_job_once_at_a_moment(monkeypatch):
    moments = []
    noting = type("Task", (), {"call": lambda self: moments.append(clock.now())})()
    monkeypatch.setattr(worker, "periodic_jobs", lambda: {"a": (60, noting), "b": (86_400, noting)})
    worker.run_due_jobs(NOW)
    assert moments == [NOW, NOW]
