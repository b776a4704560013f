"""What happened to a case, as the desk and as the asker read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.fronts.web.wording import day_words
from huiying.pure.lib import clock

STAFF = {
    "receive": gettext_lazy("Received"),
    "add_photo": gettext_lazy("Photos added"),
    "put_right": gettext_lazy("The asker put place or category right"),
    "file_thanks": gettext_lazy("Thanks filed"),
    "answer_on_the_spot": gettext_lazy("Answered on the spot"),
    "refuse": gettext_lazy("Not accepted"),
    "triage": gettext_lazy("Category, kind and lane set"),
    "retriage": gettext_lazy("Category, kind or lane changed"),
    "dispatch": gettext_lazy("Dispatched to %(provider)s"),
    "accept": gettext_lazy("Accepted by %(provider)s"),
    "contact": gettext_lazy("Asker contacted"),
    "begin": gettext_lazy("Begun"),
    "answer": gettext_lazy("Answered"),
    "send_back": gettext_lazy("Answer sent back to be written again"),
    "check": gettext_lazy("Answer checked"),
    "visit_try": gettext_lazy("Rang back, not reached"),
    "ask_back": gettext_lazy("Asked back: %(result)s"),
    "redo": gettext_lazy("To be done again"),
    "close": gettext_lazy("Closed"),
    "rate": gettext_lazy("Rated: %(grade)s"),
    "recall": gettext_lazy("Bad rating: opened for a return visit"),
    "withdraw": gettext_lazy("Withdrawn by the asker"),
    "add_word": gettext_lazy("The asker added a word"),
    "split": gettext_lazy("Split: the second matter has a number of its own"),
    "look_again": gettext_lazy("The asker wants another to look at it"),
    "take_back": gettext_lazy("Taken back, to be given to another"),
    "ask_return": gettext_lazy("Return asked by %(provider)s"),
    "rule_returned": gettext_lazy("Ruled: returned, to be given to another"),
    "rule_not_returnable": gettext_lazy("Ruled: %(provider)s keeps it"),
    "ask_more": gettext_lazy("Asked for what is missing"),
    "more_given": gettext_lazy("The asker gave what was missing"),
    "more_try": gettext_lazy("Reminded of what is missing, without an answer"),
    "keep_for_later": gettext_lazy("Kept for later"),
    "take_up": gettext_lazy("Taken up again"),
    "ask_ruling": gettext_lazy("Put to the lead: %(question)s"),
    "deny": gettext_lazy("Ruled: no (%(question)s)"),
    "extend": gettext_lazy("Extended until %(until)s"),
    "go_elsewhere": gettext_lazy("Lies with a body outside, to be asked after %(until)s"),
    "come_back": gettext_lazy("The outside body has replied"),
    "call_in": gettext_lazy("A helper was called in"),
    "hand_over": gettext_lazy("Handed over to %(provider)s"),
    "promise": gettext_lazy("Promised until %(until)s"),
    "appeal_rating": gettext_lazy("Rating appealed"),
    "rule_appeal": gettext_lazy("Ruled: the rating %(result)s"),
    "end_promise": gettext_lazy("Promise %(result)s"),
    "reopen": gettext_lazy("Taken up again at the asker's wish"),
    "tell": gettext_lazy("Promised to the asker"),
    "supervise": gettext_lazy("Supervised by the lead"),
    "merge": gettext_lazy("Joined to another case"),
    "unmerge": gettext_lazy("Goes its own way again"),
    "end_merged": gettext_lazy("Closed with the case it was joined to"),
    "terminate": gettext_lazy("Broken off"),
    "put_on_agenda": gettext_lazy("On the agenda of a meeting %(until)s"),
}
"""The office's words for each move that has a service."""

ASKER = {
    "receive": gettext_lazy("We have it"),
    "add_photo": gettext_lazy("Photos came in"),
    "put_right": gettext_lazy("You put place or category right"),
    "file_thanks": gettext_lazy("Your thanks were passed on"),
    "answer_on_the_spot": gettext_lazy("You were answered on the spot"),
    "refuse": gettext_lazy("We can't do this; whom to turn to is written here"),
    "triage": gettext_lazy("We understand what it is about"),
    "dispatch": gettext_lazy("Given to %(provider)s"),
    "accept": gettext_lazy("%(provider)s has taken it up"),
    "contact": gettext_lazy("You were contacted"),
    "begin": gettext_lazy("Work has begun"),
    "answer": gettext_lazy("The answer was written"),
    "check": gettext_lazy("The answer was checked"),
    "visit_try": gettext_lazy("We rang you and didn't reach you"),
    "ask_back": gettext_lazy("We asked you: %(result)s"),
    "redo": gettext_lazy("It wasn't done well; we do it again"),
    "close": gettext_lazy("Done and closed"),
    "rate": gettext_lazy("You rated: %(grade)s"),
    "recall": gettext_lazy("You weren't content; we shall ring you"),
    "withdraw": gettext_lazy("You withdrew it"),
    "add_word": gettext_lazy("You added a word"),
    "split": gettext_lazy("It holds two matters; each has a number now"),
    "look_again": gettext_lazy("You asked that another looks at it"),
    "take_back": gettext_lazy("We give it to somebody else"),
    "ask_return": gettext_lazy("They say it isn't their task; we settle whose it is, your date stays"),
    "rule_returned": gettext_lazy("Settled: we give it to somebody else"),
    "rule_not_returnable": gettext_lazy("Settled: %(provider)s does it"),
    "ask_more": gettext_lazy("We need one more thing from you"),
    "more_given": gettext_lazy("You gave what was missing"),
    "more_try": gettext_lazy("We reminded you of what is missing"),
    "keep_for_later": gettext_lazy("Kept for you; we go on the day you add what is missing"),
    "take_up": gettext_lazy("We go on with it"),
    "extend": gettext_lazy(
        "It takes some days more, until %(until)s; the head of the office agreed, this once"
    ),
    "go_elsewhere": gettext_lazy("It is with an outside body; we ask there again %(until)s"),
    "come_back": gettext_lazy("The outside body has replied"),
    "hand_over": gettext_lazy("%(provider)s sees to it from now on"),
    "promise": gettext_lazy("Promised until %(until)s"),
    "end_promise": gettext_lazy("The promise: %(result)s"),
    "reopen": gettext_lazy("You asked to take it up again"),
    "tell": gettext_lazy("A word from us"),
    "supervise": gettext_lazy("The head of the office watches over it"),
    "merge": gettext_lazy("Neighbours asked the same; it is done together, and you are told the result"),
    "unmerge": gettext_lazy("It is done on its own again"),
    "end_merged": gettext_lazy("Done and closed, together with what your neighbours asked"),
    "terminate": gettext_lazy("It can't go on"),
    "put_on_agenda": gettext_lazy("One body can't solve it alone; several sit together %(until)s"),
}
"""Plain words for the asker; a move that isn't here is no business of theirs."""

GRADES = {
    "5": gettext_lazy("very satisfied"),
    "4": gettext_lazy("satisfied"),
    "3": gettext_lazy("fairly satisfied"),
    "2": gettext_lazy("dissatisfied"),
    "1": gettext_lazy("very dissatisfied"),
}
RESULTS = {
    "yes": gettext_lazy("solved"),
    "no": gettext_lazy("not solved"),
    "not_reached": gettext_lazy("not reached"),
    "struck": gettext_lazy("doesn't count"),
    "stands": gettext_lazy("stands"),
    "kept": gettext_lazy("kept"),
    "broken": gettext_lazy("not kept"),
}
QUESTIONS = {
    "return": gettext_lazy("return"),
    "extension": gettext_lazy("extension"),
    "promise": gettext_lazy("promise"),
    "termination": gettext_lazy("breaking off"),
    "appeal": gettext_lazy("rating appealed"),
}
"""What can be put to a lead."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of a timeline."""

    at: datetime
    what: str
    by: str = ""
    words: str = ""
    is_now: bool = False
    is_late: bool = False


def step_words(step: Any, words: dict[str, Any]) -> str:
    """One step in words, from one of the two tables."""
    return str(words[step.move]) % {
        "provider": step.provider.name if step.provider else _("the service desk"),
        "result": RESULTS.get(step.result, step.result),
        "grade": GRADES.get(step.result, step.result),
        "question": QUESTIONS.get(step.result, step.result),
        "until": day_words(clock.local(step.until_at).date(), clock.today()) if step.until_at else "",
    }


def sent_back(steps: list[Any]) -> Any:
    """The step by which the last answer was sent back, while no new one was written; else None."""
    last = [step for step in steps if step.move in ("answer", "send_back")][-1:]
    return last[0] if last and last[0].move == "send_back" else None


def staff_timeline(steps: list[Any]) -> list[TimelineEntry]:
    """What happened, the newest first, with who did it and what they wrote; a step taken late is marked."""
    entries = []
    due = None
    for step in steps:
        is_late = due is not None and step.at > due and step.move in ("answer", "answer_on_the_spot")
        by = _("the asker") if step.by == "asker" else step.by_name
        by = _("the system") if step.by == "system" else by
        what = step_words(step, STAFF)
        entries.append(TimelineEntry(step.at, what, "" if by in what else by, step.word, is_late=is_late))
        due = step.answer_due_at
    return entries[::-1]
