"""Addresses of standard answers."""

from django.urls import path

from huiying.fronts.web.answers import views

app_name = "answers"
urlpatterns = [
    path("", views.answer_list, name="answer_list"),
    path("new/", views.answer_new, name="answer_new"),
    path("<uuid:uuid>/", views.answer_detail, name="answer_detail"),
    path("<uuid:uuid>/change/", views.answer_change, name="answer_change"),
    path("<uuid:uuid>/end/", views.answer_end, name="answer_end"),
]
