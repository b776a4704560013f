"""What narrows the trail."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.trail.sentences import AREAS
from huiying.pure.lib import clock

_DAY = forms.DateInput(attrs={"type": "date"})


class NarrowForm(forms.Form):
    """A group of codes, a case, days; all may be left empty."""

    area = forms.ChoiceField(label=_("What about"), choices=[("", _("All")), *AREAS.items()], required=False)
    number = forms.CharField(label=_("Number of a case"), max_length=20, required=False)
    since_on = forms.DateField(label=_("From"), required=False, widget=_DAY)
    until_on = forms.DateField(label=_("Until"), required=False, widget=_DAY)

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
