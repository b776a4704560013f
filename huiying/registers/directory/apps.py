"""The app's name for Django."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """registers.directory"""

    name = "huiying.registers.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"
