"""Periodic jobs: each app's jobs.py names its own in PERIODIC, and exactly one process enqueues each."""

from datetime import datetime

from huiying.base.jobs.models import Slot
from huiying.base.jobs.registry import Periodic, periodic_jobs
from huiying.base.jobs.rules import slot_at
from huiying.base.jobs.services import take_slot


def tick(now: datetime, jobs: Periodic | None = None) -> list[str]:
    """Enqueue each job whose slot has begun and is not taken; the names of those that this call enqueued.

    Slots missed while nothing ran are not made up for.
    """
    jobs = periodic_jobs() if jobs is None else jobs
    begun = {name: slot_at(now, every) for name, (every, _task) in jobs.items()}
    taken = set(Slot.objects.filter(slot_at__in=set(begun.values())).values_list("name", "slot_at"))
    due = [name for name, at in begun.items() if (name, at) not in taken]
    return [name for name in due if take_slot(name, begun[name], *jobs[name])]
