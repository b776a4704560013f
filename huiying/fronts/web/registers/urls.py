"""Addresses of the registers."""

from django.urls import path

from huiying.fronts.web.registers.views import (
    directory,
    group_changes,
    groups,
    members,
    office,
    people,
    people_changes,
)

app_name = "registers"
urlpatterns = [
    path("people/", people.person_list, name="person_list"),
    path("people/new/", people_changes.person_new, name="person_new"),
    path("people/<uuid:uuid>/", people.person_detail, name="person_detail"),
    path("people/<uuid:uuid>/reveal/", people.person_reveal, name="person_reveal"),
    path("people/<uuid:uuid>/change/", people_changes.person_change, name="person_change"),
    path("people/<uuid:uuid>/merge/", people_changes.person_merge, name="person_merge"),
    path("people/<uuid:uuid>/part/", people_changes.person_part, name="person_part"),
    path("people/households/", groups.household_list, name="household_list"),
    path("people/households/new/", group_changes.household_new, name="household_new"),
    path("people/households/<uuid:uuid>/", groups.household_detail, name="household_detail"),
    path("people/households/<uuid:uuid>/change/", group_changes.household_change, name="household_change"),
    path("people/households/<uuid:uuid>/move/", group_changes.household_move, name="household_move"),
    path("people/households/<uuid:uuid>/end/", group_changes.household_end, name="household_end"),
    path(
        "people/households/<uuid:uuid>/members/new/",
        members.household_member_new,
        name="household_member_new",
    ),
    path(
        "people/households/<uuid:uuid>/members/<int:key>/",
        members.household_member_end,
        name="household_member_end",
    ),
    path("people/organisations/", groups.organisation_list, name="organisation_list"),
    path("people/organisations/new/", group_changes.organisation_new, name="organisation_new"),
    path("people/organisations/<uuid:uuid>/", groups.organisation_detail, name="organisation_detail"),
    path(
        "people/organisations/<uuid:uuid>/change/",
        group_changes.organisation_change,
        name="organisation_change",
    ),
    path("people/organisations/<uuid:uuid>/end/", group_changes.organisation_end, name="organisation_end"),
    path(
        "people/organisations/<uuid:uuid>/members/new/",
        members.organisation_member_new,
        name="organisation_member_new",
    ),
    path(
        "people/organisations/<uuid:uuid>/members/<int:key>/",
        members.organisation_member_end,
        name="organisation_member_end",
    ),
    path("people/teams/", groups.team_list, name="team_list"),
    path("people/teams/new/", group_changes.team_new, name="team_new"),
    path("people/teams/<uuid:uuid>/", groups.team_detail, name="team_detail"),
    path("people/teams/<uuid:uuid>/change/", group_changes.team_change, name="team_change"),
    path("people/teams/<uuid:uuid>/end/", group_changes.team_end, name="team_end"),
    path("people/teams/<uuid:uuid>/members/new/", members.team_member_new, name="team_member_new"),
    path("people/teams/<uuid:uuid>/members/<int:key>/", members.team_member_end, name="team_member_end"),
    path("places/", office.place_list, name="place_list"),
    path("directory/", directory.offering_list, name="offering_list"),
    path("directory/categories/", directory.category_list, name="category_list"),
    path("directory/workers/", directory.worker_list, name="worker_list"),
    path("duty/", directory.duty_list, name="duty_list"),
    path("limits/", office.limit_list, name="limit_list"),
    path("users/", office.user_list, name="user_list"),
]
