"""Entries of the trail as sentences, built from their codes when they are read."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.registers.wording import FIELDS, REVEAL_REASONS, REVEALED_FIELDS, ROLES

SENTENCES = {
    "answer.changed": _("%(who)s changed a standard answer"),
    "answer.ended": _("%(who)s ended a standard answer"),
    "answer.registered": _("%(who)s wrote a standard answer"),
    "calendar.entered": _("%(who)s entered a day of the office's own calendar"),
    "calendar.taken_back": _("%(who)s took back a day of the office's own calendar"),
    "case.accept": _("%(who)s accepted %(what)s"),
    "case.add_photo": _("%(who)s added photos to %(what)s"),
    "case.add_word": _("%(who)s added a word to %(what)s"),
    "case.answer": _("%(who)s answered %(what)s"),
    "case.answer_on_the_spot": _("%(who)s answered %(what)s on the spot"),
    "case.appeal_rating": _("%(who)s appealed the rating of %(what)s"),
    "case.ask_back": _("%(who)s asked back about %(what)s"),
    "case.ask_more": _("%(who)s asked what is missing for %(what)s"),
    "case.ask_return": _("%(who)s asked to give %(what)s back"),
    "case.ask_ruling": _("%(who)s put a question about %(what)s to the lead"),
    "case.asker_linked": _("%(who)s noted who asked %(what)s"),
    "case.begin": _("%(who)s began work on %(what)s"),
    "case.call_in": _("%(who)s called in a helper for %(what)s"),
    "case.check": _("%(who)s checked the answer to %(what)s"),
    "case.close": _("%(who)s closed %(what)s"),
    "case.code_renewed": _("%(who)s gave a new query code for %(what)s"),
    "case.come_back": _("%(who)s noted that the body outside has spoken about %(what)s"),
    "case.contact": _("%(who)s contacted the asker of %(what)s"),
    "case.deny": _("%(who)s said no to a question about %(what)s"),
    "case.dispatch": _("%(who)s dispatched %(what)s"),
    "case.end_merged": _("%(who)s closed %(what)s with the case it was joined to"),
    "case.end_promise": _("%(who)s noted what became of the promise of %(what)s"),
    "case.extend": _("%(who)s extended %(what)s"),
    "case.file_thanks": _("%(who)s filed the thanks of %(what)s"),
    "case.go_elsewhere": _("%(who)s noted that %(what)s lies with a body outside"),
    "case.hand_over": _("%(who)s handed %(what)s over"),
    "case.hotline_changed": _("%(who)s took in what the hotline changed in %(what)s"),
    "case.keep_for_later": _("%(who)s kept %(what)s for later"),
    "case.look_again": _("%(who)s wanted another to look at %(what)s"),
    "case.merge": _("%(who)s joined %(what)s to another"),
    "case.more_given": _("%(who)s gave what was missing for %(what)s"),
    "case.more_try": _("%(who)s reminded the asker of %(what)s"),
    "case.promise": _("%(who)s approved a promise for %(what)s"),
    "case.put_on_agenda": _("%(who)s put %(what)s on the agenda of a meeting"),
    "case.put_right": _("%(who)s put place or category of %(what)s right"),
    "case.rate": _("%(who)s rated %(what)s"),
    "case.recall": _("%(who)s opened %(what)s for a return visit after a bad rating"),
    "case.receive": _("%(who)s registered %(what)s"),
    "case.redo": _("%(who)s ordered %(what)s to be done again"),
    "case.refuse": _("%(who)s did not accept %(what)s"),
    "case.reopen": _("%(who)s wanted %(what)s to be taken up again"),
    "case.retriage": _("%(who)s changed category, kind or lane of %(what)s"),
    "case.rule_appeal": _("%(who)s ruled on the rating of %(what)s"),
    "case.rule_not_returnable": _("%(who)s ruled that %(what)s is not given back"),
    "case.rule_returned": _("%(who)s ruled that %(what)s goes to another"),
    "case.send_back": _("%(who)s sent the answer to %(what)s back to be written again"),
    "case.split": _("%(who)s split %(what)s"),
    "case.supervise": _("%(who)s put %(what)s under supervision"),
    "case.take_back": _("%(who)s took %(what)s back to give it to another"),
    "case.take_up": _("%(who)s took %(what)s up again"),
    "case.tell": _("%(who)s wrote to the asker of %(what)s"),
    "case.terminate": _("%(who)s broke %(what)s off"),
    "case.triage": _("%(who)s set category, kind and lane of %(what)s"),
    "case.unmerge": _("%(who)s parted %(what)s from the other case"),
    "case.visit_try": _("%(who)s rang about %(what)s and reached nobody"),
    "case.withdraw": _("%(who)s withdrew %(what)s"),
    "category.changed": _("%(who)s changed the category %(what)s"),
    "category.ended": _("%(who)s ended the category %(what)s"),
    "category.registered": _("%(who)s registered the category %(what)s"),
    "demo.built": _("%(who)s set up the office that it shows"),
    "duty.changed": _("%(who)s changed hours on the duty roster of %(what)s"),
    "duty.set": _("%(who)s put hours on the duty roster"),
    "duty.taken_off": _("%(who)s took hours off the duty roster"),
    "file.stored": _("%(who)s stored a photo or paper"),
    "given.logged": _("%(who)s wrote down a service that was given"),
    "given.struck": _("%(who)s struck out a service that was written down by mistake"),
    "grant.ended": _("%(who)s ended a role of %(what)s: %(role)s"),
    "grant.given": _("%(who)s gave %(what)s the role: %(role)s"),
    "household.changed": _("%(who)s changed the household of %(what)s: %(fields)s"),
    "household.ended": _("%(who)s noted the end of the household of %(what)s"),
    "household.joined": _("%(who)s noted who moved into the household of %(what)s"),
    "household.left": _("%(who)s noted who moved out of the household of %(what)s"),
    "household.moved": _("%(who)s noted a new home of the household of %(what)s"),
    "household.registered": _("%(who)s registered the household of %(what)s"),
    "import.begun": _("%(who)s began to take a file in"),
    "import.brought": _("%(who)s brought a file"),
    "import.ended": _("%(who)s took a file in"),
    "import.forgotten": _("%(who)s forgot a file that was not taken in"),
    "job.called_off": _("%(who)s called %(what)s off"),
    "job.tried_again": _("%(who)s let %(what)s be tried again"),
    "limit.registered": _("%(who)s put a limit into force: %(what)s"),
    "limit.taken_back": _("%(who)s took back a limit that was not in force yet"),
    "list.exported": _("%(who)s took a list away as Excel: %(list)s, %(rows)s rows"),
    "match.overridden": _("%(who)s chose another provider than the proposed one for %(what)s"),
    "meeting.called": _("%(who)s called a meeting"),
    "case.promise_handed": _("%(who)s handed over what was promised with %(what)s"),
    "meeting.decided": _("%(who)s noted what a meeting decided on %(what)s"),
    "meeting.held": _("%(who)s wrote down who was at a meeting and what was said"),
    "offering.changed": _("%(who)s changed the offering %(what)s"),
    "offering.ended": _("%(who)s ended the offering %(what)s"),
    "offering.registered": _("%(who)s registered the offering %(what)s"),
    "offering.taken_up": _("%(who)s took the offering %(what)s up again"),
    "office.changed": _("%(who)s changed the settings of the office"),
    "office.opened": _("%(who)s opened the office"),
    "organisation.changed": _("%(who)s changed the organisation %(what)s: %(fields)s"),
    "organisation.ended": _("%(who)s noted the end of the organisation %(what)s"),
    "organisation.registered": _("%(who)s registered the organisation %(what)s"),
    "pairing.contacted": _("%(who)s noted what two who are paired did together"),
    "pairing.ended": _("%(who)s noted the end of a pairing"),
    "pairing.made": _("%(who)s noted a pairing"),
    "person.affiliated": _("%(who)s noted an organisation of %(what)s"),
    "person.changed": _("%(who)s changed the file of %(what)s: %(fields)s"),
    "person.merged": _("%(who)s joined another file to that of %(what)s"),
    "person.page_opened": _("%(who)s opened the page of %(what)s by a code sent to the telephone"),
    "person.parted": _("%(who)s parted a file from that of %(what)s"),
    "person.registered": _("%(who)s opened the file of %(what)s"),
    "person.revealed": _("%(who)s saw a field of %(what)s in full: %(field)s. The reason: %(reason)s"),
    "person.unaffiliated": _("%(who)s noted that %(what)s left an organisation"),
    "place.changed": _("%(who)s changed the place %(what)s"),
    "place.ended": _("%(who)s ended the place %(what)s"),
    "place.taken_up": _("%(who)s took the place %(what)s up again"),
    "place.registered": _("%(who)s registered the place %(what)s"),
    "team.changed": _("%(who)s changed the team %(what)s: %(fields)s"),
    "team.ended": _("%(who)s dissolved the team %(what)s"),
    "team.joined": _("%(who)s noted who joined the team %(what)s"),
    "team.left": _("%(who)s noted who left the team %(what)s"),
    "team.registered": _("%(who)s registered the team %(what)s"),
    "user.locked": _("%(who)s locked the login of %(what)s"),
    "user.password_set": _("%(who)s set a password of %(what)s"),
    "user.registered": _("%(who)s registered %(what)s as a user"),
    "user.unlocked": _("%(who)s unlocked the login of %(what)s"),
    "venue.changed": _("%(who)s changed the venue %(what)s"),
    "venue.closed": _("%(who)s closed the venue %(what)s"),
    "venue.counted": _("%(who)s noted how many came to %(what)s"),
    "venue.taken_up": _("%(who)s opened the venue %(what)s again"),
    "venue.registered": _("%(who)s registered the venue %(what)s"),
    "worker.file_changed": _("%(who)s changed the social worker's file of %(what)s"),
    "worker.file_closed": _("%(who)s closed the social worker's file of %(what)s"),
    "worker.file_opened": _("%(who)s opened the social worker's file of %(what)s"),
    "worker.leave_noted": _("%(who)s noted leave of %(what)s"),
    "worker.leave_taken_back": _("%(who)s took back leave of %(what)s"),
    "worker.recusal_ended": _("%(who)s ended a tie of %(what)s"),
    "worker.recused": _("%(who)s noted a tie of %(what)s to somebody who may ask"),
}
"""By code; `who` did it, `what` is the record, the rest comes from the entry's data."""
SENTENCES |= {
    "hazard.found": _("%(who)s noted a hazard"),
    "hazard.put_right": _("%(who)s looked at a hazard again and found it put right"),
    "hazard.rechecked": _("%(who)s looked at a hazard again"),
    "problem.answered": _("%(who)s noted what is done about a common problem"),
    "problem.article_approved": _("%(who)s noted that an enterprise agrees with an article"),
    "problem.ended": _("%(who)s settled a common problem"),
    "problem.grouped": _("%(who)s grouped cases or visits under a common problem"),
    "problem.named": _("%(who)s named a common problem"),
    "problem.told": _("%(who)s told the askers of a common problem what is done"),
    "visit.called_off": _("%(who)s called a visit off"),
    "visit.made": _("%(who)s wrote down a visit"),
    "visit.opened_case": _("%(who)s opened a case from a visit"),
    "visit.planned": _("%(who)s planned a visit"),
}
"""Of visits, hazards and common problems."""

AREAS = {
    "case.": _("Cases"),
    "given.": _("Services given"),
    "match.": _("Matches"),
    "meeting.": _("Meetings"),
    "visit.": _("Visits"),
    "hazard.": _("Hazards"),
    "problem.": _("Common problems"),
    "person.": _("People"),
    "person.revealed": _("Numbers seen in full"),
    "household.": _("Households"),
    "organisation.": _("Organisations"),
    "team.": _("Teams"),
    "pairing.": _("Pairings"),
    "worker.": _("Social workers"),
    "offering.": _("Offerings"),
    "answer.": _("Standard answers"),
    "category.": _("Categories"),
    "duty.": _("Duty"),
    "user.": _("Users"),
    "grant.": _("Roles"),
    "calendar.": _("Calendar"),
    "office.": _("Office"),
    "file.": _("Photos and papers"),
    "place.": _("Places"),
    "venue.": _("Venues"),
    "limit.": _("Limits"),
    "import.": _("Files that came in"),
    "job.": _("Jobs"),
    "list.": _("Lists taken away"),
}
"""The groups of codes in the trail."""

_NOBODY = {
    "": _("Somebody without an account"),
    "asker": _("The asker"),
    "system": _("The system"),
    "demo": _("The demo"),
    "console": _("Whoever works at the server"),
}
RECORDS = {
    "answer": _("a standard answer"),
    "calendar_day": _("a day"),
    "case": _("a case"),
    "case_number": _("another case"),
    "category": _("a category"),
    "duty": _("a place"),
    "file": _("a photo or paper"),
    "given": _("a service that was given"),
    "hazard": _("a hazard"),
    "import": _("a file that came in"),
    "job": _("a job"),
    "limit": _("a matter"),
    "list": _("a list"),
    "meeting": _("a meeting"),
    "offering": _("an offering"),
    "office": _("the office"),
    "pairing": _("a pairing"),
    "party": _("a record not open to you"),
    "place": _("a place"),
    "problem": _("a common problem"),
    "user": _("a user not known to you"),
    "venue": _("a venue"),
    "visit": _("a visit"),
}
"""What a record is called whose name the reader may not know."""
KINDS = frozenset(RECORDS) - {"case_number"}
"""The kinds of records that entries tell of."""

LISTS = {
    "answers.answer_list": _("Standard answers"),
    "cases.case_list": _("Cases"),
    "given.given_list": _("Services given"),
    "hazards.hazard_list": _("Hazards"),
    "import_answers": _("Answers to a hotline's file"),
    "import_faults": _("Faulty rows of a file"),
    "imports.import_list": _("Files that came in"),
    "meetings.meeting_list": _("Meetings"),
    "problems.problem_list": _("Common problems"),
    "registers.category_list": _("Categories"),
    "registers.duty_list": _("Duty"),
    "registers.household_list": _("Households"),
    "registers.limit_list": _("Limits"),
    "registers.offering_list": _("Offerings"),
    "registers.organisation_list": _("Organisations"),
    "registers.pairing_list": _("Pairings"),
    "registers.person_list": _("People"),
    "registers.place_list": _("Places"),
    "registers.team_list": _("Teams"),
    "registers.user_list": _("Users"),
    "registers.worker_list": _("Social workers"),
    "setup.venue_list": _("Venues"),
    "trail.entry_list": _("Trail"),
    "visits.visit_list": _("Visits"),
}
"""The lists that can be taken away."""

_VALUES = {
    "role": ROLES,
    "field": REVEALED_FIELDS,
    "reason": REVEAL_REASONS,
    "fields": FIELDS,
    "list": LISTS,
}


def who_words(entry: Any) -> str:
    """Who did it, as they were called then."""
    if entry.actor_id:
        return str(entry.actor_name)
    return str(_NOBODY.get(entry.actor_name, entry.actor_name))


def sentence(entry: Any, record: str) -> str:
    """An entry as a sentence; a code that has none is shown as it is. `record` is the name of its record."""
    who = who_words(entry)
    words = SENTENCES.get(entry.code)
    if words is None:
        return gettext("%(who)s: %(code)s") % {"who": who, "code": entry.code}
    what = record or str(RECORDS.get(entry.subject_kind, entry.subject_kind))
    values = {name: in_words(entry.data.get(name), names) for name, names in _VALUES.items()}
    return str(words) % {"who": who, "what": what, "rows": entry.data.get("rows", 0), **values}


def in_words(value: Any, names: dict[str, Any]) -> str:
    """A code in words, or several one after the other."""
    if isinstance(value, list):
        return gettext(", ").join(str(names.get(each, each)) for each in value)
    return str(names.get(value, value))
