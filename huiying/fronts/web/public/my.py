"""One's own page by telephone and code: all that was asked with it, and who looked at one's file."""

from operator import itemgetter
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huiying.fronts.web.access import Request, access, public_form
from huiying.fronts.web.public import tries
from huiying.fronts.web.public.doors import office_of
from huiying.fronts.web.public.my_page import Kept, keep_my_page, kept_page, shut_my_page
from huiying.fronts.web.public.opened import open_case, see
from huiying.fronts.web.public.sizes import WORDS_ONLY, at_most
from huiying.fronts.web.registers.wording import REVEAL_REASONS, REVEALED_FIELDS
from huiying.fronts.web.wording import NAMES_WHO
from huiying.registers.access.roles import OPEN
from huiying.work.cases.rules.intake import normal_contact
from huiying.work.cases.selectors.mine import (
    Mine,
    given_to_them,
    looks_at_file,
    mine,
    organisation_cases,
    own_case,
    own_cases,
)
from huiying.work.cases.selectors.public import is_to_be_rated, state_for_asker
from huiying.work.cases.services.phone_codes import code_for, send_code, use_code


class PhoneForm(forms.Form):
    """Whose page."""

    phone = forms.CharField(
        label=gettext_lazy("Your telephone number"),
        help_text=gettext_lazy("The one that you gave when you asked, or that we know you by."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean_phone(self) -> str:
        """The number as cases keep it."""
        phone = normal_contact(self.cleaned_data["phone"])
        if not phone or "@" in phone:
            raise forms.ValidationError(
                _("That is no telephone number. Please look again."), code="contact_wrong"
            )
        return phone


class CodeForm(forms.Form):
    """The digits of the message."""

    code = forms.CharField(
        label=gettext_lazy("Code from the message"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


@access(OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
@public_form
@never_cache
@at_most(WORDS_ONLY)
def my(request: Request) -> HttpResponse:
    """The telephone is asked for, then the code that was sent to it; then it is one's own page."""
    office_of(request)
    kept = kept_page(request)
    if request.method == "POST" and "leave" in request.POST:
        return shut_my_page(see("public:my", after=request.door))
    if request.method == "POST" and "phone" in request.POST:
        return _asked(request, PhoneForm(request.POST))
    if kept is None:
        return _phone_page(request, PhoneForm())
    if kept.key:
        return (
            _code_given(request, kept) if request.method == "POST" else _code_page(request, kept, CodeForm())
        )
    of = mine(kept.phone)
    if case := own_case(of, request.GET.get("case", "")):
        return open_case(see("public:track_case", case.number), case)
    return render(request, "public/my.html", _own(of))


def _asked(request: Request, form: PhoneForm) -> HttpResponse:
    """A code is sent, and nobody learns whether the telephone is known here."""
    if form.is_valid():
        phone = form.cleaned_data["phone"]
        doors = tries.phone_doors(tries.CODES_ASKED, request, phone)
        if tries.CODES_ASKED.is_shut(doors):
            form.add_error(
                None, _("Several codes were asked for already. Please try again in a quarter of an hour.")
            )
            return _phone_page(request, form, status=429)
        tries.CODES_ASKED.note(doors)
        return keep_my_page(see("public:my", after=request.door), Kept(phone, send_code(phone=phone)))
    return _phone_page(request, form)


def _code_given(request: Request, kept: Kept) -> HttpResponse:
    form = CodeForm(request.POST)
    status = 200
    if form.is_valid():
        doors = tries.phone_doors(tries.WRONG_CODES, request, kept.phone)
        if tries.WRONG_CODES.is_shut(doors):
            status = 429
            form.add_error(
                None, _("That was wrong too often. Please try again in a quarter of an hour, or ring us.")
            )
        elif use_code(phone=kept.phone, key=kept.key, code=form.cleaned_data["code"]):
            return keep_my_page(see("public:my", after=request.door), Kept(kept.phone, ""))
        else:
            tries.WRONG_CODES.note(doors)
            form.add_error("code", _("This isn't the code, or it is older than ten minutes."))
    return _code_page(request, kept, form, status)


def _phone_page(request: Request, form: PhoneForm, status: int = 200) -> HttpResponse:
    return render(request, "public/my_phone.html", {"form": form}, status=status)


def _code_page(request: Request, kept: Kept, form: CodeForm, status: int = 200) -> HttpResponse:
    values = {
        "form": form,
        "phone": kept.phone,
        "demo_code": code_for(kept.key) if settings.IS_DEMO else "",
    }
    return render(request, "public/my_code.html", values, status=status)


def _own(of: Mine) -> dict[str, Any]:
    organisations = [(party, _rows(organisation_cases(of, party))) for party in of.organisations]
    looks = [
        {
            "at": entry.at,
            "who": entry.actor_name,
            "field": REVEALED_FIELDS.get(entry.data.get("field", ""), ""),
            "reason": REVEAL_REASONS.get(entry.data.get("reason", ""), ""),
        }
        for entry in looks_at_file(of)
    ]
    return {
        "of": of,
        "cases": _rows(own_cases(of)),
        "organisations": organisations,
        "given": given_to_them(of),
        "looks": looks,
    }


def _rows(cases: list[Any]) -> list[dict[str, Any]]:
    """Cases as their asker reads them: first what waits for a word of theirs, then what runs, then what has ended."""
    rows = []
    for case in cases:
        promise = getattr(case, "promise", None) if case.outcome == "promised" else None
        state = state_for_asker(case, promise)
        rank = 0 if state == "incomplete" else 1 if case.is_open or state == "promised" else 2
        rows.append(
            {
                "case": case,
                "rank": rank,
                "state": state,
                "promise": promise,
                "holder": case.holder.name if case.holder and state not in NAMES_WHO else "",
                "is_awaited": case.is_open and case.answered_at is None,
                "is_to_be_rated": is_to_be_rated(case),
            }
        )
    return sorted(rows, key=itemgetter("rank"))
