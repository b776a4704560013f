"""The address of the gallery."""

from django.urls import path

from huiying.fronts.web.gallery import views

urlpatterns = [path("", views.gallery, name="gallery")]
