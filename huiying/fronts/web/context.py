"""What every page's template knows."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import home_office, may, offices_of, rights_of
from huiying.registers.places.selectors import offices

NAVIGATION = (
    ("today.read", _("Today"), "desk:today", "t"),
    ("case.read", _("Cases"), "cases:case_list", "c"),
    ("case.intake", _("New request"), "cases:case_new", "n"),
    ("given.log", _("Write down a service"), "given:given_new", "w"),
    ("given.read", _("Services given"), "given:given_list", "g"),
    ("meeting.read", _("Meetings"), "meetings:meeting_list", "m"),
    ("case.import", _("Imports"), "imports:import_list", "i"),
    ("visit.read", _("Visits"), "visits:visit_list", "v"),
    ("visit.read", _("Hazards"), "hazards:hazard_list", "h"),
    ("problem.read", _("Common problems"), "problems:problem_list", "p"),
    ("party.read", _("People"), "registers:person_list", "e"),
    ("place.read", _("Places"), "registers:place_list", "l"),
    ("directory.read", _("Directory"), "registers:offering_list", "d"),
    ("answer.read", _("Standard answers"), "answers:answer_list", "a"),
    ("duty.read", _("Duty"), "registers:duty_list", "y"),
    ("limit.read", _("Limits"), "registers:limit_list", "s"),
    ("office.edit", _("Office"), "setup:checklist", "o"),
    ("access.read", _("Users"), "registers:user_list", "u"),
    ("trail.read", _("Trail"), "trail:entry_list", "r"),
    ("job.read", _("Jobs"), "trail:job_list", "j"),
)
"""The pages of the desk: the action that opens each, its name, its address, and the letter that follows `g`."""


def page(request: HttpRequest) -> dict[str, Any]:
    """Office and the door that leads to it, viewer, clock, print size and navigation."""
    viewer: Viewer = getattr(request, "viewer", None) or Viewer.stranger()
    return {
        "office": _office(request, viewer),
        "desks": offices_of(viewer) if viewer.reaches_several else [],
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


def _navigation(request: HttpRequest, viewer: Viewer) -> list[tuple[Any, str, str, bool]]:
    links = [(label, _address(name), key) for action, label, name, key in NAVIGATION if may(viewer, action)]
    fitting = [url for _label, url, _key in links if request.path.startswith(url)]
    current = max(fitting, key=len, default="")
    return [(label, url, key, url == current) for label, url, key in links]
