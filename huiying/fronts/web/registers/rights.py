"""What each action of the role table is, in the office's words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

AREAS = {
    "case": _("Cases"),
    "meeting": _("Meetings"),
    "given": _("Services given"),
    "answer": _("Standard answers"),
    "party": _("People, households, organisations, teams"),
    "directory": _("Directory"),
    "duty": _("Duty"),
    "place": _("Places"),
    "limit": _("Limits"),
    "today": _("Today"),
    "job": _("Jobs"),
    "access": _("Users"),
    "trail": _("Trail"),
    "category": _("Categories"),
    "worker": _("Social workers"),
    "venue": _("Venues"),
    "visit": _("Visits"),
    "problem": _("Common problems"),
    "office": _("Office"),
    "list": _("Lists"),
}
"""The parts of the office's work, by the first word of an action."""
ACTIONS = {
    "access.grant": _("let people log in, give and end roles"),
    "access.read": _("read who may do what"),
    "answer.edit": _("write and change"),
    "answer.read": _("read"),
    "case.accept": _("accept"),
    "case.agenda": _("put before a meeting"),
    "case.answer": _("answer"),
    "case.answer_on_the_spot": _("answer on the spot"),
    "case.ask_back": _("ask back"),
    "case.ask_end": _("ask to break off"),
    "case.ask_lead": _("put a question to the lead"),
    "case.ask_more": _("ask for what is missing"),
    "case.begin": _("begin work"),
    "case.call_in": _("call in helpers"),
    "case.check": _("check answers"),
    "case.close": _("close"),
    "case.contact": _("contact the asker"),
    "case.dispatch": _("dispatch"),
    "case.elsewhere": _("note that a body outside has it"),
    "case.end_promise": _("note what became of a promise"),
    "case.file_thanks": _("file thanks"),
    "case.hand_over": _("hand over"),
    "case.import": _("take in a hotline's file"),
    "case.intake": _("take in requests"),
    "case.keep": _("keep for later"),
    "case.merge": _("join and part"),
    "case.read": _("read"),
    "case.refuse": _("not accept"),
    "case.renew_code": _("renew a query code"),
    "case.rule": _("decide what is asked of the lead"),
    "case.split": _("split"),
    "case.supervise": _("supervise"),
    "case.take_back": _("take back"),
    "case.tell": _("write to the asker"),
    "case.triage": _("set category, kind and lane"),
    "case.withdraw": _("withdraw for the asker"),
    "category.edit": _("change"),
    "directory.edit": _("change"),
    "directory.read": _("read"),
    "duty.edit": _("change"),
    "duty.read": _("read"),
    "given.log": _("write down"),
    "given.read": _("read"),
    "given.strike": _("strike out"),
    "job.read": _("read"),
    "job.steer": _("try again and call off"),
    "limit.edit": _("change"),
    "limit.read": _("read"),
    "list.export": _("export to Excel"),
    "meeting.hold": _("call and hold"),
    "meeting.read": _("read"),
    "office.edit": _("change"),
    "party.edit": _("open and change files"),
    "party.find": _("find by name"),
    "party.read": _("read, numbers masked"),
    "party.reveal": _("see a number in full, for a reason"),
    "place.edit": _("change"),
    "place.read": _("read"),
    "problem.read": _("read"),
    "problem.tell": _("tell every asker"),
    "problem.work": _("group cases, note the measure"),
    "today.read": _("read"),
    "trail.read": _("read"),
    "visit.make": _("make and note"),
    "visit.read": _("read"),
    "venue.count": _("count heads"),
    "worker.edit": _("change"),
}
"""Every action has its words: a test compares them with the table."""


def actions_in_words(rights: Mapping[str, str]) -> list[tuple[Any, str]]:
    """What somebody may do, part by part; at the end what is theirs only with what was given to them."""
    parts: dict[str, dict[str, list[str]]] = {}
    for action, scope in rights.items():
        area = parts.setdefault(action.partition(".")[0], {"office": [], "own": []})
        area[scope].append(str(ACTIONS.get(action, action)))
    order = [*AREAS, *(area for area in parts if area not in AREAS)]
    return [(AREAS.get(area, area), _in_words(**parts[area])) for area in order if area in parts]


def _in_words(office: list[str], own: list[str]) -> str:
    whole = gettext(", ").join(office)
    theirs = gettext("of what was given to them: %(actions)s") % {"actions": gettext(", ").join(own)}
    return gettext("; ").join(filter(None, (whole, theirs if own else "")))
