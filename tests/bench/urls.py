"""The product's addresses and one page that does nothing, to measure the others against."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from huiying.fronts.web.access import access


@access("open")
def empty(_request: HttpRequest) -> HttpResponse:
    """What Django itself costs here."""
    return HttpResponse("empty")


urlpatterns = [path("empty/", empty), path("", include("huiying.urls"))]
