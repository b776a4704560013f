"""The doors of the public pages: what an office is asked for by each, and by which a page was opened."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.wording import name_of
from huiying.work.cases.selectors.public import public_offices

DOORS = {"community": _("For residents"), "enterprise": _("For enterprises")}
"""Those that are built, of the five of places.rules; another isn't shown."""


@dataclass(frozen=True, slots=True)
class Door:
    """A way in: what one asks for there, the office behind it, and where it leads."""

    label: Any
    office: str
    url: str
    is_current: bool


def office_of(request: Any) -> Any:
    """The office whose page this is: the one that the address names, else the first that was set up."""
    known = public_offices()
    named = request.GET.get("office")
    chosen = [office for office in known if named in (None, office.code)]
    if not chosen:
        raise Http404
    request.office, request.doors = chosen[0], _doors(request, known, chosen[0])
    request.door = door_to(chosen[0]) if chosen[0] != known[0] else ""
    return chosen[0]


def door_to(office: Any) -> str:
    """What stands behind an address so that it opens at an office."""
    return f"?office={office.code}"


def is_for_enterprises(office: Any) -> bool:
    """Whether those who come here speak for an enterprise, and nobody for a neighbour."""
    return bool(office.serves("enterprise")) and not office.serves("community")


def _doors(request: HttpRequest, known: list[Any], chosen: Any) -> list[Door]:
    """Where there is a choice: each built door with each office that has it open."""
    if len(known) < 2:
        return []
    return [
        Door(
            label,
            name_of(office),
            request.path + (door_to(office) if office != known[0] else ""),
            office == chosen,
        )
        for code, label in DOORS.items()
        for office in known
        if office.serves(code)
    ]
