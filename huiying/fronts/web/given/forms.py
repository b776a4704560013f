"""What is written down of a service in four taps, and why one is struck out."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.fronts.web.refusals import WORDS
from huiying.fronts.web.wording import name_of
from huiying.work.cases.rules.given import LONGEST_MINUTES, MOST_PEOPLE

RESULTS = (
    ("done", gettext_lazy("It is done")),
    ("explained", gettext_lazy("Explained")),
    ("goes_on", gettext_lazy("It goes on")),
    ("passed_on", gettext_lazy("Passed on to others")),
)
COUNTED = "counted"
MINUTES = (5, 10, 15, 30, 60, 90)
"""What one tap writes down; other numbers are typed."""
USUAL_MINUTES = 15
_SHOWN = 6


class GivenForm(forms.Form):
    """What, to whom, when, for how long. Big choices hold what somebody does daily; the rest is one list away.

    A name that is typed goes before a tapped one, and so does an offering of the long list.
    """

    once = forms.CharField(required=False, widget=forms.HiddenInput)
    case = forms.CharField(required=False, widget=forms.HiddenInput)
    offering = forms.TypedChoiceField(
        label=gettext_lazy("Which service"),
        coerce=int,
        required=False,
        widget=forms.RadioSelect,
    )
    other = forms.TypedChoiceField(label=gettext_lazy("Another service"), coerce=int, required=False)
    who = forms.ChoiceField(
        label=gettext_lazy("For whom"),
        widget=forms.RadioSelect,
        error_messages={"required": WORDS["given_whom_missing"]},
    )
    count = forms.IntegerField(
        label=gettext_lazy("How many people"),
        min_value=1,
        max_value=MOST_PEOPLE,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    whom = forms.CharField(
        label=gettext_lazy("Somebody else"),
        help_text=gettext_lazy("Whole name, or whole telephone number."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    happened_at = forms.DateTimeField(
        label=gettext_lazy("When it was"),
        help_text=gettext_lazy("Empty means now."),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    result = forms.ChoiceField(
        label=gettext_lazy("What came of it"), choices=RESULTS, initial="done", widget=forms.RadioSelect
    )
    word = forms.CharField(label=gettext_lazy("A word"), max_length=200, required=False)
    other_minutes = forms.IntegerField(
        label=gettext_lazy("Other minutes"),
        min_value=1,
        max_value=LONGEST_MINUTES,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    minutes = forms.CharField(label=gettext_lazy("Minutes"), max_length=5, required=False)

    def __init__(
        self,
        *args: Any,
        offerings: Sequence[Any],
        shown: list[int],
        people: list[Any],
        found: list[Any],
        may_find: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.offerings = {offering.pk: offering for offering in offerings}
        self.people = {str(party.pk): party for party in [*people, *found]}
        self.found = found
        fields: Any = self.fields
        first = [key for key in dict.fromkeys([*shown, *self.offerings]) if key in self.offerings][:_SHOWN]
        fields["offering"].choices = [(key, name_of(self.offerings[key])) for key in first]
        fields["other"].choices = [("", _("None of the others")), *_by_provider(offerings)]
        fields["who"].choices = [
            *((key, _person_words(party)) for key, party in self.people.items()),
            (COUNTED, _("People without a name")),
        ]
        if len(offerings) <= _SHOWN:
            del fields["other"]
        if not may_find:
            del fields["whom"]
        fields["offering"].initial = first[0] if first else None
        fields["once"].initial = uuid4()
        fields["count"].initial = 1

    def clean_once(self) -> UUID:
        """The key under which it is written down once, however often it is sent."""
        try:
            return UUID(self.cleaned_data["once"])
        except ValueError:
            return uuid4()

    def clean(self) -> dict[str, Any]:
        """The offering, the party or the number, and the minutes, each from wherever it was given."""
        data: dict[str, Any] = super().clean() or {}
        chosen = data.get("other") or data.get("offering")
        if not chosen and not {"other", "offering"} & self.errors.keys():
            self.add_error("offering", WORDS["offering_missing"])
        data["chosen"] = self.offerings.get(chosen) if chosen else None
        data["party"] = self._party(data)
        if data["party"] is not None or not data.get("count"):
            data["count"] = 1
        data["minutes"] = self._minutes(data)
        return data

    def _party(self, data: dict[str, Any]) -> Any:
        """Who got it; None where people were only counted. A typed name must be one person's."""
        who = data.get("who", "")
        if data.get("whom") and who not in [str(party.pk) for party in self.found]:
            self.errors.pop("who", None)
            if len(self.found) == 1:
                return self.found[0]
            code = "given_whom_several" if self.found else "given_whom_unknown"
            self.add_error("whom", WORDS[code])
        return self.people.get(who)

    def _minutes(self, data: dict[str, Any]) -> int:
        """The tapped number, unless another was typed for the button beside it."""
        typed = data.get("minutes", "")
        if typed.isdecimal():
            return int(typed)
        return data.get("other_minutes") or USUAL_MINUTES


def _by_provider(offerings: Sequence[Any]) -> list[tuple[str, list[tuple[int, str]]]]:
    groups: dict[str, list[tuple[int, str]]] = {}
    for offering in offerings:
        groups.setdefault(offering.provider.name, []).append((offering.pk, name_of(offering)))
    return list(groups.items())


def _person_words(party: Any) -> str:
    """A name with the house or the place, short enough for a thumb's choice."""
    place = party.place
    if place is None:
        return str(party.name)
    parts = (place.parent, place) if place.level == "building" and place.parent else (place,)
    return f"{party.name} · {' '.join(name_of(part) for part in parts)}"


class StrikeForm(forms.Form):
    """Why a service is struck out."""

    reason = forms.CharField(
        label=gettext_lazy("What was mistaken"),
        max_length=200,
        error_messages={"required": WORDS["strike_reason_missing"]},
    )
