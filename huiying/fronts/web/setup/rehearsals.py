"""What a rehearsal found, in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiying.fronts.web.registers.listing import Row, Table
from huiying.fronts.web.templatetags.ui import when
from huiying.fronts.web.wording import moment_words
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import may

_LENGTH = 36


def _summary(rehearsal: Any) -> str:
    if not rehearsal.count:
        return _("No case came in during the last 30 days: there is nothing to play it on.")
    played = ngettext(
        "%(count)d case of the last 30 days", "%(count)d cases of the last 30 days", rehearsal.count
    )
    words = _("%(played)s were played. For %(changed)d of them it would have gone otherwise.")
    return words % {"played": played % {"count": rehearsal.count}, "changed": rehearsal.changed_count}


def _row(viewer: Viewer, other: Any, cells: tuple[Any, ...]) -> Row:
    """A case by its words for whoever may read it, else by its number alone."""
    cells = (when(other.received_at), *cells)
    if not may(viewer, "case.read"):
        return Row(other.number, cells=cells)
    text = other.text if len(other.text) <= _LENGTH else f"{other.text[:_LENGTH]}…"
    return Row(text, reverse("cases:case_detail", args=[other.number]), other.number, cells)


def clock_rows(viewer: Viewer, rehearsal: Any) -> dict[str, Any]:
    """Which cases would have had another due time, and how many would have been late."""
    clocks = {
        "answer": _("the answer"),
        "accept": _("acceptance"),
        "contact": _("the first contact"),
        "desk": _("what the desk owes after the answer"),
    }
    rows = [
        _row(
            viewer,
            other,
            (
                clocks[other.difference.clock],
                moment_words(other.difference.before, clock.today())
                if other.difference.before
                else _("no time"),
                moment_words(other.difference.after, clock.today())
                if other.difference.after
                else _("no time"),
            ),
        )
        for other in rehearsal.shown
    ]
    late = _("Late at some point: %(before)d as it was, %(after)d as it would have been.")
    return {
        "summary": _summary(rehearsal),
        "late": late % {"before": rehearsal.late_before, "after": rehearsal.late_after}
        if rehearsal.count
        else "",
        "table": Table(
            (_("Case"), _("Received"), _("Due"), _("As it was"), _("As it would have been")), rows
        ),
    }


def name_rows(viewer: Viewer, rehearsal: Any, what: Any) -> dict[str, Any]:
    """Which cases would have had another category or provider."""
    rows = [_row(viewer, other, (other.before, other.after)) for other in rehearsal.shown]
    return {
        "summary": _summary(rehearsal),
        "late": "",
        "table": Table((_("Case"), _("Received"), what, _("As it would have been")), rows),
    }


def threshold_words(before: Any, after: Any) -> str:
    """How many readings would have been applied without a clerk, and how many of those a clerk had set otherwise."""
    if not before.count:
        return _(
            "No reading was decided during the last 30 days: there is nothing to play the confidence on."
        )
    words = _(
        "Of %(count)d readings of the last 30 days %(applied)d would have been applied without a clerk (until now "
        "%(before)d); %(wrong)d of those a clerk had set otherwise."
    )
    numbers = {"count": after.count, "applied": after.applied, "before": before.applied, "wrong": after.wrong}
    return words % numbers
