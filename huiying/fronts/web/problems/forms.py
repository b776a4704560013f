"""The forms of common problems: named, added to, answered, approved, told, ended."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.cases.choices import provider_choices
from huiying.fronts.web.problems.wording import MEASURES
from huiying.fronts.web.templatetags.case_rows import shortened
from huiying.fronts.web.visits.forms import day_field, words_field
from huiying.fronts.web.visits.wording import aim_words
from huiying.fronts.web.wording import day_words
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.selectors import organisations
from huiying.work.cases.selectors.problems import cases_to_group, problems_to_join, visits_to_group


class GroupForm(forms.Form):
    """Which cases and visits have one cause, and which; `named` are the numbers and keys that were picked before."""

    cases = forms.MultipleChoiceField(
        label=_("Cases of this cause"), widget=forms.CheckboxSelectMultiple, required=False
    )
    visits = forms.MultipleChoiceField(
        label=_("Visits that found it"), widget=forms.CheckboxSelectMultiple, required=False
    )
    problem = forms.ChoiceField(label=_("Is it known already?"), required=False)
    title = forms.CharField(label=_("What many lack, in a few words"), max_length=120, required=False)
    cause = words_field(
        _("Why it comes again and again"),
        4,
        _("What the cases have in common. It stays inside the office."),
        required=False,
    )

    def __init__(
        self, posted: Any, *, viewer: Viewer, office: Any, named: tuple[list[str], list[str]]
    ) -> None:
        numbers, keys = named
        self.found = {case.number: case for case in cases_to_group(viewer, numbers)}
        self.visited = {str(visit.pk): visit for visit in visits_to_group(viewer, keys)}
        picked = {"cases": list(self.found), "visits": list(self.visited)}
        super().__init__(posted, initial=picked)
        self.known = {str(problem.pk): problem for problem in problems_to_join(viewer, office.pk)}
        self._offer(
            cases=[(number, f"{number} {shortened(case.text)}") for number, case in self.found.items()],
            visits=[(key, _visit_words(visit)) for key, visit in self.visited.items()],
        )
        problems = [
            ("", gettext("No, it is a new one")),
            *((key, row.title) for key, row in self.known.items()),
        ]
        self.fields["problem"].choices = problems  # type: ignore[attr-defined]

    def _offer(self, **choices: list[tuple[str, str]]) -> None:
        """What was picked can be taken away again; where nothing was, nothing is asked."""
        for name, rows in choices.items():
            if rows:
                self.fields[name].choices = rows  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def picked(self) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """The cases and the visits that stayed picked."""
        cases = tuple(self.found[number] for number in self.cleaned_data.get("cases", ()))
        return cases, tuple(self.visited[key] for key in self.cleaned_data.get("visits", ()))


def _visit_words(visit: Any) -> str:
    return f"{aim_words(visit)} · {day_words(clock.local(visit.at).date(), clock.today())}"


class AddForm(forms.Form):
    """One more case, by its number."""

    number = forms.CharField(label=_("Number of the case"), max_length=40)


class MeasureForm(forms.Form):
    """What is done, by whom and when; an article also has its text and the enterprise that it is about."""

    kind = forms.ChoiceField(label=_("What is done"), choices=MEASURES, widget=forms.RadioSelect)
    title = forms.CharField(label=_("In a few words"), max_length=120)
    who = forms.TypedChoiceField(label=_("Who does it"), coerce=int)
    from_on = day_field(_("From which day"))
    until_on = day_field(_("Until which day"), required=False)
    about = forms.TypedChoiceField(
        label=_("The enterprise that the article is about"),
        help_text=_("Only for an article. It goes out once they have read it and agree."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    text = words_field(
        _("Its text"), 8, _("For an article: all of it. Else what is planned."), most=20_000, required=False
    )

    def __init__(self, *args: Any, viewer: Viewer, office: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["who"].choices = provider_choices(office.pk)  # type: ignore[attr-defined]
        rows = organisations(viewer, kind="enterprise").filter(party__office=office).order_by("party__name")
        self.enterprises = {row.pk: row.party for row in rows}
        names = [(key, party.name) for key, party in self.enterprises.items()]
        self.fields["about"].choices = [("", gettext("None")), *names]  # type: ignore[attr-defined]


class ApproveForm(forms.Form):
    """Who of the enterprise read the article and agrees, and when."""

    approved_by = forms.CharField(
        label=_("Who agreed"), help_text=_("The person at the enterprise."), max_length=80
    )
    approved_on = day_field(_("On which day"))


class TellForm(forms.Form):
    """What the askers read."""

    word = words_field(
        _("A word to the askers"),
        4,
        _("Each reads it once, with their own case. Say what is done and from when; name nobody."),
    )


class EndForm(forms.Form):
    """What came of it."""

    result = words_field(
        _("What came of it"),
        4,
        _("What its numbers say, and what stays to be watched. It takes no more cases and measures then."),
    )
