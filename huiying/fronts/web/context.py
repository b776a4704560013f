"""What every page's template knows."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import home_office, may, rights_of
from huiying.registers.places.selectors import offices

NAVIGATION = (
    ("today.read", _("Today"), "desk:today"),
    ("case.read", _("Cases"), "cases:case_list"),
    ("case.intake", _("New request"), "cases:case_new"),
    ("given.log", _("Write down a service"), "given:given_new"),
    ("given.read", _("Services given"), "given:given_list"),
    ("meeting.read", _("Meetings"), "meetings:meeting_list"),
    ("case.import", _("Imports"), "imports:import_list"),
    ("visit.read", _("Visits"), "visits:visit_list"),
    ("visit.read", _("Hazards"), "hazards:hazard_list"),
    ("problem.read", _("Common problems"), "problems:problem_list"),
    ("party.read", _("People"), "registers:person_list"),
    ("place.read", _("Places"), "registers:place_list"),
    ("directory.read", _("Directory"), "registers:offering_list"),
    ("answer.read", _("Standard answers"), "answers:answer_list"),
    ("duty.read", _("Duty"), "registers:duty_list"),
    ("limit.read", _("Limits"), "registers:limit_list"),
    ("office.edit", _("Office"), "setup:checklist"),
    ("access.read", _("Users"), "registers:user_list"),
    ("trail.read", _("Trail"), "trail:entry_list"),
    ("job.read", _("Jobs"), "trail:job_list"),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """Office and the door that leads to it, viewer, clock, print size and navigation."""
    viewer: Viewer = getattr(request, "viewer", None) or Viewer.stranger()
    return {
        "office": _office(request, viewer),
        "doors": getattr(request, "doors", []),
        "door": getattr(request, "door", ""),
        "viewer": viewer,
        "clock_is_set": clock.is_set(),
        "now": clock.now(),
        "is_demo": settings.IS_DEMO,
        "large_print": request.COOKIES.get("print") == "large",
        "rights": rights_of(viewer) if viewer.is_signed_in else frozenset(),
        "nav": _navigation(request, viewer) if viewer.is_signed_in else [],
    }


def _office(request: HttpRequest, viewer: Viewer) -> Any:
    """The office whose page this is: named by the view, else that of the viewer's desk, else the first."""
    named = getattr(request, "office", None)
    return named or (home_office(viewer) if viewer.reach else None) or offices().first()


@cache
def _address(name: str) -> str:
    """The address of a page that has one only."""
    return reverse(name)


def _navigation(request: HttpRequest, viewer: Viewer) -> list[tuple[Any, str, bool]]:
    links = [(label, _address(name)) for action, label, name in NAVIGATION if may(viewer, action)]
    fitting = [url for _label, url in links if request.path.startswith(url)]
    current = max(fitting, key=len, default="")
    return [(label, url, url == current) for label, url in links]
