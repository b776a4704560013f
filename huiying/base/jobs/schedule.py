"""Periodic jobs: each app's jobs.py names its own in PERIODIC, and exactly one process enqueues each."""

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from huiying.base.jobs.models import Slot
from huiying.base.jobs.rules import slot_at
from huiying.base.jobs.services import take_slot

type Periodic = Mapping[str, tuple[int, Any]]
"""By name, such as "trail.seal": how many seconds apart, and the task, which takes no argument."""


def periodic_jobs() -> Periodic:
    """The PERIODIC of every installed app's jobs.py."""
    found: dict[str, tuple[int, Any]] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("huiying.") and app.module and module_has_submodule(app.module, "jobs"):
            named: Periodic = getattr(import_module(f"{app.name}.jobs"), "PERIODIC", {})
            if shared := found.keys() & named.keys():
                raise ValueError(f"two periodic jobs share a name: {shared}")
            found.update(named)
    return found


def tick(now: datetime, jobs: Periodic | None = None) -> list[str]:
    """Enqueue each job whose slot has begun and is not taken; the names of those that this call enqueued.

    Slots missed while nothing ran are not made up for.
    """
    jobs = periodic_jobs() if jobs is None else jobs
    begun = {name: slot_at(now, every) for name, (every, _task) in jobs.items()}
    taken = set(Slot.objects.filter(slot_at__in=set(begun.values())).values_list("name", "slot_at"))
    due = [name for name, at in begun.items() if (name, at) not in taken]
    return [name for name in due if take_slot(name, begun[name], *jobs[name])]
