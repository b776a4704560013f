"""What a row says of a case."""

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from huiying.fronts.web import wording
from huiying.fronts.web.templatetags.ui import due, lane, mark, state, when
from huiying.pure.text.personal import mask
from huiying.work.cases.rules.states import BAD_GRADES, OPEN_STATES

register = template.Library()

_FOUR_DIGITS = re.compile(r"\d{4}")  # every personal number has them


@register.filter
def shortened(text: str) -> str:
    """The beginning of a text, as a row of a list has room for it; whose numbers stand in it, a list needn't say.

    >>> shortened("路灯坏了"), len(shortened("路灯坏了" * 20))
    ('路灯坏了', 60)
    """
    if _FOUR_DIGITS.search(text):
        text = mask(text)
    return text if len(text) <= 60 else f"{text[:59]}…"


def row_note(case: Any) -> str:
    """What a list says under a case's text: number, category, place; a building with its compound, for every compound
    has a number 7."""
    named = wording.name_in_language
    category = named(case.category__name, case.category__name_en)
    place = named(case.place__name, case.place__name_en)
    if case.place__level == "building" and case.place__parent__level == "compound":
        place = f"{named(case.place__parent__name, case.place__parent__name_en)} {place}"
    names = (case.number, category, place)
    return " · ".join(name for name in names if name)


def next_due(case: Any) -> SafeString | str:
    """The nearer clock of an open case; the provider's is called by its name."""
    if case.provider_due_at is None or case.provider_due_at >= case.due_at:
        return due(case.due_at, case.lane)
    kind = wording.CLOCKS[case.provider_due_kind]
    return format_html("{}<br>{}", kind, due(case.provider_due_at, case.lane))


def in_whose_hands(case: Any) -> str:
    """Who holds a case, or who has yet to accept it."""
    if case.state == "dispatched" and case.provider__name:
        return gettext("waiting for %(name)s to accept") % {"name": case.provider__name}
    return case.holder__name or ""


_ROW = (
    '<tr>{}<th scope="row" class="matter"><a href="{}{}/">{}</a><p>{}</p>{}</th>'
    '<td>{}</td><td>{}</td><td data-label="{}">{}</td></tr>'
)


_PICK = '<td class="pick"><label><input type="checkbox" name="case" value="{}" form="{}" aria-label="{}"></label></td>'


@register.simple_tag
def case_row(case: Any, list_url: str, form: str = "", said: Iterable[str] = ()) -> SafeString:
    """A case as a row of any list: the matter, how it stands, until when, in whose hands; with a box to pick it for a
    form, where one is named, and what was done or said last, where that is told."""
    if case.state in OPEN_STATES:
        until = next_due(case)
    else:
        until = format_html('<span class="quiet">{}</span>', when(case.ended_at))
    told = format_html_join("", "<p>{}</p>", ((words,) for words in said))
    cells = (shortened(case.text), row_note(case), told, _standing(case), until)
    label = gettext("Pick %(number)s") % {"number": case.number}
    pick = format_html(_PICK, case.number, form, label) if form else ""
    return format_html(
        _ROW, pick, list_url, case.number, *cells, gettext("In whose hands"), in_whose_hands(case)
    )


def _standing(case: Any) -> SafeString:
    marks = [state(case.state)]
    if case.state in OPEN_STATES and case.lane == "at_once":
        marks.insert(0, lane(case.lane))
    if case.redo_count:
        marks.append(state("redo", case.redo_count))
    if case.state in OPEN_STATES and case.rating in BAD_GRADES:
        marks.append(mark("rated_badly"))
    return SafeString(" ".join(marks))
