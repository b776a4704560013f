"""All addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("huiying.fronts.web.public.urls")),
    path("", include("huiying.fronts.web.account.urls")),
    path("gallery/", include("huiying.fronts.web.gallery.urls")),
    path("desk/", include("huiying.fronts.web.today.urls")),
    path("desk/answers/", include("huiying.fronts.web.answers.urls")),
    path("desk/cases/", include("huiying.fronts.web.cases.urls")),
    path("desk/given/", include("huiying.fronts.web.given.urls")),
    path("desk/meetings/", include("huiying.fronts.web.meetings.urls")),
    path("desk/registers/", include("huiying.fronts.web.directory.urls")),
    path("desk/registers/", include("huiying.fronts.web.setup.urls")),
    path("desk/visits/", include("huiying.fronts.web.visits.urls")),
    path("desk/problems/", include("huiying.fronts.web.problems.urls")),
    path("desk/hazards/", include("huiying.fronts.web.hazards.urls")),
    path("desk/registers/", include("huiying.fronts.web.registers.urls")),
    path("desk/imports/", include("huiying.fronts.web.imports.urls")),
    path("desk/export/", include("huiying.fronts.web.lists.urls")),
    path("desk/trail/", include("huiying.fronts.web.trail.urls")),
]
