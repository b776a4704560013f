"""Files that come in: the list, a new one, one that is looked through and taken in, and what goes back out."""

import tempfile
from collections.abc import Iterator
from itertools import batched, islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.base.files.rules import shown_name
from huiying.base.imports import selectors, services
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.excel import Sheet, excel_file
from huiying.fronts.web.imports.forms import FileForm, HeadsForm
from huiying.fronts.web.imports.wording import STANDS, counts_words, fault_row, stands, stands_still
from huiying.fronts.web.refusals import add_faults
from huiying.fronts.web.registers.listing import Row, Table, listed, page_of
from huiying.fronts.web.templatetags.ui import masked, when
from huiying.fronts.web.wording import STATES, exact_words
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.sheets.reading import LARGEST_BYTES, SheetRow
from huiying.pure.sheets.tables import CellFault, read_tables
from huiying.pure.text.personal import mask
from huiying.registers.access.selectors import reached_offices
from huiying.work.cases.jobs import start_taking_in
from huiying.work.cases.rules.hotline import FIELDS
from huiying.work.cases.selectors.hotline import answers
from huiying.work.cases.services.hotline import KIND, Checker, counted, dry_run

LOOKED_THROUGH = 5_000
"""So many rows are looked through on the page; all of them when they are taken in."""
_FIRST, _FAULTS = 5, 50


def _offices(request: Request) -> list[Any]:
    return list(reached_offices(request.viewer, "case.import").select_related("desk"))


def _file(request: Request, uuid: UUID) -> Any:
    offices = {office.pk: office for office in _offices(request)}
    file = selectors.import_by_uuid(offices, uuid)
    if file is None:
        raise Http404
    request.office = offices[file.office_id]
    return file


@access("case.import")
@require_GET
def import_list(request: Request) -> HttpResponse:
    """The files that came in, the last first."""
    offices = _offices(request)
    page = page_of(request, selectors.imports([office.pk for office in offices], KIND), "-id")
    rows = [
        Row(
            file.name,
            reverse("imports:import_detail", args=(file.uuid,)),
            _("%(count)d rows, file %(digest)s") % {"count": file.row_count, "digest": file.digest[:12]},
            (when(file.brought_at), file.brought_by_name, STANDS[stands(file)][1], _counts(file)),
        )
        for file in page.rows
    ]
    table = Table((_("File"), _("Came in"), _("Who brought it"), _("State"), _("Rows")), rows, page)
    request.office = offices[0]
    return listed(request, "imports/import_list.html", {"table": table})


def _counts(file: Any) -> str:
    return counts_words(counted(file)) if file.begun_at else ""


@access("case.import")
@require_http_methods(["GET", "POST"])
def import_new(request: Request) -> HttpResponse:
    """Bring a file: it is read and kept, and nothing is taken in yet."""
    request.office = _offices(request)[0]
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            file = _bring(request, form.cleaned_data["file"])
        except Refused as refused:
            add_faults(form, refused)
        else:
            return redirect("imports:import_detail", file.uuid)
    return render(request, "imports/import_new.html", {"form": form})


def _bring(request: Request, upload: Any) -> Any:
    office = request.office.pk
    if upload.size > LARGEST_BYTES:
        raise Refused(Fault("sheet_size", "file", {"most": str(LARGEST_BYTES // 1024**2)}))
    with tempfile.TemporaryDirectory(prefix="huiying-import-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as kept:
            for chunk in upload.chunks():
                kept.write(chunk)
        reading = read_tables(
            path, FIELDS, {}, remembered=selectors.remembered(office, KIND), asks_later=True
        )
        if not reading.rows:
            raise Refused(Fault("sheet_empty", "file"))
        return services.bring(
            viewer=request.viewer,
            office_id=office,
            kind=KIND,
            name=shown_name(upload.name),
            path=path,
            reading=reading,
        )


@access("case.import")
@require_http_methods(["GET", "POST"])
def import_detail(request: Request, uuid: UUID) -> HttpResponse:
    """A file: what its columns were understood to mean and what it would do; then how far it is; then its report."""
    file = _file(request, uuid)
    if file.begun_at is None:
        return _look_through(request, file)
    if request.method == "POST":  # somebody else was quicker
        return redirect("imports:import_detail", file.uuid)
    found = list(islice(selectors.faults_of(file), _FAULTS))
    return render(
        request,
        "imports/import_detail.html",
        {
            "file": file,
            "stands": STANDS[stands(file)],
            "counts": _counts(file),
            "faults": _shown(found),
            "stands_still": stands_still(file),
            "done_words": _("%(done)d of %(total)d") % {"done": file.done_count, "total": file.row_count},
        },
    )


def _look_through(request: Request, file: Any) -> HttpResponse:
    rows = [selectors.sheet_row(row) for row in islice(selectors.rows_in_order(file), LOOKED_THROUGH)]
    form = HeadsForm(file.mapping, _samples(file, rows), request.POST or None)
    if request.method == "POST" and form.is_valid():
        if answer := _do(request, file, form, rows):
            return answer
    elif not form.is_bound:
        form.initial["is_strict"] = request.GET.get("is_strict") == "on"
        form.cleaned_data = {}
    report = dry_run(office=request.office, rows=rows, layout=selectors.layout_of(file))
    return render(
        request,
        "imports/import_look.html",
        {
            "file": file,
            "form": form,
            "report": report,
            "counts": counts_words(report),
            "is_part": file.row_count > len(rows),
            "first": _understood(request, file, rows[:_FIRST]),
            "faults": _shown(report.faults[:_FAULTS]),
            "more": max(len(report.faults) - _FAULTS, 0),
        },
    )


def _do(request: Request, file: Any, form: HeadsForm, rows: list[SheetRow]) -> HttpResponse | None:
    """Forget the file, look again with what was said of its columns, or take it in; None where it is shown again."""
    what = request.POST.get("do", "")
    if what == "forget":
        services.forget(viewer=request.viewer, file=file)
        messages.success(request, _("Forgotten. Nothing of it was taken in."))
        return redirect("imports:import_list")
    services.understand_heads(file=file, mapping=form.mapping)
    if missing := form.missing():
        names = _(", ").join(str(name) for name in missing)
        form.add_error(
            None, _("No column gives the %(field)s. Please say which one does.") % {"field": names}
        )
        return None
    if what != "take":
        kept = "?is_strict=on" if form.cleaned_data["is_strict"] else ""
        return redirect(f"{reverse('imports:import_detail', args=[file.uuid])}{kept}")
    if form.cleaned_data["is_strict"]:
        every = map(selectors.sheet_row, selectors.rows_in_order(file))
        if dry_run(office=request.office, rows=every, layout=selectors.layout_of(file)).faulty:
            form.add_error("is_strict", _("There are faulty rows, so nothing was taken in."))
            return None
    start_taking_in(viewer=request.viewer, file=file)
    return redirect("imports:import_detail", file.uuid)


def _samples(file: Any, rows: list[SheetRow]) -> dict[str, str]:
    """The first thing that stands under each head, without the numbers of people."""
    found: dict[str, str] = {}
    heads = {head.sheet: head.columns for head in selectors.heads_of(file)}
    for row in rows[:200]:
        for head, cell in zip(heads[row.sheet], row.cells, strict=False):
            if head and head not in found and cell.strip():
                found[head] = _short(cell)
    return found


def _short(cell: str) -> str:
    words = mask(" ".join(cell.split()))
    return words if len(words) <= 40 else f"{words[:39]}…"


def _understood(request: Request, file: Any, rows: list[SheetRow]) -> list[dict[str, Any]]:
    checker = Checker(request.office, selectors.layout_of(file))
    shown = []
    for row in rows:
        message = checker.check(row).message
        shown.append({"message": message, "text": _short(message.text), "contact": masked(message.contact)})
    return shown


def _shown(found: list[CellFault]) -> list[dict[str, str]]:
    return [row | {"value": _short(row["value"])} for row in map(fault_row, found)]


@access("case.import")
@require_POST
def import_go_on(request: Request, uuid: UUID) -> HttpResponse:
    """Go on with a file that stands still, such as after a power cut."""
    file = _file(request, uuid)
    if file.begun_at is not None and file.ended_at is None:
        start_taking_in(viewer=request.viewer, file=file)
    return redirect("imports:import_detail", file.uuid)


@access("case.import")
@require_POST
def import_faults(request: Request, uuid: UUID) -> HttpResponseBase:
    """The faults of a file as Excel: its rows as they came, each with its cell, value and reason."""
    file = _file(request, uuid)
    heads = (_("Sheet"), _("Cell"), _("Value"), _("Reason"))
    found = selectors.faults_of(file) if file.begun_at else _would_be_faults(request, file)
    rows = (tuple(fault_row(each).values()) for each in found)
    name = _("Faults of %(name)s") % {"name": Path(file.name).stem}
    return _sent(request, file, name, [(_("Faults"), heads, rows)], "import_faults")


def _would_be_faults(request: Request, file: Any) -> Iterator[CellFault]:
    every = map(selectors.sheet_row, selectors.rows_in_order(file))
    yield from dry_run(office=request.office, rows=every, layout=selectors.layout_of(file)).faults


@access("case.import")
@require_POST
def import_answers(request: Request, uuid: UUID) -> HttpResponseBase:
    """The file as it came, with what became of each row in columns of its own."""
    file = _file(request, uuid)
    added = (_("Our number"), _("State"), _("Answer"), _("Answered by"), _("Answered on"))
    sheets: list[Sheet] = [
        (head.sheet or _("Answers"), (*head.columns, *added), _with_answers(request, file, head))
        for head in selectors.heads_of(file)
    ]
    name = _("Answers to %(name)s") % {"name": Path(file.name).stem}
    return _sent(request, file, name, sheets, "import_answers")


def _with_answers(request: Request, file: Any, head: Any) -> Iterator[tuple[object, ...]]:
    rows = (row for row in selectors.rows_in_order(file) if row.sheet == head.sheet)
    for some in batched(rows, 500, strict=False):
        found = answers(request.viewer, {row.subject_id for row in some if row.subject_id})
        for row in some:
            cells = selectors.sheet_row(row).cells
            came = tuple(cells[place] if place < len(cells) else "" for place in range(len(head.columns)))
            said = found.get(row.subject_id or 0)
            if said is None:
                state = _("Faulty, not taken in") if row.outcome == "faulty" else ""
                yield (*came, "", state, "", "", "")
                continue
            state = str(STATES[said.state].staff)
            yield (*came, said.number, state, said.word, said.by, exact_words(said.at) if said.at else "")


def _sent(request: Request, file: Any, name: str, sheets: list[Sheet], what: str) -> HttpResponseBase:
    return excel_file(
        request.viewer,
        name,
        sheets,
        what=what,
        office_id=file.office_id,
        file_id=file.pk,
    )
