"""What the worker does with cases by itself; thin over services."""

from django.tasks import task

from huiying.pure.lib import clock
from huiying.registers.places.models import Office
from huiying.work.cases.selectors.cases import waiting_for_triage
from huiying.work.cases.services.promises import remind_of_promises
from huiying.work.cases.services.understanding import Understanding, understand
from huiying.work.cases.services.watching import send_digest, warn_of_due

BATCH = 100


@task()
def understand_new_cases() -> int:
    """Read all new cases in batches; one job takes them all."""
    known: dict[int, Understanding] = {}
    done = 0
    while batch := list(waiting_for_triage(BATCH)):
        for office_id in {case.office_id for case in batch}:
            if office_id not in known:
                known[office_id] = Understanding(Office.objects.select_related("place").get(pk=office_id))
            understand(cases=[case for case in batch if case.office_id == office_id], knows=known[office_id])
        done += len(batch)
    return done


@task()
def watch_clocks() -> int:
    """Remind and tell what is due and late, and what was promised for today."""
    return warn_of_due(now=clock.now()) + remind_of_promises(today=clock.today())


@task()
def tell_leads() -> int:
    """Send leads the digest of what is late, on the first run of a day after eight."""
    now = clock.now()
    return send_digest(now=now) if clock.local(now).hour >= 8 else 0


PERIODIC = {
    "cases.understand": (1, understand_new_cases),
    "cases.watch": (60, watch_clocks),
    "cases.digest": (600, tell_leads),
}
