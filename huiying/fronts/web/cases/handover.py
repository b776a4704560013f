"""All cases and promises of somebody go over to a colleague at once."""

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
from huiying.work.cases.services.helping import hand_over_all


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
            cases, promises, pairings = hand_over_all(
                viewer=viewer, holder=holder, to=to, word=data["word"], by=by
            )
        except Refused as refused:
            add_faults(form, refused)
        else:
            went = ngettext("%(count)d case", "%(count)d cases", cases) % {"count": cases}
            along = ngettext("%(count)d promise", "%(count)d promises", promises) % {"count": promises}
            said = _("%(cases)s and %(promises)s went over to %(name)s.")
            messages.success(request, said % {"cases": went, "promises": along, "name": to.name})
            if pairings:
                messages.success(
                    request,
                    ngettext(
                        "%(count)d pairing went over too.", "%(count)d pairings went over too.", pairings
                    )
                    % {"count": pairings},
                )
            return redirect("desk:today")
    request.office = office
    return render(request, "cases/handover.html", {"form": form})
