"""Addresses of meetings."""

from django.urls import path

from huiying.fronts.web.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.meeting_list, name="meeting_list"),
    path("new/", views.meeting_new, name="meeting_new"),
    path("<uuid:uuid>/", views.meeting_detail, name="meeting_detail"),
    path("<uuid:uuid>/decide/<str:number>/", views.meeting_decide, name="meeting_decide"),
    path("<uuid:uuid>/close/", views.meeting_close, name="meeting_close"),
]
