"""Addresses of trail and jobs."""

from django.urls import path

from huiying.fronts.web.trail import views

app_name = "trail"
urlpatterns = [
    path("", views.entry_list, name="entry_list"),
    path("jobs/", views.job_list, name="job_list"),
    path("jobs/<uuid:uuid>/", views.job_detail, name="job_detail"),
    path("jobs/<uuid:uuid>/try-again/", views.job_try_again, name="job_try_again"),
    path("jobs/<uuid:uuid>/call-off/", views.job_call_off, name="job_call_off"),
]
