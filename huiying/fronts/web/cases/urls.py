"""Addresses of cases at the desk."""

from django.urls import path

from huiying.fronts.web.cases import handover, intake, moves, rulings, views
from huiying.fronts.web.registers.views.sights import case_seen

app_name = "cases"
urlpatterns = [
    path("", views.case_list, name="case_list"),
    path("new/", intake.case_new, name="case_new"),
    path("new/caller/", intake.intake_caller, name="intake_caller"),
    path("new/matter/", intake.intake_matter, name="intake_matter"),
    path("handover/", handover.handover, name="handover"),
    path("photos/<uuid:uuid>/<slug:size>/", views.photo, name="photo"),
    path("<str:number>/", views.case_detail, name="case_detail"),
    path("<str:number>/seen/", case_seen, name="case_seen"),
    path("<str:number>/rule/<slug:kind>/", rulings.rule_case, name="rule_case"),
    path("<str:number>/link-asker/", views.link_asker, name="link_asker"),
    path("<str:number>/renew-code/", views.renew_code, name="renew_code"),
    *(path(f"<str:number>/{move.code}/", moves.view_of(move), name=move.code) for move in moves.VIEWS),
]
