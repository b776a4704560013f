"""What an entry of the trail holds beside its sentence: each field by its name, each code in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.cases.forms import KINDS, OUTCOMES
from huiying.fronts.web.hazards.wording import GRADE_WORDS
from huiying.fronts.web.problems.wording import MEASURE_WORDS
from huiying.fronts.web.registers.wording import AFFILIATIONS, FIELDS, PAIRING_KINDS
from huiying.fronts.web.steps import GRADES, QUESTIONS, RESULTS
from huiying.fronts.web.trail.jobs import STATES as STOOD
from huiying.fronts.web.trail.records import Known
from huiying.fronts.web.trail.sentences import RECORDS, SENTENCES, in_words
from huiying.fronts.web.visits.wording import KIND_WORDS
from huiying.fronts.web.wording import LANES, STATES, exact_words

NAMES = {
    "attempts": _("Tried before"),
    "bytes": _("Size"),
    "cases": _("Cases"),
    "category": _("Category"),
    "changed": _("Changed"),
    "count": _("How many"),
    "due_on": _("Until when"),
    "ended_on": _("Had ended"),
    "faulty": _("Faulty"),
    "fields": _("Changed"),
    "file": _("The other file"),
    "grade": _("Grade"),
    "helper": _("Helper"),
    "into": _("The other record"),
    "kind": _("What kind"),
    "lane": _("Lane"),
    "last_on": _("Last day"),
    "meeting": _("Meeting"),
    "member": _("Who"),
    "new": _("New"),
    "number": _("Case"),
    "on": _("Day"),
    "outcome": _("What came of it"),
    "problem": _("Common problem"),
    "provider": _("Provider"),
    "result": _("What came of it"),
    "role": _("Role"),
    "rows": _("Rows"),
    "same": _("As before"),
    "source": _("How it came in"),
    "stood": _("State before"),
    "to": _("Then"),
    "until": _("Last day"),
}
"""What each field is called. One that its sentence says already isn't said twice."""

UNSAID = frozenset({"serial", "before", "contact", "measure"})
"""Fields that only a program reads: the place in a row of steps, the key of a row that has no page."""

SOURCES = {
    "page": _("On the page"),
    "phone": _("By phone"),
    "counter": _("At the counter"),
    "visit": _("Found on a visit"),
    "hotline": _("From a hotline"),
    "milestone": _("A project's milestone"),
    "own_initiative": _("The office itself"),
    "api": _("From another system"),
}

CODES: dict[tuple[str, str], dict[str, Any]] = {
    ("case", "grade"): GRADES,
    ("case", "kind"): {**dict(KINDS), **QUESTIONS},
    ("case", "lane"): LANES,
    ("case", "outcome"): {**dict(OUTCOMES), "promised": _("promised")},
    ("case", "result"): RESULTS,
    ("case", "source"): SOURCES,
    ("case", "to"): {code: words.staff for code, words in STATES.items() if code != "redo"},
    ("hazard", "grade"): GRADE_WORDS,
    ("job", "stood"): {code: words for code, (_tone, words) in STOOD.items()},
    ("pairing", "kind"): PAIRING_KINDS,
    ("person", "role"): AFFILIATIONS,
    ("problem", "kind"): MEASURE_WORDS,
    ("visit", "kind"): KIND_WORDS,
}
"""The words of a field's codes, by the area of the entry's code."""

_DAYS = ("due_on", "ended_on", "last_on", "on", "until")
_RECORD_OF: dict[str | tuple[str, str], str] = {
    "file": "party",
    "helper": "party",
    "meeting": "meeting",
    "member": "party",
    "number": "case_number",
    "problem": "problem",
    "provider": "party",
    ("match", "to"): "party",
    ("case", "into"): "case_number",
    ("place", "into"): "place",
    ("case", "category"): "category_code",
}
"""The fields that hold the key of a record, and of which kind it is."""


def records_in(entry: Any) -> Iterable[tuple[str, Any]]:
    """The records that an entry names beside its own."""
    for name, value in entry.data.items():
        if kind := _kind(_area(entry), name):
            yield kind, value


def details(entry: Any, known: Known) -> list[tuple[Any, str]]:
    """What an entry holds, name and words, in the order in which it was written."""
    area = _area(entry)
    told = str(SENTENCES.get(entry.code, ""))
    return [
        (NAMES["provider"] if (area, name) == ("match", "to") else NAMES.get(name, name), words)
        for name, value in entry.data.items()
        if name not in UNSAID and f"%({name})s" not in told and (words := _words(area, name, value, known))
    ]


def _area(entry: Any) -> str:
    return str(entry.code.partition(".")[0])


def _kind(area: str, name: str) -> str:
    return _RECORD_OF.get((area, name)) or _RECORD_OF.get(name, "")


def _words(area: str, name: str, value: Any, known: Known) -> str:
    """A value as it is read: a record by its name, a code in words, a day as a date."""
    if kind := _kind(area, name):
        shown, _url = known.get((kind, value), ("", ""))
        return shown or str(RECORDS.get(kind, ""))
    if name == "fields":
        return in_words(value if isinstance(value, list) else value.split("."), FIELDS)
    if codes := CODES.get((area, name)):
        return in_words(str(value), codes)
    if name == "bytes":
        return filesizeformat(value)
    if name in _DAYS:
        return exact_words(date.fromisoformat(value))
    return str(value)
