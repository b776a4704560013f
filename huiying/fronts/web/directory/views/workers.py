"""A social worker's file: opened, changed, closed; leave and ties, in and out."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from huiying.base.storage.changes import mark_of
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.directory.forms import LeaveForm, TieForm, WorkerForm
from huiying.fronts.web.editing import Editing, confirmed, edited, posted
from huiying.fronts.web.hours import hours_words
from huiying.fronts.web.registers.listing import Section, offering_rows, party_url, stated
from huiying.fronts.web.registers.wording import WORKER_TYPES
from huiying.fronts.web.wording import exact_words, name_of
from huiying.pure.lib import clock
from huiying.registers.access.selectors import may
from huiying.registers.directory.selectors import leave_from, recusals_of, worker_file_for, worker_file_of
from huiying.registers.directory.services import (
    change_worker_file,
    close_worker_file,
    end_recusal,
    keep_apart,
    open_worker_file,
    send_on_leave,
    take_back_leave,
)
from huiying.registers.parties.selectors import parties_called, person_for
from huiying.work.cases.selectors.providers import open_case_count, open_promise_count

FIELDS = ("type", "ceiling", "area", "hours")
_KINDS = ("person", "organisation")


def _file(request: Request, uuid: UUID) -> Any:
    file = worker_file_for(request.viewer, "worker.edit", uuid)
    if file is None:
        raise Http404
    request.office = file.person.party.office
    return file


def _page_of(file: Any) -> str:
    return reverse("directory:worker_detail", args=[file.person.party.uuid])


@access("worker.edit")
@require_GET
def worker_detail(request: Request, uuid: UUID) -> HttpResponse:
    """What the office keeps of a social worker, with leave and ties."""
    file = _file(request, uuid)
    person, count = file.person, open_case_count(file.person.party)
    facts = stated(
        (_("Kind of social worker"), WORKER_TYPES[file.type]),
        (_("Open cases"), _("%(load)d of at most %(ceiling)d") % {"load": count, "ceiling": file.ceiling}),
        (_("Area"), name_of(file.area)),
        (_("Hours"), hours_words(file.hours) or _("always")),
        (_("File confirmed on"), file.confirmed_on),
        (_("File closed on"), file.until_on),
    )
    context = {
        "file": file,
        "party": person.party,
        "person_url": party_url(request.viewer, person.party),
        "facts": facts,
        "sections": [Section(_("Offerings"), offering_rows(person.party), _("Nothing is offered."))],
        "leaves": list(leave_from(person, clock.today())),
        "ties": list(recusals_of(person.party)),
        "today": clock.today(),
    }
    return render(request, "directory/worker_detail.html", context)


@access("worker.edit")
@require_http_methods(["GET", "POST"])
def worker_open(request: Request, uuid: UUID) -> HttpResponse:
    """Open the file of somebody who becomes a social worker."""
    person = person_for(request.viewer, uuid, "worker.edit")
    if person is None:
        raise Http404
    office = request.office = person.party.office
    form = WorkerForm(posted(request), office=office, initial={"area": office.place_id})
    warnings = []
    if worker_file_of(person) is not None:
        warnings = [(_("There is an open file."), _("It can be changed on its own page."))]

    def take(data: dict[str, Any]) -> Any:
        values = {name: data[name] for name in FIELDS}
        return open_worker_file(viewer=request.viewer, office=office, person=person, values=values)

    back = party_url(request.viewer, person.party) or reverse("registers:worker_list")
    page = Editing(
        _("Open a social worker's file"), _("Open the file"), back, person.party.name, warnings, _page_of
    )
    done = _("The file is open. With an offering, requests are proposed to them.")
    return edited(request, form, take, page, done)


@access("worker.edit")
@require_http_methods(["GET", "POST"])
def worker_change(request: Request, uuid: UUID) -> HttpResponse:
    """Change kind, ceiling, area, hours; saving confirms that the file is right."""
    file = _file(request, uuid)
    initial = {name: getattr(file, name) for name in FIELDS}
    form = WorkerForm(posted(request), office=request.office, initial=initial, stands=mark_of(file, FIELDS))

    def take(data: dict[str, Any]) -> Any:
        values = {name: data[name] for name in FIELDS}
        return change_worker_file(viewer=request.viewer, file=file, values=values, seen=data["seen"])

    note = _("%(name)s. Saving also says that the file was looked through today.")
    page = Editing(_("Change the file"), _("Save"), _page_of(file), note % {"name": file.person.party.name})
    return edited(request, form, take, page, _("Saved, and confirmed today."))


@access("worker.edit")
@require_http_methods(["GET", "POST"])
def worker_close(request: Request, uuid: UUID) -> HttpResponse:
    """Close the file of somebody who leaves."""
    file = _file(request, uuid)
    what = _("No new request is proposed to them. The person's file in the register stays.")
    warnings = [(_("What happens"), what), *_in_hand(request, file)]
    page = Editing(_("Close the file"), _("Close it today"), _page_of(file), file.person.party.name, warnings)
    return confirmed(request, lambda: close_worker_file(viewer=request.viewer, file=file), page, _("Closed."))


def _in_hand(request: Request, file: Any) -> list[tuple[Any, Any]]:
    """What they have in hand, and where it is handed over."""
    party = file.person.party
    cases, promises = open_case_count(party), open_promise_count(party)
    titles = [
        ngettext("%(count)d open case", "%(count)d open cases", cases) % {"count": cases} if cases else "",
        ngettext("%(count)d open promise", "%(count)d open promises", promises) % {"count": promises}
        if promises
        else "",
    ]
    title = _(", ").join(filter(None, titles))
    if not title:
        return []
    if not may(request.viewer, "case.hand_over"):
        return [(title, _("They have to be handed over by the desk."))]
    words = _("They stay with them, and somebody waits for each.")
    url = f"{reverse('cases:handover')}?holder={file.pk}"
    return [(title, format_html('{} <a href="{}">{}</a>', words, url, _("Hand over to a colleague")))]


@access("worker.edit")
@require_http_methods(["GET", "POST"])
def leave_new(request: Request, uuid: UUID) -> HttpResponse:
    """Note days away; open cases are named, for somebody has to take them."""
    file = _file(request, uuid)
    form = LeaveForm(posted(request), initial={"from_on": clock.today()})

    def take(data: dict[str, Any]) -> Any:
        return send_on_leave(viewer=request.viewer, office=request.office, person=file.person, **data)

    name, warnings = file.person.party.name, _in_hand(request, file)
    page = Editing(_("Note leave"), _("Note it"), _page_of(file), name, warnings)
    return edited(request, form, take, page, _("Noted. No request is proposed to them on these days."))


@access("worker.edit")
@require_http_methods(["GET", "POST"])
def leave_end(request: Request, uuid: UUID, key: int) -> HttpResponse:
    """Take leave back, from today on."""
    file = _file(request, uuid)
    leave = leave_from(file.person, clock.today()).filter(pk=key).first()
    if leave is None:
        raise Http404
    days = _("%(first)s to %(last)s") % {
        "first": exact_words(leave.from_on),
        "last": exact_words(leave.until_on),
    }
    has_begun = leave.from_on <= clock.today()
    what = (
        _("From today on requests are proposed to them again; days that are past stay noted.")
        if has_begun
        else _("They are not away after all: requests are proposed to them on these days too.")
    )
    page = Editing(
        _("Take the leave back"),
        _("They are here") if has_begun else _("Take the leave back"),
        _page_of(file),
        f"{file.person.party.name} · {days}",
        [(_("What happens"), what)],
    )
    return confirmed(
        request, lambda: take_back_leave(viewer=request.viewer, leave=leave), page, _("Taken back.")
    )


@access("worker.edit")
@require_http_methods(["GET", "POST"])
def tie_new(request: Request, uuid: UUID) -> HttpResponse:
    """Note whose requests somebody doesn't take."""
    file = _file(request, uuid)
    form = TieForm(
        posted(request), find=lambda words: parties_called(request.viewer, request.office, _KINDS, words)
    )

    def take(data: dict[str, Any]) -> Any:
        party = form.found[data["party"]]
        given = {"provider": file.person.party, "party": party}
        return keep_apart(viewer=request.viewer, office=request.office, **given)

    note = _(
        "%(name)s. Kin, a dispute or any other tie: their requests are never proposed to them and can't be given "
        "to them."
    )
    page = Editing(_("Note a tie"), _("Note it"), _page_of(file), note % {"name": file.person.party.name})
    return edited(request, form, take, page, _("Noted."))


@access("worker.edit")
@require_http_methods(["GET", "POST"])
def tie_end(request: Request, uuid: UUID, key: int) -> HttpResponse:
    """A tie that is no more."""
    file = _file(request, uuid)
    tie = recusals_of(file.person.party).filter(party=key).first()
    if tie is None:
        raise Http404
    what = _("Their requests can be proposed and given to them again.")
    page = Editing(
        _("End the tie"),
        _("End the tie"),
        _page_of(file),
        f"{file.person.party.name} · {tie.party.name}",
        [(_("What happens"), what)],
    )

    def take() -> None:
        end_recusal(
            viewer=request.viewer, office=request.office, provider=file.person.party, party_id=tie.party_id
        )

    return confirmed(request, take, page, _("Ended."))
