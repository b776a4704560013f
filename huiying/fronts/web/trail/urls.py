"""Addresses of trail and jobs."""

from django.urls import URLPattern

app_name = "trail"
urlpatterns: list[URLPattern] = []
