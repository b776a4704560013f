"""The files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Photos: checked by content, stripped of position, kept outside the database."""

    name = "huiying.base.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
