"""The app's name for Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """work.cases"""

    name = "huiying.work.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
