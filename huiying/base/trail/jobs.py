"""Sealing every few seconds, verifying every night."""

import structlog
from django.tasks import task

from huiying.base.trail import selectors, services

log = structlog.get_logger("huiying.trail")


@task()
def seal() -> None:
    """Chain what was written since."""
    services.seal()


@task()
def verify() -> None:
    """Chain what is left, verify all, and make a noise about each fault."""
    services.seal_all()
    verdict = selectors.verify()
    for fault in verdict.faults:
        log.error("trail fault", error=f"{fault.kind} at {fault.position}, entry {fault.entry_id}")
    if verdict.faults:
        raise RuntimeError(f"the trail has {len(verdict.faults)} faults among {verdict.checked} entries")


PERIODIC = {"trail.seal": (10, seal), "trail.verify": (86_400, verify)}
