"""Addresses of visits."""

from django.urls import path

from huiying.fronts.web.visits import views

app_name = "visits"
urlpatterns = [
    path("", views.visit_list, name="visit_list"),
    path("new/", views.visit_new, name="visit_new"),
    path("plan/", views.visit_plan, name="visit_plan"),
    path("<uuid:uuid>/", views.visit_detail, name="visit_detail"),
    path("<uuid:uuid>/note/", views.visit_note, name="visit_note"),
    path("<uuid:uuid>/call-off/", views.visit_call_off, name="visit_call_off"),
    path("<uuid:uuid>/case/", views.visit_case, name="visit_case"),
    path("<uuid:uuid>/hazard/", views.visit_hazard, name="visit_hazard"),
]
