"""The blocks of the design language as template tags.

Every block is a tag; one that holds other content ends with `end…`. `templates/components/README.md` lists
them with an example each.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from html import escape
from typing import Any
from urllib.parse import urlencode

import phonenumbers
import segno
from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from huiying.fronts.web import wording
from huiying.fronts.web.hours import telephone_hours
from huiying.fronts.web.public.leaving import NEUTRAL
from huiying.pure.lib import case_numbers, clock

register = template.Library()
_A_DAY = timedelta(days=1)


# --- Times -------------------------------------------------------------------------------------------------


def _time(at: date, words: str, css: str) -> SafeString:
    exact = wording.exact_words(at)
    moment = clock.local(at).isoformat() if isinstance(at, datetime) else at.isoformat()
    printed = escape(gettext(" (%(date)s)") % {"date": exact})
    return SafeString(
        f'<time class="{css}" datetime="{moment}" title="{escape(exact)}">'
        f'{escape(words)}<span class="print-only">{printed}</span></time>'
    )


@register.simple_tag
def due(at: datetime | None, lane: str = "") -> SafeString | str:
    """The due line: plain, bold on its day, cinnabar within a day at once, plum with words when late."""
    if at is None:
        return ""
    now = clock.now()
    tone = "late" if at < now else "at-once" if lane == "at_once" and at - now <= _A_DAY else ""
    if not tone and clock.local(at).date() == clock.local(now).date():
        tone = "today"
    return _time(at, wording.due_words(at, now), f"due {tone}".strip())


@register.simple_tag
def when(at: date | None) -> SafeString | str:
    """When it happened, with the exact date on hover and in print."""
    return _time(at, wording.moment_words(at, clock.today()), "when") if at else ""


@register.filter
def exact(at: date) -> str:
    """The full date, for where no short one will do."""
    return wording.exact_words(at)


# --- Marks and small words ---------------------------------------------------------------------------------


@register.simple_tag
def state(code: str, count: int = 0) -> SafeString:
    """A case's state in the office's words: a square that fills as the work goes on, and the word."""
    mark = wording.STATES[code]
    return format_html('<span class="state {}">{}</span>', mark.tone, str(mark.staff) % {"count": count or 1})


@register.simple_tag
def asker_state(code: str, who: str = "", until: date | None = None) -> SafeString:
    """A case's state in the words for the one who asked; `who` has it now, and promised it `until`."""
    mark = wording.STATES[code]
    day = wording.day_words(until or clock.today(), clock.today())
    words = str(mark.asker) % {"who": who or gettext("the person in charge"), "until": day}
    return format_html('<span class="state {}">{}</span>', mark.tone, words)


@register.simple_tag
def mark(code: str) -> SafeString:
    """A mark on the way (extended, supervised, …) in the office's words."""
    return format_html('<span class="mark">{}</span>', wording.MARKS[code])


@register.simple_tag
def lane(code: str) -> SafeString:
    """The lane of a case: at once or with care."""
    return format_html('<span class="lane {}">{}</span>', code.replace("_", "-"), wording.LANES[code])


@register.filter
def masked(text: str) -> str:
    """A telephone or identity number with its middle hidden, a name with all but its first character.

    >>> masked("13812345678"), masked("王小明")
    ('138****5678', '王**')
    """
    if len(text) >= 11:
        return text[:3] + "*" * (len(text) - 7) + text[-4:]
    return text[:1] + "*" * (len(text) - 1)


@register.filter
def phone(number: str) -> str:
    """A telephone number in groups that stay on one line, as it is read aloud."""
    try:
        parsed = phonenumbers.parse(number, "CN")
    except phonenumbers.NumberParseException:
        return number
    if len(number) < 7:
        return number
    grouped = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return grouped.replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def in_groups(number: str) -> tuple[str, str, str]:
    """The parts of a case's number by which it is copied by hand."""
    return case_numbers.in_groups(number)


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """A QR code as an image that needs no request."""
    image = segno.make(text, error="m", micro=False).svg_data_uri(border=2, scale=4)
    return format_html('<img class="qr" src="{}" alt="{}">', image, label)


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, name: str, value: object) -> str:
    """This page's address with one parameter changed (None takes it away), on its first page again."""
    given = context["request"].GET
    query = [(key, given[key]) for key in given if key not in ("older", "newer", name)]
    if value not in (None, ""):
        query.append((name, str(value)))
    return f"?{urlencode(query)}"


# --- Blocks that hold other content ------------------------------------------------------------------------


def _block(name: str, content: str, **values: object) -> SafeString:
    return render_to_string(f"components/{name}.html", {"content": content, **values})


@register.simple_block_tag
def page_head(content: str, title: str, note: str = "") -> SafeString:
    """What the page is for in one line of large type, a quiet line under it; holds the actions."""
    return _block("page_head", SafeString(content.strip()), title=title, note=note)


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """A line that tells something: info, waiting, done, late or at-once."""
    return _block("notice", content, kind=kind, title=title)


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """What stands where a list has no rows: why, and what to do."""
    return _block("empty", content, title=title)


@register.simple_block_tag
def bulk_bar(content: str) -> SafeString:
    """The buttons for all rows that were picked; stands inside `<form data-bulk id=…>`."""
    return _block("bulk_bar", content)


@register.simple_block_tag
def thumb_bar(content: str) -> SafeString:
    """Up to three buttons that stay at the foot of a phone's screen."""
    return _block("thumb_bar", content)


@register.simple_block_tag
def board_column(content: str, title: str, count: int) -> SafeString:
    """One column of a board; holds `<li>` cards."""
    return _block("board_column", SafeString(content.strip()), title=title, count=count)


@register.simple_block_tag
def match_card(content: str, match: Any, why: str = "") -> SafeString:
    """The one proposed provider with its reasons, and the others with why not; holds the buttons.

    `match` has `provider`, `reasons`, `others` (each `provider`, `why_not`, `value`); `value` gives the other
    a button that sends it as `provider`, so the card stands in a form; `why` asks for the word that goes with it.
    """
    return _block("match_card", content, match=match, why=why)


# --- Blocks ------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """What happened, the newest first: `at`, `what`, `by`, `words`, `is_late`, `is_now` of each entry."""
    return {"entries": entries}


@register.inclusion_tag("components/facts.html")
def facts(rows: Iterable[tuple[str, object]]) -> dict[str, Any]:
    """Labels and values of a record."""
    return {"rows": rows}


@register.inclusion_tag("components/figure_tile.html")
def figure_tile(tile: Any) -> dict[str, Any]:
    """A figure: `value`, `unit`, `wording`, `change`, `url` of its rows, `kind` late or at-once."""
    return {"tile": tile}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, words: str) -> dict[str, Any]:
    """How much of all is done, drawn and in words."""
    return {"percent": round(100 * done / total) if total else 0, "words": words}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[Any], label: str) -> dict[str, Any]:
    """Parts of a page as links: `label`, `url`, `is_current`, `count` (None shows none) of each."""
    return {"items": items, "label": label}


@register.simple_tag
def desk_links(nav: Iterable[tuple[Any, str, str, bool]]) -> SafeString:
    """The pages of the desk as links, with the letter that goes to each. They stand on a page twice: for a phone in
    the menu."""
    html = []
    for label, url, key, is_current in nav:
        mark = ' aria-current="page"' if is_current else ""
        html.append(f'<li><a href="{escape(url)}" data-goes="{key}"{mark}>{escape(str(label))}</a></li>')
    return SafeString(f"<ul>{''.join(html)}</ul>")


@register.inclusion_tag("components/filters.html", takes_context=True)
def filters(context: template.Context, groups: Sequence[Any]) -> dict[str, Any]:
    """Filters by link: a group has `label`, `name`, `options`, an option `label`, `value`, `count`.

    A group of many has `choices` instead, as Django's fields have them, and is chosen from a list; all lists of a
    page stand in one line with one button.
    """
    given = context["request"].GET
    lists = [
        {**group, "choices": _options(group["choices"], given.get(group["name"], ""))}
        for group in groups
        if "choices" in group
    ]
    left = {"older", "newer", *(group["name"] for group in lists)}
    links = [
        {"label": group["label"], "links": _links(context, group, given.get(group["name"], ""))}
        for group in groups
        if "choices" not in group
    ]
    others = [(key, value) for key, value in given.items() if key not in left]
    return {"groups": links, "lists": lists, "others": others}


def _links(context: template.Context, group: dict[str, Any], current: str) -> SafeString:
    """The links of a group of filters, the one that holds marked. A page of cases has two dozen of them."""
    html = []
    for option in group["options"]:
        value, count = option["value"], option.get("count")
        url = escape(with_query(context, group["name"], value))
        mark = ' aria-current="true"' if current == str(value or "") else ""
        counted = "" if count is None else f'<span class="count">{escape(str(count))}</span>'
        html.append(f'<li><a href="{url}"{mark}>{escape(str(option["label"]))}{counted}</a></li>')
    return SafeString("".join(html))


def _options(choices: Iterable[Any], current: str) -> SafeString:
    """The options of a list, in groups where a choice holds further ones. A page of cases has sixty of them."""
    html = []
    for value, label in choices:
        if isinstance(label, list):
            html.append(f'<optgroup label="{escape(str(value))}">{_options(label, current)}</optgroup>')
        else:
            chosen = " selected" if value == current else ""
            html.append(f'<option value="{escape(str(value))}"{chosen}>{escape(str(label))}</option>')
    return SafeString("".join(html))


@register.inclusion_tag("components/column.html", takes_context=True)
def column(context: template.Context, label: str, key: str) -> dict[str, Any]:
    """The head of a column by which the list can be sorted; the view says `sort`: key or -key."""
    given: str = context.get("sort") or ""
    order = {key: "ascending", f"-{key}": "descending"}.get(given, "")
    next_sort = f"-{key}" if given == key else key
    return {"label": label, "order": order, "url": with_query(context, "sort", next_sort)}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Any) -> dict[str, Any]:
    """Newer and older rows of a keyset page (base.storage.pages.Page)."""
    return {
        "newer_url": page.previous and with_query(context, "newer", page.previous),
        "older_url": page.next and with_query(context, "older", page.next),
    }


@register.inclusion_tag("components/export.html", takes_context=True)
def export(context: template.Context) -> dict[str, Any]:
    """The button with which a list is taken away as Excel, as it is narrowed here; for who may."""
    request = context["request"]
    return {
        "is_offered": "list.export" in context["rights"],
        "page": request.path,
        "query": request.GET.urlencode(),
        "csrf_token": context.get("csrf_token"),
        "desks": context.get("desks"),
    }


@register.inclusion_tag("components/slip.html")
def slip(receipt: Any) -> dict[str, Any]:
    """The receipt: `number`, `code` in groups, `due_at`, `holder`, `office`, `url` for the QR code."""
    return {"receipt": receipt, "office": receipt["office"]}


@register.inclusion_tag("components/phone_line.html")
def phone_line(office: Any) -> dict[str, Any]:
    """The telephone of the office that a person answers."""
    return {"office": office, "hours": telephone_hours(office)}


@register.inclusion_tag("components/quick_exit.html")
def quick_exit() -> dict[str, Any]:
    """A button that closes the case and replaces the page by one that means nothing to others."""
    return {"neutral": NEUTRAL}


@register.inclusion_tag("components/keyboard_help.html")
def keyboard_help() -> dict[str, Any]:
    """The keys of the desk, shown by `?`."""
    return {}


@register.inclusion_tag("components/switches.html", takes_context=True)
def switches(context: template.Context) -> dict[str, Any]:
    """Chinese or English, large print or not, by one click each."""
    request = context.get("request")
    return {"next": request.get_full_path() if request else "", "large_print": context.get("large_print")}


@register.inclusion_tag("components/messages.html", takes_context=True)
def messages_line(context: template.Context) -> dict[str, Any]:
    """What the last action did, said once."""
    kinds = {"success": "done", "warning": "waiting", "error": "late"}
    told = context.get("messages") or ()
    return {"lines": [(kinds.get(message.level_tag, "info"), message) for message in told]}


# --- Names of records --------------------------------------------------------------------------------------


@register.filter
def named(record: Any) -> str:
    """A record's name in the reader's language, where it has one."""
    return wording.name_of(record)


@register.filter
def place_path(place: Any) -> str:
    """A place with what it lies in, down from the community: 柳岸社区 柳岸小区 7幢."""
    names = []
    while place is not None and place.level not in ("street", "zone", "county", "city", "province"):
        names.append(wording.name_of(place))
        if place.level in ("community", "park"):
            break  # what it lies in is not read: a list would ask for it row by row
        place = place.parent
    return " ".join(reversed(names))
