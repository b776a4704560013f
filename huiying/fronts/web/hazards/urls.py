"""Addresses of hazards."""

from django.urls import path

from huiying.fronts.web.hazards import views

app_name = "hazards"
urlpatterns = [
    path("", views.hazard_list, name="hazard_list"),
    path("photos/<uuid:uuid>/<slug:size>/", views.photo, name="photo"),
    path("<uuid:uuid>/", views.hazard_detail, name="hazard_detail"),
    path("<uuid:uuid>/recheck/", views.hazard_recheck, name="hazard_recheck"),
]
