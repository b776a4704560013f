"""The trail: who did what to which record, when; and the jobs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiying.base.jobs.selectors import jobs
from huiying.base.storage.pages import keyset_page
from huiying.base.trail.selectors import entries, head, unsealed_count
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.trail.forms import NarrowForm
from huiying.fronts.web.trail.jobs import job_row
from huiying.fronts.web.trail.records import known_records
from huiying.fronts.web.trail.sentences import KINDS, sentence, who_words
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import trail_offices
from huiying.work.cases.selectors.cases import case_for


@access("trail.read")
@require_GET
def entry_list(request: Request) -> HttpResponse:
    """The entries of the viewer's offices, newest first, and the head of the chain."""
    viewer, given = request.viewer, request.GET
    form = NarrowForm(given)
    actor, subject = _actor(given.get("actor", "")), _subject(given.get("subject", ""))
    filters: dict[str, Any] = {"actor_id": actor, "subject": subject}
    if form.is_valid():
        filters |= {"code": form.cleaned_data["area"], "period": form.period}
        if number := form.cleaned_data["number"]:
            case = case_for(viewer, "case.read", number)
            if case is None:
                form.add_error("number", _("There is no such case that you may read."))
            else:
                filters["subject"] = ("case", case.pk)
    found = entries(trail_offices(viewer), **filters) if form.is_valid() else None
    page = None
    if found is not None:
        page = keyset_page(found, order=("-id",), after=given.get("older", ""), before=given.get("newer", ""))
    shown = page.rows if page else []
    position, digest = head()
    context = {
        "form": form,
        "pager": page,
        "lines": _lines(viewer, shown),
        "only": _only(viewer, shown, actor, subject),
        "position": position,
        "digest": digest,
        "unsealed": unsealed_count(),
    }
    return render(request, "trail/entry_list.html", context)


def _actor(given: str) -> int | None:
    return int(given) if given.isdecimal() and len(given) < 19 else None


def _subject(given: str) -> tuple[str, int] | None:
    kind, _colon, key = given.partition(":")
    number = _actor(key)
    return (kind, number) if kind in KINDS and number is not None else None


def _lines(viewer: Viewer, shown: list[Any]) -> list[dict[str, Any]]:
    known = known_records(viewer, ((entry.subject_kind, entry.subject_id) for entry in shown))
    lines = []
    for entry in shown:
        name, url = known.get((entry.subject_kind, entry.subject_id), ("", ""))
        lines.append(
            {
                "at": entry.at,
                "sentence": sentence(entry, name),
                "url": url,
                "code": entry.code,
                "actor": entry.actor_id or "",
                "subject": f"{entry.subject_kind}:{entry.subject_id}",
            }
        )
    return lines


def _only(
    viewer: Viewer, shown: list[Any], actor: int | None, subject: tuple[str, int] | None
) -> list[tuple[str, str]]:
    """What the address narrows to beside the form: parameter and words."""
    only = []
    if actor is not None:
        name = who_words(shown[0]) if shown else str(actor)
        only.append(("actor", _("Only what %(who)s did.") % {"who": name}))
    if subject is not None:
        name, _url = known_records(viewer, [subject]).get(subject, (":".join(map(str, subject)), ""))
        only.append(("subject", _("Only what was done to %(what)s.") % {"what": name}))
    return only


@access("job.read")
@require_GET
def job_list(request: Request) -> HttpResponse:
    """Long work that somebody started, with how far it has come."""
    given = request.GET
    page = keyset_page(
        jobs(request.viewer), order=("-id",), after=given.get("older", ""), before=given.get("newer", "")
    )
    return render(
        request, "trail/job_list.html", {"rows": [job_row(job) for job in page.rows], "pager": page}
    )
