"""People: the list, one file a person, and a masked field in full."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.given.views import section_of
from huiying.fronts.web.hours import hours_words
from huiying.fronts.web.refusals import add_faults
from huiying.fronts.web.registers.forms.people import RevealForm
from huiying.fronts.web.registers.history import history
from huiying.fronts.web.registers.listing import (
    PEOPLE,
    Row,
    Section,
    Table,
    former_homes,
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
    CONTACT_WAYS,
    RELATIONS,
    SEXES,
    TEAM_KINDS,
    WORKER_TYPES,
)
from huiying.fronts.web.templatetags.ui import masked, phone, place_path
from huiying.fronts.web.wording import exact_words, name_of
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import rights_in
from huiying.registers.directory.selectors import leave_from, worker_file_of
from huiying.registers.parties.selectors import (
    affiliations_of,
    homes_of,
    joined_to,
    parties,
    person_for,
    teams_of,
)
from huiying.registers.parties.services import reveal
from huiying.registers.places.selectors import place_by_code


@access("party.read")
@require_GET
def person_list(request: Request) -> HttpResponse:
    """The people of the viewer's offices, by name."""
    viewer = request.viewer
    place = place_by_code(viewer, request.GET.get("place", ""))
    found = parties(viewer, "person", words_of(request), place.path if place else "")
    page = page_of(request, found, "name", "id")
    rows = [
        Row(
            title=party.name,
            url=party_url(viewer, party),
            note=" · ".join(_sex_and_year(party.person)),
            cells=(place_path(party.place), masked(party.person.phone)),
        )
        for party in page.rows
    ]
    table = Table((_("Name"), _("Home"), _("Telephone")), rows, page)
    return listed(
        request,
        "registers/person_list.html",
        {
            "table": table,
            "tabs_shown": tabs_of(viewer, PEOPLE, "registers:person_list"),
            "words": words_of(request),
            "place": place,
        },
    )


@access("party.read")
@require_GET
def person_detail(request: Request, uuid: UUID) -> HttpResponse:
    """One file a person; telephone and identity number masked."""
    person = person_for(request.viewer, uuid)
    if person is None:
        raise Http404
    request.office = person.party.office
    return render(
        request,
        "registers/person_detail.html",
        {**_file(request.viewer, person), "form": RevealForm(person)},
    )


@access("party.reveal")
@require_POST
def person_reveal(request: Request, uuid: UUID) -> HttpResponse:
    """The same page with one field in full, once: it is masked again when the page is loaded anew."""
    person = person_for(request.viewer, uuid, "party.reveal")
    if person is None:
        raise Http404
    request.office = person.party.office
    form = RevealForm(person, request.POST)
    revealed = ""
    if form.is_valid():
        try:
            revealed = reveal(viewer=request.viewer, person=person, **form.cleaned_data)
        except Refused as refused:
            add_faults(form, refused)
    context = {**_file(request.viewer, person), "form": form}
    if revealed:
        field = form.cleaned_data["field"]
        context["revealed"] = phone(revealed) if field == "phone" else revealed
        context["revealed_label"] = dict(form.fields["field"].choices)[field]  # type: ignore[attr-defined]
        context["form"] = RevealForm(person)
    return render(request, "registers/person_detail.html", context)


def _sex_and_year(person: Any) -> list[str]:
    sex = str(SEXES.get(person.sex, ""))
    born = _("born %(year)s") % {"year": person.birth_on.year} if person.birth_on else ""
    return [words for words in (sex, born) if words]


def facts_of(person: Any) -> list[tuple[Any, Any]]:
    """Everything that a file says of a person, what is masked with its middle hidden; "" for what it doesn't say."""
    return [
        (_("Name"), person.party.name),
        (_("Home"), place_path(person.party.place)),
        (_("Telephone"), masked(person.phone)),
        (_("Identity number"), masked(person.identity_number)),
        (_("Sex and year of birth"), " · ".join(_sex_and_year(person))),
        (_("Schooling"), person.schooling),
        (_("Work"), person.jobs),
        (_("Skills"), _(", ").join(person.skills)),
        (_("Languages"), _(", ").join(person.languages)),
        (_("How they like to be reached"), _reached_how(person.contact_preference)),
        (_("Visits"), _("two visitors go together") if person.needs_two_visitors else ""),
    ]


def _reached_how(preference: dict[str, Any]) -> str:
    words = [
        str(CONTACT_WAYS[preference["way"]]) if preference.get("way") in CONTACT_WAYS else "",
        preference.get("hours", ""),
        _("don't ring their home") if preference.get("not_at_home") else "",
    ]
    return " · ".join(filter(None, words))


def _file(viewer: Viewer, person: Any) -> dict[str, Any]:
    """What a person's page shows."""
    worker = worker_file_of(person)
    joined = joined_to(person.party)
    rights = rights_in(viewer, person.party.office)
    return {
        "person": person,
        "facts": stated(*facts_of(person)[1:]),
        "worker_facts": _worker_facts(worker) if worker else [],
        "sections": _sections(viewer, person, worker),
        "joined": joined,
        "history": history(person.party, *joined),
        "may_reveal": "party.reveal" in rights,
        "may_edit": "party.edit" in rights,
    }


def _worker_facts(worker: Any) -> list[tuple[Any, Any]]:
    return stated(
        (_("Kind of social worker"), WORKER_TYPES[worker.type]),
        (_("Area"), name_of(worker.area)),
        (_("Hours"), hours_words(worker.hours)),
        (_("Open cases at most"), worker.ceiling),
        (_("File confirmed on"), worker.confirmed_on),
    )


def _sections(viewer: Viewer, person: Any, worker: Any) -> list[Section]:
    """Households, organisations, teams, offerings and leave of a person."""
    homes = [
        Row(
            row.household.party.name,
            party_url(viewer, row.household.party),
            f"{RELATIONS[row.relation]} · {place_path(row.household.party.place)}",
        )
        for row in homes_of(person)
    ]
    organisations = [
        Row(
            row.organisation.party.name,
            party_url(viewer, row.organisation.party),
            str(AFFILIATIONS[row.role]),
        )
        for row in affiliations_of(person)
    ]
    teams = [
        Row(
            row.team.party.name,
            party_url(viewer, row.team.party),
            " · ".join(filter(None, (str(TEAM_KINDS[row.team.kind]), row.role))),
        )
        for row in teams_of(person.party)
    ]
    offerings = offering_rows(person.party)
    former = former_homes(person.party)
    sections = [
        Section(_("Households"), homes, _("No household is noted.")),
        Section(_("Organisations"), organisations, _("No organisation is noted.")),
        Section(_("Teams"), teams, _("In no team.")),
        section_of(viewer, person.party),
    ]
    if former:
        sections.insert(1, Section(_("Former homes"), former, ""))
    if offerings or worker:
        sections.append(Section(_("Offerings"), offerings, _("Nothing is offered.")))
    if worker:
        sections.append(Section(_("Leave"), _away(person), _("No leave is noted from today on.")))
    return sections


def _away(person: Any) -> list[Row]:
    return [
        Row(
            _("%(first)s to %(last)s")
            % {"first": exact_words(leave.from_on), "last": exact_words(leave.until_on)}
        )
        for leave in leave_from(person, clock.today())
    ]
