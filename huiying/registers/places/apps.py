"""The app's name for Django."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """registers.places"""

    name = "huiying.registers.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
