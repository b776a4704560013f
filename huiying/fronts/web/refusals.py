"""Refusals of services in words that a person can act on."""

from django.forms import BaseForm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.pure.lib.refusals import Fault, Refused

WORDS = {
    "asker_unknown": _("No registered person has this number, or the asker is known already."),
    "contact_is_another": _(
        "That isn't the number that was left with this request, so the code stays as it is."
    ),
    "contact_wrong": _("That is no telephone number we could ring. Please look again, or leave it empty."),
    "grade_missing": _("Please choose one of the five grades."),
    "move_not_possible": _("Somebody was quicker: the case has moved on. This is how it stands now."),
    "no_late_consultation": _("After the answer a case can't become a consultation."),
    "outcome_missing": _("Please say what came of it."),
    "override_needs_why": _("Please say in a few words why it should be somebody else."),
    "photo_broken": _("%(name)s can't be opened. Please take the photo again."),
    "photo_pixels": _("%(name)s is too large. Please take a smaller photo."),
    "photo_size": _("%(name)s is larger than 10 MB. Please take a smaller photo."),
    "photo_type": _("%(name)s is no photo that we can open. JPEG, PNG and WebP work."),
    "provider_leave": _("They are away today. Please choose somebody else."),
    "provider_named": _("The report names them, so it can't go to them."),
    "provider_recused": _("They have a tie to the asker, so it can't go to them."),
    "provider_unknown": _("Please choose a provider of this office."),
    "rated_before": _("You have rated this already. Thank you."),
    "refusal_code_missing": _("Please choose the reason."),
    "reveal_field": _("Please choose what you need to see."),
    "reveal_reason": _("Please choose the reason."),
    "step_in_the_future": _("That moment has not come yet."),
    "text_missing": _("Please write what it is about. A few words will do."),
    "text_too_long": _("Please keep it below %(most)s characters; more can go on a photo."),
    "thanks_are_filed": _("Thanks are filed, not dispatched."),
    "two_visitors": _("Two people must go there. Please choose a team."),
    "visit_result_missing": _("Please say whether it is solved."),
    "where_to_go_missing": _("Please say where to go instead."),
    "word_missing": _("Please write a word for it."),
}


def words_for(fault: Fault) -> str:
    """What a fault says to the person who can mend it."""
    return gettext(str(WORDS[fault.code])) % fault.data if fault.data else str(WORDS[fault.code])


def add_faults(form: BaseForm, refused: Refused) -> None:
    """Put each fault beside its field, or above the form."""
    for fault in refused.faults:
        form.add_error(fault.field if fault.field in form.fields else None, words_for(fault))
