"""Addresses of logging in and out, language, print size and health."""

from django.urls import path

from huiying.fronts.web.account import views

app_name = "account"
urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("password/", views.password, name="password"),
    path("language/", views.language, name="language"),
    path("large-print/", views.large_print, name="large_print"),
    path("healthz", views.health, name="health"),
]
