"""The app's name for Django."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    """fronts.cli"""

    name = "huiying.fronts.cli"
    label = "cli"
