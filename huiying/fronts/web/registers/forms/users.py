"""The forms of users and grants."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.registers.forms.fields import day, today
from huiying.fronts.web.registers.wording import ROLES
from huiying.fronts.web.wording import name_of
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.roles import RIGHTS
from huiying.registers.access.selectors import reached_offices
from huiying.registers.access.services import NewGrant, NewUser
from huiying.registers.parties.selectors import people_without_login


class GrantForm(forms.Form):
    """A role over an office or over all offices of a place, from a day on."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Choose one")), *((code, words) for code, words in ROLES.items() if RIGHTS[code])],
    )
    over = forms.ChoiceField(label=_("Over what"))
    from_on = day(_("From"))
    until_on = day(_("Until"), _("Empty: until it is ended."), required=False)

    def __init__(self, data: Any = None, *, viewer: Viewer) -> None:
        super().__init__(data, initial={"from_on": today()})
        self.administered = _what_is_administered(viewer)
        over: Any = self.fields["over"]
        over.choices = [(key, words) for key, (words, _grant) in self.administered.items()]

    def grant(self) -> NewGrant:
        """The grant as it should be."""
        data = self.cleaned_data
        over = self.administered[data["over"]][1]
        return NewGrant(data["role"], from_on=data["from_on"], until_on=data["until_on"], **over)


class GrantEndForm(forms.Form):
    """With which day a role ends, or that it is taken away at once: then yesterday was the last day."""

    is_at_once = forms.BooleanField(label=_("Take it away at once"), required=False)
    until_on = day(
        _("Otherwise its last day"), _("It holds up to that day and stays readable."), required=False
    )

    def __init__(self, data: Any = None, *, from_on: date) -> None:
        super().__init__(data, initial={"until_on": max(today(), from_on)})
        if from_on >= today():
            del self.fields["is_at_once"]
            self.fields["until_on"].label = _("Its last day")
            self.fields["until_on"].required = True

    def clean(self) -> dict[str, Any]:
        """The last day, whichever way it was chosen."""
        data = super().clean() or self.cleaned_data
        if data.get("is_at_once"):
            self.errors.pop("until_on", None)
            data["until_on"] = today() - timedelta(days=1)
        elif not data.get("until_on") and "until_on" not in self.errors:
            self.add_error("until_on", gettext("Please give the last day."))
        return data


def _what_is_administered(viewer: Viewer) -> dict[str, tuple[str, dict[str, Any]]]:
    """The offices over which a viewer may give roles, and their places, which reach what may be founded there."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for office in reached_offices(viewer, "access.grant"):
        found[f"office-{office.code}"] = (name_of(office), {"office": office})
        words = gettext("all offices of %(place)s") % {"place": name_of(office.place)}
        found[f"place-{office.place.code}"] = (words, {"place": office.place})
    return found


class UserForm(GrantForm):
    """Somebody who will log in: the person behind it, the name to log in with, and the first role."""

    person = forms.ChoiceField(
        label=_("Who is it?"),
        required=False,
        help_text=_("Whoever works in a team here and doesn't log in yet."),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        required=False,
        help_text=_("Only for somebody who isn't in the list."),
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("Lower-case letters and digits, such as wang.li"),
    )

    def __init__(self, data: Any = None, *, viewer: Viewer, office: Any) -> None:
        super().__init__(data, viewer=viewer)
        self.people = {str(each.party.uuid): each for each in people_without_login(office.pk)}
        person: Any = self.fields["person"]
        rows = [(key, each.party.name) for key, each in self.people.items()]
        person.choices = [("", _("Somebody else")), *rows]
        self.order_fields(["person", "name", "username"])

    def person_behind(self) -> Any:
        """The file of who will log in, if there is one."""
        return self.people.get(self.cleaned_data["person"])

    def user(self) -> NewUser:
        """The user as it should be."""
        data = self.cleaned_data
        return NewUser(data["username"].strip(), data["name"].strip(), (self.grant(),))
