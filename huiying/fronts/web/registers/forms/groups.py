"""The forms of households, organisations and teams, and of who belongs to them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.registers.forms.fields import ListField, PlaceField, WhoForm, day, today
from huiying.fronts.web.registers.wording import AFFILIATIONS, ORGANISATION_KINDS, RELATIONS, TAGS, TEAM_KINDS
from huiying.fronts.web.templatetags.ui import place_path
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.selectors import teams
from huiying.registers.parties.services import NewOrganisation, NewTeam

_COMMAS = _("With commas between them.")
_PLACE = _("As people say it: community, compound, building.")


def _version() -> forms.CharField:
    return forms.CharField(widget=forms.HiddenInput, required=False)


def _choices(words: dict[str, Any]) -> list[tuple[str, Any]]:
    return [("", _("Choose one")), *words.items()]


class HouseholdNewForm(WhoForm):
    """A household with its head; the others join it on its page."""

    who = forms.CharField(
        label=_("Head of the household"), max_length=60, help_text=_("Name, pinyin or whole telephone number")
    )
    home = PlaceField(label=_("Home"), help_text=_PLACE)
    from_on = day(_("Lives there since"))
    tags = ListField(label=_("Tags"), help_text=_COMMAS, max_length=300, required=False)

    def __init__(self, data: Any = None, *, viewer: Viewer, office: Any) -> None:
        super().__init__(data, viewer=viewer, office=office, initial={"from_on": today()})
        home: Any = self.fields["home"]
        home.look(viewer, office)


class HouseholdForm(forms.Form):
    """What a household is called, and its tags."""

    name = forms.CharField(label=_("Its name"), max_length=80)
    tags = ListField(label=_("Tags"), help_text=_COMMAS, max_length=300, required=False)
    version = _version()

    def __init__(self, data: Any = None, *, household: Any) -> None:
        party = household.party
        initial = {"name": party.name, "tags": "、".join(household.tags), "version": str(party.version)}
        super().__init__(data, initial=initial)


class MoveForm(forms.Form):
    """Where a household lives from which day on."""

    place = PlaceField(label=_("New home"), help_text=_PLACE)
    on = day(_("Lives there since"))

    def __init__(self, data: Any = None, *, viewer: Viewer, office: Any) -> None:
        super().__init__(data, initial={"on": today()})
        place: Any = self.fields["place"]
        place.look(viewer, office)


class EndForm(forms.Form):
    """The last day of a record, or of a tie."""

    until_on = day(_("Last day"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"until_on": today()})


class MemberForm(WhoForm):
    """Somebody who joins: who, and since when. Subclasses add as what."""

    from_on = day(_("Since"))

    def __init__(self, data: Any = None, *, viewer: Viewer, office: Any) -> None:
        super().__init__(data, viewer=viewer, office=office, initial={"from_on": today()})


class HouseholdMemberForm(MemberForm):
    """Who lives there, and the relation to the head."""

    relation = forms.ChoiceField(label=_("Relation to the head"), choices=_choices(RELATIONS))


class OrganisationMemberForm(MemberForm):
    """Who belongs to an organisation, as what."""

    role = forms.ChoiceField(label=_("As what"), choices=_choices(AFFILIATIONS))


class TeamMemberForm(MemberForm):
    """Who is in a team, as what."""

    kinds = ("person", "organisation")
    role = forms.CharField(label=_("As what"), max_length=40, required=False)


class OrganisationForm(forms.Form):
    """What the office knows of an organisation."""

    name = forms.CharField(label=_("Its name"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind of organisation"), choices=_choices(ORGANISATION_KINDS))
    credit_code = forms.CharField(
        label=_("Unified credit code"),
        help_text=_("18 characters, on the licence."),
        max_length=40,
        required=False,
    )
    place = PlaceField(label=_("Place"), help_text=_PLACE, required=False)
    industry = forms.CharField(
        label=_("Industry"), help_text=_("Code of GB/T 4754, such as C2913."), max_length=8, required=False
    )
    tags = forms.MultipleChoiceField(
        label=_("Tags"), choices=TAGS.items(), widget=forms.CheckboxSelectMultiple, required=False
    )
    own_tags = ListField(label=_("The office's own tags"), help_text=_COMMAS, max_length=300, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    version = _version()

    def __init__(self, data: Any = None, *, viewer: Viewer, office: Any, organisation: Any = None) -> None:
        super().__init__(data, initial=_organisation(organisation) if organisation else {})
        place: Any = self.fields["place"]
        place.look(viewer, office)
        if organisation is None:
            del self.fields["version"]

    def organisation(self) -> NewOrganisation:
        """The organisation as it should be."""
        data = self.cleaned_data
        return NewOrganisation(
            name=data["name"],
            kind=data["kind"],
            place=data["place"],
            credit_code=data["credit_code"],
            industry=data["industry"],
            tags=list(dict.fromkeys([*data["tags"], *data["own_tags"]])),
            phone=data["phone"],
        )


def _organisation(organisation: Any) -> dict[str, Any]:
    party = organisation.party
    return {
        "name": party.name,
        "kind": organisation.kind,
        "credit_code": organisation.credit_code,
        "place": place_path(party.place),
        "industry": organisation.industry,
        "tags": [tag for tag in organisation.tags if tag in TAGS],
        "own_tags": "、".join(tag for tag in organisation.tags if tag not in TAGS),
        "phone": organisation.phone,
        "version": str(party.version),
    }


class TeamForm(forms.Form):
    """What a team is: its name, kind, place, the team above it."""

    name = forms.CharField(label=_("Its name"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind of team"))
    place = PlaceField(label=_("Place"), help_text=_PLACE, required=False)
    parent = forms.ChoiceField(label=_("Belongs to"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    version = _version()

    def __init__(self, data: Any = None, *, viewer: Viewer, office: Any, team: Any = None) -> None:
        super().__init__(data, initial=_team(team) if team else {})
        fields: Any = self.fields
        fields["place"].look(viewer, office)
        is_desk = team is not None and team.kind == "desk"
        kinds = {code: words for code, words in TEAM_KINDS.items() if (code == "desk") == is_desk}
        fields["kind"].choices = list(kinds.items()) if is_desk else _choices(kinds)
        self.above = {str(row.party.uuid): row for row in teams(viewer) if team is None or row.pk != team.pk}
        rows = [(key, row.party.name) for key, row in self.above.items()]
        fields["parent"].choices = [("", _("To no other team")), *rows]
        if team is None:
            del self.fields["version"]

    def team(self) -> NewTeam:
        """The team as it should be."""
        data = self.cleaned_data
        return NewTeam(
            name=data["name"],
            kind=data["kind"],
            place=data["place"],
            parent=self.above.get(data["parent"]),
            phone=data["phone"],
        )


def _team(team: Any) -> dict[str, Any]:
    return {
        "name": team.party.name,
        "kind": team.kind,
        "place": place_path(team.party.place),
        "parent": str(team.parent.party.uuid) if team.parent else "",
        "phone": team.phone,
        "version": str(team.party.version),
    }
