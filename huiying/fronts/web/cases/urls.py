"""Addresses of cases at the desk."""

from django.urls import URLPattern

app_name = "cases"
urlpatterns: list[URLPattern] = []
