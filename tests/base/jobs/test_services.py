"""A job tells how far it has come and how it ended; a failed task is tried again later."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from huiying.base.jobs import services
from huiying.base.jobs.models import Job
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from tests.base.jobs import sample

NOW = datetime(2023, 11, 24, 9, tzinfo=UTC)
CLERK = Viewer(12, "王小明")


@pytest.fixture
def job(db) -> Job:
    with clock.held_at(NOW):
        return services.open_job(kind="cases.import", viewer=CLERK, office_id=3, label_code="november")


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
        {"state": "lost"},
    ],
)
def test_the_database_refuses_a_job_whose_times_do_not_fit_its_state(job, nonsense):
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(**nonsense)


@pytest.mark.django_db
def test_a_failed_task_is_tried_again_twice_after_longer_waits():
    sample.ran.clear()
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
