"""A job tells how far it has come and how it ended; a failed task is tried again later."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from huiying.base.jobs import services
from huiying.base.jobs.models import Job
from huiying.base.jobs.rules import SILENT_AFTER
from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from tests.base.jobs import sample

NOW = datetime(2023, 11, 24, 9, tzinfo=UTC)
CLERK = Viewer(12, "王小明")


@pytest.fixture(autouse=True)
def _samples(monkeypatch):
    sample.ran.clear()
    monkeypatch.setattr(services, "started_jobs", lambda: sample.STARTED)


@pytest.fixture
def job(db) -> Job:
    with clock.held_at(NOW):
        return services.open_job(kind="sample.started", viewer=CLERK, office_id=3, label_code="november")


def test_a_job_waits_runs_and_is_done(job):
    assert (job.state, job.started_by, job.created_at) == ("waiting", 12, NOW)
    with clock.held_at(NOW), services.track(uuid=job.uuid, total_count=3) as progress:
        job.refresh_from_db()
        assert (job.state, job.total_count, job.started_at) == ("running", 3, NOW)
        progress.advance(2)
        progress.advance()
    job.refresh_from_db()
    assert (job.state, job.done_count, job.ended_at, job.error_code) == ("done", 3, NOW, "")


def test_progress_is_told_about_once_a_second(job, django_assert_num_queries):
    with clock.held_at(NOW), services.track(uuid=job.uuid) as progress:
        with django_assert_num_queries(1):
            for _ in range(1000):
                progress.advance()
        with clock.held_at(NOW + timedelta(seconds=1)), django_assert_num_queries(1):
            progress.advance()
        job.refresh_from_db()
        assert job.done_count == 1001


def test_a_job_that_fails_says_what_kind_of_error_it_was_and_no_more(job):
    with pytest.raises(ValueError, match="13800001234"), services.track(uuid=job.uuid) as progress:
        progress.advance(5)
        raise ValueError("13800001234 is twice in the list")
    job.refresh_from_db()
    assert (job.state, job.done_count, job.error_code) == ("failed", 5, "ValueError")


def test_a_job_that_runs_again_begins_at_nothing(job):
    with pytest.raises(KeyError), services.track(uuid=job.uuid) as progress:
        progress.advance(5)
        raise KeyError
    services.try_again(viewer=CLERK, job=job)
    with services.track(uuid=job.uuid, total_count=2) as progress:
        progress.advance(2)
    job.refresh_from_db()
    assert (job.state, job.done_count, job.total_count, job.error_code) == ("done", 2, 2, "")


@pytest.mark.parametrize(
    "nonsense",
    [
        {"state": "done"},
        {"state": "running"},
        {"started_at": NOW},
        {"error_code": "KeyError"},
        {"state": "called_off"},
        {"state": "running", "started_at": NOW},
        {"state": "lost"},
    ],
)
def test_the_database_refuses_a_job_whose_times_do_not_fit_its_state(job, nonsense):
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(**nonsense)


def refused(act, job) -> str:
    with pytest.raises(Refused) as caught:
        act(viewer=CLERK, job=job)
    return caught.value.faults[0].code


def run_waiting() -> None:
    for row in DBTaskResult.objects.filter(status="READY"):
        row.task.call(*row.args_kwargs["args"])
        row.set_successful(None)


def test_a_job_that_was_called_off_is_not_run_until_it_is_tried_again(job):
    sample.started.enqueue(str(job.uuid))
    services.call_off(viewer=CLERK, job=job)
    run_waiting()
    assert sample.ran == []
    job.refresh_from_db()
    assert (job.state, job.attempt_count) == ("called_off", 0)
    later = NOW + timedelta(hours=1)
    with clock.held_at(later):
        services.try_again(viewer=CLERK, job=job)
    run_waiting()
    job.refresh_from_db()
    assert (sample.ran, job.state, job.attempt_count, job.due_at) == ([str(job.uuid)], "done", 1, later)
    codes = (
        Entry.objects.filter(subject_kind="job", subject_id=job.pk)
        .order_by("id")
        .values_list("code", flat=True)
    )
    assert list(codes) == ["job.called_off", "job.tried_again"]


def test_only_a_waiting_job_is_called_off_and_only_one_that_broke_off_is_tried_again(job):
    assert refused(services.try_again, job) == "job_goes_on"
    with services.track(uuid=job.uuid):
        assert refused(services.call_off, job) == "job_not_waiting"
        assert refused(services.try_again, job) == "job_goes_on"
    assert refused(services.call_off, job) == "job_not_waiting"
    assert refused(services.try_again, job) == "job_goes_on"
    assert not Entry.objects.filter(subject_kind="job").exists()
    assert not DBTaskResult.objects.exists()


def test_a_job_whose_kind_nobody_runs_any_more_stays_as_it_is(job):
    Job.objects.update(kind="sample.gone")
    services.call_off(viewer=CLERK, job=job)
    assert refused(services.try_again, job) == "job_kind_gone"
    job.refresh_from_db()
    assert job.state == "called_off"


def test_a_job_is_tried_again_once_its_worker_has_been_silent_for_two_minutes(job):
    with clock.held_at(NOW), pytest.raises(services.TakenAway), services.track(uuid=job.uuid) as lost:
        lost.advance(3)
        with clock.held_at(NOW + SILENT_AFTER):
            assert refused(services.try_again, job) == "job_goes_on"
        with clock.held_at(NOW + SILENT_AFTER + timedelta(seconds=1)):
            services.try_again(viewer=CLERK, job=job)
            run_waiting()
            lost.advance(4)  # the worker comes back
    job.refresh_from_db()
    assert (job.state, job.done_count, job.attempt_count, job.error_code) == ("done", 0, 2, "")


def test_a_worker_that_comes_back_at_the_end_does_not_write_over_who_followed(job):
    with clock.held_at(NOW), services.track(uuid=job.uuid), clock.held_at(NOW + timedelta(hours=1)):
        services.try_again(viewer=CLERK, job=job)
    job.refresh_from_db()
    assert (job.state, job.ended_at) == ("waiting", None)


def test_who_runs_a_job_tells_so_beside_the_work(job, django_assert_num_queries):
    with clock.held_at(NOW), services.track(uuid=job.uuid):
        with clock.held_at(NOW + SILENT_AFTER):
            services.tell_alive()
        with clock.held_at(NOW + 2 * SILENT_AFTER):
            assert refused(services.try_again, job) == "job_goes_on"
    with django_assert_num_queries(0):
        services.tell_alive()


@pytest.mark.django_db
def test_a_failed_task_is_tried_again_twice_after_longer_waits():
    with clock.held_at(NOW):
        for kwargs in ({}, {"attempt": 2}, {"attempt": 3}):
            with pytest.raises(LookupError):
                sample.failing.call("a", **kwargs)
    assert sample.ran == ["a", "a", "a"]
    enqueued = DBTaskResult.objects.order_by("run_after")
    assert [row.run_after - NOW for row in enqueued] == [timedelta(seconds=30), timedelta(seconds=60)]
    assert [row.args_kwargs for row in enqueued] == [
        {"args": ["a"], "kwargs": {"attempt": 2}},
        {"args": ["a"], "kwargs": {"attempt": 3}},
    ]
