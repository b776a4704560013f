"""The storage app."""

from django.apps import AppConfig
from django.core import checks


class StorageConfig(AppConfig):
    """Encrypted fields, keyset pages, search index, guards."""

    name = "huiying.base.storage"
    label = "storage"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let `check --database` compare the guards installed with those declared."""
        from huiying.base.storage.guards import check_guards  # noqa: PLC0415 (the models come first)

        checks.register(check_guards, checks.Tags.database)
