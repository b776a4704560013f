"""The imports app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Files that came in, row by row."""

    name = "huiying.base.imports"
    label = "imports"
