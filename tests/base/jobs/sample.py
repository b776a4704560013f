"""Tasks that only tests know."""

from contextlib import suppress
from uuid import UUID

from django.tasks import task

from huiying.base.jobs.services import TakenAway, retrying, track

ran: list[str] = []


@task()
def plain() -> None:
    """Notes that it ran."""
    ran.append("plain")


@task()
@retrying(times=2, base_seconds=30)
def failing(name: str) -> None:
    """Notes that it ran, and fails."""
    ran.append(name)
    raise LookupError(name)


@task()
def started(job_uuid: str) -> None:
    """Notes which job it ran."""
    with suppress(TakenAway), track(uuid=UUID(job_uuid)):
        ran.append(job_uuid)


STARTED = {"sample.started": started}
JOBS = {"sample.minute": (60, plain), "sample.day": (86_400, plain)}
