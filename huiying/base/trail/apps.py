"""The trail app."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """Who did what to which record, when; append-only and sealed."""

    name = "huiying.base.trail"
    label = "trail"
    default_auto_field = "django.db.models.BigAutoField"
