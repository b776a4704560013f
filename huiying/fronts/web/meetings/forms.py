"""Calling a meeting, deciding on a case, writing down what was said."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.cases.choices import provider_choices

KINDS = (
    ("joint", _("Joint meeting")),
    ("appraisal", _("Appraisal")),
    ("training", _("Training")),
    ("committee", _("Committee")),
    ("representatives", _("Residents' representatives")),
)


class MeetingForm(forms.Form):
    """Which, what about, when and where."""

    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=KINDS, initial="joint")
    title = forms.CharField(label=_("What it discusses"), max_length=120)
    held_on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    held_from = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}))
    where = forms.CharField(label=_("Room"), max_length=120, required=False)


class DecideForm(forms.Form):
    """What was decided on one case."""

    what = forms.CharField(label=_("What was decided"), max_length=300)
    who = forms.TypedChoiceField(label=_("Who does it"), coerce=int)
    by_on = forms.DateField(label=_("By which day"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, office_id: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["who"].choices = provider_choices(office_id)  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """Who was there, and what was said."""

    attended = forms.TypedMultipleChoiceField(
        label=_("Who was there"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    minutes = forms.CharField(
        label=_("What was said"), widget=forms.Textarea(attrs={"rows": 5}), max_length=8000
    )

    def __init__(self, *args: Any, office_id: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["attended"].choices = provider_choices(office_id)[1:]  # type: ignore[attr-defined]
