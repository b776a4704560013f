"""The app's name for Django."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """registers.parties"""

    name = "huiying.registers.parties"
    label = "parties"
    default_auto_field = "django.db.models.BigAutoField"
