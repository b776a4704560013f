"""Taking slots, starting a job, telling how far it has come, calling it off, and trying again what broke off."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from huiying.base.jobs.models import Job, Slot
from huiying.base.jobs.registry import started_jobs
from huiying.base.jobs.rules import TRIED_AGAIN_WHEN, back_off, stands
from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer

_TOLD_EVERY = timedelta(seconds=1)
_ALIVE_EVERY = timedelta(seconds=10)


def take_slot(name: str, at: datetime, every_seconds: int, task: Any) -> bool:
    """Enqueue a periodic job for its slot, unless another process did; whether this call did.

    Slots are kept for a while, as clocks of several servers differ a little.
    """
    try:
        with transaction.atomic():
            Slot.objects.create(name=name, slot_at=at)
            task.enqueue()
            kept = timedelta(seconds=max(2 * every_seconds, 3600))
            Slot.objects.filter(name=name, slot_at__lt=at - kept).delete()
    except IntegrityError:
        return False
    return True


def open_job(*, kind: str, viewer: Viewer, office_id: int | None, label_code: str = "") -> Job:
    """Add a waiting job; the caller enqueues the task of its kind with its uuid in the same transaction."""
    now = clock.now()
    return Job.objects.create(
        kind=kind,
        office_id=office_id,
        started_by=viewer.id,
        label_code=label_code,
        created_at=now,
        due_at=now,
    )


class TakenAway(Exception):
    """This process has no say in a job: it was called off, or is tried again elsewhere."""


@dataclass
class Progress:
    """How far a running job has come."""

    job: Job
    done_count: int = 0
    told_at: datetime | None = None

    def advance(self, count: int = 1) -> None:
        """Count things done; the page hears of it about once a second.

        TakenAway where the job is tried again meanwhile: this process was silent for too long, and stops.
        """
        self.done_count += count
        now = clock.now()
        if self.told_at is None or abs(now - self.told_at) >= _TOLD_EVERY:
            self.told_at = now
            if not _still_ours(self.job).update(done_count=self.done_count, heard_at=now):
                raise TakenAway


@contextmanager
def track(*, uuid: UUID, total_count: int = 0) -> Iterator[Progress]:
    """Run a waiting job's body: it is running meanwhile and done or failed afterwards; what it raises goes on.

    TakenAway before the body where it doesn't wait any more. Outside of a transaction, or nobody sees the progress.
    """
    job = _take_up(uuid, total_count)
    progress = Progress(job)
    _at_work.append(job)
    try:
        yield progress
    except BaseException as error:
        _end(progress, Job.State.FAILED, type(error).__name__[:80])
        raise
    finally:
        _at_work.remove(job)
    _end(progress, Job.State.DONE, "")


_at_work: list[Job] = []
"""The jobs that this process runs."""


def tell_alive() -> None:
    """Tell of each job that this process runs that it still does; the worker says so beside the work."""
    now = clock.now()
    for job in list(_at_work):
        _still_ours(job).filter(heard_at__lt=now - _ALIVE_EVERY).update(heard_at=now)


@transaction.atomic
def _take_up(uuid: UUID, total_count: int) -> Job:
    job = _locked(uuid=uuid)
    if job.state != Job.State.WAITING:
        raise TakenAway
    now = clock.now()
    return _save(
        job,
        state=Job.State.RUNNING,
        attempt_count=job.attempt_count + 1,
        started_at=now,
        heard_at=now,
        done_count=0,
        total_count=total_count,
    )


def _locked(**key: Any) -> Job:
    return Job.objects.select_for_update().get(**key)


def _still_ours(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempt_count=job.attempt_count)


def _end(progress: Progress, state: Job.State, error_code: str) -> None:
    done_count = progress.done_count
    ours = _still_ours(progress.job)
    ours.update(state=state, ended_at=clock.now(), done_count=done_count, error_code=error_code)


def _save(job: Job, **values: Any) -> Job:
    for name, value in values.items():
        setattr(job, name, value)
    job.save(update_fields=list(values))
    return job


@transaction.atomic
def call_off(*, viewer: Viewer, job: Job) -> Job:
    """A job that waits is not to be run; a worker that reaches for it finds it called off. Locks the job."""
    job = _locked(pk=job.pk)
    if job.state != Job.State.WAITING:
        raise Refused(Fault("job_not_waiting"))
    record([NewEntry("job.called_off", viewer, job.office_id, "job", job.pk)])
    return _save(job, state=Job.State.CALLED_OFF, ended_at=clock.now())


@transaction.atomic
def try_again(*, viewer: Viewer, job: Job) -> Job:
    """A job that failed, was called off or whose worker is gone waits for a worker once more. Locks the job.

    Should a worker that was taken for gone come back, it finds the job taken away and stops.
    """
    job = _locked(pk=job.pk)
    now = clock.now()
    stood = stands(job.state, job.heard_at, now)
    if stood not in TRIED_AGAIN_WHEN:
        raise Refused(Fault("job_goes_on"))
    task = started_jobs().get(job.kind)
    if task is None:
        raise Refused(Fault("job_kind_gone"))
    task.enqueue(str(job.uuid))
    data = {"stood": stood, "attempts": job.attempt_count}
    record([NewEntry("job.tried_again", viewer, job.office_id, "job", job.pk, data)])
    blank = {"started_at": None, "ended_at": None, "error_code": ""}
    return _save(job, state=Job.State.WAITING, due_at=now, **blank)


def retrying[**P](*, times: int, base_seconds: int) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Enqueue a failed task again, up to `times` times, each time after twice the wait.

    Stands under `@task()`. Each failure stays visible as a failed task.
    """

    def wrap(function: Callable[P, None]) -> Callable[P, None]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> None:
            attempt = cast(int, kwargs.pop("attempt", 1))
            try:
                function(*args, **kwargs)
            except Exception:
                if attempt <= times:
                    task: Any = import_string(f"{function.__module__}.{function.__qualname__}")
                    later = task.using(run_after=clock.now() + back_off(attempt, base_seconds))
                    later.enqueue(*args, **kwargs, attempt=attempt + 1)
                raise

        return run

    return wrap
