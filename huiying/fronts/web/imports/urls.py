"""Addresses of files that come in."""

from django.urls import path

from huiying.fronts.web.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.import_list, name="import_list"),
    path("new/", views.import_new, name="import_new"),
    path("<uuid:uuid>/", views.import_detail, name="import_detail"),
    path("<uuid:uuid>/go-on/", views.import_go_on, name="import_go_on"),
    path("<uuid:uuid>/faults/", views.import_faults, name="import_faults"),
    path("<uuid:uuid>/answers/", views.import_answers, name="import_answers"),
]
