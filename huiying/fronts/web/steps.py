"""What happened to a case, as the desk and as the asker read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
}


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
