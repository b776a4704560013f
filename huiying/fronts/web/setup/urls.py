"""Addresses that change what an office stands on."""

from django.urls import path

from huiying.fronts.web.setup.views import checklist, limits, office, places, venues

app_name = "setup"
urlpatterns = [
    path("office/", checklist.checklist, name="checklist"),
    path("office/settings/", office.office_settings, name="office_settings"),
    path("places/<int:key>/new/", places.place_new, name="place_new"),
    path("places/<int:key>/change/", places.place_change, name="place_change"),
    path("places/<int:key>/end/", places.place_end, name="place_end"),
    path("places/<int:key>/take-up/", places.place_take_up, name="place_take_up"),
    path("places/venues/", venues.venue_list, name="venue_list"),
    path("places/venues/new/", venues.venue_new, name="venue_new"),
    path("places/venues/<int:key>/", venues.venue_detail, name="venue_detail"),
    path("places/venues/<int:key>/change/", venues.venue_change, name="venue_change"),
    path("places/venues/<int:key>/close/", venues.venue_end, name="venue_end"),
    path("places/venues/<int:key>/open-again/", venues.venue_take_up, name="venue_take_up"),
    path("places/venues/<int:key>/count/", venues.venue_count, name="venue_count"),
    path("limits/new/", limits.limit_new, name="limit_new"),
    path("limits/<int:key>/", limits.limit_set, name="limit_set"),
    path("limits/<int:key>/take-back/", limits.limit_end, name="limit_end"),
    path("limits/calendar/", limits.calendar_year, name="calendar_year"),
    path("limits/days/new/", limits.days_set, name="days_set"),
    path("limits/days/<int:key>/take-out/", limits.day_end, name="day_end"),
]
