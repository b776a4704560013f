"""A request told by phone or at the counter: one page, by keyboard, in the order of a call."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.cases.forms import KINDS
from huiying.fronts.web.refusals import add_faults
from huiying.fronts.web.wording import LANES, due_words, name_of
from huiying.pure.lib import clock
from huiying.pure.lib.case_numbers import grouped
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import reached_offices
from huiying.registers.directory.selectors import fitting_answers
from huiying.registers.parties.selectors import person_by_phone
from huiying.registers.places.selectors import current_places
from huiying.work.cases.rules.intake import normal_contact
from huiying.work.cases.selectors.cases import Filters, cases
from huiying.work.cases.services.intake import NewCase, receive_cases
from huiying.work.cases.services.understanding import Understanding, understand

SOURCES = (
    ("phone", gettext_lazy("By phone")),
    ("counter", gettext_lazy("At the counter")),
    ("visit", gettext_lazy("Found on a visit")),
)
_EARLIER = 3


class Intake(forms.Form):
    """What is asked on the phone, in the order in which a call goes."""

    contact = forms.CharField(
        label=gettext_lazy("Telephone to ring back"),
        required=False,
        help_text=gettext_lazy("Empty means anonymous."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off", "autofocus": True}),
    )
    asker = forms.UUIDField(required=False, widget=forms.HiddenInput)
    asker_name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=60)
    text = forms.CharField(
        label=gettext_lazy("What is it about?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("In the asker's own words."),
    )
    beneficiary_name = forms.CharField(
        label=gettext_lazy("On whose behalf"),
        help_text=gettext_lazy("If somebody asks for another."),
        required=False,
        max_length=60,
    )
    beneficiary_relation = forms.CharField(
        label=gettext_lazy("How they belong together"), required=False, max_length=40
    )
    beneficiary_consent = forms.CharField(
        label=gettext_lazy("Do they know of it?"),
        help_text=gettext_lazy("How they agreed: on the phone, by the family, not yet."),
        required=False,
        max_length=80,
    )
    is_secret = forms.BooleanField(
        label=gettext_lazy("Keep secret who asked"),
        required=False,
        help_text=gettext_lazy("The body that it is about won't learn it; no message is sent."),
    )
    not_home = forms.BooleanField(label=gettext_lazy("Don't ring home"), required=False)
    ring_when = forms.CharField(
        label=gettext_lazy("When to ring"),
        help_text=gettext_lazy("If only at some hours, or only one person."),
        required=False,
        max_length=60,
    )
    source = forms.ChoiceField(label=gettext_lazy("How it came"), choices=SOURCES, initial="phone")

    def new_case(self, office: Any) -> NewCase:
        """The request as it was told. Whoever stays secret is linked to no file, and gets no message."""
        data = self.cleaned_data
        is_secret = data["is_secret"]
        caller = None if is_secret else _caller(office, data["contact"])
        is_caller = caller is not None and caller.party.uuid == data["asker"]
        wishes = {"not_home": True} if data["not_home"] else {}
        wishes |= {"when": data["ring_when"]} if data["ring_when"] else {}
        names = ("text", "contact", "asker_name", "source", "beneficiary_name", "beneficiary_relation")
        return NewCase(
            by="desk",
            is_secret=is_secret,
            contact_channel="page" if is_secret else "",
            asker=caller.party if caller is not None and is_caller else None,
            extra={"beneficiary_consent": data["beneficiary_consent"], "contact_wishes": wishes},
            **{name: data[name] for name in names},
        )


def _caller(office: Any, contact: str) -> Any:
    """The registered person whose phone it is, if just one has it."""
    number = normal_contact(contact)
    return person_by_phone(office.pk, number) if number else None


def _office(request: Request) -> Any:
    return reached_offices(request.viewer, "case.intake").select_related("desk")[0]


@access("case.intake")
@require_http_methods(["GET", "POST"])
def case_new(request: Request) -> HttpResponse:
    """Taken down, and then the next call, the case, or the answer on the spot."""
    form = Intake(request.POST or None)
    request.office = office = _office(request)
    if request.method == "POST" and form.is_valid():
        try:
            [receipt] = receive_cases(viewer=request.viewer, office=office, requests=[form.new_case(office)])
        except Refused as refused:
            add_faults(form, refused)
        else:
            case = receipt.case
            knows = Understanding(office)
            then = request.POST.get("then", "")
            understand(cases=[case], knows=knows, applies=then != "spot")
            case.refresh_from_db()
            messages.success(request, _received(request.viewer, receipt, knows, is_left=then == "next"))
            if then == "next":
                return redirect("cases:case_new")
            return redirect("cases:on_the_spot" if _is_spot(case, then) else "cases:case_detail", case.number)
    return render(request, "cases/case_new.html", {"form": form})


def _is_spot(case: Any, then: str) -> bool:
    """Whether it goes on with the answer on the spot; the same told twice may have moved on."""
    return then == "spot" and case.state == "received"


def _received(viewer: Viewer, receipt: Any, knows: Understanding, *, is_left: bool) -> Any:
    """What is read to the asker; when the clerk goes on to the next call, also what was understood."""
    case = receipt.case
    due = due_words(case.answer_due_at, clock.now()) if case.answer_due_at else ""
    words = _("Received. Please read to the asker: number %(number)s, query code %(code)s, answer %(due)s.")
    said = words % {"number": case.number, "code": grouped(receipt.code), "due": due}
    if not is_left:
        return said
    address = reverse("cases:case_detail", args=(case.number,))
    understood = " · ".join(_understood(viewer, knows, case.text))
    return format_html(
        '{} <span class="quiet">{}</span> <a href="{}">{}</a>', said, understood, address, _("Open the case")
    )


def _understood(viewer: Viewer, knows: Understanding, text: str) -> list[str]:
    """Category, kind, lane and place as the system understands them, in words."""
    _found, value = knows.read_text(text)
    place = current_places(viewer).filter(pk=value["place"] or 0).first()
    words = [
        name_of(knows.categories[value["category"]]),
        str(dict(KINDS).get(value["kind"], "")),
        str(LANES.get(value["lane"], "")),
        name_of(place) if place else _("no place named"),
    ]
    return [word for word in words if word]


@access("case.intake")
@require_POST
def intake_caller(request: Request) -> HttpResponse:
    """While the number is typed: whose it is, and what they asked before. Nothing is kept."""
    office = _office(request)
    contact = request.POST.get("contact", "").replace("\0", "")[:120]
    number = normal_contact(contact)
    earlier = (
        cases(request.viewer, Filters(words=number)).filter(office=office).order_by("-pk")[:_EARLIER]
        if number
        else []
    )
    shown = {
        "caller": _caller(office, contact),
        "asker": request.POST.get("asker", ""),
        "earlier": list(earlier),
        "is_wrong": bool(contact.strip()) and not number,
    }
    return render(request, "cases/intake_caller.html", shown)


@access("case.intake")
@require_POST
def intake_matter(request: Request) -> HttpResponse:
    """While the matter is typed: what the system takes it for, and which standard answers fit. Nothing is kept."""
    office = _office(request)
    text = request.POST.get("text", "").strip()[:10_000]
    knows = Understanding(office)
    category = knows.read_text(text)[1]["category"]
    shown = {
        "understood": _understood(request.viewer, knows, text) if text else [],
        "standards": fitting_answers(office.pk, category, text)[:3] if text else [],
    }
    return render(request, "cases/intake_matter.html", shown)
