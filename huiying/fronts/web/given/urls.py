"""Addresses of services given."""

from django.urls import path

from huiying.fronts.web.given import new, views

app_name = "given"
urlpatterns = [
    path("", views.given_list, name="given_list"),
    path("new/", new.given_new, name="given_new"),
    path("<uuid:uuid>/", views.given_detail, name="given_detail"),
    path("<uuid:uuid>/strike/", views.given_strike, name="given_strike"),
]
