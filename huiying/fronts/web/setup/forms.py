"""Forms of what an office stands on: limits, days, places, venues, its own settings."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.directory.choices import AREAS, PlaceField
from huiying.fronts.web.editing import EditForm, RehearsedForm, WeekField, Words, day_field
from huiying.fronts.web.registers.wording import (
    DOORS,
    LEVELS,
    MATTERS,
    UNITS,
    VENUE_KINDS,
    WEIGHTS,
    matter_words,
)
from huiying.registers.limits.rules import UNITS as KNOWN_UNITS
from huiying.registers.places.rules import LEVELS as LEVELS_IN_ORDER

MOST_DAYS = 60


class LimitForm(RehearsedForm):
    """How long a matter may take from a day on."""

    from_on = day_field(
        _("From which day"), help_text=_("Tomorrow at the earliest: what was promised stays promised.")
    )
    amount = forms.IntegerField(label=_("How long"), min_value=1, max_value=3650)
    unit = forms.ChoiceField(label=_("Counted in"), choices=[(unit, UNITS[unit]) for unit in KNOWN_UNITS])
    at_least = forms.TypedChoiceField(
        label=_("Which way"),
        coerce=lambda value: value == "1",
        choices=[("0", _("At most")), ("1", _("At least"))],
        initial="0",
        widget=forms.RadioSelect,
    )
    document = forms.CharField(
        label=_("By which document"), max_length=200, help_text=_("Title and article, as it is cited.")
    )


class NewLimitForm(LimitForm):
    """A limit of a matter that has none of its own here yet."""

    matter = forms.ChoiceField(label=_("Matter"))
    field_order = ("matter", "from_on", "amount", "unit", "at_least", "document")

    def __init__(self, *args: Any, more_matters: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        matter: Any = self.fields["matter"]
        codes = dict.fromkeys((*MATTERS, *more_matters))
        matter.choices = [("", _("Choose one")), *((code, matter_words(code)) for code in codes)]


class OwnDaysForm(RehearsedForm):
    """Days on which the office works, or doesn't, against the official calendar."""

    from_on = day_field(_("First day"))
    until_on = day_field(_("Last day"), required=False, help_text=_("Empty: that one day."))
    is_working = forms.TypedChoiceField(
        label=_("On these days the office"),
        coerce=lambda value: value == "1",
        choices=[("0", _("doesn't work")), ("1", _("works"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Why"), max_length=200, help_text=_("Such as: typhoon, offices closed."))
    document = forms.CharField(label=_("By which document"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """The days one by one."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("from_on"), data.get("until_on") or data.get("from_on")
        if first and last:
            if last < first:
                self.add_error("until_on", _("The last day can't be before the first."))
            elif (last - first).days >= MOST_DAYS:
                self.add_error("until_on", _("At most 60 days at once."))
            else:
                data["days"] = _days(first, last)
        return data


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


class PlacesForm(forms.Form):
    """Places of one level below another."""

    level = forms.ChoiceField(label=_("What they are"))
    names = Words(
        label=_("Names"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One per line, or separated by commas."),
    )
    code = forms.CharField(
        label=_("Official code"),
        max_length=12,
        required=False,
        help_text=_(
            "Twelve digits, for a street, community or village; what is smaller gets the next number."
        ),
    )

    def __init__(self, *args: Any, parent: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        level: Any = self.fields["level"]
        below = LEVELS_IN_ORDER[LEVELS_IN_ORDER.index(parent.level) + 1 :]
        level.choices = [(code, LEVELS[code]) for code in below]
        if LEVELS_IN_ORDER.index(parent.level) >= LEVELS_IN_ORDER.index("community"):
            del self.fields["code"]


class PlaceForm(EditForm):
    """What a place is called."""

    name = forms.CharField(
        label=_("Its name"), max_length=80, help_text=_("The name it had stays as one that people use.")
    )
    name_en = forms.CharField(label=_("The same in English"), max_length=80, required=False)
    aliases = Words(
        label=_("What else people call it"),
        required=False,
        help_text=_("Several with commas. A place is found in a request by these too."),
    )
    area_m2 = forms.IntegerField(label=_("Area in m²"), required=False, min_value=1, max_value=10**12)


class EndPlaceForm(forms.Form):
    """The last day of a place, and into which its parts go."""

    last_on = day_field(_("Its last day"))
    into = PlaceField(
        label=_("Merged into"), required=False, empty_label=_("Into none: it has no places below it")
    )

    def __init__(self, *args: Any, place: Any, path: str, **more: Any) -> None:
        super().__init__(*args, **more)
        into: Any = self.fields["into"]
        into.within(path, (place.level,))
        into.queryset = into.queryset.exclude(pk=place.pk)


class VenueForm(EditForm):
    """A place that serves."""

    name = forms.CharField(label=_("Its name"), max_length=80)
    name_en = forms.CharField(label=_("The same in English"), max_length=80, required=False)
    aliases = Words(label=_("What else people call it"), required=False)
    kind = forms.ChoiceField(label=_("Kind of venue"), choices=list(VENUE_KINDS.items()))
    place = PlaceField(label=_("Where"))
    address = forms.CharField(label=_("Address"), max_length=160, required=False)
    floor_area_m2 = forms.IntegerField(
        label=_("Floor area in m²"), required=False, min_value=1, max_value=1_000_000
    )
    hours = WeekField(label=_("Opening hours"))
    functions = Words(label=_("What it is for"), required=False)
    capacity = forms.IntegerField(label=_("People at once"), required=False, min_value=1, max_value=100_000)

    def __init__(self, *args: Any, path: str, **more: Any) -> None:
        super().__init__(*args, **more)
        place: Any = self.fields["place"]
        place.within(path, (*AREAS, "building"))


class HeadCountForm(forms.Form):
    """How many came on a day."""

    on = day_field(_("Day"))
    count = forms.IntegerField(label=_("How many people came"), min_value=1, max_value=1_000_000)
    word = forms.CharField(
        label=_("How it was counted"),
        max_length=120,
        required=False,
        help_text=_("Such as: by the door counter."),
    )


class OfficeForm(RehearsedForm):
    """An office's own settings."""

    name = forms.CharField(label=_("Name of the office"), max_length=80)
    name_en = forms.CharField(label=_("The same in English"), max_length=80, required=False)
    phone = forms.CharField(
        label=_("Telephone that a person answers"),
        max_length=30,
        help_text=_("It stands on every public page and on every receipt."),
    )
    phone_hours = forms.CharField(label=_("When it is answered"), max_length=80, required=False)
    phone_hours_en = forms.CharField(
        label=_("When it is answered, in English"), max_length=80, required=False
    )
    doors = forms.MultipleChoiceField(
        label=_("Doors that are open"), choices=list(DOORS.items()), widget=forms.CheckboxSelectMultiple
    )
    notice = forms.CharField(
        label=_("Notice on the first page"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as: the counter is closed on Friday afternoon. Empty: none."),
    )
    notice_en = forms.CharField(
        label=_("The notice in English"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    triage_threshold = forms.DecimalField(
        label=_("From which confidence a reading is applied without a clerk"),
        min_value=0,
        max_value=1,
        max_digits=3,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.01"}),
        help_text=_("Between 0 and 1. With 1 a clerk reads almost everything."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for code, words in WEIGHTS.items():
            self.fields[f"weight_{code}"] = forms.FloatField(
                label=words,
                min_value=0,
                max_value=1000,
                initial=more.get("initial", {}).get(f"weight_{code}"),
            )

    @property
    def weights(self) -> dict[str, float]:
        """The points that each reason can give at most."""
        data = self.cleaned_data
        return {code: data[f"weight_{code}"] for code in WEIGHTS}
