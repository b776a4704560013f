"""Fields of the registers' forms: a day, a list, a place as people call it, one of the parties by name."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.templatetags.ui import place_path
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.selectors import parties_called
from huiying.registers.places.selectors import places_called

_FIRST, _LAST = date(1890, 1, 1), date(2100, 12, 31)
_WORDS = _("Please give a day between 1890 and 2100.")
_BETWEEN = re.compile(r"[,，、;；\n]")
_MOST = 20


def day(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A day, written as browsers want it in every language; one to come is the rules' to refuse."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        validators=[MinValueValidator(_FIRST, _WORDS), MaxValueValidator(_LAST, _WORDS)],
        widget=forms.DateInput({"type": "date", "min": str(_FIRST), "max": str(_LAST)}, "%Y-%m-%d"),
    )


def today() -> date:
    """The day with which a form begins."""
    return clock.today()


class ListField(forms.CharField):
    """Several short words with commas between them."""

    def clean(self, value: Any) -> Any:
        """The words, each once, without blanks."""
        words = [part.strip() for part in _BETWEEN.split(super().clean(value))]
        found = list(dict.fromkeys(filter(None, words)))
        if len(found) > _MOST:
            raise ValidationError(_("Please give twenty at most."))
        return found


class PlaceField(forms.CharField):
    """A place as people call it: 柳岸小区7幢. `within` is the path of the place in which it is looked for."""

    def __init__(self, **more: Any) -> None:
        self.viewer, self.within = Viewer.stranger(), ""
        super().__init__(max_length=120, **more)

    def look(self, viewer: Viewer, office: Any) -> None:
        """Say who looks, and for which office: a place is looked for in what it serves."""
        self.viewer, self.within = viewer, office.place.path

    def clean(self, value: Any) -> Any:
        """The one place that is meant; none when nothing was typed."""
        words = super().clean(value)
        if not words:
            return None
        found = places_called(self.viewer, words, self.within)
        if not found:
            raise ValidationError(
                _("No place here is called that. Please write community, compound, building.")
            )
        if len(found) > 1:
            names = gettext("; ").join(place_path(place) for place in found[:5])
            raise ValidationError(gettext("Several places are called that: %(names)s.") % {"names": names})
        return found[0]


class WhoForm(forms.Form):
    """A form that asks for one of the parties by name; where several fit, they stand below to choose from.

    A subclass says in `kinds` which parties are meant. `cleaned_data["party"]` is the one.
    """

    kinds: tuple[str, ...] = ("person",)
    who = forms.CharField(
        label=_("Whom to add"), max_length=60, help_text=_("Name, pinyin or whole telephone number")
    )
    which = forms.ChoiceField(label=_("Which of them"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, viewer: Viewer, office: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.found = seek(self, viewer, office, self.kinds, ("who", "which"))
        self.order_fields(["who", "which"])

    def clean(self) -> Any:
        """The one who is meant."""
        data: Any = super().clean()
        data["party"] = chosen_party(self, data, self.found, ("who", "which"))
        return data


def seek(form: Any, viewer: Viewer, office: Any, kinds: tuple[str, ...], names: tuple[str, str]) -> list[Any]:
    """Who may be meant by what was typed into the first of two fields; where several fit, the second asks which."""
    who, which = names
    words = str(form.data.get(who, "") or "").strip().replace("\0", "")[:60]
    found = parties_called(viewer, office, kinds, words)
    if len(found) > 1:
        form.fields[which].choices = [(str(party.uuid), _told(party)) for party in found]
    else:
        del form.fields[which]
    return found


def chosen_party(form: Any, data: Any, found: list[Any], names: tuple[str, str]) -> Any:
    """The one who is meant; none, with words beside the field, where that can't be told."""
    who, which = names
    if who not in data:
        return None
    if not found:
        form.add_error(who, _("Nobody here is called that. Please look at the name, or open a file first."))
        return None
    chosen = [party for party in found if str(party.uuid) == data.get(which)] or found
    if len(chosen) > 1:
        form.add_error(which, _("Several fit. Please choose one."))
    return chosen[0]


def _told(party: Any) -> str:
    """What tells a party from its namesakes."""
    facts = [party.name, place_path(party.place)]
    if party.kind == "person" and party.person.birth_on:
        facts.append(gettext("born %(year)s") % {"year": party.person.birth_on.year})
    return " · ".join(filter(None, facts))
