"""Jobs that somebody watches."""

from uuid import UUID

from django.db.models import Q, QuerySet

from huiying.base.jobs.models import Job
from huiying.pure.lib.viewer import Viewer


def jobs(viewer: Viewer) -> QuerySet[Job]:
    """The jobs that the viewer started, and those of offices that they lead or administer, newest first."""
    roles = {"lead", "admin", "system"}
    offices = {reach.office for reach in viewer.reach if reach.role in roles and reach.office is not None}
    own = Q(started_by=viewer.id) if viewer.is_signed_in else Q(pk__in=())
    return Job.objects.filter(own | Q(office_id__in=offices)).order_by("-id")


def job_by_uuid(viewer: Viewer, uuid: UUID) -> Job | None:
    """One of them."""
    return jobs(viewer).filter(uuid=uuid).first()
