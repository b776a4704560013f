"""What each app's jobs.py names: its periodic jobs in PERIODIC, and those that somebody starts in STARTED."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule

type Periodic = Mapping[str, tuple[int, Any]]
"""By name, such as "trail.seal": how many seconds apart, and the task, which takes no argument."""


def periodic_jobs() -> Periodic:
    """The PERIODIC of every installed app's jobs.py."""
    return _named("PERIODIC")


def started_jobs() -> Mapping[str, Any]:
    """The STARTED of every one: by the kind of a job the task that runs it, which takes the job's uuid."""
    return _named("STARTED")


def _named(what: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("huiying.") and app.module and module_has_submodule(app.module, "jobs"):
            named: Mapping[str, Any] = getattr(import_module(f"{app.name}.jobs"), what, {})
            if shared := found.keys() & named.keys():
                raise ValueError(f"two jobs share a name: {shared}")
            found.update(named)
    return found
