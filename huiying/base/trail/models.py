"""Entries of the trail and the seals that chain them."""

from django.db import models


class Entry(models.Model):
    """Somebody did something to a record.

    It points to nothing by foreign key, since whatever it tells of lies on a higher floor. What people wrote
    lies in the record that they wrote it into.
    """

    at = models.DateTimeField()
    code = models.CharField(max_length=60)
    actor_id = models.BigIntegerField()
    """The user's key; 0 for the system and for an asker."""
    actor_name = models.CharField(max_length=80)
    """As it was then."""
    office_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index("subject_kind", "subject_id", "id", name="trail_entry_subject"),
            models.Index("office_id", models.F("id").desc(), name="trail_entry_office"),
            models.Index("actor_id", models.F("id").desc(), name="trail_entry_actor"),
            models.Index("code", models.F("id").desc(), name="trail_entry_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.subject_kind}:{self.subject_id}"


class Seal(models.Model):
    """The place of an entry in the chain, and a digest over it and all before it."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:8]}"
