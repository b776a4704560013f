"""Who belongs to a household, an organisation or a team: added, and noted as leaving."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.registers.editing import Sheet, sheet
from huiying.fronts.web.registers.forms.groups import (
    EndForm,
    HouseholdMemberForm,
    OrganisationMemberForm,
    TeamMemberForm,
)
from huiying.fronts.web.registers.views.group_changes import by, opened, url_of
from huiying.registers.parties.selectors import household_tie, organisation_tie, team_tie
from huiying.registers.parties.services.ties import (
    join_household,
    join_organisation,
    join_team,
    leave_household,
    leave_organisation,
    leave_team,
)


def _join(
    request: Request, group: Any, form: Any, title: str, join: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    """Ask who belongs there and since when, and note it."""
    words = Sheet(title, _("Add"), url_of(group), note=group.party.name)

    def save(form: Any) -> str:
        join(form.cleaned_data)
        return url_of(group)

    return sheet(request, form, words, save)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def household_member_new(request: Request, uuid: UUID) -> HttpResponse:
    """Somebody moves in."""
    household = opened(request, "household", uuid)

    def join(data: dict[str, Any]) -> None:
        given = {"person": data["party"].person, "relation": data["relation"], "from_on": data["from_on"]}
        join_household(viewer=request.viewer, household=household, **given)

    form = HouseholdMemberForm(request.POST or None, **by(request))
    return _join(request, household, form, _("Who moves in?"), join)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def organisation_member_new(request: Request, uuid: UUID) -> HttpResponse:
    """Somebody belongs to an organisation from now on."""
    organisation = opened(request, "organisation", uuid)

    def join(data: dict[str, Any]) -> None:
        given = {"person": data["party"].person, "role": data["role"], "from_on": data["from_on"]}
        join_organisation(viewer=request.viewer, organisation=organisation, **given)

    form = OrganisationMemberForm(request.POST or None, **by(request))
    return _join(request, organisation, form, _("Add somebody who belongs to it"), join)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def team_member_new(request: Request, uuid: UUID) -> HttpResponse:
    """Somebody is in a team from now on."""
    team = opened(request, "team", uuid)

    def join(data: dict[str, Any]) -> None:
        given = {name: data[name] for name in ("party", "role", "from_on")}
        join_team(viewer=request.viewer, team=team, **given)

    form = TeamMemberForm(request.POST or None, **by(request))
    return _join(request, team, form, _("Add a member"), join)


def _leave(request: Request, group: Any, tie: Any, name: str, leave: Any) -> HttpResponse:
    """Ask for the last day, and note it."""
    words = Sheet(
        title=_("%(name)s leaves: until which day?") % {"name": name},
        note=group.party.name,
        button=_("Note it"),
        back=url_of(group),
        hint=_("What is on record stays; only a last day is added."),
    )

    def save(form: Any) -> str:
        leave(viewer=request.viewer, tie=tie, until_on=form.cleaned_data["until_on"])
        return url_of(group)

    return sheet(request, EndForm(request.POST or None), words, save)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def household_member_end(request: Request, uuid: UUID, key: int) -> HttpResponse:
    """Somebody moves out."""
    tie = household_tie(request.viewer, uuid, key)
    if tie is None:
        raise Http404
    return _leave(request, tie.household, tie, tie.person.party.name, leave_household)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def organisation_member_end(request: Request, uuid: UUID, key: int) -> HttpResponse:
    """Somebody no longer belongs to an organisation."""
    tie = organisation_tie(request.viewer, uuid, key)
    if tie is None:
        raise Http404
    return _leave(request, tie.organisation, tie, tie.person.party.name, leave_organisation)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def team_member_end(request: Request, uuid: UUID, key: int) -> HttpResponse:
    """Somebody is no longer in a team."""
    tie = team_tie(request.viewer, uuid, key)
    if tie is None:
        raise Http404
    return _leave(request, tie.team, tie, tie.party.name, leave_team)
