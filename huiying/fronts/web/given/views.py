"""The services that were given: the list with its sums, one of them, and striking one out."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from huiying.base.storage.kept import reading_once
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.given.forms import RESULTS, StrikeForm
from huiying.fronts.web.refusals import add_faults
from huiying.fronts.web.registers.listing import Row, Section, Table, listed, page_of, party_url
from huiying.fronts.web.templatetags.ui import when
from huiying.fronts.web.wording import moment_words, name_of
from huiying.pure.lib import clock
from huiying.pure.lib.keys import row_key
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import reached_offices
from huiying.registers.limits.selectors import timetable
from huiying.work.cases.rules.given import IN_TIME, is_written_late
from huiying.work.cases.selectors.given import (
    GivenFilters,
    given_for,
    given_to,
    offerings_to,
    services_given,
    sums,
)
from huiying.work.cases.services.given import strike_out


@access("given.read")
@require_GET
def given_list(request: Request) -> HttpResponse:
    """The services, the last first, and how many that were: 次 and 人次 apart."""
    viewer = request.viewer
    query = services_given(viewer, _filters(request))
    page = page_of(request, query, "-happened_at", "-id")
    office = reached_offices(viewer, "given.read").first()
    with reading_once():
        rows = [_row(given, office) for given in page.rows]
    columns = (_("Service"), _("For whom"), _("By whom"), _("When it was"), _("Minutes"))
    request.office = office
    return listed(
        request,
        "given/given_list.html",
        {"table": Table(columns, rows, page), "tiles": _tiles(sums(query)), "groups": _groups(viewer)},
    )


def _filters(request: Request) -> GivenFilters:
    given = request.GET
    from_on, until_on = _period(given.get("period", ""), clock.today())
    keys = {name: given.get(name, "") for name in ("offering", "provider")}
    chosen = {name: key for name, given in keys.items() if (key := row_key(given)) is not None}
    return GivenFilters(from_on=from_on, until_on=until_on, **chosen)


def _period(code: str, today: date) -> tuple[date | None, date | None]:
    """First and last day of a period; this month unless another is chosen."""
    first = today.replace(day=1)
    before = first - timedelta(days=1)
    return {
        "today": (today, today),
        "last_month": (before.replace(day=1), before),
        "year": (today.replace(month=1, day=1), today),
        "all": (None, None),
    }.get(code, (first, today))


def _groups(viewer: Viewer) -> list[dict[str, Any]]:
    """What narrows the list: period, offering, provider."""
    periods = (
        (None, _("This month")),
        ("today", _("Today")),
        ("last_month", _("Last month")),
        ("year", _("This year")),
        ("all", _("All")),
    )
    offerings = list(offerings_to(viewer, "given.read"))
    providers = {str(row.provider_id): row.provider.name for row in offerings}
    services = [(str(row.pk), f"{name_of(row)} · {row.provider.name}") for row in offerings]
    return [
        {
            "label": _("Period"),
            "name": "period",
            "options": [{"label": label, "value": value, "count": None} for value, label in periods],
        },
        {"label": _("Service"), "name": "offering", "choices": [("", _("All")), *services]},
        {"label": _("Provider"), "name": "provider", "choices": [("", _("All")), *providers.items()]},
    ]


def _tiles(counted: dict[str, int]) -> list[dict[str, Any]]:
    """The two sums, each with its unit."""
    return [
        {
            "value": counted["person_times"],
            "unit": ngettext("person-time", "person-times", counted["person_times"]),
            "wording": _("People served, each time counted"),
        },
        {
            "value": counted["times"],
            "unit": ngettext("time", "times", counted["times"]),
            "wording": _("Households, enterprises and teams served"),
        },
    ]


def _row(given: Any, office: Any) -> Row:
    return Row(
        name_of(given.offering),
        reverse("given:given_detail", args=(given.uuid,)),
        " · ".join(filter(None, (_note(given), _late_words(given, office)))),
        (whom_words(given), given.provider.name, when(given.happened_at), given.minutes),
    )


def _note(given: Any) -> str:
    """What came of it; of a struck one, that it doesn't count."""
    struck = getattr(given, "struck", None)
    if struck is not None:
        return _("Struck out: %(reason)s") % {"reason": struck.reason}
    return " · ".join(filter(None, (str(dict(RESULTS)[given.result]), given.word)))


def _late_words(given: Any, office: Any) -> str:
    """Said of what was written down days later; the calendar is read only where it may have been too many."""
    happened, written = (clock.local(moment).date() for moment in (given.happened_at, given.written_at))
    if (written - happened).days <= IN_TIME:
        return ""
    is_late = is_written_late(happened, written, timetable(office).calendar)
    return _("written down later") if is_late else ""


def whom_words(given: Any) -> str:
    """Who got it, by name or by number."""
    if given.party is not None:
        return str(given.party.name)
    return ngettext("%(count)d person", "%(count)d people", given.count) % {"count": given.count}


def section_of(viewer: Viewer, party: Any) -> Section:
    """What somebody got, for their page."""
    rows = [
        Row(
            name_of(given.offering),
            reverse("given:given_detail", args=(given.uuid,)),
            f"{given.provider.name} · {when_words(given)}",
        )
        for given in given_to(viewer, party)
    ]
    return Section(_("Services given"), rows, _("Nothing is noted yet."))


def when_words(given: Any) -> str:
    """When it happened, and for how long."""
    return _("%(when)s, %(minutes)d minutes") % {
        "when": moment_words(given.happened_at, clock.today()),
        "minutes": given.minutes,
    }


@access("given.read")
@require_GET
def given_detail(request: Request, uuid: UUID) -> HttpResponse:
    """One service, and a way to strike it out."""
    return _page(request, _given(request, "given.read", uuid), StrikeForm())


@access("given.strike")
@require_POST
def given_strike(request: Request, uuid: UUID) -> HttpResponse:
    """It was written down by mistake."""
    given = _given(request, "given.strike", uuid)
    form = StrikeForm(request.POST)
    if form.is_valid():
        try:
            strike_out(viewer=request.viewer, given=given, reason=form.cleaned_data["reason"])
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _("Struck out. It stays to be read, and counts nowhere."))
            return redirect("given:given_detail", given.uuid)
    return _page(request, given, form)


def _given(request: Request, action: str, uuid: UUID) -> Any:
    given = given_for(request.viewer, action, uuid)
    if given is None:
        raise Http404
    request.office = given.office
    return given


def _page(request: Request, given: Any, form: StrikeForm) -> HttpResponse:
    late = _late_words(given, given.office)
    shown = {
        "given": given,
        "whom": whom_words(given),
        "whom_url": party_url(request.viewer, given.party) if given.party else "",
        "result": dict(RESULTS)[given.result],
        "late": late,
        "form": form,
    }
    return render(request, "given/given_detail.html", shown)
