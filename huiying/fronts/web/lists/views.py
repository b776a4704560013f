"""A list as an Excel file: the same rows by the same filters, as they are read on the page."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.context import NAVIGATION
from huiying.fronts.web.excel import excel_file
from huiying.fronts.web.registers.listing import DIRECTORY, MOST_TAKEN, PEOPLE, Table, Taken
from huiying.pure.lib import clock
from huiying.registers.access.selectors import home_office, may

_TITLES = {name: title for _action, title, name, *_key in (*NAVIGATION, *PEOPLE, *DIRECTORY)}
_TIME = re.compile(r'<time[^>]*title="([^"]*)"[^>]*>.*?</time>', re.DOTALL)


@access("list.export")
@require_POST
def list_export(request: Request) -> HttpResponseBase:
    """Write down a list that the viewer may read, from its first row on; the trail says so."""
    found = _list(request)
    name, table = found.view_name, _part(request, found)
    if request.taken.is_too_long:
        words = _("More than %(most)s rows. Please narrow the list first.") % {"most": MOST_TAKEN}
        messages.error(request, words)
        return redirect(f"{reverse(name)}?{request.GET.urlencode()}")
    office = getattr(request, "office", None) or home_office(request.viewer)
    title = str(_TITLES.get(name, table.columns[0]))
    sheet = (title, *_written(table, _parts(request, found, table)))
    what = name.replace(":", ".")
    office_id = office.pk if office else None
    file_name = f"{title} {clock.today()}"
    return excel_file(request.viewer, file_name, [sheet], what=what, office_id=office_id)


def _list(request: Request) -> ResolverMatch:
    """The page that is named, if it is a list that the viewer may read; from its first row on."""
    try:
        found = resolve(request.POST.get("page", ""))
    except Resolver404:
        raise Http404 from None
    action = getattr(found.func, "action", "")
    if not found.view_name.endswith("_list") or not may(request.viewer, action):
        raise Http404
    query = QueryDict(request.POST.get("query", ""), mutable=True)
    for cursor in ("older", "newer"):
        query.pop(cursor, None)
    request.method, request.GET = "GET", query  # type: ignore[assignment]
    return found


def _part(request: Request, found: ResolverMatch) -> Table:
    """The list's own page makes its rows, so many at a time; nothing is shown of it."""
    request.taken = taken = Taken()
    found.func(request, **found.kwargs)
    if taken.table is None:
        raise Http404
    return taken.table


def _parts(request: Request, found: ResolverMatch, table: Table) -> Iterator[Table]:
    """The first part and those that follow it; no more than one is in memory."""
    yield table
    while table.page is not None and table.page.next:
        query = request.GET.copy()
        query["older"] = table.page.next
        request.GET = query  # type: ignore[assignment]
        table = _part(request, found)
        yield table


def _written(first: Table, parts: Iterable[Table]) -> tuple[list[str], Iterator[list[object]]]:
    """Heads and rows; the quiet line of a row has a column of its own where there may be one."""
    is_long = first.page is not None and bool(first.page.next)
    has_notes = is_long or any(row.note for row in first.rows)
    name, *others = (str(column) for column in first.columns)
    heads = [name, *([_("Note")] if has_notes else []), *others]
    rows = (
        [plain(cell) for cell in (row.title, *((row.note,) if has_notes else ()), *row.cells)]
        for part in parts
        for row in part.rows
    )
    return heads, rows


def plain(cell: Any) -> object:
    """A cell without its markup; a moment as the exact date.

    >>> plain(3), plain('<time class="when" title="Friday 15 December">today</time> &amp; <b>so</b>')
    (3, 'Friday 15 December & so')
    """
    if isinstance(cell, int | float) or cell is None:
        return "" if cell is None else cell
    return html.unescape(strip_tags(_TIME.sub(r"\1", str(cell))))
