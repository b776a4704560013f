"""Who can see this record, and what this user can see: asked of the same selectors that guard the pages."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiying.base.storage.pages import capped_count
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.registers.listing import Row, Table
from huiying.fronts.web.registers.rights import actions_in_words
from huiying.fronts.web.registers.wording import ROLES, period_words
from huiying.fronts.web.wording import name_of
from huiying.pure.lib import clock
from huiying.registers.access.selectors import may, reached_offices, rights_in, user_for, viewer_for
from huiying.registers.parties.selectors import (
    household_for,
    households,
    organisation_for,
    organisations,
    parties,
    person_for,
    team_for,
    teams,
    who_reads_party,
)
from huiying.work.cases.selectors.cases import Filters, case_for, cases, who_reads

_CAP = 1000


@access("party.read")
@require_GET
def person_seen(request: Request, uuid: UUID) -> HttpResponse:
    """Who can read a person's file."""
    return _party_seen(request, person_for(request.viewer, uuid))


@access("party.read")
@require_GET
def organisation_seen(request: Request, uuid: UUID) -> HttpResponse:
    """Who can read what is known of an organisation."""
    return _party_seen(request, organisation_for(request.viewer, uuid))


@access("party.read")
@require_GET
def household_seen(request: Request, uuid: UUID) -> HttpResponse:
    """Who can read what is known of a household."""
    return _party_seen(request, household_for(request.viewer, uuid))


@access("party.read")
@require_GET
def team_seen(request: Request, uuid: UUID) -> HttpResponse:
    """Who can read what is known of a team."""
    return _party_seen(request, team_for(request.viewer, uuid))


def _party_seen(request: Request, record: Any) -> HttpResponse:
    if record is None:
        raise Http404
    party = record.party
    request.office = party.office
    found = who_reads_party(party, clock.today())
    back = reverse(f"registers:{party.kind}_detail", args=[party.uuid])
    return _seen(request, party.name, back, found, f"party:{party.pk}")


@access("case.read")
@require_GET
def case_seen(request: Request, number: str) -> HttpResponse:
    """Who can read a case, by a role or because it was given to them."""
    case = case_for(request.viewer, "case.read", number)
    if case is None:
        raise Http404
    request.office = case.office
    found, having_part = who_reads(case, clock.today())
    back = reverse("cases:case_detail", args=[case.number])
    return _seen(request, case.number, back, found, f"case:{case.pk}", having_part)


def _seen(
    request: Request,
    name: str,
    back: str,
    found: list[Any],
    subject: str,
    having_part: frozenset[int] | None = None,
) -> HttpResponse:
    """The table of who can, and for who may read it the way to what they did; `having_part` is of a case only, on which
    numbers aren't masked for all."""
    today = clock.today()
    is_read = may(request.viewer, "access.read")
    rows = [
        Row(
            sight.user.name,
            reverse("registers:user_detail", args=[sight.user.pk]) if is_read else "",
            cells=(
                _("; ").join(
                    f"{ROLES[grant.role]} · {name_of(grant.office or grant.place)}" for grant in sight.grants
                ),
                _("; ").join(period_words(grant.from_on, grant.until_on, today) for grant in sight.grants),
                _("it was given to them, or they help") if sight.user.pk in (having_part or ()) else "",
            ),
        )
        for sight in found
    ]
    table = Table((_("Name"), _("By which role"), _("Since when"), _("Part in it")), rows)
    context = {"table": table, "name": name, "back": back, "is_masked": having_part is None}
    context["trail"] = f"{reverse('trail:entry_list')}?subject={subject}"
    return render(request, "registers/seen.html", context)


@access("access.read")
@require_GET
def user_sight(request: Request, key: int) -> HttpResponse:
    """What a user can see and do, office by office, and how many records that is today."""
    user = user_for(request.viewer, key)
    if user is None:
        raise Http404
    viewer = viewer_for(user, clock.today()) if user.is_active else None
    offices = _offices(viewer) if viewer else []
    context = {"user_shown": user, "offices": offices, "counts": _counts(viewer) if viewer else []}
    return render(request, "registers/user_sight.html", context)


def _offices(viewer: Any) -> list[dict[str, Any]]:
    """Each office that a user reaches, with what they may do there."""
    found = []
    for office in reached_offices(viewer, "today.read"):
        path = office.place.path
        roles = [
            str(ROLES[reach.role])
            for reach in viewer.reach
            if reach.office == office.pk or (reach.place_path and path.startswith(reach.place_path))
        ]
        groups = actions_in_words(rights_in(viewer, office))
        found.append({"office": office, "roles": list(dict.fromkeys(roles)), "groups": groups})
    return found


def _counts(viewer: Any) -> list[tuple[Any, str]]:
    """How many records of each kind a user can open today, by the selectors of the lists."""
    found = (
        (_("Cases"), cases(viewer, Filters())),
        (_("People"), parties(viewer, "person")),
        (_("Households"), households(viewer)),
        (_("Organisations"), organisations(viewer)),
        (_("Teams"), teams(viewer)),
    )
    return [(label, _count_words(*capped_count(query, _CAP))) for label, query in found]


def _count_words(count: int, has_more: bool) -> str:
    return _("more than %(count)d") % {"count": count - 1} if has_more else str(count)
