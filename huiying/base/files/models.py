"""Photos that were taken in."""

from uuid import uuid4

from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """A photo as it is kept: encoded anew, without position or other hidden data."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    office_id = models.BigIntegerField(db_index=True)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    """As its sender called it."""
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0, width__gt=0, height__gt=0), name="files_storedfile_holds_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.uuid}"
