"""Addresses that change the directory."""

from django.urls import path

from huiying.fronts.web.directory.views import categories, duty, offerings, workers

app_name = "directory"
urlpatterns = [
    path("directory/new/", offerings.offering_provider, name="offering_provider"),
    path("directory/new/<uuid:uuid>/", offerings.offering_new, name="offering_new"),
    path("directory/<int:key>/", offerings.offering_detail, name="offering_detail"),
    path("directory/<int:key>/change/", offerings.offering_change, name="offering_change"),
    path("directory/<int:key>/end/", offerings.offering_end, name="offering_end"),
    path("directory/<int:key>/take-up/", offerings.offering_take_up, name="offering_take_up"),
    path("directory/workers/<uuid:uuid>/", workers.worker_detail, name="worker_detail"),
    path("directory/workers/<uuid:uuid>/open/", workers.worker_open, name="worker_open"),
    path("directory/workers/<uuid:uuid>/change/", workers.worker_change, name="worker_change"),
    path("directory/workers/<uuid:uuid>/close/", workers.worker_close, name="worker_close"),
    path("directory/workers/<uuid:uuid>/leave/", workers.leave_new, name="leave_new"),
    path("directory/workers/<uuid:uuid>/leave/<int:key>/", workers.leave_end, name="leave_end"),
    path("directory/workers/<uuid:uuid>/ties/", workers.tie_new, name="tie_new"),
    path("directory/workers/<uuid:uuid>/ties/<int:key>/", workers.tie_end, name="tie_end"),
    path("directory/categories/new/", categories.category_group_new, name="category_group_new"),
    path("directory/categories/<int:key>/", categories.category_change, name="category_change"),
    path("directory/categories/<int:key>/new/", categories.category_new, name="category_new"),
    path("directory/categories/<int:key>/end/", categories.category_end, name="category_end"),
    path("duty/new/", duty.duty_new, name="duty_new"),
    path("duty/<int:key>/", duty.duty_change, name="duty_change"),
    path("duty/<int:key>/end/", duty.duty_end, name="duty_end"),
]
