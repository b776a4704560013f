"""The forms of pairings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.registers.forms.fields import chosen_party, day, seek, today
from huiying.fronts.web.registers.wording import PAIRING_KINDS
from huiying.pure.lib.viewer import Viewer

_KINDS = ("person", "organisation", "team")
_FIND = _("Name; of a person also pinyin or whole telephone number")
_WHICH = _("Which of them")


class PairingForm(forms.Form):
    """Who keeps up with whom, as what, since when; of several who fit one is chosen."""

    kind = forms.ChoiceField(
        label=_("Kind of pairing"), choices=[("", _("Choose one")), *PAIRING_KINDS.items()]
    )
    first = forms.CharField(label=_("Mentor, official, association or cadre"), max_length=60, help_text=_FIND)
    first_which = forms.ChoiceField(label=_WHICH, widget=forms.RadioSelect, required=False)
    second = forms.CharField(
        label=_("Apprentice, talent, village or enterprise"), max_length=60, help_text=_FIND
    )
    second_which = forms.ChoiceField(label=_WHICH, widget=forms.RadioSelect, required=False)
    from_on = day(_("Since"))

    def __init__(self, data: Any = None, *, viewer: Viewer, office: Any) -> None:
        super().__init__(data, initial={"from_on": today()})
        self.found = {
            name: seek(self, viewer, office, _KINDS, (name, f"{name}_which")) for name in ("first", "second")
        }

    def clean(self) -> Any:
        """The two who are meant."""
        data: Any = super().clean()
        for name, found in self.found.items():
            data[f"{name}_party"] = chosen_party(self, data, found, (name, f"{name}_which"))
        return data


class ContactForm(forms.Form):
    """What they did together, and when."""

    on = day(_("Day"))
    words = forms.CharField(
        label=_("What they did together"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": today()})
