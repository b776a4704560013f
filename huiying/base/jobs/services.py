"""Taking slots, starting a job, telling how far it has come, and trying again what failed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from huiying.base.jobs.models import Job, Slot
from huiying.base.jobs.rules import back_off
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer

_TOLD_EVERY = timedelta(seconds=1)


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
    """Add a waiting job; the caller enqueues a task with its uuid in the same transaction."""
    return Job.objects.create(
        kind=kind,
        office_id=office_id,
        started_by=viewer.id,
        label_code=label_code,
        created_at=clock.now(),
    )


@dataclass
class Progress:
    """How far a running job has come."""

    job: Job
    done_count: int = 0
    told_at: datetime | None = None

    def advance(self, count: int = 1) -> None:
        """Count things done; the page hears of it about once a second."""
        self.done_count += count
        now = clock.now()
        if self.told_at is None or abs(now - self.told_at) >= _TOLD_EVERY:
            self.told_at = now
            Job.objects.filter(pk=self.job.pk).update(done_count=self.done_count)


@contextmanager
def track(*, uuid: UUID, total_count: int = 0) -> Iterator[Progress]:
    """Run a job's body: it is running meanwhile and done or failed afterwards; what it raises goes on.

    It begins at nothing when the job ran before. Outside of a transaction, or nobody sees the progress.
    """
    job = Job.objects.get(uuid=uuid)
    progress = Progress(job)
    _save(
        job,
        state=Job.State.RUNNING,
        started_at=clock.now(),
        ended_at=None,
        done_count=0,
        total_count=total_count,
        error_code="",
    )
    try:
        yield progress
    except BaseException as error:
        _end(progress, Job.State.FAILED, type(error).__name__[:80])
        raise
    _end(progress, Job.State.DONE, "")


def _end(progress: Progress, state: Job.State, error_code: str) -> None:
    done_count = progress.done_count
    _save(progress.job, state=state, ended_at=clock.now(), done_count=done_count, error_code=error_code)


def _save(job: Job, **values: Any) -> None:
    for name, value in values.items():
        setattr(job, name, value)
    job.save(update_fields=list(values))


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
