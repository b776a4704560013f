"""The app's name for Django."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """registers.access"""

    name = "huiying.registers.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
