"""The app's name for Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """demo"""

    name = "huiying.demo"
    label = "demo"
