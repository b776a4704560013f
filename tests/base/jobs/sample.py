"""Tasks that only tests know."""

from django.tasks import task

from huiying.base.jobs.services import retrying

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


JOBS = {"sample.minute": (60, plain), "sample.day": (86_400, plain)}
