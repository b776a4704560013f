"""What only a lead decides (等您定的事): one tap and a word, on the day's page or on the case."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.cases.personal import text_for
from huiying.fronts.web.refusals import add_faults
from huiying.fronts.web.steps import QUESTIONS
from huiying.fronts.web.wording import day_words
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.work.cases.selectors.cases import actions_on, case_for
from huiying.work.cases.selectors.rulings import last_ruling
from huiying.work.cases.services.rulings import rule

_ASKS = {
    "return": gettext_lazy("%(who)s says it isn't their task"),
    "extension": gettext_lazy("%(who)s asks for more time, until %(until)s"),
    "promise": gettext_lazy("%(who)s would promise by %(until)s: %(what)s"),
    "termination": gettext_lazy("%(who)s asks to break it off"),
    "appeal": gettext_lazy("%(who)s finds the rating mistaken"),
}
_ANSWERS = {
    "return": (gettext_lazy("Give it to somebody else"), gettext_lazy("They keep it")),
    "extension": (gettext_lazy("Agree to the new day"), gettext_lazy("No")),
    "promise": (gettext_lazy("Agree to the promise"), gettext_lazy("No")),
    "termination": (gettext_lazy("Break it off"), gettext_lazy("Go on with it")),
    "appeal": (gettext_lazy("It doesn't count"), gettext_lazy("It stands")),
}


class RuleForm(forms.Form):
    """A word; a no needs one."""

    word = forms.CharField(
        label=gettext_lazy("Your word"),
        help_text=gettext_lazy("Only needed if you refuse."),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def question_words(ruling: Any) -> str:
    """What is asked of the lead, and by whom."""
    until = day_words(ruling.until_on, clock.today()) if ruling.until_on else ""
    return str(_ASKS[ruling.kind]) % {"who": ruling.asked_by_name, "until": until, "what": ruling.what}


def offered(ruling: Any, form: Any = None) -> dict[str, Any]:
    """A question with its form, as the day's page and the case page show it."""
    yes, no = _ANSWERS[ruling.kind]
    return {
        "ruling": ruling,
        "case": ruling.case,
        "words": question_words(ruling),
        "form": form or RuleForm(auto_id=f"rule_{ruling.pk}_%s"),
        "yes": yes,
        "no": no,
    }


@access("case.rule")
@require_http_methods(["GET", "POST"])
def rule_case(request: Request, number: str, kind: str) -> HttpResponse:
    """The lead decides what was asked about a case; what was ruled or overtaken before says so."""
    case = case_for(request.viewer, "case.rule", number)
    ruling = last_ruling(case, kind) if case else None
    if case is None or ruling is None:
        raise Http404
    ruling.case = case
    status = 200
    form = RuleForm(request.POST) if request.method == "POST" else RuleForm()
    decision = request.POST.get("decision", "")
    if request.method == "POST" and decision not in ("yes", "no"):
        form.add_error(None, _("Please choose one of the two."))
    if form.is_bound and form.is_valid():
        is_granted = decision == "yes"
        try:
            rule(viewer=request.viewer, ruling=ruling, is_granted=is_granted, word=form.cleaned_data["word"])
        except Refused as refused:
            add_faults(form, refused)
            status = 409 if any(fault.code == "ruled_before" for fault in refused.faults) else 200
        else:
            messages.success(request, _("Decided. Whoever asked reads it, and what the asker needs to know."))
            return redirect("desk:today")
    request.office = case.office
    shown = {
        "case": case,
        "text": text_for(case, actions_on(request.viewer, case)),
        "title": QUESTIONS[kind],
        "asked": offered(ruling, form),
    }
    return render(request, "cases/rule.html", shown, status=status)
