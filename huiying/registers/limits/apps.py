"""The app's name for Django."""

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    """registers.limits"""

    name = "huiying.registers.limits"
    label = "limits"
    default_auto_field = "django.db.models.BigAutoField"
