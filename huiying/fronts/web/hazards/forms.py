"""Writing down how a hazard stands."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.visits.forms import day_field, photo_field, words_field


class RecheckForm(forms.Form):
    """What was found when somebody looked again."""

    checked_on = day_field(_("Day"))
    result = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=(("right", _("Put right")), ("open", _("Not put right yet"))),
        widget=forms.RadioSelect,
    )
    word = words_field(_("What you saw"), 3, _("Where it isn't put right: what is missing."), required=False)
    photos = photo_field()
