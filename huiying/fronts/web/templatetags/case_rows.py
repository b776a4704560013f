"""What a row says of a case."""

import re
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from huiying.fronts.web import wording
from huiying.fronts.web.templatetags.ui import due
from huiying.pure.text.personal import mask

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


@register.filter
def row_note(case: Any) -> str:
    """What a list says under a case's text: number, category, place."""
    category, place = case.category, case.place
    names = [case.number, category and wording.name_of(category), place and _place_name(place)]
    return " · ".join(name for name in names if name)


def _place_name(place: Any) -> str:
    """A building is said with its compound, for every compound has a number 7."""
    name = wording.name_of(place)
    is_numbered = place.level == "building" and place.parent.level == "compound"
    return f"{wording.name_of(place.parent)} {name}" if is_numbered else name


@register.simple_tag
def next_due(case: Any) -> SafeString | str:
    """The nearer clock of an open case; the provider's is called by its name."""
    if case.provider_due_at is None or case.provider_due_at >= case.due_at:
        return due(case.due_at, case.lane)
    kind = wording.CLOCKS[case.provider_due_kind]
    return format_html("{}<br>{}", kind, due(case.provider_due_at, case.lane))


@register.simple_tag
def in_whose_hands(case: Any) -> str:
    """Who holds a case, or who has yet to accept it."""
    if case.state == "dispatched" and case.provider:
        return gettext("waiting for %(name)s to accept") % {"name": case.provider.name}
    return case.holder.name if case.holder else ""
