"""Jobs in words."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.base.imports.selectors import files_of_jobs
from huiying.base.jobs.rules import TRIED_AGAIN_WHEN, stands
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import may

KINDS = {"cases.import": _("Take in a file of requests")}
STATES = {
    "waiting": ("waiting", _("Waiting")),
    "running": ("running", _("Running")),
    "silent": ("late", _("Interrupted")),
    "done": ("done", _("Done")),
    "failed": ("late", _("Failed")),
    "called_off": ("ended", _("Called off")),
}
_DATABASE = _("The database did not answer.")
_MACHINE = _("The machine had no room left, in memory or on its disk.")
_STOPPED = _("It was stopped in the middle of the work.")
ERRORS = {
    "OperationalError": _DATABASE,
    "InterfaceError": _DATABASE,
    "MemoryError": _MACHINE,
    "OSError": _MACHINE,
    "SystemExit": _STOPPED,
    "KeyboardInterrupt": _STOPPED,
}


def kind_words(kind: str) -> str:
    """What a job does; a kind that has no words is shown as it is."""
    return str(KINDS.get(kind, kind))


def error_words(code: str) -> str:
    """Why a job failed."""
    unknown = gettext(
        "Something went wrong that nobody foresaw (%(code)s). The log of the machine says more."
    )
    return str(ERRORS.get(code, unknown % {"code": code}))


def subjects_of(viewer: Viewer, jobs: Iterable[Any]) -> dict[int, tuple[str, str]]:
    """What jobs are about: by the job's key the name and the page ("" for whoever may not open it). One query."""
    may_open = may(viewer, "case.import")
    return {
        file.job_id: (file.name, reverse("imports:import_detail", args=[file.uuid]) if may_open else "")
        for file in files_of_jobs([job.pk for job in jobs])
        if file.job_id
    }


def job_row(job: Any, subject: str = "") -> dict[str, Any]:
    """What list and page say of a job; `subject` is the name of what it is about."""
    stood = stands(job.state, job.heard_at, clock.now())
    tone, state = STATES[stood]
    return {
        "job": job,
        "url": reverse("trail:job_detail", args=[job.uuid]),
        "kind": kind_words(job.kind),
        "subject": subject,
        "stands": stood,
        "tone": tone,
        "state": state,
        "error": error_words(job.error_code) if job.error_code else "",
        "progress": gettext("%(done)d of %(total)d") % {"done": job.done_count, "total": job.total_count}
        if job.total_count
        else "",
        "may_call_off": stood == "waiting",
        "may_try_again": stood in TRIED_AGAIN_WHEN,
    }
