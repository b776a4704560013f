"""All cases and promises of somebody go over to a colleague at once."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.cases.choices import provider_choices
from huiying.fronts.web.refusals import add_faults
from huiying.pure.lib.refusals import Refused
from huiying.registers.access.selectors import reached_offices, rights_in
from huiying.registers.parties.selectors import provider_by_id
from huiying.work.cases.selectors.cases import own_parties
from huiying.work.cases.services.helping import HandedOver, hand_over_all


class HandoverForm(forms.Form):
    """Whose cases, to whom, and why; a worker hands over their own."""

    holder = forms.TypedChoiceField(label=gettext_lazy("Whose"), coerce=int)
    provider = forms.TypedChoiceField(label=gettext_lazy("To which colleague"), coerce=int)
    word = forms.CharField(
        label=gettext_lazy("Why, and what they need to know"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )

    def __init__(self, *args: Any, holders: list[Any], providers: list[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["holder"].choices = holders  # type: ignore[attr-defined]
        self.fields["provider"].choices = providers  # type: ignore[attr-defined]


def _by(viewer: Any, office: Any) -> str:
    return "lead" if "case.rule" in rights_in(viewer, office) else "desk"


def _went_over(handed: HandedOver, holder: Any, to: Any) -> Iterator[str]:
    """What went over, and what didn't."""
    cases = ngettext("%(count)d case", "%(count)d cases", handed.cases) % {"count": handed.cases}
    promises = ngettext("%(count)d promise", "%(count)d promises", handed.promises) % {
        "count": handed.promises
    }
    words = _("%(cases)s and %(promises)s went over to %(name)s.")
    yield words % {"cases": cases, "promises": promises, "name": to.name}
    if count := handed.pairings:
        yield ngettext("%(count)d pairing went over too.", "%(count)d pairings went over too.", count) % {
            "count": count
        }
    if count := handed.pairings_left:
        words = ngettext(
            "%(count)d pairing stayed with %(name)s: the other one is no party for it.",
            "%(count)d pairings stayed with %(name)s: the other one is no party for them.",
            count,
        )
        yield words % {"count": count, "name": holder.name}
    if handed.promises_left:
        words = _("Promises stayed with %(name)s, because %(to)s may not have their cases: %(numbers)s.")
        numbers = _(", ").join(handed.promises_left)
        yield words % {"name": holder.name, "to": to.name, "numbers": numbers}
    if handed.cases_left:
        words = _(
            "What waits for the lead, the desk or the asker stayed with %(name)s: %(numbers)s. If one of them comes "
            "back to be done, hand it over then."
        )
        yield words % {"name": holder.name, "numbers": _(", ").join(handed.cases_left)}


@access("case.hand_over")
@require_http_methods(["GET", "POST"])
def handover(request: Request) -> HttpResponse:
    """Hand over everything; who has the whole office in reach may do it for somebody who is ill."""
    viewer = request.viewer
    office = reached_offices(viewer, "case.hand_over").select_related("place", "desk")[0]
    providers = provider_choices(office.pk)
    is_office = rights_in(viewer, office)["case.hand_over"] == "office"
    own = [(party.pk, party.name) for party in own_parties(viewer).filter(office=office)]
    holders = providers if is_office else own
    initial = {"holder": request.GET.get("holder")}
    form = HandoverForm(request.POST or None, initial=initial, holders=holders, providers=providers)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        holder, to = (provider_by_id(office.pk, data[name]) for name in ("holder", "provider"))
        by = _by(viewer, office) if is_office else "provider"
        try:
            handed = hand_over_all(viewer=viewer, holder=holder, to=to, word=data["word"], by=by)
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, " ".join(_went_over(handed, holder, to)))
            return redirect("desk:today")
    request.office = office
    return render(request, "cases/handover.html", {"form": form})
