"""The forms of the desk: intake, and one for each move."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from huiying.fronts.web.cases.choices import (
    category_choices,
    meeting_choices,
    place_choices,
    provider_choices,
)
from huiying.fronts.web.public.photos import PhotosField
from huiying.fronts.web.wording import LANES
from huiying.registers.directory.selectors import fitting_answers
from huiying.work.cases.selectors.beside import likely_same
from huiying.work.cases.selectors.providers import open_match
from huiying.work.cases.services.closing import visit_tries

KINDS = (
    ("consultation", _("Consultation")),
    ("help", _("Request for help")),
    ("complaint", _("Complaint")),
    ("report", _("Report")),
    ("suggestion", _("Suggestion")),
    ("thanks", _("Thanks")),
)
OUTCOMES = (("solved", _("Solved")), ("explained", _("Explained, nothing more to do")))
REFUSALS = (
    ("court", _("Belongs before a court or arbitration")),
    ("petition", _("Is in petition already")),
    ("secret", _("Touches secrets or somebody's privacy")),
    ("settled", _("Was settled lawfully, nothing new")),
)
VISIT_RESULTS = (("yes", _("It is solved")), ("no", _("It isn't solved")), ("not_reached", _("Not reached")))


class MoveForm(forms.Form):
    """A form for one move of one case; it knows the case for its choices."""

    auto_id_prefix = "id"

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and first values from the case."""


def _words(label: Any, rows: int, help_text: Any = "", *, most: int = 4000, required: bool = True) -> Any:
    """A field for words of several lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, help_text=help_text, max_length=most, required=required)


class Contact(MoveForm):
    """What was agreed with the asker."""

    word = _words(_("What was agreed"), 3, _("The asker reads this."))


class SendBack(MoveForm):
    """What an answer lacks."""

    word = _words(_("What is missing"), 3, _("Whoever wrote the answer reads this; the asker doesn't."))


class OptionalWord(MoveForm):
    """A move that may have a word."""

    word = _words(_("A word"), 2, required=False)


class ToldWord(MoveForm):
    """A move with a word that the asker reads."""

    word = _words(_("A word to the asker"), 3, _("The asker reads this."))


class AddPhotos(MoveForm):
    """What whoever is there sees, or what somebody brought along."""

    photos = PhotosField(
        label=_("Photos"),
        help_text=_(
            "How it looked before and afterwards. Whoever may read the case sees them; the asker doesn't."
        ),
        error_messages={"required": _("Please choose the photos first.")},
    )


class AskMore(MoveForm):
    """What is missing, named once and completely."""

    word = _words(
        _("What is missing"),
        3,
        _(
            "The asker reads this. Name everything: there is no second time. Say how to send it, without a trip."
        ),
    )


class AskReturn(MoveForm):
    """Why it is another's task."""

    word = _words(_("Why it isn't yours, and whose it is"), 3, _("The lead reads this; the asker doesn't."))


def _day(label: Any, help_text: Any = "") -> Any:
    return forms.DateField(label=label, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}))


class AskExtension(MoveForm):
    """The new day, and what it waits for."""

    until_on = _day(_("New due day"), _("At most twenty days after the promised day, and only once."))
    word = _words(_("What it waits for"), 3, _("The asker reads this once the lead has agreed."))


class AskPromise(MoveForm):
    """What is promised, by which day, and why not now."""

    what = forms.CharField(label=_("What is promised"), max_length=300, help_text=_("The asker reads this."))
    until_on = _day(_("By which day"))
    word = _words(_("Why it can't be done now"), 3, _("The asker reads this."))


class AskEnd(MoveForm):
    """Why it can't go on."""

    word = _words(_("Why it can't go on"), 3, _("The asker reads this once the lead has agreed."))


class Appeal(MoveForm):
    """What is mistaken about a rating."""

    word = _words(_("What is mistaken about it"), 3, _("The lead reads this; the asker doesn't."))


class Supervise(MoveForm):
    """A lead's word to whoever has the case."""

    word = _words(_("Your word"), 2, _("Whoever has the case reads this; the asker doesn't."))


class Elsewhere(MoveForm):
    """Which body, who asks after it there, and when."""

    body = forms.CharField(label=_("Which body"), max_length=80)
    agent = forms.CharField(label=_("Who asks after it"), max_length=80)
    ask_on = _day(_("When next"))
    word = _words(_("A word to the asker"), 2, _("The asker reads this."), required=False)


class EndPromise(MoveForm):
    """Kept or not, with a word."""

    result = forms.ChoiceField(
        label=_("What became of it?"),
        choices=(("kept", _("Kept")), ("broken", _("Not kept"))),
        widget=forms.RadioSelect,
    )
    word = _words(_("A word to the asker"), 3, _("The asker reads this: what was done, or what comes next."))


class Split(MoveForm):
    """The second matter of a request."""

    text = _words(_("The second matter"), 4, _("In the asker's words; take it from the text above."))


class Merge(MoveForm):
    """The case that says the same."""

    number = forms.CharField(label=_("Number of the case that it joins"), max_length=40)

    def prepare(self) -> None:
        """Name the cases that are likely to be meant."""
        self.likely = likely_same(self.case)


class Nothing(MoveForm):
    """A move that needs no words."""


class Triage(MoveForm):
    """Category, kind, lane and place, filled with what the system proposes."""

    category = forms.ChoiceField(label=_("Category"))
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS[:-1], widget=forms.RadioSelect)
    lane = forms.ChoiceField(
        label=_("Lane"),
        choices=list(LANES.items()),
        widget=forms.RadioSelect,
        help_text=_("At once: danger, the helpless, what is lost by tonight."),
    )
    place = forms.ChoiceField(label=_("Place"), required=False)
    why = forms.CharField(label=_("Why it differs from what was proposed"), required=False, max_length=200)

    def prepare(self) -> None:
        """Offer the office's categories and places."""
        self.fields["category"].choices = category_choices(self.case.office_id)  # type: ignore[attr-defined]
        self.fields["place"].choices = place_choices(self.case)  # type: ignore[attr-defined]
        if self.initial.get("kind") == "thanks":
            self.initial["kind"] = ""


class Dispatch(MoveForm):
    """To whom; the match card's buttons fill it, or the list of all providers does."""

    provider = forms.TypedChoiceField(label=_("To whom"), coerce=int)
    why = forms.CharField(
        label=_("If you choose another: why"),
        required=False,
        max_length=200,
        help_text=_("A few words, such as: knows the family."),
    )

    def prepare(self) -> None:
        """Offer every provider of the office; who is proposed is named where a reason is asked for another."""
        offered = provider_choices(self.case.office_id)
        self.fields["provider"].choices = offered  # type: ignore[attr-defined]
        match = open_match(self.case)
        names = {key: name for _group, members in offered[1:] for key, name in members}
        if match and match.value["provider"] in names:
            words = _("Proposed: %(provider)s.") % {"provider": names[match.value["provider"]]}
            self.fields["provider"].help_text = words


class _WithProvider(MoveForm):
    provider = forms.TypedChoiceField(label=_("Who"), coerce=int)

    def prepare(self) -> None:
        """Offer every provider of the office."""
        self.fields["provider"].choices = provider_choices(self.case.office_id)  # type: ignore[attr-defined]


class CallIn(_WithProvider):
    """Who helps, and at what."""

    word = _words(_("What they help with"), 2, _("The helper reads this; the asker doesn't."), most=300)


class HandOver(_WithProvider):
    """Who has it from now on, and why."""

    word = _words(
        _("Why, and what they need to know"), 3, _("The colleague reads this; the asker reads the name.")
    )


class Agenda(MoveForm):
    """Before which meeting, and what it is to settle."""

    meeting = forms.TypedChoiceField(
        label=_("Which meeting"),
        coerce=int,
        help_text=_("If none is listed, call one first, under Meetings."),
    )
    word = _words(_("What it is to settle"), 3, _("The meeting reads this; the asker doesn't."))

    def prepare(self) -> None:
        """Offer the meetings to come."""
        self.fields["meeting"].choices = meeting_choices(self.case.office_id)  # type: ignore[attr-defined]


class _WithStandards(MoveForm):
    """An answer that a standard one may fill: `standard` names the one that was taken."""

    standard = forms.CharField(required=False, widget=forms.HiddenInput)

    def prepare(self) -> None:
        """Offer the standard answers that fit."""
        code = self.initial.get("category") or (self.case.category.code if self.case.category else "")
        self.standards = fitting_answers(self.case.office_id, code, self.case.text)


class OnTheSpot(_WithStandards):
    """An answer given while the asker is on the phone."""

    category = forms.ChoiceField(label=_("Category"))
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS[:-1], initial="consultation")
    outcome = forms.ChoiceField(label=_("What came of it"), choices=OUTCOMES, initial="explained")
    word = _words(_("Answer"), 4)

    def prepare(self) -> None:
        """Offer the office's categories, and the standard answers that fit."""
        super().prepare()
        self.fields["category"].choices = category_choices(self.case.office_id)  # type: ignore[attr-defined]


class Thanks(MoveForm):
    """Thanks, filed with a word back."""

    word = _words(_("A word back"), 2, most=1000, required=False)


class Refuse(MoveForm):
    """Why the office can't take it, and where to go instead."""

    code = forms.ChoiceField(label=_("Reason"), choices=REFUSALS, widget=forms.RadioSelect)
    word = _words(_("Why, and where to go instead"), 4, _("The asker reads this."))


class Answer(_WithStandards):
    """The provider's answer."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=OUTCOMES, widget=forms.RadioSelect)
    word = _words(_("Answer"), 5, _("The asker reads this: who did what, when, what comes next."))


class AskBack(MoveForm):
    """What the asker said on the phone."""

    result = forms.ChoiceField(
        label=_("Was it solved?"),
        choices=VISIT_RESULTS,
        widget=forms.RadioSelect,
        help_text=_("Not solved: the same provider does it again, with a due time of its own."),
    )
    word = _words(_("What the asker said"), 3, required=False)

    def prepare(self) -> None:
        """Say how often the asker was rung in vain."""
        if tries := visit_tries(self.case):
            count = len(tries)
            words = ngettext("Rung in vain %(count)d time.", "Rung in vain %(count)d times.", count)
            hint = self.fields["result"].help_text
            self.fields["result"].help_text = f"{words % {'count': count}} {hint}"
