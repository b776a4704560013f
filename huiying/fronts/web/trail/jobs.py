"""Jobs in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

STATES = {
    "waiting": ("waiting", _("Waiting")),
    "running": ("running", _("Running")),
    "done": ("done", _("Done")),
    "failed": ("late", _("Failed")),
}


def job_row(job: Any) -> dict[str, Any]:
    """What the list says of a job."""
    tone, state = STATES[job.state]
    return {
        "kind": job.kind,
        "label": job.label_code,
        "tone": tone,
        "state": state,
        "error": job.error_code,
        "progress": _("%(done)d of %(total)d") % {"done": job.done_count, "total": job.total_count}
        if job.total_count
        else "",
        "created_at": job.created_at,
        "ended_at": job.ended_at,
    }
