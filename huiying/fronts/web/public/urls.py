"""Addresses that anybody may open, and those that a case's number and code open."""

from django.urls import path

from huiying.fronts.web.public import asker, leaving, my, views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("ask/", views.ask, name="ask"),
    path("services/", views.service_list, name="service_list"),
    path("track/", views.track, name="track"),
    path("track/close/", leaving.close_case, name="close_case"),
    path("my/", my.my, name="my"),
    path("leave/", leaving.leave, name="leave"),
    path("track/<str:number>/", asker.track_case, name="track_case"),
    path("track/<str:number>/receipt/", asker.receipt, name="receipt"),
    path("track/<str:number>/put-right/", asker.put_right_case, name="put_right_case"),
    path("track/<str:number>/photos/", asker.photos_add, name="photos_add"),
    path("track/<str:number>/photos/<uuid:uuid>/<str:size>", asker.photo, name="photo"),
    path("track/<str:number>/rate/", asker.rate_case, name="rate_case"),
    path("track/<str:number>/word/", asker.word_add, name="word_add"),
    path("track/<str:number>/look-again/", asker.look_again_case, name="look_again_case"),
    path("track/<str:number>/reopen/", asker.reopen_case, name="reopen_case"),
    path("track/<str:number>/withdraw/", asker.withdraw_case, name="withdraw_case"),
]
