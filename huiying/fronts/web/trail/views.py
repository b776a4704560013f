"""The trail: who did what to which record, when; and the jobs."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from huiying.base.jobs.selectors import job_by_uuid, jobs
from huiying.base.jobs.services import call_off, try_again
from huiying.base.storage.pages import keyset_page
from huiying.base.trail.selectors import entries, head, timeline, unsealed_count
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.editing import done
from huiying.fronts.web.registers.listing import Row, Table, is_taken, listed, page_of
from huiying.fronts.web.templatetags.ui import when
from huiying.fronts.web.trail.details import details, records_in
from huiying.fronts.web.trail.forms import NarrowForm
from huiying.fronts.web.trail.jobs import job_row, subjects_of
from huiying.fronts.web.trail.records import known_records
from huiying.fronts.web.trail.sentences import KINDS, RECORDS, sentence, who_words
from huiying.pure.lib.keys import row_key
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import trail_offices, users, users_named
from huiying.work.cases.selectors.cases import case_for

_COLUMNS = (gettext_lazy("Entry"), gettext_lazy("Time"), gettext_lazy("Particulars"))


@access("trail.read")
@require_GET
def entry_list(request: Request) -> HttpResponse:
    """The entries of the viewer's offices, newest first, and the head of the chain."""
    viewer, given = request.viewer, request.GET
    form = NarrowForm(given)
    actor, subject = _key(given.get("actor", "")), _subject(given.get("subject", ""))
    filters: dict[str, Any] = {"actors": None if actor is None else [actor], "subject": subject}
    if form.is_valid():
        filters |= _narrowed(viewer, form)
    page = page_of(request, entries(trail_offices(viewer), **filters), "-id") if form.is_valid() else None
    shown = list(page.rows) if page else []
    lines = _lines(viewer, shown)
    position, digest = head()
    context = {
        "form": form,
        "pager": page,
        "lines": lines,
        "table": Table(_COLUMNS, [_row(line) for line in lines], page) if is_taken(request) else None,
        "only": _only(viewer, shown, actor, subject),
        "position": position,
        "digest": digest,
        "unsealed": unsealed_count(),
    }
    return listed(request, "trail/entry_list.html", context)


def _narrowed(viewer: Viewer, form: NarrowForm) -> dict[str, Any]:
    """What the form narrows to; a case or a name that nobody here has is told beside its field."""
    data = form.cleaned_data
    filters: dict[str, Any] = {"code": data["area"], "period": form.period}
    if number := data["number"]:
        case = case_for(viewer, "case.read", number)
        if case is None:
            form.add_error("number", _("There is no such case that you may read."))
        else:
            filters["subject"] = ("case", case.pk)
    if who := data["who"]:
        filters["actors"] = users_named(who)
        if not filters["actors"]:
            form.add_error("who", _("Nobody who logs in has this name. Please give the whole name."))
    return filters


def _key(given: str) -> int | None:
    return row_key(given)


def _subject(given: str) -> tuple[str, int] | None:
    kind, _colon, key = given.partition(":")
    number = _key(key)
    return (kind, number) if kind in KINDS and number is not None else None


def _lines(viewer: Viewer, shown: list[Any]) -> list[dict[str, Any]]:
    own = ((entry.subject_kind, entry.subject_id) for entry in shown)
    known = known_records(viewer, [*own, *(record for entry in shown for record in records_in(entry))])
    lines = []
    for entry in shown:
        name, url = known.get((entry.subject_kind, entry.subject_id), ("", ""))
        said = sentence(entry, name)
        more = [f"{label}{_(': ')}{words}" for label, words in details(entry, known)]
        lines.append(
            {
                "at": entry.at,
                "sentence": said,
                "more": _("; ").join([name, *more] if name and name not in said else more),
                "url": url,
                "actor": entry.actor_id or "",
                "subject": f"{entry.subject_kind}:{entry.subject_id}",
            }
        )
    return lines


def _row(line: dict[str, Any]) -> Row:
    return Row(line["sentence"], cells=(when(line["at"]), line["more"]))


def _only(
    viewer: Viewer, shown: list[Any], actor: int | None, subject: tuple[str, int] | None
) -> list[tuple[str, str]]:
    """What the address narrows to beside the form: parameter and words."""
    only = []
    if actor is not None:
        name = who_words(shown[0]) if shown else str(RECORDS["user"])
        only.append(("actor", _("Only what %(who)s did.") % {"who": name}))
    if subject is not None:
        name, _url = known_records(viewer, [subject]).get(subject, (str(RECORDS[subject[0]]), ""))
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
    subjects = subjects_of(request.viewer, page.rows)
    rows = [job_row(job, subjects.get(job.pk, ("", ""))[0]) for job in page.rows]
    return render(request, "trail/job_list.html", {"rows": rows, "pager": page})


def _job(request: Request, uuid: UUID) -> Any:
    job = job_by_uuid(request.viewer, uuid)
    if job is None:
        raise Http404
    return job


@access("job.read")
@require_GET
def job_detail(request: Request, uuid: UUID) -> HttpResponse:
    """A job: what it does, when it was due, began and ended, why it failed, and what was done with it."""
    viewer, job = request.viewer, _job(request, uuid)
    subject, subject_url = subjects_of(viewer, [job]).get(job.pk, ("", ""))
    by = users(viewer).filter(pk=job.started_by).first()
    context = {
        "row": job_row(job, subject),
        "subject_url": subject_url,
        "by": by.name if by else _("The system") if job.started_by == 0 else _("Somebody"),
        "history": [(entry.at, sentence(entry, "")) for entry in timeline("job", job.pk)],
    }
    return render(request, "trail/job_detail.html", context)


@access("job.steer")
@require_POST
def job_try_again(request: Request, uuid: UUID) -> HttpResponse:
    """Let a job that broke off be done once more."""
    job, said = _job(request, uuid), _("It waits for its turn again.")
    return done(request, lambda: try_again(viewer=request.viewer, job=job), said, _page_of(job))


@access("job.steer")
@require_POST
def job_call_off(request: Request, uuid: UUID) -> HttpResponse:
    """A job that waits is not to be done."""
    job, said = _job(request, uuid), _("Called off. It can be tried again when it is wanted.")
    return done(request, lambda: call_off(viewer=request.viewer, job=job), said, _page_of(job))


def _page_of(job: Any) -> str:
    page: str = reverse("trail:job_detail", args=[job.uuid])
    return page
