"""What narrows the trail."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.trail.sentences import AREAS
from huiying.pure.lib import clock

_FIRST, _LAST = date(2000, 1, 1), date(2100, 12, 31)
_WORDS = _("Please give a day between 2000 and 2100.")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        validators=[MinValueValidator(_FIRST, _WORDS), MaxValueValidator(_LAST, _WORDS)],
        widget=forms.DateInput(attrs={"type": "date", "min": str(_FIRST), "max": str(_LAST)}),
    )


class NarrowForm(forms.Form):
    """A group of codes, a case, whoever did it, days; all may be left empty."""

    area = forms.ChoiceField(label=_("What about"), choices=[("", _("All")), *AREAS.items()], required=False)
    number = forms.CharField(label=_("Number of a case"), max_length=20, required=False)
    who = forms.CharField(label=_("Who did it"), max_length=80, required=False)
    since_on = _day(_("From"))
    until_on = _day(_("Until"))

    @property
    def period(self) -> tuple[datetime, datetime] | None:
        """The days as moments, from the first up to before the last; None when neither is given."""
        data: dict[str, Any] = self.cleaned_data
        first, last = data.get("since_on"), data.get("until_on")
        if first is None and last is None:
            return None
        last = last or clock.today()
        return (
            clock.local_time(first, 0) if first else datetime.min.replace(year=2000, tzinfo=clock.SHANGHAI),
            clock.local_time(last + timedelta(days=1), 0),
        )
