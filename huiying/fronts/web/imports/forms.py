"""Bringing a file, and saying what its columns mean."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.imports.wording import FIELD_NAMES
from huiying.pure.sheets.headers import faults_in_meanings
from huiying.pure.sheets.reading import LARGEST_BYTES
from huiying.work.cases.rules.hotline import FIELDS

MEGABYTES = LARGEST_BYTES // 1024**2


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("The hotline's file"),
        help_text=_(
            "Excel (xlsx, xls) or csv, at most 20 MB. Nothing is taken in before you have looked through it."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        max_length=400,
    )


class HeadsForm(forms.Form):
    """What each column means; what every row needs must be named, unless the file is only looked at again."""

    def __init__(self, mapping: Mapping[str, str], samples: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data)
        self.heads = dict(zip((f"head_{number}" for number in range(len(mapping))), mapping, strict=True))
        for name, head in self.heads.items():
            self.fields[name] = forms.ChoiceField(
                label=head[:80],
                help_text=samples.get(head, ""),
                choices=[("", _("Not used")), *FIELD_NAMES.items()],
                initial=mapping[head],
                required=False,
            )
        self.fields["is_strict"] = forms.BooleanField(
            label=_("Take nothing in if a single row is faulty"),
            required=False,
            widget=forms.CheckboxInput(attrs={"form": "look"}),
        )

    @property
    def mapping(self) -> dict[str, str]:
        """What was chosen, by head."""
        return {head: self.cleaned_data[name] for name, head in self.heads.items()}

    def missing(self) -> Iterable[Any]:
        """The names of what no column gives."""
        return [FIELD_NAMES[fault.data["field"]] for fault in faults_in_meanings(self.mapping, FIELDS)]
