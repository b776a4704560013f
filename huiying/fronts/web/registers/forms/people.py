"""The forms of a person's file: seeing a masked field in full, opening and changing a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.registers.forms.fields import ListField, PlaceField, day
from huiying.fronts.web.registers.wording import CONTACT_WAYS, REVEAL_REASONS, REVEALED_FIELDS, SEXES
from huiying.fronts.web.templatetags.ui import masked, place_path
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.services import NewPerson


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


def _text(label: Any, help_text: Any = "", *, most: int = 80) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=False)


class PersonForm(forms.Form):
    """One file a person. What is masked in a file stays masked here: a number is typed anew, or stays."""

    name = forms.CharField(label=_("Name"), max_length=80)
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[("", _("Not known")), *SEXES.items()],
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )
    birth_on = day(_("Birthday"), required=False)
    phone = _text(_("Telephone"), most=40)
    without_phone = forms.BooleanField(
        label=_("The number isn't theirs any more: take it out"), required=False
    )
    identity_number = _text(_("Identity number"), _("Birthday and sex are read from it."), most=30)
    without_identity_number = forms.BooleanField(
        label=_("The identity number is wrong: take it out"), required=False
    )
    home = PlaceField(
        label=_("Home"), help_text=_("As people say it: community, compound, building."), required=False
    )
    home_from = day(
        _("Lives there since"),
        _("Only for a new home: from then on. The former one is kept."),
        required=False,
    )
    schooling = _text(_("Schooling"))
    jobs = forms.CharField(
        label=_("Work"),
        help_text=_("In a few words. What they do for an organisation is noted there, with its days."),
        max_length=300,
        required=False,
    )
    skills = ListField(
        label=_("Skills"), help_text=_("With commas between them."), max_length=300, required=False
    )
    languages = ListField(
        label=_("Languages"), help_text=_("With commas between them."), max_length=200, required=False
    )
    way = forms.ChoiceField(
        label=_("How they like to be reached"), choices=CONTACT_WAYS.items(), required=False, initial=""
    )
    hours = _text(_("At which hours"), most=60)
    not_at_home = forms.BooleanField(label=_("Don't ring their home"), required=False)
    needs_two_visitors = forms.BooleanField(label=_("Two visitors go together"), required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    is_another = forms.BooleanField(label=_("It is somebody else: open a new file"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, office: Any, person: Any = None, **more: Any) -> None:
        if person is not None:
            more["initial"] = _as_it_stands(person)
        super().__init__(*args, **more)
        self.person = person
        home: Any = self.fields["home"]
        home.look(viewer, office)
        self._mask()
        if person is None:
            for name in ("home_from", "version"):
                del self.fields[name]

    def _mask(self) -> None:
        """Say what is noted, with its middle hidden, and let it be taken out only where there is something."""
        for name in ("phone", "identity_number"):
            noted = getattr(self.person, name) if self.person is not None else ""
            if noted:
                self.fields[name].help_text = _("%(number)s is noted. Leave it empty to keep it.") % {
                    "number": masked(noted)
                }
            else:
                del self.fields[f"without_{name}"]

    def ask_whether_another(self, is_asked: bool) -> None:
        """Let the one who types say that it is somebody else, where there is somebody alike."""
        if not is_asked:
            self.fields.pop("is_another", None)

    def stands(self, name: str) -> Any:
        """What a field says in the file now."""
        if name in ("phone", "identity_number") and self.person is not None:
            return masked(getattr(self.person, name))
        return self.initial.get(name, "")

    def file(self) -> NewPerson:
        """The whole file as it should be."""
        data = self.cleaned_data
        preference = {"way": data["way"], "hours": data["hours"].strip(), "not_at_home": data["not_at_home"]}
        return NewPerson(
            name=data["name"],
            home=data["home"],
            sex=data["sex"],
            birth_on=data["birth_on"],
            phone=self._number("phone"),
            identity_number=self._number("identity_number"),
            schooling=data["schooling"].strip(),
            jobs=data["jobs"].strip(),
            skills=data["skills"],
            languages=data["languages"],
            contact_preference={key: value for key, value in preference.items() if value},
            needs_two_visitors=data["needs_two_visitors"],
        )

    def _number(self, name: str) -> str:
        typed: str = self.cleaned_data[name].strip()
        if typed or self.person is None or self.cleaned_data.get(f"without_{name}"):
            return typed
        noted: str = getattr(self.person, name)
        return noted


def _as_it_stands(person: Any) -> dict[str, Any]:
    plain = ("sex", "birth_on", "schooling", "jobs", "needs_two_visitors")
    preference = person.contact_preference
    return {
        **{name: getattr(person, name) for name in plain},
        "name": person.party.name,
        "home": place_path(person.party.place),
        "skills": "、".join(person.skills),
        "languages": "、".join(person.languages),
        "way": preference.get("way", ""),
        "hours": preference.get("hours", ""),
        "not_at_home": preference.get("not_at_home", False),
        "version": str(person.party.version),
    }


class FileForm(forms.Form):
    """The other file of the same person."""

    file = forms.UUIDField(widget=forms.HiddenInput)
