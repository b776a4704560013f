"""The office's words for visits."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.fronts.web.wording import name_of

KINDS = (
    ("service", gettext_lazy("Service visit")),
    ("safety", gettext_lazy("Safety visit")),
    ("heat", gettext_lazy("Visit in the heat")),
    ("festival", gettext_lazy("Festival visit")),
    ("condolence", gettext_lazy("Visit to the sick or bereaved")),
    ("hardship", gettext_lazy("Visit to a family in hardship")),
    ("other", gettext_lazy("Another visit")),
)
KIND_WORDS: dict[str, Any] = dict(KINDS)
PARTY_KINDS = {
    "person": gettext_lazy("a person"),
    "household": gettext_lazy("a household"),
    "organisation": gettext_lazy("an organisation"),
}


def aim_words(visit: Any) -> str:
    """To whom or to which place a visit goes."""
    if visit.party is not None:
        return str(visit.party.name)
    return " ".join(filter(None, (name_of(visit.place), visit.where)))


def standing_words(visit: Any) -> str:
    """What became of a visit that is not made yet, or never will be."""
    if visit.happened_at is not None:
        return ""
    return _("called off") if visit.called_off_at is not None else _("planned")
