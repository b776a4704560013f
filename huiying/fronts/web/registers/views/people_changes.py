"""One file a person: opened, changed, joined to another of the same person, parted again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.refusals import add_faults, words_for
from huiying.fronts.web.registers.editing import Sheet, sheet, version_of
from huiying.fronts.web.registers.forms.people import FileForm, PersonForm
from huiying.fronts.web.registers.listing import words_of
from huiying.fronts.web.registers.views.people import facts_of
from huiying.pure.lib.refusals import Refused
from huiying.registers.access.selectors import reached_offices
from huiying.registers.parties.selectors import (
    file_for,
    parties_called,
    people_like,
    person_for,
)
from huiying.registers.parties.services import register_people
from huiying.registers.parties.services.people import change_person, merge_people, part_people


def _url(person: Any) -> str:
    return reverse("registers:person_detail", args=[person.party.uuid])


def _person(request: Request, uuid: UUID) -> Any:
    person = person_for(request.viewer, uuid, "party.edit")
    if person is None:
        raise Http404
    request.office = person.party.office
    return person


@access("party.edit")
@require_http_methods(["GET", "POST"])
def person_new(request: Request) -> HttpResponse:
    """Open a file; whoever is alike is shown first."""
    viewer = request.viewer
    request.office = office = reached_offices(viewer, "party.edit")[0]
    form = PersonForm(request.POST or None, viewer=viewer, office=office)
    alike: list[Any] = []
    if request.method == "POST" and form.is_valid():
        new = form.file()
        alike = people_like(viewer, office, new.name, new.phone, new.birth_on)
        if alike and not form.cleaned_data["is_another"]:
            form.add_error("is_another", _("Somebody like that has a file already. Please look first."))
    form.ask_whether_another(bool(alike))
    words = Sheet(
        title=_("Open a file"),
        note=_("One file a person: what you don't know may stay empty."),
        button=_("Open the file"),
        back=reverse("registers:person_list"),
        said=_("The file is open."),
    )

    def save(form: Any) -> str:
        [person] = register_people(viewer=viewer, office=office, people=[form.file()])
        return _url(person)

    return sheet(request, form, words, save, alike=alike)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def person_change(request: Request, uuid: UUID) -> HttpResponse:
    """Change a file; whoever comes second sees both values before either is lost."""
    person = _person(request, uuid)
    form = PersonForm(request.POST or None, viewer=request.viewer, office=person.party.office, person=person)
    form.ask_whether_another(False)
    words = Sheet(
        title=_("Change the file"),
        note=person.party.name,
        button=_("Save"),
        back=_url(person),
        said=_("Saved. The trail keeps which fields were changed, not what they said."),
    )

    def save(form: Any) -> str:
        change_person(
            viewer=request.viewer,
            person=person,
            version=version_of(form),
            new=form.file(),
            home_from=form.cleaned_data["home_from"],
        )
        return _url(person)

    return sheet(request, form, words, save)


@access("party.edit")
@require_http_methods(["GET", "POST"])
def person_merge(request: Request, uuid: UUID) -> HttpResponse:
    """Find the other file of the same person, look at both side by side, and make them one."""
    person = _person(request, uuid)
    viewer, given = request.viewer, request.POST if request.method == "POST" else request.GET
    form = FileForm(given if "file" in given else None)
    other = file_for(viewer, form.cleaned_data["file"], "party.edit") if form.is_valid() else None
    if other is not None and request.method == "POST":
        try:
            merge_people(viewer=viewer, person=person, joined=other)
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _("Joined. The other file leads here now; it can be parted again."))
            return redirect(_url(person))
    elif other is None and form.is_bound:
        form.add_error(None, _("There is no such file here. Please look for it again."))
    words = words_of(request)
    office = person.party.office
    found = parties_called(viewer, office, ("person",), words or person.party.name)
    found += people_like(viewer, office, person.party.name, person.phone, person.birth_on)
    context = {
        "person": person,
        "other": other,
        "form": form,
        "words": words,
        "found": [party for party in dict.fromkeys(found) if party.pk != person.pk],
        "rows": _beside(person, other) if other is not None else [],
    }
    return render(request, "registers/person_merge.html", context)


def _beside(person: Any, other: Any) -> list[tuple[Any, Any, Any]]:
    """What both files say, line by line; lines that neither fills are left out."""
    pairs = zip(facts_of(person), facts_of(other), strict=True)
    return [(label, mine, theirs) for (label, mine), (_label, theirs) in pairs if mine or theirs]


@access("party.edit")
@require_POST
def person_part(request: Request, uuid: UUID) -> HttpResponse:
    """Take the joining of two files back."""
    person = _person(request, uuid)
    form = FileForm(request.POST)
    other = file_for(request.viewer, form.cleaned_data["file"], "party.edit") if form.is_valid() else None
    try:
        if other is not None:
            part_people(viewer=request.viewer, person=person, joined=other)
            messages.success(request, _("Parted. Both files stand by themselves again."))
    except Refused as refused:
        messages.error(request, words_for(refused.faults[0]))
    return redirect(_url(person))
