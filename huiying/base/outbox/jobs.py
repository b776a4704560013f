"""Handing on messages."""

from django.tasks import task

from huiying.base.outbox import services


@task()
def deliver() -> None:
    """Write waiting messages to the day's file."""
    while services.deliver():
        pass


PERIODIC = {"outbox.deliver": (10, deliver)}
