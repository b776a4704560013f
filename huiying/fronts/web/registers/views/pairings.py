"""Pairings: who keeps up with whom, what they did together, and the end."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.registers.editing import Sheet, sheet
from huiying.fronts.web.registers.forms.groups import EndForm
from huiying.fronts.web.registers.forms.pairings import ContactForm, PairingForm
from huiying.fronts.web.registers.listing import (
    PEOPLE,
    Row,
    Section,
    Table,
    chosen,
    link,
    listed,
    page_of,
    party_url,
    stated,
    tabs_of,
)
from huiying.fronts.web.registers.wording import PAIRING_KINDS, PAIRING_SIDES, options
from huiying.fronts.web.wording import exact_words
from huiying.registers.access.selectors import reached_offices, rights_in
from huiying.registers.parties.selectors import contacts_of, pairing_for, pairings
from huiying.registers.parties.services.pairings import NewPairing, end_pairing, note_contact, pair


def _url(pairing: Any) -> str:
    return reverse("registers:pairing_detail", args=[pairing.uuid])


def _name(pairing: Any) -> str:
    return _("%(first)s and %(second)s") % {"first": pairing.first.name, "second": pairing.second.name}


@access("party.read")
@require_GET
def pairing_list(request: Request) -> HttpResponse:
    """Who keeps up with whom now, the last noted first."""
    viewer = request.viewer
    page = page_of(request, pairings(viewer, chosen(request, "kind", PAIRING_KINDS)), "-from_on", "-id")
    rows = [
        Row(
            _name(row),
            _url(row),
            str(PAIRING_KINDS[row.kind]),
            (exact_words(row.from_on), row.contact_count),
        )
        for row in page.rows
    ]
    groups = [{"label": _("Kind of pairing"), "name": "kind", "options": options(PAIRING_KINDS, _("All"))}]
    context = {
        "table": Table((_("Pairing"), _("Since"), _("Contacts")), rows, page),
        "tabs_shown": tabs_of(viewer, PEOPLE, "registers:pairing_list"),
        "groups": groups,
    }
    return listed(request, "registers/pairing_list.html", context)


@access("party.read")
@require_GET
def pairing_detail(request: Request, uuid: UUID) -> HttpResponse:
    """Two who keep up with each other, and what they did together."""
    viewer = request.viewer
    pairing = pairing_for(viewer, uuid)
    if pairing is None:
        raise Http404
    request.office = pairing.office
    one, other = PAIRING_SIDES[pairing.kind]
    facts = stated(
        (_("Kind of pairing"), PAIRING_KINDS[pairing.kind]),
        (one, link(party_url(viewer, pairing.first), pairing.first.name)),
        (other, link(party_url(viewer, pairing.second), pairing.second.name)),
        (_("Since"), pairing.from_on),
        (_("Until"), pairing.until_on),
    )
    notes = [Row(exact_words(each.on), note=each.words) for each in contacts_of(pairing)]
    context = {
        "pairing": pairing,
        "name": _name(pairing),
        "facts": facts,
        "sections": [Section(_("Contacts"), notes, _("Nothing is noted yet."))],
        "may_edit": pairing.until_on is None and "party.edit" in rights_in(viewer, pairing.office),
    }
    return render(request, "registers/pairing_detail.html", context)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def pairing_new(request: Request) -> HttpResponse:
    """Note who keeps up with whom."""
    request.office = office = reached_offices(request.viewer, "party.edit")[0]
    form = PairingForm(request.POST or None, viewer=request.viewer, office=office)
    back = reverse("registers:pairing_list")
    words = Sheet(_("Note a pairing"), _("Note it"), back, note=_("Both need a file first."))

    def save(form: Any) -> str:
        data = form.cleaned_data
        new = NewPairing(data["kind"], data["first_party"], data["second_party"], data["from_on"])
        [made] = pair(viewer=request.viewer, office=office, pairings=[new])
        return _url(made)

    return sheet(request, form, words, save)


def _opened(request: Request, uuid: UUID) -> Any:
    pairing = pairing_for(request.viewer, uuid, "party.edit")
    if pairing is None:
        raise Http404
    request.office = pairing.office
    return pairing


@access("party.edit")
@require_http_methods(["GET", "POST"])
def pairing_contact(request: Request, uuid: UUID) -> HttpResponse:
    """Note what they did together."""
    pairing = _opened(request, uuid)
    words = Sheet(_("What did they do together?"), _("Note it"), _url(pairing), note=_name(pairing))

    def save(form: Any) -> str:
        data = form.cleaned_data
        note_contact(viewer=request.viewer, pairing=pairing, on=data["on"], words=data["words"])
        return _url(pairing)

    return sheet(request, ContactForm(request.POST or None), words, save)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def pairing_end(request: Request, uuid: UUID) -> HttpResponse:
    """They keep up with each other no longer."""
    pairing = _opened(request, uuid)
    words = Sheet(
        title=_("The pairing ends: until which day?"),
        button=_("Note it"),
        back=_url(pairing),
        note=_name(pairing),
        hint=_("What is on record stays; only a last day is added."),
    )

    def save(form: Any) -> str:
        end_pairing(viewer=request.viewer, pairing=pairing, until_on=form.cleaned_data["until_on"])
        return _url(pairing)

    return sheet(request, EndForm(request.POST or None), words, save)
