"""What an office still lacks before it can work: one line a thing, each with the page that does it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.hours import hours_words
from huiying.pure.lib import clock
from huiying.registers.access.selectors import reached_offices, users
from huiying.registers.directory.rules import hours_without_duty
from huiying.registers.directory.selectors import duties, leaves_of, offerings, worker_files
from huiying.registers.limits.selectors import limits_by_default, timetable
from huiying.registers.parties.selectors import desk_of, users_of
from huiying.registers.places.selectors import children_of, venues


@dataclass(frozen=True, slots=True)
class Item:
    """Something that an office needs: how it stands, in words, and where it is done."""

    what: Any
    stands: Any
    url: str
    is_done: bool


@access("office.edit")
@require_GET
def checklist(request: Request) -> HttpResponse:
    """What is there and what is missing."""
    viewer = request.viewer
    office = request.office = reached_offices(viewer, "office.edit").select_related("desk")[0]
    items = [*_of_the_office(request, office), *_of_the_directory(viewer, office)]
    done = sum(item.is_done for item in items)
    return render(request, "setup/checklist.html", {"items": items, "done": done, "total": len(items)})


def _of_the_office(request: Request, office: Any) -> list[Item]:
    viewer, today = request.viewer, clock.today()
    by_default, knows = limits_by_default(office, today), timetable(office).calendar.knows(today.year)
    roles = {grant.role for user in users(viewer) for grant in user.grants.all()}
    is_led = {"desk", "lead"} <= roles
    parts = children_of(viewer, office.place).count()
    sits = len(users_of(desk_of(office.pk)))
    user_list, place_list = reverse("registers:user_list"), reverse("registers:place_list")
    return [
        Item(
            _("Places"),
            ngettext("%(count)d part", "%(count)d parts", parts) % {"count": parts}
            if parts
            else _("Not divided yet: requests can't be given a place."),
            place_list,
            bool(parts),
        ),
        Item(
            _("Who sits at the desk"),
            ngettext("%(count)d person", "%(count)d people", sits) % {"count": sits}
            if sits
            else _("Nobody yet: nobody reads what comes in."),
            user_list,
            bool(sits),
        ),
        Item(
            _("A clerk and a lead"),
            _("Both can log in.") if is_led else _("One of them can't log in yet."),
            user_list,
            is_led,
        ),
        Item(
            _("Limits"),
            _("%(count)d stand on the product's defaults. Please put your documents in their place.")
            % {"count": by_default}
            if by_default
            else _("Each rests on a document of yours."),
            reverse("registers:limit_list"),
            not by_default,
        ),
        Item(
            _("Work calendar"),
            _("This year's official days are known.")
            if knows
            else _("This year's official days aren't known here."),
            reverse("setup:calendar_year"),
            knows,
        ),
    ]


def _of_the_directory(viewer: Any, office: Any) -> list[Item]:
    counts = {
        "categories": leaves_of(office.pk).count(),
        "venues": venues(viewer, office.place.path).count(),
        "workers": worker_files(viewer).count(),
        "offerings": offerings(viewer).count(),
    }
    rows = [(row.weekday, row.from_hour, row.until_hour) for row in duties(viewer)]
    gaps = hours_without_duty(rows)
    words = {
        "categories": (_("Categories"), _("None: nothing can be asked for."), "registers:category_list"),
        "venues": (_("Service venues"), _("None yet."), "setup:venue_list"),
        "workers": (_("Social workers"), _("No file is open: nobody is proposed."), "registers:worker_list"),
        "offerings": (
            _("Offerings"),
            _("None: no request is matched, and the public directory is empty."),
            "registers:offering_list",
        ),
    }
    items = [
        Item(what, count or nothing, reverse(name), bool(count))
        for (what, nothing, name), count in zip(words.values(), counts.values(), strict=True)
    ]
    stands = _("Every hour of the week has a name.")
    if gaps:
        stands = _("Hours without a name: %(hours)s") % {"hours": hours_words(gaps)}
    return [*items, Item(_("Duty"), stands, reverse("registers:duty_list"), not gaps)]
