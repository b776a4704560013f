"""The one form of the registers: seeing a masked field in full."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.registers.wording import REVEAL_REASONS, REVEALED_FIELDS


class RevealForm(forms.Form):
    """What is needed in full, and why."""

    field = forms.ChoiceField(label=_("What do you need?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Why?"), choices=[("", _("Choose one")), *REVEAL_REASONS.items()], initial=""
    )

    def __init__(self, person: Any, data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["field"]
        field.choices = [(name, label) for name, label in REVEALED_FIELDS.items() if getattr(person, name)]
        if len(field.choices) == 1:
            field.initial = field.choices[0][0]

    @property
    def has_anything(self) -> bool:
        """Whether the file holds anything that is masked."""
        field: Any = self.fields["field"]
        return bool(field.choices)
