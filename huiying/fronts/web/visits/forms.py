"""The forms of visits: planned, made, called off; a case and a hazard from one."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.cases.choices import Choices, office_places, provider_choices
from huiying.fronts.web.hazards.wording import GRADES
from huiying.fronts.web.templatetags.ui import place_path
from huiying.fronts.web.visits.wording import KINDS, PARTY_KINDS
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.selectors.cases import own_parties
from huiying.work.cases.selectors.visits import namesakes


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> Any:
    """A day; a browser takes its first value in the one form that is no language's."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


def words_field(
    label: Any, rows: int, help_text: Any = "", *, most: int = 4000, required: bool = True
) -> Any:
    """Words of several lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, help_text=help_text, max_length=most, required=required)


def photo_field() -> Any:
    """One photo; whether it is one is for the service to see."""
    return forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


def upload(photo: Any) -> tuple[str, Any] | None:
    """A photo as the service takes it: name and file."""
    return (photo.name or "", photo) if photo else None


def _visitor_choices(office_id: int, own: list[tuple[int, str]]) -> Choices:
    """Who may go: the providers of the office, and whoever writes it down."""
    choices = provider_choices(office_id)[1:]
    known = {key for _group, members in choices for key, _name in members}
    strange = [choice for choice in own if choice[0] not in known]
    return [(gettext("You"), strange), *choices] if strange else choices


class _Moment(forms.Form):
    on = day_field(_("Day"))
    from_time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}))


class _Company(forms.Form):
    visitors = forms.TypedMultipleChoiceField(
        label=_("Who goes"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, viewer: Viewer, office: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        own = [(party.pk, party.name) for party in own_parties(viewer) if party.kind == "person"]
        self.fields["visitors"].choices = _visitor_choices(office.pk, own)  # type: ignore[attr-defined]
        self.initial.setdefault("visitors", [key for key, _name in own])


class _Aim(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind of visit"), choices=KINDS, help_text=_("Hazards are noted on a safety visit.")
    )
    whom = forms.CharField(
        label=_("Whom it goes to"),
        help_text=_(
            "The registered name of a household, a person or an organisation. Leave it empty for a place."
        ),
        max_length=80,
        required=False,
    )
    party = forms.TypedChoiceField(
        label=_("Which one is meant"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    place = forms.ChoiceField(label=_("Place"), required=False)
    where = forms.CharField(
        label=_("Where exactly"), help_text=_("A gate, a floor, a venue."), max_length=120, required=False
    )


class EnteredForm(_Moment, _Company, _Aim):
    """Whom or where, by whom and when."""

    field_order = ("kind", "whom", "party", "place", "where", "on", "from_time", "visitors")

    def __init__(self, *args: Any, viewer: Viewer, office: Any, **more: Any) -> None:
        super().__init__(*args, viewer=viewer, office=office, **more)
        self.fields["place"].choices = office_places(office, gettext("Their own address"))  # type: ignore[attr-defined]
        name = (self.data.get("whom") if self.is_bound else self.initial.get("whom")) or ""
        name = name.replace("\0", "").strip()[:80]
        self.found = namesakes(viewer, office.pk, name) if name else []
        if len(self.found) > 1:
            self.fields["party"].choices = [  # type: ignore[attr-defined]
                (
                    party.pk,
                    " · ".join(
                        filter(None, (party.name, str(PARTY_KINDS[party.kind]), place_path(party.place)))
                    ),
                )
                for party in self.found
            ]
            self.fields["party"].required = True
            self.fields["party"].error_messages["required"] = gettext(
                "Several are called so. Please choose one."
            )
        else:
            del self.fields["party"]

    def clean(self) -> dict[str, Any]:
        """The one who is meant, chosen where several are called so."""
        data = super().clean() or self.cleaned_data
        chosen = data.get("party")
        by_key = {party.pk: party for party in self.found}
        data["party"] = by_key.get(chosen) if chosen else (self.found[0] if len(self.found) == 1 else None)
        if data.get("whom") and not self.found and not self.errors:
            self.add_error(
                "whom",
                gettext(
                    "Nobody registered has this name. Choose a place, and write the name with what was seen."
                ),
            )
        return data


class PlanForm(EnteredForm):
    """A visit that is to come, with what for."""

    purpose = forms.CharField(label=_("What for"), max_length=200, required=False)


class MadeForm(EnteredForm):
    """A visit that was made, with what was seen."""

    seen = words_field(
        _("What was seen"), 5, _("What they said, what was promised, what to look at next time.")
    )


class NoteForm(_Moment, _Company):
    """What came of a planned visit."""

    seen = words_field(
        _("What was seen"), 5, _("What they said, what was promised, what to look at next time.")
    )
    field_order = ("on", "from_time", "visitors", "seen")


class CallOffForm(forms.Form):
    """Why a planned visit is not made."""

    word = forms.CharField(label=_("Why it is not made"), max_length=200)


class CaseForm(forms.Form):
    """What was asked for on a visit."""

    text = words_field(
        _("What it is about"), 4, _("In their words, as a request on the page would say it."), most=10_000
    )
    contact = forms.CharField(
        label=_("How do we reach them?"),
        help_text=_("A telephone number. Leave it empty if they don't want to be rung."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    is_secret = forms.BooleanField(
        label=_("Keep secret who asked"),
        help_text=_("The body that it is about won't learn it; no message is sent."),
        required=False,
    )


class HazardForm(forms.Form):
    """What is dangerous, how grave, who puts it right, by when."""

    what = forms.CharField(
        label=_("What is dangerous, and where"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    grade = forms.ChoiceField(label=_("Grade"), choices=GRADES, widget=forms.RadioSelect)
    responsible = forms.CharField(label=_("Who puts it right"), max_length=80)
    due_on = day_field(_("Put right by"))
    photos = photo_field()
