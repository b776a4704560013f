"""Files that came in, their rows, and what heads mean to an office."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from huiying.base.jobs.models import Job
from huiying.base.storage.fields import EncryptedField

OUTCOMES = ("new", "changed", "same", "faulty")


class Import(models.Model):
    """A file that came in. Its rows are kept as they came, so that answers can go back in the same columns.

    It is brought first, then taken in: `begun_at` to `ended_at`. Each row has its outcome from the transaction that
    wrote its record, and the counts follow in the same one, so that it may be broken off anywhere and go on.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    office_id = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    """What its rows are: cases, …"""
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    heads = models.JSONField(default=list)
    """Of each sheet its name, the number of the row that holds the heads, and the heads."""
    left_out = models.JSONField(default=list, blank=True)
    mapping = models.JSONField(default=dict)
    row_count = models.IntegerField(default=0)
    new_count = models.IntegerField(default=0)
    changed_count = models.IntegerField(default=0)
    same_count = models.IntegerField(default=0)
    faulty_count = models.IntegerField(default=0)
    brought_by = models.BigIntegerField()
    brought_by_name = models.CharField(max_length=80)
    brought_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    row_count__gte=F("new_count") + F("changed_count") + F("same_count") + F("faulty_count")
                ),
                name="import_counts_within_rows",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None)
                | Q(
                    begun_at__isnull=False,
                    row_count=F("new_count") + F("changed_count") + F("same_count") + F("faulty_count"),
                ),
                name="import_ends_with_every_row",
            ),
        ]
        indexes = [models.Index(fields=["office_id", "kind", "-id"], name="import_newest")]

    def __str__(self) -> str:
        return self.name

    @property
    def done_count(self) -> int:
        """How many rows have their outcome."""
        return self.new_count + self.changed_count + self.same_count + self.faulty_count


class ImportRow(models.Model):
    """One row as it came, and what became of it. It holds what people said: its cells are encrypted."""

    uuid = models.UUIDField(default=uuid4, editable=False)
    file = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=60, blank=True)
    number = models.IntegerField()
    cells = EncryptedField()
    outcome = models.CharField(max_length=8, blank=True)
    subject_id = models.BigIntegerField(null=True)
    """The record that it became or was found to be."""
    said = models.CharField(max_length=32, blank=True)
    """A keyed digest of what it said of the record, by which a later file is seen to say the same."""
    faults = models.JSONField(default=list, blank=True)
    """Of each fault the column, the code and its numbers; never the value."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "sheet", "number"], name="import_row_once"),
            models.CheckConstraint(
                condition=Q(outcome="", subject_id=None)
                | Q(outcome="faulty", subject_id=None)
                | Q(outcome__in=("new", "changed", "same"), subject_id__isnull=False),
                name="import_row_outcome_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["file", "outcome", "id"], name="import_row_waiting"),
            models.Index(
                fields=["subject_id", "id"],
                name="import_row_subject",
                condition=Q(subject_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}: {self.sheet} {self.number}"


class HeadMeaning(models.Model):
    """What an office said once that a head means, for files to come; an empty field: nothing."""

    office_id = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    head = models.CharField(max_length=100)
    field = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office_id", "kind", "head"], name="head_meaning_once")
        ]

    def __str__(self) -> str:
        return f"{self.head} = {self.field}"
