"""Lists and record pages of the registers: what each row says, and what a page of rows needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.base.storage.pages import Page, keyset_page
from huiying.fronts.web.access import Request
from huiying.fronts.web.registers.wording import LIFE_STAGES, SERVICE_KINDS, VALUES, options
from huiying.fronts.web.templatetags.ui import place_path
from huiying.fronts.web.wording import exact_words, name_of
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import may, reached_offices
from huiying.registers.directory.selectors import Narrowed, offerings_of
from huiying.registers.parties.selectors import former_places

PEOPLE = (
    ("party.read", gettext_lazy("People"), "registers:person_list"),
    ("party.read", gettext_lazy("Households"), "registers:household_list"),
    ("party.read", gettext_lazy("Organisations"), "registers:organisation_list"),
    ("party.read", gettext_lazy("Teams"), "registers:team_list"),
    ("party.read", gettext_lazy("Pairings"), "registers:pairing_list"),
)
DIRECTORY = (
    ("directory.read", gettext_lazy("Offerings"), "registers:offering_list"),
    ("directory.read", gettext_lazy("Categories"), "registers:category_list"),
    ("directory.read", gettext_lazy("Social workers"), "registers:worker_list"),
    ("duty.read", gettext_lazy("Duty"), "registers:duty_list"),
)
MOST_TAKEN = 100_000
"""No more rows are taken away at once."""
PART = 1_000
"""So many of them are read at a time."""
Tabs = tuple[tuple[str, Any, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its name, the page that it opens ("" for none), a quiet line, a cell for each column, and in a
    section what can be done with it: an address and its words."""

    title: str
    url: str = ""
    note: str = ""
    cells: tuple[Any, ...] = ()
    act: tuple[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; the first column holds the rows' names."""

    columns: tuple[Any, ...]
    rows: list[Row]
    page: Page[Any] | None = None

    @property
    def heads(self) -> list[Any]:
        """The columns that are shown: one in which no row says anything is left out."""
        return [self.columns[0], *(self.columns[1 + number] for number in self._said)]

    @property
    def lines(self) -> list[tuple[Row, list[tuple[Any, Any]]]]:
        """Each row with its cells of those columns, each with the head of its column."""
        said = self._said
        return [
            (row, [(self.columns[1 + number], row.cells[number]) for number in said]) for row in self.rows
        ]

    @property
    def _said(self) -> list[int]:
        cells = range(len(self.columns) - 1)
        return [number for number in cells if any(row.cells[number] not in ("", None) for row in self.rows)]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a record page: a title over rows, or the words that there are none; `act` is the address and the
    words of what adds a row."""

    title: Any
    rows: list[Row]
    nothing: Any
    act: tuple[str, Any] | None = None


@dataclass(slots=True)
class Taken:
    """A part of a list's rows for somebody who takes them away as a file, and whether the whole is too long."""

    table: Table | None = None
    is_too_long: bool = False


def is_taken(request: Request) -> bool:
    """Whether somebody takes the list away, instead of reading a page of it."""
    return getattr(request, "taken", None) is not None


def page_of(request: Request, query: QuerySet[Any, Any], *order: str) -> Page[Any]:
    """The page of a list that the address asks for; a larger one for who takes the list away, page by page."""
    after, before = request.GET.get("older", ""), request.GET.get("newer", "")
    if is_taken(request) and not after:
        request.taken.is_too_long = query.order_by()[MOST_TAKEN : MOST_TAKEN + 1].exists()
    size = PART if is_taken(request) else 50
    return keyset_page(query, order=order, size=size, after=after, before=before)


def listed(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    """Show a list, its rows in `table`; or hand them over to who takes them away."""
    if is_taken(request):
        request.taken.table = context.get("table")
        return HttpResponse()
    return render(request, template, context)


def words_of(request: Request) -> str:
    """What was typed into the search box of the list."""
    return request.GET.get("words", "").strip().replace("\0", "")[:60]


def chosen(request: Request, name: str, values: Iterable[str]) -> str:
    """A filter of the address, if it is one of its values."""
    given = request.GET.get(name, "")
    return given if given in set(values) else ""


def narrowed_by(request: Request, categories: Iterable[str]) -> Narrowed:
    """What the address narrows the directory to."""
    return Narrowed(
        category=chosen(request, "category", categories),
        life_stage=chosen(request, "stage", LIFE_STAGES),
        service_kind=chosen(request, "service", SERVICE_KINDS),
        value=chosen(request, "value", VALUES),
    )


def enterprise_groups() -> list[dict[str, Any]]:
    """The filters of what is for enterprises: their stage, the kind of service, basic or value-added."""
    return [
        {"label": _("Stage of the enterprise"), "name": "stage", "options": options(LIFE_STAGES, _("All"))},
        {"label": _("Kind of service"), "name": "service", "options": options(SERVICE_KINDS, _("All"))},
        {"label": _("Basic or more"), "name": "value", "options": options(VALUES, _("All"))},
    ]


def chosen_office(request: Request, action: str) -> tuple[Any, list[dict[str, Any]]]:
    """The office whose register is shown, and the filter that chooses among several."""
    offices = list(reached_offices(request.viewer, action))
    by_code = {office.code: office for office in offices}
    office = by_code.get(request.GET.get("office", "")) or (offices[0] if offices else None)
    options = [
        {"label": each.name, "value": each.code if number else None, "count": None}
        for number, each in enumerate(offices)
    ]
    group = {"label": _("Office"), "name": "office", "options": options}
    return office, [group] if len(offices) > 1 else []


def tabs_of(viewer: Viewer, tabs: Tabs, current: str) -> list[dict[str, Any]]:
    """The sibling pages that the viewer may open."""
    return [
        {"label": label, "url": reverse(name), "is_current": name == current}
        for action, label, name in tabs
        if may(viewer, action)
    ]


def party_url(viewer: Viewer, party: Any) -> str:
    """The record page of a person, household, organisation or team; "" where the viewer may not open it."""
    if not may(viewer, "party.read"):
        return ""
    return reverse(f"registers:{party.kind}_detail", args=[party.uuid])


def offering_rows(provider: Any) -> list[Row]:
    """What a provider gives, each with its first categories."""
    rows = []
    for offering in offerings_of(provider):
        names = [name_of(each) for each in offering.categories.all()]
        more = _("and %(count)d more") % {"count": len(names) - 6} if len(names) > 6 else ""
        rows.append(Row(name_of(offering), note=_(", ").join([*names[:6], more] if more else names)))
    return rows


def former_homes(party: Any) -> list[Row]:
    """Where a party lived or stood before, and until when."""
    return [
        Row(place_path(row.place), note=_("until %(day)s") % {"day": exact_words(row.until_on)})
        for row in former_places(party)
    ]


def link(url: str, words: Any) -> Any:
    """Words that open a page, or the words alone."""
    return format_html('<a href="{}">{}</a>', url, words) if url else words


def stated(*facts: tuple[Any, Any]) -> list[tuple[Any, Any]]:
    """The facts that are known, a day as it is said in the reader's language."""
    return [
        (label, exact_words(value) if isinstance(value, date) else value) for label, value in facts if value
    ]
