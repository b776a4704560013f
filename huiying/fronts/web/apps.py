"""The app's name for Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """fronts.web"""

    name = "huiying.fronts.web"
    label = "web"
