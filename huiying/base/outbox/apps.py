"""The outbox app."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Messages to people, kept with the change that caused them."""

    name = "huiying.base.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
