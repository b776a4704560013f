"""Addresses of the registers."""

from django.urls import path

from huiying.fronts.web.registers.views import directory, groups, office, people

app_name = "registers"
urlpatterns = [
    path("people/", people.person_list, name="person_list"),
    path("people/<uuid:uuid>/", people.person_detail, name="person_detail"),
    path("people/<uuid:uuid>/reveal/", people.person_reveal, name="person_reveal"),
    path("people/households/", groups.household_list, name="household_list"),
    path("people/households/<uuid:uuid>/", groups.household_detail, name="household_detail"),
    path("people/organisations/", groups.organisation_list, name="organisation_list"),
    path("people/organisations/<uuid:uuid>/", groups.organisation_detail, name="organisation_detail"),
    path("people/teams/", groups.team_list, name="team_list"),
    path("people/teams/<uuid:uuid>/", groups.team_detail, name="team_detail"),
    path("places/", office.place_list, name="place_list"),
    path("directory/", directory.offering_list, name="offering_list"),
    path("directory/categories/", directory.category_list, name="category_list"),
    path("directory/workers/", directory.worker_list, name="worker_list"),
    path("duty/", directory.duty_list, name="duty_list"),
    path("limits/", office.limit_list, name="limit_list"),
    path("users/", office.user_list, name="user_list"),
]
