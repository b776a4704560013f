"""Messages to people."""

from django.db import models
from django.db.models import Q


class Message(models.Model):
    """One message to one address, kept in the transaction of the change that caused it.

    The address is a key such as "user:12" or "case:34", never a telephone number; a front end makes the words
    from the template's code and the data.
    """

    class Channel(models.TextChoices):
        PAGE = "page"
        FILE = "file"

    key = models.CharField(max_length=120, unique=True)
    """Names the occasion, so that a job that runs twice sends once."""
    channel = models.CharField(max_length=10, choices=Channel)
    address = models.CharField(max_length=60)
    template_code = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    office_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("address", models.F("id").desc(), name="outbox_message_address"),
            models.Index(
                fields=["id"], condition=Q(channel="file", sent_at=None), name="outbox_message_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.key
