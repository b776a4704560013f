"""The address of every list's Excel file."""

from django.urls import path

from huiying.fronts.web.lists import views

app_name = "lists"
urlpatterns = [path("", views.list_export, name="list_export")]
