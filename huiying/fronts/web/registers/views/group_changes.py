"""Households, organisations and teams: registered, changed, moved, ended."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.registers.editing import Sheet, sheet, version_of
from huiying.fronts.web.registers.forms.groups import (
    EndForm,
    HouseholdForm,
    HouseholdNewForm,
    MoveForm,
    OrganisationForm,
    TeamForm,
)
from huiying.pure.lib import clock
from huiying.registers.access.selectors import reached_offices
from huiying.registers.parties.selectors import household_for, organisation_for, team_for
from huiying.registers.parties.services import (
    NewHousehold,
    register_households,
    register_organisations,
    register_teams,
)
from huiying.registers.parties.services.groups import (
    change_household,
    change_organisation,
    change_team,
    end_household,
    end_organisation,
    move_household,
)
from huiying.work.cases.services.teams import end_team

_FINDERS = {"household": household_for, "organisation": organisation_for, "team": team_for}


def opened(request: Request, kind: str, uuid: UUID) -> Any:
    """The household, organisation or team that is to be changed."""
    found: Any = _FINDERS[kind](request.viewer, uuid, "party.edit")
    if found is None or found.until_on is not None:
        raise Http404
    request.office = found.party.office
    return found


def url_of(record: Any) -> str:
    """The page of a household, an organisation or a team."""
    return reverse(f"registers:{record.party.kind}_detail", args=[record.party.uuid])


def _office(request: Request) -> Any:
    request.office = reached_offices(request.viewer, "party.edit")[0]
    return request.office


def by(request: Request) -> dict[str, Any]:
    """Who fills a form in, and for which office."""
    return {"viewer": request.viewer, "office": request.office}


@access("party.edit")
@require_http_methods(["GET", "POST"])
def household_new(request: Request) -> HttpResponse:
    """Register a household by its head; the others are added on its page."""
    office = _office(request)
    form = HouseholdNewForm(request.POST or None, **by(request))
    words = Sheet(
        title=_("Register a household"),
        note=_("Begin with the head; add the others on its page."),
        button=_("Register it"),
        back=reverse("registers:household_list"),
    )

    def save(form: Any) -> str:
        data = form.cleaned_data
        head = data["party"].person
        new = NewHousehold(data["home"], [(head, "head")], data["from_on"], data["tags"])
        [made] = register_households(viewer=request.viewer, office=office, households=[new])
        return url_of(made)

    return sheet(request, form, words, save)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def household_change(request: Request, uuid: UUID) -> HttpResponse:
    """What a household is called, and its tags."""
    household = opened(request, "household", uuid)
    form = HouseholdForm(request.POST or None, household=household)
    words = Sheet(_("Change the household"), _("Save"), url_of(household), note=household.party.name)

    def save(form: Any) -> str:
        name, tags = form.cleaned_data["name"], form.cleaned_data["tags"]
        given = {"version": version_of(form), "name": name, "tags": tags}
        change_household(viewer=request.viewer, household=household, **given)
        return url_of(household)

    return sheet(request, form, words, save)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def household_move(request: Request, uuid: UUID) -> HttpResponse:
    """A household lives somewhere else from a day on."""
    household = opened(request, "household", uuid)
    form = MoveForm(request.POST or None, **by(request))
    words = Sheet(
        title=_("Where does the household live now?"),
        note=household.party.name,
        button=_("Note the new home"),
        back=url_of(household),
        hint=_("Whoever lives in it moves along. The former home stays in the file."),
    )

    def save(form: Any) -> str:
        to, on = form.cleaned_data["place"], form.cleaned_data["on"]
        move_household(viewer=request.viewer, household=household, to=to, on=on)
        return url_of(household)

    return sheet(request, form, words, save)


def _ended(request: Request, record: Any, words: Sheet, end: Any) -> HttpResponse:
    """Ask for the last day, and end a record with it."""

    def save(form: Any) -> str:
        end(on=form.cleaned_data["until_on"])
        return url_of(record)

    return sheet(request, EndForm(request.POST or None), words, save)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def household_end(request: Request, uuid: UUID) -> HttpResponse:
    """Nobody lives together there any more."""
    household = opened(request, "household", uuid)
    words = Sheet(
        title=_("End the household"),
        note=household.party.name,
        button=_("It ends with that day"),
        back=url_of(household),
        hint=_(
            "Whoever lives in it leaves it with that day. It can't be opened again; what it was stays readable."
        ),
    )
    return _ended(
        request, household, words, lambda on: end_household(viewer=request.viewer, household=household, on=on)
    )


@access("party.edit")
@require_http_methods(["GET", "POST"])
def organisation_new(request: Request) -> HttpResponse:
    """Register an organisation."""
    office = _office(request)
    form = OrganisationForm(request.POST or None, **by(request))
    words = Sheet(
        title=_("Register an organisation"),
        note=_("What you don't know may stay empty."),
        button=_("Register it"),
        back=reverse("registers:organisation_list"),
    )

    def save(form: Any) -> str:
        [made] = register_organisations(
            viewer=request.viewer, office=office, organisations=[form.organisation()]
        )
        return url_of(made)

    return sheet(request, form, words, save)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def organisation_change(request: Request, uuid: UUID) -> HttpResponse:
    """What an organisation is."""
    organisation = opened(request, "organisation", uuid)
    form = OrganisationForm(request.POST or None, **by(request), organisation=organisation)
    words = Sheet(_("Change the organisation"), _("Save"), url_of(organisation), note=organisation.party.name)

    def save(form: Any) -> str:
        given = {"version": version_of(form), "new": form.organisation()}
        change_organisation(viewer=request.viewer, organisation=organisation, **given)
        return url_of(organisation)

    return sheet(request, form, words, save)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def organisation_end(request: Request, uuid: UUID) -> HttpResponse:
    """An organisation is no more."""
    organisation = opened(request, "organisation", uuid)
    words = Sheet(
        title=_("Close the organisation"),
        note=organisation.party.name,
        button=_("It ends with that day"),
        back=url_of(organisation),
        hint=_("It leaves the lists; wherever it was named it stays readable. It can't be opened again."),
    )
    return _ended(
        request,
        organisation,
        words,
        lambda on: end_organisation(viewer=request.viewer, organisation=organisation, on=on),
    )


@access("party.edit")
@require_http_methods(["GET", "POST"])
def team_new(request: Request) -> HttpResponse:
    """Register a team; its members are added on its page."""
    office = _office(request)
    form = TeamForm(request.POST or None, **by(request))
    words = Sheet(
        title=_("Register a team"),
        note=_("Its members are added on its page."),
        button=_("Register it"),
        back=reverse("registers:team_list"),
    )

    def save(form: Any) -> str:
        [made] = register_teams(
            viewer=request.viewer, office=office, teams=[form.team()], from_on=clock.today()
        )
        return url_of(made)

    return sheet(request, form, words, save)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def team_change(request: Request, uuid: UUID) -> HttpResponse:
    """What a team is."""
    team = opened(request, "team", uuid)
    form = TeamForm(request.POST or None, **by(request), team=team)
    words = Sheet(_("Change the team"), _("Save"), url_of(team), note=team.party.name)

    def save(form: Any) -> str:
        change_team(viewer=request.viewer, team=team, version=version_of(form), new=form.team())
        return url_of(team)

    return sheet(request, form, words, save)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def team_end(request: Request, uuid: UUID) -> HttpResponse:
    """A team is dissolved."""
    team = opened(request, "team", uuid)
    words = Sheet(
        title=_("Is this team dissolved?"),
        note=team.party.name,
        button=_("It ends with that day"),
        back=url_of(team),
        hint=_("Its members leave it with that day. It can't be opened again; what it did stays readable."),
    )
    return _ended(request, team, words, lambda on: end_team(viewer=request.viewer, team=team, on=on))
