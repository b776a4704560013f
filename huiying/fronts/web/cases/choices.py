"""What the forms of a case offer: categories, places, providers of its office."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _

from huiying.fronts.web.wording import moment_words, name_in_language, name_of
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory.selectors import bodies_for_matching, leaf_names, workers_for_matching
from huiying.registers.places.selectors import current_places
from huiying.work.cases.selectors.meetings import meetings_to_come

Choices = list[Any]


def category_choices(office_id: int, first: str = "") -> Choices:
    """The categories in their groups; `first` says what none of them means."""
    groups: Choices = [("", first or _("Choose one"))]
    for parent, members in groupby(leaf_names(office_id), key=itemgetter(3, 4)):
        choices = [(code, name_in_language(name, english)) for code, name, english, *_parent in members]
        groups += [(name_in_language(*parent), choices)] if parent[0] else choices
    return groups


def office_places(office: Any, first: str) -> Choices:
    """The office's parks, communities and compounds; `first` says what none of them means."""
    levels = ("street", "zone", "park", "community", "compound")
    places = current_places(Viewer.system(office.pk), office.place.path, levels)
    return [("", first), *((str(place.pk), name_of(place)) for place in places)]


def place_choices(case: Any) -> Choices:
    """The office's parks, communities and compounds, and the case's own place if it is smaller."""
    choices = office_places(case.office, _("Not known yet"))
    known = {choice for choice, _name in choices}
    for place in (case.place, getattr(case, "proposed_place", None)):
        if place is not None and str(place.pk) not in known:
            known.add(str(place.pk))
            choices.insert(1, (str(place.pk), f"{name_of(place.parent)} {name_of(place)}"))
    return choices


def provider_choices(office_id: int) -> Choices:
    """Every provider of the office: social workers by type, then teams, then partners."""
    workers = sorted(workers_for_matching(office_id), key=lambda worker: worker.type)
    groups: Choices = [("", _("Choose one"))]
    for kind, members in groupby(workers, key=lambda worker: worker.type):
        groups.append(
            (worker_type_words(kind), [(worker.pk, worker.person.party.name) for worker in members])
        )
    bodies = list(bodies_for_matching(office_id).order_by("pk"))
    for kind, words in (("team", _("Teams")), ("organisation", _("Partner bodies"))):
        of_kind = [(body.pk, body.name) for body in bodies if body.kind == kind]
        groups += [(words, of_kind)] if of_kind else []
    return groups


def meeting_choices(office_id: int) -> Choices:
    """The office's meetings that a case can be put before."""
    today = clock.today()
    to_come = [
        (meeting.pk, f"{meeting.title} · {moment_words(meeting.held_at, today)}")
        for meeting in meetings_to_come(office_id)
    ]
    return [("", _("Choose one")), *to_come]


def worker_type_words(code: str) -> str:
    """A type of social worker in words."""
    return {
        "family": _("Family social worker"),
        "child": _("Children's social worker"),
        "elderly": _("Social worker for the elderly"),
        "grid": _("Grid social worker"),
        "mediation": _("Mediation social worker"),
    }[code]
