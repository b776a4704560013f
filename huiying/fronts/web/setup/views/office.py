"""An office's own settings."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiying.base.storage.changes import mark_of
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.editing import Editing, posted, rehearsed
from huiying.fronts.web.registers.wording import WEIGHTS
from huiying.fronts.web.setup.forms import OfficeForm
from huiying.fronts.web.setup.rehearsals import name_rows, threshold_words
from huiying.pure.matching.rank import Weights
from huiying.registers.access.selectors import reached_offices
from huiying.registers.places.services import change_office
from huiying.work.cases.selectors.rehearsal import rehearse_threshold, rehearse_weights

FIELDS = ("name", "name_en", "phone", "phone_hours", "doors", "triage_threshold")
TEXTS = ("notice", "notice_en", "phone_hours_en")
ALL = (*FIELDS, "match_weights", "texts")


@access("office.edit")
@require_http_methods(["GET", "POST"])
def office_settings(request: Request) -> HttpResponse:
    """Name, telephone, open doors, the notice of the first page, threshold and weights."""
    office = request.office = reached_offices(request.viewer, "office.edit")[0]
    weights = Weights(**office.match_weights)
    initial = {
        **{name: getattr(office, name) for name in FIELDS},
        **{name: office.texts.get(name, "") for name in TEXTS},
        **{f"weight_{code}": getattr(weights, code) for code in WEIGHTS},
    }
    form = OfficeForm(posted(request), initial=initial, stands=mark_of(office, ALL))

    def take(data: dict[str, Any]) -> Any:
        values = {name: data[name] for name in FIELDS}
        texts = {**office.texts, **{name: data[name] for name in TEXTS}}
        changes = {"match_weights": form.weights, "texts": texts}
        return change_office(viewer=request.viewer, office=office, values=values | changes, seen=data["seen"])

    def rehearse(data: dict[str, Any]) -> dict[str, Any]:
        read = threshold_words(
            rehearse_threshold(office, office.triage_threshold),
            rehearse_threshold(office, data["triage_threshold"]),
        )
        match = rehearse_weights(office, form.weights)
        return {"rehearsal": name_rows(request.viewer, match, _("Proposed until now")), "reading": read}

    back = reverse("setup:checklist")
    page = Editing(_("Settings of the office"), _("Save"), back, template="setup/office_settings.html")
    return rehearsed(request, form, take, page, rehearse)
