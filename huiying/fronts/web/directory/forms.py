"""Forms of the directory: an offering, a social worker's file, leave, a tie, hours of duty."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.cases.choices import category_choices
from huiying.fronts.web.cases.forms import KINDS
from huiying.fronts.web.directory.choices import PlaceField, VenueField, worker_choices
from huiying.fronts.web.editing import EditForm, RehearsedForm, WeekField, Words, day_field
from huiying.fronts.web.registers.wording import (
    DOORS,
    LIFE_STAGES,
    MATTERS,
    PROVIDER_KINDS,
    SERVICE_KINDS,
    WORKER_TYPES,
    matter_words,
)
from huiying.fronts.web.templatetags.ui import place_path
from huiying.fronts.web.wording import LANES, WEEKDAYS, name_of
from huiying.registers.directory.selectors import groups_of, leaves_of

_OF_NO_KIND = ("case.answer.at_once",)
_HOURS = [(hour, f"{hour}:00") for hour in range(25)]


class OfferingForm(EditForm):
    """What is offered, to whom, where and when."""

    name = forms.CharField(label=_("What it is called"), max_length=80)
    name_en = forms.CharField(label=_("The same in English"), max_length=120, required=False)
    summary = forms.CharField(
        label=_("What people get"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences, as you would say it at the counter."),
    )
    for_whom = forms.CharField(
        label=_("For whom"), max_length=120, required=False, help_text=_("Empty means everybody.")
    )
    categories = forms.MultipleChoiceField(
        label=_("For requests about"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Requests are matched by these."),
    )
    area = PlaceField(label=_("In which part"), help_text=_("Only requests from there are matched with it."))
    venue = VenueField(label=_("At which venue"), required=False, empty_label=_("At no fixed place"))
    hours = WeekField(
        label=_("When"),
        help_text=_("Whole hours, such as 8-12, 14-17. All empty: as the venue is open, or at any time."),
    )
    at_most = forms.IntegerField(
        label=_("How many at once at most"), required=False, min_value=1, max_value=100_000
    )
    service_kind = forms.ChoiceField(
        label=_("Kind of service, for enterprises"),
        required=False,
        choices=[("", _("Not for enterprises")), *SERVICE_KINDS.items()],
    )
    life_stage = forms.ChoiceField(
        label=_("In which stage of an enterprise"),
        required=False,
        choices=[("", _("In every stage")), *LIFE_STAGES.items()],
    )
    is_value_added = forms.BooleanField(
        label=_("Value-added: more than what every office has to give"), required=False
    )
    is_public = forms.BooleanField(label=_("Shown on the public page"), required=False, initial=True)

    def __init__(self, *args: Any, office: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        fields["categories"].choices = category_choices(office.pk)[1:]
        fields["area"].within(office.place.path)
        fields["venue"].within(office.place.path)
        fields["area"].initial = office.place_id


class WorkerForm(EditForm):
    """What the office keeps of a social worker."""

    type = forms.ChoiceField(label=_("Kind of social worker"), choices=list(WORKER_TYPES.items()))
    ceiling = forms.IntegerField(
        label=_("Open cases at most"),
        min_value=1,
        max_value=500,
        initial=8,
        help_text=_("Nobody is proposed for more than this."),
    )
    area = PlaceField(label=_("Area"))
    hours = WeekField(label=_("Hours"), help_text=_("Whole hours, such as 8-12, 14-17. All empty: always."))

    def __init__(self, *args: Any, office: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        area: Any = self.fields["area"]
        area.within(office.place.path)


class LeaveForm(forms.Form):
    """The first and the last day away."""

    from_on = day_field(_("First day away"))
    until_on = day_field(_("Last day away"))


class TieForm(forms.Form):
    """Whose requests somebody doesn't take: a name, and then who of those who bear it."""

    words = forms.CharField(label=_("Name of the person or organisation"), max_length=60)
    party = forms.TypedChoiceField(
        label=_("Who is meant"), coerce=int, widget=forms.RadioSelect, required=False
    )

    def __init__(self, data: Any, *, find: Callable[[str], list[Any]]) -> None:
        super().__init__(data)
        words = str((data or {}).get("words", "")).strip().replace("\0", "")[:60]
        self.found = {party.pk: party for party in find(words)} if words else {}
        party: Any = self.fields["party"]
        party.choices = [
            (key, " · ".join(filter(None, (each.name, place_path(each.place)))))
            for key, each in self.found.items()
        ]
        if not self.found:
            del self.fields["party"]

    def clean(self) -> dict[str, Any]:
        """The party itself; asks who of those found is meant."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "words" in data and not self.found:
            self.add_error("words", _("Nobody is registered under this name."))
        elif "words" in data and not data.get("party") and "party" not in self.errors:
            self.add_error("party", _("Please choose who is meant."))
        return data


class DutyForm(EditForm):
    """Hours of a weekday, who takes them and who stands in."""

    place = PlaceField(label=_("For which place"))
    weekday = forms.TypedChoiceField(label=_("Weekday"), coerce=int, choices=list(enumerate(WEEKDAYS)))
    from_hour = forms.TypedChoiceField(label=_("From"), coerce=int, choices=_HOURS[:-1], initial=8)
    until_hour = forms.TypedChoiceField(label=_("Until"), coerce=int, choices=_HOURS[1:], initial=20)
    person = forms.TypedChoiceField(label=_("Who takes at-once cases"), coerce=int)
    stand_in = forms.TypedChoiceField(label=_("Who stands in"), coerce=int)

    def __init__(self, *args: Any, office: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        fields["place"].within(office.place.path)
        fields["place"].initial = office.place_id
        fields["person"].choices = fields["stand_in"].choices = worker_choices(office.pk)

    @property
    def values(self) -> dict[str, Any]:
        """The columns of a row."""
        data = dict(self.cleaned_data)
        data.pop("seen")
        return {
            **{name: value for name, value in data.items() if name not in ("person", "stand_in", "days")},
            "person_id": data["person"],
            "stand_in_id": data["stand_in"],
        }


class NewDutyForm(DutyForm):
    """The same hours on several weekdays at once."""

    weekday = None  # type: ignore[assignment]
    days = forms.TypedMultipleChoiceField(
        label=_("On which days"),
        coerce=int,
        choices=list(enumerate(WEEKDAYS)),
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("place", "days", "from_hour", "until_hour", "person", "stand_in")


class GroupForm(EditForm):
    """A group of categories."""

    name = forms.CharField(label=_("Name of the group"), max_length=40)
    name_en = forms.CharField(label=_("The same in English"), max_length=60)
    door = forms.ChoiceField(label=_("Which door of the public page"))
    order = forms.IntegerField(
        label=_("Place in the list"), min_value=0, max_value=9999, help_text=_("Small numbers stand first.")
    )

    def __init__(self, *args: Any, office: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        door: Any = self.fields["door"]
        door.choices = [(code, DOORS[code]) for code in office.doors]


class GroupField(forms.ModelChoiceField[Any]):
    """A group of categories."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name in the reader's language."""
        return name_of(obj)


class CategoryForm(RehearsedForm):
    """What can be asked: its names, the words people use, and what happens with such a request."""

    name = forms.CharField(label=_("Its name"), max_length=40)
    name_en = forms.CharField(label=_("The same in English"), max_length=60)
    words = Words(
        label=_("Words people use for it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=8000,
        help_text=_(
            "Several with commas. A new request is read by these; … between two words stands for anything."
        ),
    )
    parent = GroupField(label=_("In which group"), queryset=None, empty_label=None)
    kind = forms.ChoiceField(label=_("Kind"), choices=[kind for kind in KINDS if kind[0] != "thanks"])
    lane = forms.ChoiceField(label=_("Lane"), choices=list(LANES.items()))
    matter = forms.ChoiceField(label=_("By which limit it is answered"))
    provider_kind = forms.ChoiceField(label=_("Who usually"), choices=list(PROVIDER_KINDS.items()))
    door = forms.ChoiceField(label=_("Which door of the public page"))
    order = forms.IntegerField(
        label=_("Place in the list"), min_value=0, max_value=9999, help_text=_("Small numbers stand first.")
    )

    def __init__(self, *args: Any, office: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        fields["parent"].queryset = groups_of(office.pk)
        fields["door"].choices = [(code, DOORS[code]) for code in office.doors]
        used = leaves_of(office.pk).values_list("matter", flat=True).order_by("matter").distinct()
        answers = (
            matter for matter in MATTERS if matter.startswith("case.answer.") and matter not in _OF_NO_KIND
        )
        fields["matter"].choices = [(code, matter_words(code)) for code in dict.fromkeys((*answers, *used))]
