"""The duty roster: hours put on it, given to others, taken off."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiying.base.storage.changes import mark_of
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.directory.forms import DutyForm, NewDutyForm
from huiying.fronts.web.editing import Editing, confirmed, edited, posted
from huiying.fronts.web.hours import clock_words
from huiying.fronts.web.wording import WEEKDAYS, exact_words, name_of
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import reached_offices
from huiying.registers.directory.selectors import away_between, duty_for
from huiying.registers.directory.services import change_duty, put_on_duty, take_off_duty

FIELDS = ("place_id", "weekday", "from_hour", "until_hour", "person_id", "stand_in_id")
_AHEAD = timedelta(days=14)


def _back() -> str:
    return reverse("registers:duty_list")


def away_words(viewer: Viewer) -> list[tuple[Any, Any]]:
    """Who is away in the next two weeks, for whoever writes the roster."""
    today = clock.today()
    names = [
        _("%(name)s, until %(day)s") % {"name": leave.person.party.name, "day": exact_words(leave.until_on)}
        for leave in away_between(viewer, "duty.edit", today, today + _AHEAD)
    ]
    return [(_("Away in the next two weeks"), _("; ").join(names))] if names else []


@access("duty.edit")
@require_http_methods(["GET", "POST"])
def duty_new(request: Request) -> HttpResponse:
    """Put hours on the roster, on several weekdays at once."""
    office = request.office = reached_offices(request.viewer, "duty.edit")[0]
    weekday, start, end = (_number(request.GET.get(name, "")) for name in ("day", "from", "until"))
    initial = {"days": [weekday], "from_hour": start, "until_hour": end} if weekday is not None else {}
    form = NewDutyForm(posted(request), office=office, initial=initial)

    def take(data: dict[str, Any]) -> Any:
        return put_on_duty(viewer=request.viewer, office=office, days=data["days"], values=form.values)

    note = _("Every week, until somebody changes it. Urgent cases go to whoever stands here.")
    page = Editing(
        _("Put hours on the roster"), _("Put on the roster"), _back(), note, away_words(request.viewer)
    )
    return edited(request, form, take, page, _("They are on the roster."))


def _number(given: str) -> int | None:
    return int(given) if given.isdecimal() and len(given) < 3 else None


def _duty(request: Request, key: int) -> Any:
    duty = duty_for(request.viewer, "duty.edit", key)
    if duty is None:
        raise Http404
    request.office = duty.office
    return duty


def _hours(duty: Any) -> str:
    hours = f"{WEEKDAYS[duty.weekday]} {clock_words(duty.from_hour, duty.until_hour)}"
    return " · ".join((name_of(duty.place), hours, duty.person.party.name))


@access("duty.edit")
@require_http_methods(["GET", "POST"])
def duty_change(request: Request, key: int) -> HttpResponse:
    """Give hours to somebody else, change who stands in, or move them."""
    duty = _duty(request, key)
    initial = {name.removesuffix("_id"): getattr(duty, name) for name in FIELDS}
    stands = mark_of(duty, [name.removesuffix("_id") for name in FIELDS])
    form = DutyForm(posted(request), office=duty.office, initial=initial, stands=stands)

    def take(data: dict[str, Any]) -> Any:
        return change_duty(viewer=request.viewer, duty=duty, values=form.values, seen=data["seen"])

    more = {"take_off": reverse("directory:duty_end", args=[duty.pk])}
    page = Editing(
        _("Change the hours"),
        _("Save"),
        _back(),
        _hours(duty),
        away_words(request.viewer),
        template="directory/duty_change.html",
        more=more,
    )
    done = _("Changed. Cases at once go to whoever stands there now.")
    return edited(request, form, take, page, done)


@access("duty.edit")
@require_http_methods(["GET", "POST"])
def duty_end(request: Request, key: int) -> HttpResponse:
    """Take hours off the roster."""
    duty = _duty(request, key)
    what = _(
        "In these hours nobody takes urgent cases: the public page says so and gives the telephone numbers for "
        "danger."
    )
    page = Editing(
        _("Take the hours off"), _("Take them off"), _back(), _hours(duty), [(_("What happens"), what)]
    )
    return confirmed(request, lambda: take_off_duty(viewer=request.viewer, duty=duty), page, _("Taken off."))
