"""Meetings with their agenda: the ladder for what one body can't solve alone."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from huiying.pure.lib.clock import local_time
from huiying.registers.limits.rules import OFFICE_CLOSES
from huiying.registers.parties.models import Party
from huiying.registers.places.models import Office
from huiying.work.cases.models.case import Case, choices
from huiying.work.cases.rules.meetings import MEETING_KINDS


class Meeting(models.Model):
    """Bodies sit together: a joint meeting (联席会议) on cases, or one of another kind."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=choices(MEETING_KINDS))
    title = models.CharField(max_length=120)
    where = models.CharField(max_length=120, blank=True)
    held_at = models.DateTimeField()
    called_by = models.BigIntegerField()
    called_at = models.DateTimeField()
    minutes = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MEETING_KINDS), name="meeting_kind"),
        ]
        indexes = [models.Index(fields=["office", "-held_at", "-id"], name="meeting_held")]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """A body or person that was at a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "party"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.party_id}"


class AgendaItem(models.Model):
    """One case on a meeting's agenda, and what was decided: what, who, by when."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda")
    case = models.ForeignKey(Case, models.PROTECT, related_name="agenda")
    word = models.TextField(blank=True)
    what = models.CharField(max_length=300, blank=True)
    who = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    by_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "case"], name="agenda_once"),
            models.CheckConstraint(
                condition=Q(decided_at=None, what="", who=None, by_on=None)
                | (Q(decided_at__isnull=False, who__isnull=False, by_on__isnull=False) & ~Q(what="")),
                name="agenda_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.case_id}"

    @property
    def due_at(self) -> datetime:
        """The close of office on the day by which it is to be done."""
        assert self.by_on is not None
        return local_time(self.by_on, OFFICE_CLOSES)
