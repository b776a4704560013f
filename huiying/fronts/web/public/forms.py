"""The forms that anybody may send, and those of an asker's own case."""

import unicodedata
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.cases.choices import category_choices, place_choices
from huiying.fronts.web.public.photos import PhotosField
from huiying.fronts.web.refusals import WORDS
from huiying.fronts.web.steps import GRADES
from huiying.pure.lib.case_numbers import is_number, read_as_meant

MOST_OF_A_CASE = 30
"""All that its asker may add over time."""
_LONGEST_WORD = 2000


class AskForm(forms.Form):
    """Two fields, and what may be said beside them."""

    text = forms.CharField(
        label=_("What happened?"),
        help_text=_("Write as you speak; it needn't be complete."),
        error_messages={"required": WORDS["text_missing"]},
        widget=forms.Textarea(attrs={"class": "big"}),
    )
    contact = forms.CharField(
        label=_("How do we reach you?"),
        help_text=_("A telephone number. Leave it empty to stay anonymous."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    photos = PhotosField(label=_("Photos"), required=False)
    is_secret = forms.BooleanField(
        label=_("Don't let anybody know that it was me"),
        help_text=_(
            "Whoever it is about won't learn it. We neither ring you nor send a message; you follow it up with the "
            "query code."
        ),
        required=False,
    )
    beneficiary_name = forms.CharField(label=_("Whom is it for?"), required=False, max_length=60)
    beneficiary_relation = forms.CharField(
        label=_("What are they to you?"),
        help_text=_("Mother, neighbour, colleague."),
        required=False,
        max_length=40,
    )

    def ask_of_enterprise(self) -> None:
        """Ask for which enterprise it is, instead of for which neighbour."""
        name, relation = self.fields["beneficiary_name"], self.fields["beneficiary_relation"]
        name.label, name.help_text = _("Which enterprise?"), _("Its name as on the licence.")
        relation.label, relation.help_text = _("What are you there?"), _("Head, accountant, agent.")


class TrackForm(forms.Form):
    """The two keys on the slip."""

    number = forms.CharField(
        label=_("Number"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    code = forms.CharField(
        label=_("Query code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_number(self) -> str:
        """The number as a Chinese keyboard or a hand on paper may have written it; one that can't be is told before
        it counts as a wrong try."""
        number = _plain(self.cleaned_data["number"])
        if not is_number(read_as_meant(number)):
            raise forms.ValidationError(
                _("One sign of this number is wrong or missing. Please look at the slip once more."),
                code="number_wrong",
            )
        return read_as_meant(number)

    def clean_code(self) -> str:
        """The code in plain digits."""
        return _plain(self.cleaned_data["code"])


def _plain(typed: str) -> str:
    """Full-width signs made plain; anything beyond ASCII then left out."""
    return unicodedata.normalize("NFKC", typed).encode("ascii", "ignore").decode()


def _words(label: Any, rows: int, help_text: Any = "", *, required: bool = True) -> Any:
    """A field for what an asker says, in a few lines."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=_LONGEST_WORD,
        error_messages={"required": WORDS["word_missing"]},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class RateForm(forms.Form):
    """Five grades, each a word (五级好差评)."""

    grade = forms.TypedChoiceField(
        label=_("How was it done?"),
        help_text=_("Whatever you say changes nothing in how you are served later, and isn't made public."),
        choices=list(GRADES.items()),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": WORDS["grade_missing"], "invalid_choice": WORDS["grade_missing"]},
    )
    word = _words(
        _("Anything to add?"),
        3,
        _("If you aren't satisfied, somebody rings you within five working days."),
        required=False,
    )


class WithdrawForm(forms.Form):
    """Why it needn't be done any more."""

    word = _words(_("Would you say why?"), 2, required=False)


class WordForm(forms.Form):
    """A word that its asker adds, or what was missing."""

    word = _words(_("What would you add?"), 3)


class LookAgainForm(forms.Form):
    """Why a refusal is mistaken."""

    word = _words(_("What did we get wrong?"), 3, required=False)


class ReopenForm(forms.Form):
    """What isn't right after all."""

    word = _words(_("What isn't right?"), 3, _("You needn't write the rest again."))


class PhotosForm(forms.Form):
    """More photos for a case."""

    photos = PhotosField(
        label=_("More photos"), error_messages={"required": _("Please choose the photos first.")}
    )

    def __init__(self, *args: Any, kept: int = 0, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kept = kept
        """How many its asker has given before."""

    def clean_photos(self) -> list[UploadedFile[Any]]:
        """The photos, if there is room for them."""
        files: list[UploadedFile[Any]] = self.cleaned_data["photos"]
        if self.kept + len(files) > MOST_OF_A_CASE:
            raise forms.ValidationError(
                _(
                    "We keep %(most)s photos with a case, and %(kept)s are there. If more are needed, please ring us."
                ),
                params={"most": MOST_OF_A_CASE, "kept": self.kept},
            )
        return files


class PutRightForm(forms.Form):
    """Place and category that the system understood; the category can be changed until somebody has set it."""

    place = forms.ChoiceField(label=_("Place"), required=False)
    category = forms.ChoiceField(label=_("What it is about"), required=False)

    def __init__(self, *args: Any, case: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["place"].choices = place_choices(case)  # type: ignore[attr-defined]
        if case.state == "received":
            self.fields["category"].choices = category_choices(case.office_id)  # type: ignore[attr-defined]
        else:
            del self.fields["category"]
