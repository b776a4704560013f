"""What is to be decided about a case: what the system proposed, what only a lead can rule, what was promised."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from huiying.pure.lib.clock import local_time
from huiying.registers.limits.rules import OFFICE_CLOSES
from huiying.registers.parties.models import Party
from huiying.work.cases.models.case import Case, choices
from huiying.work.cases.rules.rulings import RULING_KINDS


class Proposal(models.Model):
    """What the system proposed for a case, with its reasons, and what a person made of it."""

    KINDS = ("triage", "match")

    case = models.ForeignKey(Case, models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=8, choices=choices(KINDS))
    value = models.JSONField()
    confidence = models.DecimalField(max_digits=4, decimal_places=3)
    reasons = models.JSONField(default=list)
    others = models.JSONField(default=list)
    model_version = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    is_taken = models.BooleanField(null=True)
    overridden_to = models.JSONField(default=dict, blank=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=("triage", "match")), name="proposal_kind"),
            models.CheckConstraint(condition=Q(confidence__range=(0, 1)), name="proposal_confidence"),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_taken=None)
                | Q(decided_at__isnull=False, is_taken__isnull=False),
                name="proposal_decided_whole",
            ),
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(decided_at=None), name="proposal_one_open_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"


class Ruling(models.Model):
    """Something that only a lead can decide (等您定的事): asked with a reason, then granted or not.

    `until_on` is the new day of an extension or the day of a promise, `what` what would be promised. One that was
    overtaken by events has lapsed: nobody ruled, and nobody will.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="rulings")
    kind = models.CharField(max_length=12, choices=choices(RULING_KINDS))
    asked_by = models.BigIntegerField()
    asked_by_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    word = models.TextField()
    what = models.CharField(max_length=300, blank=True)
    until_on = models.DateField(null=True)
    ruled_by = models.BigIntegerField(null=True)
    ruled_by_name = models.CharField(max_length=80, blank=True)
    ruled_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)
    ruling = models.TextField(blank=True)
    lapsed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RULING_KINDS), name="ruling_kind"),
            models.CheckConstraint(
                condition=Q(ruled_at=None, ruled_by=None, is_granted=None)
                | Q(ruled_at__isnull=False, ruled_by__isnull=False, is_granted__isnull=False, lapsed_at=None),
                name="ruling_whole",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("extension", "promise")) | Q(until_on__isnull=False),
                name="ruling_has_its_day",
            ),
            models.CheckConstraint(condition=~Q(ruled_by=models.F("asked_by")), name="ruling_by_another"),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(ruled_at=None, lapsed_at=None),
                name="ruling_one_open_a_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], name="ruling_open", condition=Q(ruled_at=None, lapsed_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"


class Promise(models.Model):
    """What was promised with a case, by which day, by whom: the open thing once the case is closed."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="promise")
    what = models.CharField(max_length=300)
    holder = models.ForeignKey(Party, models.PROTECT, related_name="+")
    due_on = models.DateField()
    approved_by = models.BigIntegerField()
    made_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    is_kept = models.BooleanField(null=True)
    word = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, is_kept=None) | Q(ended_at__isnull=False, is_kept__isnull=False),
                name="promise_ended_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.due_on}"

    @property
    def due_at(self) -> datetime:
        """The close of office on its day."""
        return local_time(self.due_on, OFFICE_CLOSES)
