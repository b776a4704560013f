"""The jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Long work in the database: progress, retry, schedule."""

    name = "huiying.base.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
