"""Writing down a service (记一笔): on a phone four taps and ten seconds, without JavaScript too."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.cases.personal import text_for
from huiying.fronts.web.given.forms import MINUTES, USUAL_MINUTES, GivenForm
from huiying.fronts.web.refusals import add_faults
from huiying.fronts.web.wording import name_of
from huiying.pure.lib.refusals import Refused
from huiying.registers.access.selectors import may
from huiying.work.cases.selectors.cases import actions_on, case_for
from huiying.work.cases.selectors.given import known_people, lately, offerings_to, people_called
from huiying.work.cases.services.given import NewGiven, log_services

_PEOPLE = 5


@access("given.log")
@require_http_methods(["GET", "POST"])
def given_new(request: Request) -> HttpResponse:
    """What was just given, by one thumb; with ?case=… for a case."""
    is_sent = request.method == "POST"
    case = _case(request, (request.POST if is_sent else request.GET).get("case", ""))
    recent = lately(request.viewer)
    form = _form(request, case, recent)
    if is_sent and form.is_valid():
        data = form.cleaned_data
        new = NewGiven(
            offering=data["chosen"],
            party=data["party"],
            count=data["count"],
            minutes=data["minutes"],
            result=data["result"],
            word=data["word"],
            case=case,
            happened_at=data["happened_at"],
            key=data["once"],
        )
        try:
            [given] = log_services(viewer=request.viewer, office=data["chosen"].office, services=[new])
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _done(given, data["chosen"]))
            return redirect("cases:case_detail", case.number) if case else redirect("desk:today")
    usual = recent.minutes if recent.minutes in MINUTES else USUAL_MINUTES
    text = text_for(case, actions_on(request.viewer, case)) if case is not None else ""
    shown = {"form": form, "case": case, "text": text, "minutes": MINUTES, "usual": usual}
    return render(request, "given/given_new.html", shown)


def _case(request: Request, number: str) -> Any:
    """The case for which it was given, if one is named."""
    if not number:
        return None
    case = case_for(request.viewer, "case.read", number[:40].replace("\0", ""))
    if case is None:
        raise Http404
    request.office = case.office
    return case


def _form(request: Request, case: Any, recent: Any) -> GivenForm:
    viewer, sent = request.viewer, request.POST if request.method == "POST" else None
    may_find = may(viewer, "party.find")
    whom = request.POST.get("whom", "").replace("\0", "")[:80]
    offerings = list(offerings_to(viewer))
    if case is not None:
        offerings = [offering for offering in offerings if offering.office_id == case.office_id]
    people = known_people(viewer, recent.parties, case, _PEOPLE)
    return GivenForm(
        sent,
        initial={"case": case.number if case else "", "who": _first(case, people)},
        offerings=offerings,
        shown=recent.offerings,
        people=people,
        found=people_called(viewer, whom) if may_find else [],
        may_find=may_find,
    )


def _first(case: Any, people: list[Any]) -> str:
    """Who asked in the case, if that is known and no secret."""
    asked = case.asker_id if case is not None else None
    return next((str(party.pk) for party in people if party.pk == asked), "")


def _done(given: Any, offering: Any) -> Any:
    """What was written down, and the way to strike it out again."""
    people = ngettext("%(count)d person", "%(count)d people", given.count) % {"count": given.count}
    words = _("Written down: %(what)s, %(whom)s, %(minutes)d minutes.") % {
        "what": name_of(offering),
        "whom": given.party.name if given.party else people,
        "minutes": given.minutes,
    }
    address = reverse("given:given_detail", args=(given.uuid,))
    return format_html('{} <a href="{}">{}</a>', words, address, _("Mistaken? Strike it out."))
