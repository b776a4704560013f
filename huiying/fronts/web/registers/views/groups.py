"""Households, organisations and teams: their lists and record pages."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.given.views import section_of
from huiying.fronts.web.registers.listing import (
    PEOPLE,
    Row,
    Section,
    Table,
    chosen,
    link,
    offering_rows,
    page_of,
    party_url,
    stated,
    tabs_of,
    words_of,
)
from huiying.fronts.web.registers.wording import (
    AFFILIATIONS,
    ORGANISATION_KINDS,
    RELATIONS,
    TEAM_KINDS,
    options,
    tag_words,
)
from huiying.fronts.web.templatetags.ui import phone, place_path
from huiying.fronts.web.wording import name_of
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.selectors import (
    household_for,
    households,
    members_with_relation,
    organisation_for,
    organisations,
    organs_of,
    people_of,
    team_for,
    team_members,
    teams,
    teams_of,
)
from huiying.registers.places.selectors import place_by_code


def _show(request: Request, name: str, table: Table, **more: Any) -> HttpResponse:
    context = {"table": table, "tabs_shown": tabs_of(request.viewer, PEOPLE, f"registers:{name}")}
    return render(request, f"registers/{name}.html", {**context, "words": words_of(request), **more})


def _kinds(label: str, kinds: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"label": label, "name": "kind", "options": options(kinds, _("All"))}]


@access("party.read")
@require_GET
def household_list(request: Request) -> HttpResponse:
    """The households of the viewer's offices, by name."""
    viewer = request.viewer
    place = place_by_code(viewer, request.GET.get("place", ""))
    found = households(viewer, words_of(request), place.path if place else "")
    page = page_of(request, found, "party__name", "party_id")
    rows = [
        Row(
            row.party.name,
            party_url(viewer, row.party),
            tag_words(row.tags),
            (place_path(row.party.place), row.member_count),
        )
        for row in page.rows
    ]
    table = Table((_("Household"), _("Home"), _("How many people")), rows, page)
    return _show(request, "household_list", table, place=place)


@access("party.read")
@require_GET
def household_detail(request: Request, uuid: UUID) -> HttpResponse:
    """Who lives together, and where."""
    household = household_for(request.viewer, uuid)
    if household is None:
        raise Http404
    people = [
        Row(
            member.person.party.name,
            party_url(request.viewer, member.person.party),
            str(RELATIONS[member.relation]),
        )
        for member in members_with_relation(household)
    ]
    facts = stated(
        (_("Home"), place_path(household.party.place)),
        (_("Tags"), tag_words(household.tags)),
        (_("Registered from"), household.from_on),
        (_("Until"), household.until_on),
    )
    context = {
        "party": household.party,
        "facts": facts,
        "sections": [
            Section(_("People"), people, _("Nobody lives here now.")),
            section_of(request.viewer, household.party),
        ],
    }
    return render(request, "registers/household_detail.html", context)


@access("party.read")
@require_GET
def organisation_list(request: Request) -> HttpResponse:
    """The organisations of the viewer's offices, by name."""
    kind = chosen(request, "kind", ORGANISATION_KINDS)
    page = page_of(request, organisations(request.viewer, words_of(request), kind), "party__name", "party_id")
    rows = [
        Row(
            row.party.name,
            party_url(request.viewer, row.party),
            tag_words(row.tags),
            (str(ORGANISATION_KINDS[row.kind]), name_of(row.party.place) if row.party.place else ""),
        )
        for row in page.rows
    ]
    table = Table((_("Organisation"), _("Kind of organisation"), _("Place")), rows, page)
    return _show(
        request, "organisation_list", table, groups=_kinds(_("Kind of organisation"), ORGANISATION_KINDS)
    )


@access("party.read")
@require_GET
def organisation_detail(request: Request, uuid: UUID) -> HttpResponse:
    """An organisation: what it is, who belongs to it, what it gives."""
    viewer = request.viewer
    organisation = organisation_for(viewer, uuid)
    if organisation is None:
        raise Http404
    party = organisation.party
    people = [
        Row(row.person.party.name, party_url(viewer, row.person.party), str(AFFILIATIONS[row.role]))
        for row in people_of(organisation)
    ]
    facts = stated(
        (_("Kind of organisation"), ORGANISATION_KINDS[organisation.kind]),
        (_("Place"), place_path(party.place)),
        (_("Unified credit code"), organisation.credit_code),
        (_("Industry"), organisation.industry),
        (_("Tags"), tag_words(organisation.tags)),
        (_("Telephone"), phone(organisation.phone)),
    )
    sections = [
        Section(_("People"), people, _("Nobody is noted.")),
        Section(_("Teams"), _teams_of(viewer, party), _("In no team.")),
        Section(_("Offerings"), offering_rows(party), _("Nothing is offered.")),
        section_of(viewer, party),
    ]
    context = {"party": party, "facts": facts, "sections": sections}
    return render(request, "registers/organisation_detail.html", context)


@access("party.read")
@require_GET
def team_list(request: Request) -> HttpResponse:
    """The teams of the viewer's offices, by kind and name."""
    viewer = request.viewer
    found = teams(viewer, words_of(request), chosen(request, "kind", TEAM_KINDS))
    page = page_of(request, found, "kind", "party__name", "party_id")
    rows = [
        Row(
            row.party.name,
            party_url(viewer, row.party),
            _("in %(team)s") % {"team": row.parent.party.name} if row.parent else "",
            (
                str(TEAM_KINDS[row.kind]),
                name_of(row.party.place) if row.party.place else "",
                row.member_count,
            ),
        )
        for row in page.rows
    ]
    table = Table((_("Team"), _("Kind of team"), _("Place"), _("Members")), rows, page)
    return _show(request, "team_list", table, groups=_kinds(_("Kind of team"), TEAM_KINDS))


@access("party.read")
@require_GET
def team_detail(request: Request, uuid: UUID) -> HttpResponse:
    """A team: its members, the team it belongs to, the organs under it, what it gives."""
    viewer = request.viewer
    team = team_for(viewer, uuid)
    if team is None:
        raise Http404
    members = [Row(row.party.name, party_url(viewer, row.party), row.role) for row in team_members(team)]
    found: Any = organs_of(viewer, team)
    organs = [
        Row(
            row.party.name,
            party_url(viewer, row.party),
            _("Members: %(count)d") % {"count": row.member_count},
        )
        for row in found
    ]
    parent = team.parent.party if team.parent else None
    facts = stated(
        (_("Kind of team"), TEAM_KINDS[team.kind]),
        (_("Belongs to"), link(party_url(viewer, parent), parent.name) if parent else ""),
        (_("Place"), place_path(team.party.place)),
        (_("Telephone"), phone(team.phone)),
    )
    sections = [Section(_("Members"), members, _("Nobody is in it now."))]
    if organs or team.kind == "circle":
        sections.append(Section(_("Organs"), organs, _("It has no organ.")))
    sections.append(Section(_("Offerings"), offering_rows(team.party), _("Nothing is offered.")))
    context = {"party": team.party, "facts": facts, "sections": sections}
    return render(request, "registers/team_detail.html", context)


def _teams_of(viewer: Viewer, party: Any) -> list[Row]:
    return [
        Row(
            row.team.party.name, party_url(viewer, row.team.party), row.role or str(TEAM_KINDS[row.team.kind])
        )
        for row in teams_of(party)
    ]
