"""Slots of periodic jobs, and jobs whose progress somebody watches."""

from uuid import uuid4

from django.db import models
from django.db.models import Q


class Slot(models.Model):
    """A periodic job was enqueued for this time: adding the row and enqueuing it are one transaction."""

    name = models.CharField(max_length=80)
    slot_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("name", "slot_at", name="jobs_slot_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.slot_at:%Y-%m-%d %H:%M:%S}"


class Job(models.Model):
    """Long work that somebody started, with how far it has come."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CALLED_OFF = "called_off"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    office_id = models.BigIntegerField(null=True)
    started_by = models.BigIntegerField()
    """The user's key; 0 for the system."""
    label_code = models.CharField(max_length=80, blank=True)
    done_count = models.BigIntegerField(default=0)
    total_count = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    error_code = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    """From when on it waits for a worker: when it was asked for, then when it was last tried again."""
    attempt_count = models.PositiveIntegerField(default=0)
    """How often a worker took it up; a worker whose number is no longer this one has no say in it."""
    heard_at = models.DateTimeField(null=True)
    """When the worker that runs it, or ran it last, was last heard of."""
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("office_id", models.F("id").desc(), name="jobs_job_office")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", started_at=None, ended_at=None)
                | Q(state="running", started_at__isnull=False, heard_at__isnull=False, ended_at=None)
                | Q(state="called_off", started_at=None, ended_at__isnull=False)
                | Q(state__in=("done", "failed"), started_at__isnull=False, ended_at__isnull=False),
                name="jobs_job_times_follow_state",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(error_code="") | ~Q(state="failed") & Q(error_code=""),
                name="jobs_job_error_when_failed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid} {self.state}"
