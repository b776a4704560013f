"""What the forms of the directory offer: places, venues, social workers of an office."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.fronts.web.wording import name_of
from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory.selectors import workers_for_matching
from huiying.registers.places.selectors import current_places, venues

AREAS = ("city", "county", "zone", "park", "street", "community", "grid", "compound")


class PlaceField(forms.ModelChoiceField[Any]):
    """A place of an office's part of the tree, each set in below what it lies in."""

    def __init__(self, **more: Any) -> None:
        offered = current_places(Viewer.stranger(), levels=AREAS)
        super().__init__(queryset=offered, **{"empty_label": gettext_lazy("Choose one"), **more})

    def within(self, path: str, levels: tuple[str, ...] = AREAS) -> None:
        """Offer the places at and below a path."""
        self.queryset = current_places(Viewer.stranger(), path, levels)
        self._depth = path.count("/")

    def label_from_instance(self, obj: Any) -> str:
        """The place's name, further in the deeper it lies."""
        depth: int = obj.path.count("/") - self._depth
        return "\N{IDEOGRAPHIC SPACE}" * depth + name_of(obj)


class VenueField(forms.ModelChoiceField[Any]):
    """A venue of an office's part of the tree."""

    def __init__(self, **more: Any) -> None:
        super().__init__(queryset=venues(Viewer.stranger()), **more)

    def within(self, path: str) -> None:
        """Offer the venues at and below a path."""
        self.queryset = venues(Viewer.stranger(), path)

    def label_from_instance(self, obj: Any) -> str:
        """The venue's name and where it is."""
        return f"{name_of(obj)} · {name_of(obj.place)}"


def worker_choices(office_id: int) -> list[tuple[Any, str]]:
    """The social workers of an office by name."""
    names = (
        workers_for_matching(office_id)
        .order_by("person__party__name")
        .values_list("pk", "person__party__name")
    )
    return [("", _("Choose one")), *names]
