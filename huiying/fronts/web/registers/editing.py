"""A page with one form: sent, saved by one service, or shown again with words beside the fields and nothing lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from huiying.fronts.web.access import Request
from huiying.fronts.web.refusals import add_faults
from huiying.fronts.web.wording import exact_words
from huiying.pure.lib.refusals import Refused


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words of such a page, and the page to which it leads back."""

    title: Any
    button: Any
    back: str
    note: Any = ""
    hint: Any = ""
    said: Any = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field of which somebody else made something else in the meantime."""

    label: Any
    stands: str
    typed: str


def sheet(
    request: Request, form: Any, words: Sheet, save: Callable[[Any], str], **context: Any
) -> HttpResponse:
    """Save what was sent and go where `save` says; else show the form."""
    clashes: list[Clash] = []
    if request.method == "POST" and form.is_valid():
        try:
            url = save(form)
        except Refused as refused:
            add_faults(form, refused)
            if any(fault.code == "changed_meanwhile" for fault in refused.faults):
                clashes = _clashes(form)
        else:
            messages.success(request, words.said or _("Noted."))
            return redirect(url)
    context |= {"form": form, "sheet": words, "clashes": clashes}
    return render(request, "registers/edit.html", context)


def version_of(form: Any) -> int:
    """The version of the record that was on the page; 0 for what is none."""
    given = form.cleaned_data.get("version", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0


def _clashes(form: Any) -> list[Clash]:
    """Each field that says something else now than what was sent; sent again, the form holds knowingly."""
    stands = getattr(form, "stands", form.initial.get)
    found = [
        Clash(form.fields[name].label, _in_words(form.fields[name], stands(name)), _typed(form, name))
        for name in form.changed_data
        if name != "version"
    ]
    form.data = form.data.copy()
    form.data["version"] = form.initial["version"]
    return found


def _typed(form: Any, name: str) -> str:
    """What was sent; a place or a list as it was typed."""
    cleaned = form.cleaned_data.get(name)
    return _in_words(form.fields[name], cleaned if isinstance(cleaned, bool | date) else form[name].value())


def _in_words(field: Any, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("ticked") if value else _("not ticked")
    if isinstance(value, date):
        return exact_words(value)
    words = dict(getattr(field, "choices", ()))
    values = value if isinstance(value, list) else [value]
    return _(", ").join(str(words.get(each, each)) for each in values if each) or "—"
