"""A model with personal data, and a search index, that only tests know."""

from uuid import uuid4

from django.db import models
from django.test.utils import isolate_apps

from huiying.base.storage.fields import BlindIndexField, EncryptedField
from huiying.base.storage.search import SearchIndex

with isolate_apps("huiying.base.storage"):

    class Holder(models.Model):
        """Somebody with a telephone."""

        uuid = models.UUIDField(default=uuid4)
        phone = EncryptedField(blank=True)
        phone_index = BlindIndexField(source="phone")
        identity = EncryptedField(null=True)
        identity_index = BlindIndexField(source="identity")
        rank = models.IntegerField(default=0)
        seen_at = models.DateTimeField(null=True)

        class Meta:
            app_label = "storage"
            db_table = "sample_holder"


def grams(text: str) -> str:
    """Pairs of signs."""
    return " ".join(text[i : i + 2] for i in range(len(text) - 1))


INDEX = SearchIndex("sample", grams)
