"""The doors of the public pages: what an office is asked for by each, and by which a page was opened."""

from collections import Counter
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
    """A way in: what one asks for there and the office behind it, the more telling first, and where it leads."""

    label: Any
    small: Any
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
    found = [(label, office) for code, label in DOORS.items() for office in known if office.serves(code)]
    times = Counter(label for label, _office in found)
    doors = []
    for label, office in found:
        names = (label, name_of(office))
        large, small = (
            names if times[label] == 1 else reversed(names)
        )  # two of one kind are told apart by name
        url = request.path + (door_to(office) if office != known[0] else "")
        doors.append(Door(large, small, url, office == chosen))
    return doors
