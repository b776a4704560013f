"""One offering: its page, a new one, changed, ended."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huiying.base.storage.changes import mark_of
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.directory.forms import OfferingForm
from huiying.fronts.web.editing import Editing, confirmed, edited, posted
from huiying.fronts.web.hours import hours_words
from huiying.fronts.web.registers.listing import (
    Row,
    Section,
    Table,
    link,
    page_of,
    party_url,
    stated,
    words_of,
)
from huiying.fronts.web.registers.wording import (
    LIFE_STAGES,
    ORGANISATION_KINDS,
    SERVICE_KINDS,
    TEAM_KINDS,
    VALUES,
)
from huiying.fronts.web.templatetags.ui import place_path
from huiying.fronts.web.wording import name_of
from huiying.registers.access.selectors import may
from huiying.registers.directory.selectors import category_codes, offering_for, possible_providers
from huiying.registers.directory.services import change_offering, end_offering, offer, take_up_offering

FIELDS = (
    *("name", "name_en", "summary", "for_whom", "area", "venue", "hours", "at_most"),
    *("life_stage", "service_kind", "is_value_added", "is_public"),
)


def _offering(request: Request, action: str, key: int) -> Any:
    offering = offering_for(request.viewer, action, key)
    if offering is None:
        raise Http404
    request.office = offering.office
    return offering


@access("directory.read")
@require_GET
def offering_detail(request: Request, key: int) -> HttpResponse:
    """What is offered, by whom, to whom, where and when."""
    offering = _offering(request, "directory.read", key)
    provider = offering.provider
    sorts = [
        SERVICE_KINDS.get(offering.service_kind),
        LIFE_STAGES.get(offering.life_stage, _("In every stage")),
        VALUES["added" if offering.is_value_added else "basic"],
    ]
    facts = stated(
        (_("Provider"), link(party_url(request.viewer, provider), provider.name)),
        (_("For whom"), offering.for_whom or _("Everybody")),
        (_("Where"), " · ".join(name_of(each) for each in (offering.area, offering.venue) if each)),
        (_("When"), hours_words(offering.hours)),
        (_("How many at once at most"), offering.at_most),
        (_("To which enterprises"), " · ".join(map(str, sorts)) if offering.service_kind else ""),
        (_("Public page"), _("is shown there") if offering.is_public else _("isn't shown there")),
        (_("Since"), offering.from_on),
        (_("Ended"), offering.until_on),
    )
    named = [Row(name_of(each)) for each in offering.categories.all()]
    section = Section(_("For requests about"), named, _("No category: no request is matched with it."))
    may_edit = may(request.viewer, "directory.edit")
    context = {"offering": offering, "facts": facts, "sections": [section], "may_edit": may_edit}
    return render(request, "directory/offering_detail.html", context)


@access("directory.edit")
@require_GET
def offering_provider(request: Request) -> HttpResponse:
    """Who gives what is to be offered: found by name, then the form."""
    words = words_of(request)
    page = page_of(request, possible_providers(request.viewer, words), "kind", "name", "id")
    rows = [
        Row(
            party.name,
            reverse("directory:offering_new", args=[party.uuid]),
            _provider_words(party),
            (place_path(party.place),),
        )
        for party in page.rows
    ]
    table = Table((_("Provider"), _("Place")), rows, page)
    return render(request, "directory/offering_provider.html", {"table": table, "words": words})


def _provider_words(party: Any) -> str:
    if party.kind == "team":
        return str(TEAM_KINDS[party.team.kind])
    return str(ORGANISATION_KINDS[party.organisation.kind]) if party.kind == "organisation" else _("Person")


@access("directory.edit")
@require_http_methods(["GET", "POST"])
def offering_new(request: Request, uuid: UUID) -> HttpResponse:
    """Put an offering of one provider into the directory."""
    provider = possible_providers(request.viewer).filter(uuid=uuid).first()
    if provider is None:
        raise Http404
    office = request.office = provider.office
    form = OfferingForm(posted(request), office=office)

    def take(data: dict[str, Any]) -> Any:
        values = {name: data[name] for name in FIELDS}
        given = {"provider": provider, "values": values, "categories": data["categories"]}
        return offer(viewer=request.viewer, office=office, **given)

    back = reverse("directory:offering_provider")
    page = Editing(_("A new offering"), _("Put it into the directory"), back, provider.name, onto=_page_of)
    done = _("It is in the directory from today.")
    return edited(request, form, take, page, done)


def _page_of(offering: Any) -> str:
    return reverse("directory:offering_detail", args=[offering.pk])


@access("directory.edit")
@require_http_methods(["GET", "POST"])
def offering_change(request: Request, key: int) -> HttpResponse:
    """Change what is offered."""
    offering = _offering(request, "directory.edit", key)
    codes = category_codes(offering)
    initial = {"categories": codes, **{name: getattr(offering, name) for name in FIELDS}}
    stands = mark_of(offering, FIELDS, codes)
    form = OfferingForm(posted(request), office=offering.office, initial=initial, stands=stands)

    def take(data: dict[str, Any]) -> Any:
        values = {name: data[name] for name in FIELDS}
        given = {"values": values, "categories": data["categories"], "seen": data["seen"]}
        return change_offering(viewer=request.viewer, offering=offering, **given)

    back = reverse("directory:offering_detail", args=[offering.pk])
    page = Editing(
        _("Change the offering"), _("Save"), back, f"{name_of(offering)} · {offering.provider.name}"
    )
    return edited(request, form, take, page, _("Changed. New requests are matched with it as it stands now."))


@access("directory.edit")
@require_http_methods(["GET", "POST"])
def offering_end(request: Request, key: int) -> HttpResponse:
    """Take an offering out of the directory."""
    offering = _offering(request, "directory.edit", key)
    back = reverse("directory:offering_detail", args=[offering.pk])
    note = _("From now on it stands on no list, and no new request is matched with it. Open cases go on.")
    page = Editing(
        _("End the offering"), _("End it today"), back, name_of(offering), [(_("What happens"), note)]
    )
    return confirmed(
        request, lambda: end_offering(viewer=request.viewer, offering=offering), page, _("Ended.")
    )


@access("directory.edit")
@require_http_methods(["GET", "POST"])
def offering_take_up(request: Request, key: int) -> HttpResponse:
    """Put an offering that ended into the directory again."""
    offering = _offering(request, "directory.edit", key)
    note = _("From now on it stands in the directory again, and new requests are matched with it.")
    page = Editing(
        _("Take the offering up again"),
        _("Put it into force again"),
        _page_of(offering),
        f"{name_of(offering)} · {offering.provider.name}",
        [(_("What happens"), note)],
    )
    done = _("It is in the directory again.")
    return confirmed(request, lambda: take_up_offering(viewer=request.viewer, offering=offering), page, done)
