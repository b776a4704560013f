"""What the worker does with cases by itself; thin over services."""

from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.tasks import task

from huiying.base.imports.models import Import
from huiying.base.imports.services import begin
from huiying.base.jobs.services import TakenAway, open_job, track, try_again
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.places.models import Office
from huiying.work.cases.rules.hotline import FIELDS
from huiying.work.cases.selectors.cases import waiting_for_triage
from huiying.work.cases.selectors.providers import PastRatings
from huiying.work.cases.services.hotline import take_in
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
                office = Office.objects.select_related("place").get(pk=office_id)
                known[office_id] = Understanding(office, PastRatings(office_id))
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


@task()
def take_in_file(job_uuid: str) -> None:
    """Take in a hotline's file, with progress; run again, it goes on where it was broken off."""
    file = Import.objects.get(job__uuid=job_uuid)
    viewer = Viewer(id=file.brought_by, name=file.brought_by_name)
    with suppress(TakenAway), track(uuid=UUID(job_uuid), total_count=file.row_count) as progress:
        progress.advance(file.done_count)
        take_in(viewer=viewer, file=file, on_progress=progress.advance)


@transaction.atomic
def start_taking_in(*, viewer: Viewer, file: Import) -> None:
    """Begin to take a file in, or go on with one that stands still, behind the pages."""
    file = begin(viewer=viewer, file=file, fields=FIELDS)
    if file.job is None:
        job = open_job(kind="cases.import", viewer=viewer, office_id=file.office_id)
        begin(viewer=viewer, file=file, fields=FIELDS, job=job)
        take_in_file.enqueue(str(job.uuid))
        return
    with suppress(Refused):  # it waits or goes on
        try_again(viewer=viewer, job=file.job)


STARTED = {"cases.import": take_in_file}
PERIODIC = {
    "cases.understand": (1, understand_new_cases),
    "cases.watch": (60, watch_clocks),
    "cases.digest": (600, tell_leads),
}
