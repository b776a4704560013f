"""Addresses of the first page of staff."""

from django.urls import path

from huiying.fronts.web.today import views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("office/", views.go_to_office, name="office"),
    path("notes-read/", views.notes_read, name="notes_read"),
]
