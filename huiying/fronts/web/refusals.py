"""Refusals of services in words that a person can act on."""

from django.forms import BaseForm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.wording import WEEKDAYS
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.sheets import reasons as sheets
from huiying.work.cases.rules import hotline

WORDS = {
    "about_case": _("It is about case %(number)s; give that one to somebody else first."),
    "admin_last": _("%(office)s would have no administrator left. Please name another first."),
    "admin_missing": _("Please name an administrator."),
    "agent_missing": _("Please say who asks after it."),
    "another_must_look": _(
        "You refused it before; the asker wants another to look. Please leave it to a colleague."
    ),
    "answer_changed_before": _("Somebody else has changed or ended it. Please look how it reads now."),
    "answer_text_missing": _("Please write the answer."),
    "appealed_before": _("This rating was appealed before."),
    "asked_already": _("This was put to the lead already and waits for an answer."),
    "asked_more_before": _("The asker was asked before, and only once. Please ring them."),
    "asker_unknown": _("No registered person has this number, or the asker is known already."),
    "attendance_missing": _("Please choose who was there."),
    "birth_day": _("That birthday can't be. Please look at the year."),
    "body_missing": _("Please say which body."),
    "case_is_merged": _("It is joined to another case; please do it there, or part them first."),
    "categories_missing": _("Please choose at least one category."),
    "category_ended": _("This category has ended."),
    "category_group_unknown": _("Please choose a group of this office."),
    "category_has_some": _("There are categories in this group. Please end or move them first."),
    "category_needed": _("This category takes what fits nowhere else; it can't end."),
    "changed_meanwhile": _("Somebody else has changed it since you opened this page."),
    "contact_is_another": _(
        "That isn't the number that was left with this request, so the code stays as it is."
    ),
    "contact_wrong": _("That is no telephone number we could ring. Please look again, or leave it empty."),
    "count_day": _("Please choose a day on which the venue was open, up to today."),
    "count_of_nobody": _("Please count at least one."),
    "credit_code": _("One sign of this code is wrong or missing. It has 18, as on the business licence."),
    "credit_code_elsewhere": _("An organisation of another office has this code."),
    "credit_code_taken": _("%(name)s has this code already."),
    "credit_code_twice": _("This code is noted for another already."),
    "day_in_the_future": _("That day is still to come."),
    "day_is_past": _("That day is past."),
    "day_too_early": _("That is before it began (%(day)s)."),
    "decided_before": _("This was decided before."),
    "decision_missing": _("Please write what was decided."),
    "desk_needs_a_member": _(
        "They are the last at the desk: somebody has to be there. Please add another first."
    ),
    "desk_stays": _("An office's desk isn't dissolved: it holds what nobody else holds."),
    "door_missing": _("Please open at least one door."),
    "duty_gone": _("These hours were taken off the roster meanwhile."),
    "duty_just_taken": _(
        "Somebody put these hours on the roster at the same moment. Please look at it again."
    ),
    "duty_overlaps": _("Somebody takes these hours already: %(day)s, %(hour)s:00."),
    "ended_before": _("It has ended already."),
    "extended_before": _("It was extended before; that is possible once."),
    "extension_not_later": _("Please choose a day after the told one."),
    "extension_too_late": _(
        "An extension is asked for a working day before it is due. Please answer, or promise a day."
    ),
    "extension_too_long": _("At most %(most)s days beyond the told one (%(document)s)."),
    "files_have_joined": _("Other files lead to that one. Please part them first."),
    "files_joined_before": _("One of the two leads to another file already."),
    "files_log_in": _("Somebody logs in as that person. Please keep that file, and join this one to it."),
    "files_not_joined": _("These two files are parted already."),
    "files_same": _("That is one and the same file."),
    "files_two_numbers": _("Their identity numbers differ: these are two people."),
    "given_count": _("Please count at least one person, and at most %(most)s."),
    "given_long_ago": _("Please look at the day again: it is more than a year ago."),
    "given_minutes": _("Please say how many minutes it took, up to a whole day."),
    "given_result_missing": _("Please say what came of it."),
    "given_secret": _("This asker stays secret: please count one person, without a name."),
    "given_key_taken": _("This page was sent by somebody else before. Please open it anew."),
    "given_whom_missing": _("Please choose for whom it was."),
    "given_whom_several": _("Several have this name. Please choose one above, or give the telephone number."),
    "given_whom_unknown": _("Nobody registered has this name or number. Please count one person instead."),
    "grade_missing": _("Please choose one of the five grades."),
    "grant_already": _("They have this role there already, on some of these days."),
    "grant_apart": _(
        "Setting up, guarding and auditing stay in different hands: they hold one of these roles already."
    ),
    "grant_from_past": _("A role begins today or later."),
    "grant_to_oneself": _("Nobody gives themselves a role. Please ask another administrator."),
    "grant_too_wide": _("That reaches further than you administer."),
    "has_it_already": _("They have it already."),
    "helper_already": _("They help already."),
    "helper_leads": _("They lead the case."),
    "hours_end_before_they_begin": _("The hours must end after they begin."),
    "household_has_head": _(
        "The household has a head already. Please note first that they leave, or choose another relation."
    ),
    "identity_number": _("One sign of this number is wrong or missing. Please compare it with the card."),
    "identity_number_birth": _("By the identity number the birthday is %(day)s. Please look at both."),
    "identity_number_elsewhere": _("A file of another office has this number. Please ask the administrator."),
    "identity_number_real": _(
        "This is a demo. It takes only numbers that can't be anybody's: they begin with 99."
    ),
    "identity_number_sex": _("The identity number says otherwise. Please look at both."),
    "identity_number_taken": _(
        "The file of %(name)s has this number already. Please look there; two files of one person can be joined."
    ),
    "identity_number_twice": _("This number stands in another file already."),
    "industry": _("There is no such code in GB/T 4754. Right are two to four digits, such as 29 or C2913."),
    "kept_too_early": _("The asker has %(days)s working days (%(document)s)."),
    "job_goes_on": _("It goes on, waits for its turn or is done; there is nothing to try again."),
    "job_kind_gone": _("This kind of work is done no more. Please start it anew from its own page."),
    "job_not_waiting": _("A worker has just taken it up, or somebody else was quicker."),
    "last_before_first": _("The last day can't be before the first."),
    "leave_is_over": _("This leave is over, or was taken back meanwhile."),
    "limit_changes_the_past": _(
        "A new limit begins tomorrow at the earliest: what was promised stays promised."
    ),
    "limit_in_force": _("This limit is in force, or was taken back meanwhile."),
    "limit_on_that_day": _("Another limit begins on that day already."),
    "lives_there_already": _("The household lives there already."),
    "lock_oneself": _("Nobody locks themselves out. Please ask another administrator."),
    "looked_again_before": _("Somebody else has looked at it before."),
    "matter_of_another_kind": _(
        "This limit is for another kind of request. Please choose one that fits the kind."
    ),
    "meeting_day_far": _("Please look at the day again: it is more than a year away."),
    "meeting_is_over": _("That meeting is over. Please choose another."),
    "meeting_kind_missing": _("Please choose what kind of meeting it is."),
    "meeting_not_held": _("The meeting has not been held yet."),
    "merge_has_joined": _("Others are joined to this case. Please join those first."),
    "merge_by_itself": _("A report, or a request whose asker stays secret, is answered by itself."),
    "merge_too_late": _("That case is answered, or is joined to another itself."),
    "merge_unknown": _("No other case of this office has this number."),
    "move_not_possible": _("Somebody was quicker: the case has moved on. This is how it stands now."),
    "name_missing": _("Please write the name."),
    "no_late_consultation": _("After the answer a case can't become a consultation."),
    "no_open_promise": _("No promise stands out on this case."),
    "not_elsewhere": _("It doesn't lie with a body outside."),
    "not_merged": _("It isn't joined to another case."),
    "nothing_is_missing": _("Nothing was asked for that is missing."),
    "offering_without_category": _(
        "All of its categories have ended. Please put a new offering into the directory."
    ),
    "offering_without_ground": _(
        "Whoever gave it, or the place or venue where it was given, has ended too. Please put that right first."
    ),
    "offering_ended": _("This offering has ended."),
    "offering_missing": _("Please choose which service it was."),
    "office_code": _("The code is two to six capital letters without I, O, S, V and Z."),
    "office_code_taken": _("Another office has this code."),
    "on_agenda_already": _("It is on this agenda already."),
    "on_leave_already": _("They are away on some of these days already."),
    "outcome_missing": _("Please say what came of it."),
    "override_needs_why": _("Please say in a few words why it should be somebody else."),
    "paired_already": _("These two are paired already."),
    "paired_kind": _("That doesn't fit the kind of pairing. Please look at both."),
    "paired_with_itself": _("A pairing takes two."),
    "party_unknown": _("Please choose somebody of this office."),
    "password_of_oneself": _("Please change your own password on its page."),
    "person_logs_in": _("They log in already."),
    "photo_broken": _("%(name)s can't be opened. Please take the photo again."),
    "photo_pixels": _("%(name)s is too large. Please take a smaller photo."),
    "photo_size": _("%(name)s is larger than 10 MB. Please take a smaller photo."),
    "photo_type": _("%(name)s is no photo that we can open. JPEG, PNG and WebP work."),
    "place_code": _("Please give an official code of up to twelve digits."),
    "place_code_taken": _("Another place has this code."),
    "place_end_day": _("Please choose a day since it began, up to today."),
    "place_ended": _("This place has ended."),
    "place_has_parts": _("Places lie in it. Please choose into which they go."),
    "place_lies_nowhere": _("The place in which it lay has ended too. Please take that up first."),
    "place_level": _("A place lies in a wider one."),
    "place_merges_with_its_like": _("Please choose another place of the same level."),
    "place_name_missing": _("Please write a name."),
    "place_one_a_code": _("A code stands for one place: please add these one by one."),
    "place_parent": _("The place in which it lies is not registered."),
    "promise_missing": _("Please say what is promised."),
    "promise_not_later": _("Please choose a day to come."),
    "promise_too_long": _("At most %(most)s days from today (%(document)s)."),
    "promise_was_approved": _("The lead approved this promise; it can't be sent back."),
    "promised_before": _("Something was promised with this case before."),
    "provider_full": _(
        "They have as many open cases as they can carry. Choose somebody else, or say why them."
    ),
    "provider_leave": _("They are away today. Please choose somebody else."),
    "provider_named": _("The report names them, so it can't go to them."),
    "provider_recused": _("They have a tie to the asker, so it can't go to them."),
    "provider_unknown": _("Please choose a provider of this office."),
    "question_missing": _("Please write the question, as people ask it."),
    "rated_before": _("You have rated this already. Thank you."),
    "rating_not_bad": _("Only a bad rating can be appealed."),
    "recusal_ended": _("This tie was ended meanwhile."),
    "recused_before": _("This tie is noted already."),
    "refusal_code_missing": _("Please choose the reason."),
    "reopened_before": _("It was taken up again before; that is possible once."),
    "reopened_too_late": _("It can't be taken up again any more. Please ask anew."),
    "return_waits": _("Its return waits for the lead; that comes first."),
    "returned_before": _("It was settled before that this case stays where it is."),
    "reveal_field": _("Please choose what you need to see."),
    "reveal_reason": _("Please choose the reason."),
    "ruled_before": _("This was decided, or events have overtaken it."),
    "ruled_too_late": _(
        "The day that was asked for is over. Please refuse, so that another day can be asked for."
    ),
    "ruled_by_the_asker": _("You asked for it yourself; another lead decides."),
    "service_kind_missing": _(
        "Please say which kind of service it is; stages and value-added are for enterprises."
    ),
    "split_says_the_same": _("That is what the case says already. Please write the second matter alone."),
    "stands_in_for_themselves": _("Somebody else has to stand in."),
    "step_in_the_future": _("That moment has not come yet."),
    "strike_reason_missing": _("Please say what was mistaken."),
    "struck_before": _("It was struck out before."),
    "supervised_before": _("It is supervised already."),
    "team_has_cases": _("Open cases lie with it: %(count)s. Please hand them over first."),
    "team_has_promises": _("Open promises lie with it: %(count)s. Please hand them over first."),
    "team_has_organs": _("Other teams belong to it. Please put them under another first."),
    "team_under_itself": _("That team belongs to this one itself."),
    "text_missing": _("Please write what it is about. A few words will do."),
    "text_too_long": _("Please keep it below %(most)s characters; more can go on a photo."),
    "thanks_are_filed": _("Thanks are filed, not dispatched."),
    "tie_already": _("They belong to it already."),
    "title_missing": _("Please write what it is about."),
    "tries_missing": _("Please remind the asker %(most)s times first, and note it."),
    "two_visitors": _("Two people must go there. Please choose a team."),
    "until_before_from": _("That is before it began (%(day)s)."),
    "username_taken": _("%(username)s is taken. Please choose another name to log in with."),
    "username_wrong": _("Please use small letters, digits, dots and dashes, two at least, such as wang.li."),
    "venue_lies_nowhere": _("The place where it lies has ended. Please take that up again first."),
    "venue_closed": _("This venue is closed."),
    "visit_result_missing": _("Please say whether it is solved."),
    "weights_of_nothing": _("At least one weight must be above nothing."),
    "where_to_go_missing": _("Please say where to go instead."),
    "withdraw_too_late": _("The answer is there; please read it, and rate it if it doesn't help."),
    "word_missing": _("Please write a word for it."),
    "worker_file_closed": _("This file is closed."),
    "worker_file_open": _("There is an open file already."),
    "worker_on_duty": _("They stand on the duty roster. Please give those hours to somebody else first."),
}
WORDS |= {code: _(words) for code, words in (sheets.REASONS | hotline.REASONS).items()}
WORDS |= {
    "all_told": _("All askers have been told."),
    "approved_before": _("They agreed with this article before."),
    "approved_before_written": _("That is before the article was written."),
    "approver_missing": _("Please say who agreed."),
    "article_missing": _("Please write the article."),
    "article_not_approved": _("The enterprise hasn't agreed with the article yet."),
    "case_unknown": _("No case of this office has this number."),
    "cause_missing": _("Please write why it comes again and again."),
    "day_before_found": _("That is before it was found."),
    "day_missing": _("Please choose a day."),
    "enterprise_missing": _("Please choose the enterprise that it is about."),
    "hazard_grade_missing": _("Please choose how grave it is."),
    "hazard_missing": _("Please write what is dangerous."),
    "hazard_needs_safety_visit": _("Hazards are noted on safety visits. Please write one down."),
    "hazard_noted_before": _("That hazard was noted on this visit before."),
    "hazard_put_right_before": _("Somebody found it put right before."),
    "in_force_already": _("Somebody else has taken it up again already."),
    "in_problem_already": _("It stands there already."),
    "measure_day_far": _("Please look at the day again: it is more than a year away."),
    "measure_ends_first": _("That is before it begins."),
    "measure_kind_missing": _("Please choose what is done."),
    "measure_missing": _("Nothing is done about it yet. Please note that first."),
    "problem_has_ended": _("This common problem is settled."),
    "problem_is_empty": _("Please pick a case or a visit that shows it."),
    "responsible_missing": _("Please say who puts it right."),
    "second_visitor_missing": _("Two people must go there. Please choose a second one."),
    "seen_missing": _("Please write what was seen."),
    "visit_aim_missing": _("Please say to whom, or choose a place."),
    "visit_called_off": _("This visit was called off."),
    "visit_day_far": _("Please look at the day again: it is more than a year away."),
    "visit_kind_missing": _("Please choose what kind of visit it is."),
    "visit_not_made": _("The visit has not been made yet."),
    "visit_noted_before": _("Somebody wrote this visit down before."),
    "visit_opened_it_before": _("This visit opened a case with these words before."),
    "visitors_missing": _("Please choose who goes."),
    "words_too_long": _("Please keep it below %(most)s characters."),
}
"""Of visits, hazards and common problems."""


def words_for(fault: Fault) -> str:
    """What a fault says to the person who can mend it."""
    data = fault.data
    if fault.code == "duty_overlaps":
        data = {**data, "day": str(WEEKDAYS[int(data["day"])])}
    return gettext(str(WORDS[fault.code])) % data if data else str(WORDS[fault.code])


def add_faults(form: BaseForm, refused: Refused) -> None:
    """Put each fault beside its field, or above the form."""
    for fault in refused.faults:
        form.add_error(fault.field if fault.field in form.fields else None, words_for(fault))
