"""Addresses of trail and jobs."""

from django.urls import path

from huiying.fronts.web.trail import views

app_name = "trail"
urlpatterns = [
    path("", views.entry_list, name="entry_list"),
    path("jobs/", views.job_list, name="job_list"),
]
