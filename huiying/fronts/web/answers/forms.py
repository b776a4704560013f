"""What a standard answer says, and who looks through it by when."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.fronts.web.cases.choices import category_choices, provider_choices
from huiying.fronts.web.refusals import WORDS
from huiying.pure.lib import clock
from huiying.registers.directory.rules import LONGEST_ANSWER
from huiying.registers.directory.selectors import leaves_of
from huiying.registers.directory.services import NewAnswer
from huiying.registers.parties.selectors import desk_of, provider_by_id

USUALLY_VALID = timedelta(days=180)


class AnswerForm(forms.Form):
    """A question in askers' words, and the answer to it."""

    question = forms.CharField(
        label=gettext_lazy("The question, as people ask it"),
        max_length=200,
        error_messages={"required": WORDS["question_missing"]},
    )
    text = forms.CharField(
        label=gettext_lazy("Answer"),
        help_text=gettext_lazy("Askers read this: what to do, where, until when, what to bring."),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": WORDS["answer_text_missing"]},
    )
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    document = forms.CharField(
        label=gettext_lazy("By which document"),
        help_text=gettext_lazy("Its name and number, so that anybody can look it up."),
        max_length=200,
        required=False,
    )
    owner = forms.TypedChoiceField(label=gettext_lazy("Who looks through it"), coerce=int)
    valid_until = forms.DateField(
        label=gettext_lazy("Valid until"),
        help_text=gettext_lazy("After that day the desk is warned until somebody has looked through it."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, office_id: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.office_id = office_id
        fields: Any = self.fields
        desk = desk_of(office_id)
        fields["category"].choices = category_choices(office_id, first=_("None in particular"))
        fields["owner"].choices = [(desk.pk, desk.name), *provider_choices(office_id)[1:]]
        fields["owner"].initial = desk.pk
        fields["valid_until"].initial = clock.today() + USUALLY_VALID

    def new_answer(self) -> NewAnswer:
        """The answer as it was written down."""
        data = self.cleaned_data
        return NewAnswer(
            question=data["question"],
            text=data["text"],
            owner=provider_by_id(self.office_id, data["owner"]),
            valid_until=data["valid_until"],
            category=leaves_of(self.office_id).filter(code=data["category"]).first(),
            document=data["document"],
        )
