"""Households, organisations and teams: their lists and record pages."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.given.views import section_of
from huiying.fronts.web.registers.history import history
from huiying.fronts.web.registers.listing import (
    PEOPLE,
    Row,
    Section,
    Table,
    chosen,
    former_homes,
    link,
    listed,
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
    industry_words,
    options,
    tag_words,
)
from huiying.fronts.web.templatetags.ui import phone, place_path
from huiying.fronts.web.wording import exact_words, name_of
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import rights_in
from huiying.registers.parties.selectors import (
    former_members,
    former_people_of,
    former_team_members,
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
    return listed(request, f"registers/{name}.html", {**context, "words": words_of(request), **more})


def _detail(request: Request, kind: str, party: Any, may_edit: bool, **more: Any) -> HttpResponse:
    request.office = party.office
    context = {"party": party, "may_edit": may_edit, "history": history(party), **more}
    return render(request, f"registers/{kind}_detail.html", context)


def _may_edit(viewer: Viewer, record: Any) -> bool:
    """Whether the viewer may change a record: one that has ended stays as it is."""
    return record.until_on is None and "party.edit" in rights_in(viewer, record.party.office)


class Ties:
    """The rows of who belongs to a household, an organisation or a team, each with what ends it."""

    def __init__(self, viewer: Viewer, party: Any, may_edit: bool) -> None:
        self.viewer, self.party, self.may_edit = viewer, party, may_edit

    def row(self, tie: Any, member: Any, note: Any) -> Row:
        """Somebody who belongs to it now."""
        url = reverse(f"registers:{self.party.kind}_member_end", args=[self.party.uuid, tie.pk])
        act = (url, _("They have left")) if self.may_edit else None
        since = _("since %(day)s") % {"day": exact_words(tie.from_on)}
        words = " · ".join(filter(None, (str(note), since)))
        return Row(member.name, party_url(self.viewer, member), words, act=act)

    def past(self, tie: Any, member: Any, note: Any) -> Row:
        """Somebody who belonged to it."""
        days = {"first": exact_words(tie.from_on), "last": exact_words(tie.until_on)}
        words = " · ".join(filter(None, (str(note), _("%(first)s to %(last)s") % days)))
        return Row(member.name, party_url(self.viewer, member), words)

    def section(self, title: Any, rows: list[Row], nothing: Any, add: Any) -> Section:
        """All who belong to it now, and the way to add somebody."""
        url = reverse(f"registers:{self.party.kind}_member_new", args=[self.party.uuid])
        return Section(title, rows, nothing, (url, add) if self.may_edit else None)


def _further(*parts: tuple[Any, list[Row]]) -> list[Section]:
    """Sections that stand on the page only where they hold something."""
    return [Section(title, rows, "") for title, rows in parts if rows]


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
    party, viewer = household.party, request.viewer
    may_edit = _may_edit(viewer, household)
    ties = Ties(viewer, party, may_edit)
    facts = stated(
        (_("Home"), place_path(party.place)),
        (_("Tags"), tag_words(household.tags)),
        (_("Registered from"), household.from_on),
        (_("Until"), household.until_on),
    )
    people = [
        ties.row(row, row.person.party, RELATIONS[row.relation]) for row in members_with_relation(household)
    ]
    left = [ties.past(row, row.person.party, RELATIONS[row.relation]) for row in former_members(household)]
    sections = [
        ties.section(_("People"), people, _("Nobody lives here now."), _("Somebody moves in")),
        *_further((_("Lived here before"), left), (_("Former homes"), former_homes(party))),
        section_of(viewer, party),
    ]
    return _detail(request, "household", party, may_edit, facts=facts, sections=sections)


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
    may_edit = _may_edit(viewer, organisation)
    ties = Ties(viewer, party, may_edit)
    people = [ties.row(row, row.person.party, AFFILIATIONS[row.role]) for row in people_of(organisation)]
    left = [
        ties.past(row, row.person.party, AFFILIATIONS[row.role]) for row in former_people_of(organisation)
    ]
    facts = stated(
        (_("Kind of organisation"), ORGANISATION_KINDS[organisation.kind]),
        (_("Place"), place_path(party.place)),
        (_("Unified credit code"), organisation.credit_code),
        (_("Industry"), industry_words(organisation.industry)),
        (_("Tags"), tag_words(organisation.tags)),
        (_("Telephone"), phone(organisation.phone)),
        (_("Until"), organisation.until_on),
    )
    sections = [
        ties.section(_("People"), people, _("Nobody is noted."), _("Add somebody")),
        *_further((_("Belonged to it before"), left)),
        Section(_("Teams"), _teams_of(viewer, party), _("In no team.")),
        Section(_("Offerings"), offering_rows(party), _("Nothing is offered.")),
        section_of(viewer, party),
    ]
    return _detail(request, "organisation", party, may_edit, facts=facts, sections=sections)


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
    may_edit = _may_edit(viewer, team)
    ties = Ties(viewer, team.party, may_edit)
    members = [ties.row(row, row.party, row.role) for row in team_members(team)]
    left = [ties.past(row, row.party, row.role) for row in former_team_members(team)]
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
        (_("Until"), team.until_on),
    )
    sections = [
        ties.section(_("Members"), members, _("Nobody is in it now."), _("Add somebody")),
        *_further((_("Were in it before"), left)),
    ]
    if organs or team.kind == "circle":
        sections.append(Section(_("Organs"), organs, _("It has no organ.")))
    sections.append(Section(_("Offerings"), offering_rows(team.party), _("Nothing is offered.")))
    is_desk = team.desk_of_id is not None
    return _detail(request, "team", team.party, may_edit, facts=facts, sections=sections, is_desk=is_desk)


def _teams_of(viewer: Viewer, party: Any) -> list[Row]:
    return [
        Row(
            row.team.party.name, party_url(viewer, row.team.party), row.role or str(TEAM_KINDS[row.team.kind])
        )
        for row in teams_of(party)
    ]
