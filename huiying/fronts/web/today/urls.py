"""Addresses of the first page of staff."""

from django.urls import URLPattern

app_name = "desk"
urlpatterns: list[URLPattern] = []
