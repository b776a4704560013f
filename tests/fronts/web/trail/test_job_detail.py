"""The page of one job: how it stands, why it failed, and what an administrator does about it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from huiying.base.imports.models import Import
from huiying.base.jobs.models import Job
from huiying.base.jobs.rules import SILENT_AFTER
from huiying.base.jobs.services import open_job, track
from huiying.base.jobs.worker import run
from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.work.cases.jobs import start_taking_in
from tests.cast import MORNING, Cast
from tests.fronts.web.company import _file_of as file_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(cast: Cast) -> Job:
    return open_job(kind="cases.import", viewer=cast.viewer(cast.clerk), office_id=cast.office.pk)


@pytest.fixture
def admin(cast: Cast) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(cast.admin, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, job: Job) -> str:
    return client.get(reverse("trail:job_detail", args=[job.uuid])).content.decode()


def act(client: Client, job: Job, what: str) -> str:
    return client.post(reverse(f"trail:job_{what}", args=[job.uuid]), follow=True).content.decode()


def killed(job: Job) -> Any:
    """A worker that took the job up and never came back."""
    body = track(uuid=job.uuid, total_count=40)
    body.__enter__().advance(12)
    return body


def test_a_job_that_waits_is_called_off_and_later_tried_again(admin: Client, cast: Cast, job: Job) -> None:
    words = page(admin, job)
    for fact in ("Take in a file of requests", "Waiting", "Tried", "0 times", cast.clerk.name, "Call it off"):
        assert fact in words
    assert "Try again" not in words
    words = act(admin, job, "call_off")
    assert "Try again" in words
    assert f"{cast.admin.name} called a job off" in words
    assert "Call it off" in act(admin, job, "try_again")
    assert list(Entry.objects.filter(subject_kind="job").order_by("id").values_list("code", flat=True)) == [
        "job.called_off",
        "job.tried_again",
    ]


def test_a_job_that_failed_says_why_in_words(admin: Client, job: Job) -> None:
    with pytest.raises(MemoryError), track(uuid=job.uuid):
        raise MemoryError("13800001234")
    words = page(admin, job)
    assert "no room left" in words
    assert "13800001234" not in words
    assert "1 time" in words
    assert "Try again" in words


def test_what_nobody_foresaw_is_named_by_its_code(admin: Client, job: Job) -> None:
    with pytest.raises(LookupError), track(uuid=job.uuid):
        raise LookupError("柳岸小区7幢")
    words = page(admin, job)
    assert "LookupError" in words
    assert "柳岸小区7幢" not in words


def test_one_whose_worker_was_killed_says_so_and_may_be_tried_again(admin: Client, job: Job) -> None:
    with clock.held_at(MORNING):
        body = killed(job)
        assert "Try again" not in page(admin, job)
    with clock.held_at(MORNING + SILENT_AFTER + timedelta(minutes=1)):
        words = page(admin, job)
        assert "Its worker no longer answers" in words
        assert "Interrupted" in words
        assert "12 of 40" in words
        assert "It begins as soon as a worker is free" in act(admin, job, "try_again")
    body.__exit__(None, None, None)
    job.refresh_from_db()
    assert job.state == "waiting"


def test_whoever_is_late_reads_that_a_worker_was_quicker(admin: Client, job: Job) -> None:
    with track(uuid=job.uuid):
        assert "A worker has just taken it up" in act(admin, job, "call_off")
        assert "there is nothing to try again" in act(admin, job, "try_again")


def test_a_job_of_another_office_is_not_found(admin: Client, cast: Cast) -> None:
    there = cast.elsewhere
    assert there
    other = open_job(kind="cases.import", viewer=there.viewer(there.admin), office_id=there.office.pk)
    for name, send in (("detail", admin.get), ("try_again", admin.post), ("call_off", admin.post)):
        assert send(reverse(f"trail:job_{name}", args=[other.uuid])).status_code == 404
    other.refresh_from_db()
    assert other.state == "waiting"


def test_an_import_that_was_called_off_goes_on_from_its_own_page_with_the_same_job(
    admin: Client, cast: Cast
) -> None:
    viewer = cast.viewer(cast.clerk)
    file = Import.objects.get(uuid=file_of(cast))
    start_taking_in(viewer=viewer, file=file)
    [job] = Job.objects.all()
    assert "十二月.csv" in act(admin, job, "call_off")
    run(batch=True)
    clerk = Client()
    clerk.cookies["language"] = "en"
    clerk.force_login(cast.clerk, backend="django.contrib.auth.backends.ModelBackend")
    assert "It stands still" in clerk.get(reverse("imports:import_detail", args=[file.uuid])).content.decode()
    for _twice in range(2):
        clerk.post(reverse("imports:import_go_on", args=[file.uuid]))
    run(batch=True)
    file.refresh_from_db()
    [job] = Job.objects.all()
    assert (job.state, job.attempt_count, file.done_count) == ("done", 1, file.row_count)
    assert file.ended_at
