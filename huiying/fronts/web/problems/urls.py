"""Addresses of common problems."""

from django.urls import path

from huiying.fronts.web.problems import views

app_name = "problems"
urlpatterns = [
    path("", views.problem_list, name="problem_list"),
    path("new/", views.problem_new, name="problem_new"),
    path("measures/<uuid:uuid>/approve/", views.measure_approve, name="measure_approve"),
    path("<uuid:uuid>/", views.problem_detail, name="problem_detail"),
    path("<uuid:uuid>/add/", views.problem_add, name="problem_add"),
    path("<uuid:uuid>/measure/", views.measure_new, name="measure_new"),
    path("<uuid:uuid>/tell/", views.problem_tell, name="problem_tell"),
    path("<uuid:uuid>/end/", views.problem_end, name="problem_end"),
]
