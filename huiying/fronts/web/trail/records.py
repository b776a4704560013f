"""The names and pages of the records that entries of the trail tell of."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from huiying.base.jobs.selectors import jobs
from huiying.fronts.web.registers.listing import party_url
from huiying.fronts.web.registers.wording import matter_words
from huiying.fronts.web.trail.jobs import kind_words
from huiying.fronts.web.wording import name_of
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import may, users
from huiying.registers.directory.selectors import (
    categories_by_code,
    category_names,
    duty_places,
    offering_names,
)
from huiying.registers.limits.selectors import matters_of
from huiying.registers.parties.selectors import parties_by_id
from huiying.registers.places.selectors import places_by_key, venues_by_key
from huiying.work.cases.selectors.cases import Filters, cases
from huiying.work.cases.selectors.meetings import meetings
from huiying.work.cases.selectors.problems import problems

Key = int | str
"""The key of a row, or the number or code by which an entry names a record."""
Known = dict[tuple[str, Key], tuple[str, str]]
"""The records that the viewer may read: (kind, key) → name and page ("" for none)."""
_Named = dict[Any, tuple[str, str]]


def _cases(viewer: Viewer, keys: set[Any]) -> _Named:
    readable = cases(viewer, Filters()).filter(pk__in=keys).values_list("pk", "number")
    return {key: (number, reverse("cases:case_detail", args=[number])) for key, number in readable}


def _numbers(viewer: Viewer, numbers: set[Any]) -> _Named:
    readable = cases(viewer, Filters()).filter(number__in=numbers).values_list("number", flat=True)
    return {number: (number, "") for number in readable}


def _meetings(viewer: Viewer, keys: set[Any]) -> _Named:
    found = meetings(viewer).filter(pk__in=keys).values_list("pk", "title", "uuid")
    return {key: (title, reverse("meetings:meeting_detail", args=[uuid])) for key, title, uuid in found}


def _problems(viewer: Viewer, keys: set[Any]) -> _Named:
    found = problems(viewer).filter(pk__in=keys).values_list("pk", "title", "uuid")
    return {key: (title, reverse("problems:problem_detail", args=[uuid])) for key, title, uuid in found}


def _parties(viewer: Viewer, keys: set[Any]) -> _Named:
    found = parties_by_id(viewer, keys)
    return {key: (party.name, party_url(viewer, party)) for key, party in found.items()}


def _users(viewer: Viewer, keys: set[Any]) -> _Named:
    may_read = may(viewer, "access.read")
    return {
        user.pk: (user.name, reverse("registers:user_detail", args=[user.pk]) if may_read else "")
        for user in users(viewer).filter(pk__in=keys)
    }


def _offerings(viewer: Viewer, keys: set[Any]) -> _Named:
    found = offering_names(viewer, keys)
    return {
        key: (name_of(row), reverse("directory:offering_detail", args=[key])) for key, row in found.items()
    }


def _places(viewer: Viewer, keys: set[Any]) -> _Named:
    url = reverse("registers:place_list") if may(viewer, "place.read") else ""
    found = places_by_key(viewer, keys)
    return {key: (name_of(row), f"{url}?under={row.code}" if url else "") for key, row in found.items()}


def _venues(viewer: Viewer, keys: set[Any]) -> _Named:
    may_read = may(viewer, "place.read")
    found = venues_by_key(viewer, keys)
    return {
        key: (name_of(row), reverse("setup:venue_detail", args=[key]) if may_read else "")
        for key, row in found.items()
    }


def _limits(viewer: Viewer, keys: set[Any]) -> _Named:
    return {key: (matter_words(matter), "") for key, matter in matters_of(viewer, keys).items()}


def _jobs(viewer: Viewer, keys: set[int]) -> _Named:
    may_read = may(viewer, "job.read")
    return {
        job.pk: (kind_words(job.kind), reverse("trail:job_detail", args=[job.uuid]) if may_read else "")
        for job in jobs(viewer).filter(pk__in=keys)
    }


def _named(read: Callable[[Viewer, Iterable[Any]], dict[Any, Any]]) -> Callable[[Viewer, set[Any]], _Named]:
    """Names without a page."""
    return lambda viewer, keys: {key: (name_of(row), "") for key, row in read(viewer, keys).items()}


_READ: dict[str, Callable[[Viewer, set[Any]], _Named]] = {
    "case": _cases,
    "case_number": _numbers,
    "category": _named(category_names),
    "category_code": _named(categories_by_code),
    "duty": _named(duty_places),
    "job": _jobs,
    "limit": _limits,
    "meeting": _meetings,
    "offering": _offerings,
    "party": _parties,
    "place": _places,
    "problem": _problems,
    "user": _users,
    "venue": _venues,
}


def known_records(viewer: Viewer, subjects: Iterable[tuple[str, Key]]) -> Known:
    """The names and pages of records, one reading a kind."""
    keys: dict[str, set[Key]] = {}
    for kind, key in subjects:
        keys.setdefault(kind, set()).add(key)
    return {
        (kind, key): named
        for kind, wanted in keys.items()
        if kind in _READ
        for key, named in _READ[kind](viewer, wanted).items()
    }
