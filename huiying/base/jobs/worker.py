"""The process that runs jobs, and the thread in it that enqueues periodic ones."""

import signal
import threading
from datetime import datetime
from typing import Any

import structlog
from django.db import close_old_connections, connections
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from huiying.base.jobs.registry import periodic_jobs
from huiying.base.jobs.schedule import tick
from huiying.base.jobs.services import tell_alive
from huiying.pure.lib import clock

log = structlog.get_logger("huiying.jobs")


def run(*, stop: threading.Event | None = None, batch: bool = False) -> None:
    """Run jobs until `stop` is set, or until TERM or INT when none is given; a running job is finished.

    With `batch` it enqueues what is due, runs what waits and returns.
    """
    worker = Worker(
        queue_names=["*"],
        interval=1,
        batch=batch,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    if batch:
        tick(clock.now())
        worker.run()
        return
    if stop is None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
    scheduler = threading.Thread(target=_schedule, args=(worker, stop), name="scheduler", daemon=True)
    scheduler.start()
    try:
        worker.run()
    finally:
        stop.set()
        scheduler.join()


def _schedule(worker: Any, stop: threading.Event) -> None:
    """Tick each second, and tell that the running job goes on; a database that is away for a while doesn't end it."""
    while not stop.wait(1):
        close_old_connections()
        try:
            tell_alive()
            tick(clock.now())
        except Exception:
            log.exception("tick failed")
    worker.running = False
    connections.close_all()


def run_due_jobs(now: datetime) -> None:
    """Run every periodic job once, here and at `now`: for tests and the demo."""
    with clock.held_at(now):
        for _every, task in periodic_jobs().values():
            task.call()
