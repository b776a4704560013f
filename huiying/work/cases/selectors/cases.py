"""One case, and lists of cases, for a viewer."""

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from huiying.base.storage.fields import blind_index
from huiying.base.storage.prepared import Prepared
from huiying.pure.lib.case_numbers import normal_number, query_code
from huiying.pure.lib.viewer import Viewer
from huiying.pure.text.bigrams import phrase
from huiying.registers.access.roles import RIGHTS, roles_for
from huiying.registers.access.selectors import Sight, reached, reached_offices, sights, who_sees
from huiying.registers.parties.models import Party
from huiying.registers.parties.partners import acting_affiliations
from huiying.registers.parties.selectors import person_by_phone, users_of
from huiying.work.cases.guards import CASE_SEARCH
from huiying.work.cases.models import Case, CaseHelper, CasePhoto, Promise, Proposal, Step
from huiying.work.cases.rules.intake import normal_contact
from huiying.work.cases.rules.moves import ANSWERS, LAST_WORDS
from huiying.work.cases.rules.states import OPEN_STATES

_SEARCHED = 1000
"""A search looks through so many of the newest cases that hold the words."""


def given(viewer: Viewer) -> Q:
    """The condition on cases that were given to a user to handle, alone or in a team."""
    return Q(provider__in=_parties_of(viewer))


def _helped(parties: Any) -> Q:
    """The condition on cases with which one of them helps: those may be read, and are handled by their provider."""
    return Q(pk__in=CaseHelper.objects.filter(party__in=parties, until_at=None).values("case"))


def _part_in(viewer: Viewer, case: Case) -> frozenset[str]:
    """The same of one case, asked from the user's side, which is cheaper: provider, helper, or nothing. One query."""
    found = _WITH_A_PART[viewer.has_role("partner")].rows(viewer.id, case.pk, case.provider_id or 0)
    parts = set()
    for key, is_helper, has_promised in found:
        parts |= {"provider"} if key == case.provider_id else set()
        parts |= {"helper"} if is_helper else set()
        parts |= {"promiser"} if has_promised else set()
    return frozenset(parts)


def own(viewer: Viewer) -> Q:
    """The condition on cases in which a user has a part: those given to them, helped with, or held by them.

    Until a provider accepts, the desk holds what is dispatched; that doesn't let the desk accept in their place.
    Who the user is, is asked first: three conditions over one short list are planned faster than over three queries.
    """
    parties = {key for (key,) in _OWN_PARTIES[viewer.has_role("partner")].rows(viewer.id)}
    return Q(provider__in=parties) | Q(holder__in=parties) | _helped(parties)


def _parties_of(viewer: Viewer) -> QuerySet[Any, Any]:
    """The person, the teams they are in, and for a partner the organisations that they act for: a partner sees what
    was given to its own body, and nothing of a team in which that body is one of several."""
    return _parties_of_user(viewer.id, viewer.has_role("partner"))


def _parties_of_user(user: int | None, is_partner: bool) -> QuerySet[Any, Any]:
    mine = Q(person__user=user)
    mine |= Q(team__members__party__person__user=user, team__members__until_on=None)
    if is_partner:
        bodies = acting_affiliations().filter(person__user=user)
        mine |= Q(pk__in=bodies.values("organisation"))
    return Party.objects.filter(mine).values("pk")


def _with_a_part(user: int, case: int, provider: int, *, is_partner: bool) -> QuerySet[Any, Any]:
    helps = Exists(CaseHelper.objects.filter(case=case, until_at=None, party=OuterRef("pk")))
    promised = Exists(Promise.objects.filter(case=case, ended_at=None, holder=OuterRef("pk")))
    parties = _parties_of_user(user, is_partner).filter(Q(pk=provider) | helps | promised)
    return parties.values_list("pk", helps, promised)


_OWN_PARTIES = {
    is_partner: Prepared(partial(_parties_of_user, is_partner=is_partner), -1) for is_partner in (False, True)
}
_WITH_A_PART = {
    is_partner: Prepared(partial(_with_a_part, is_partner=is_partner), -1, -2, -3)
    for is_partner in (False, True)
}


_PROVIDER = frozenset({"provider"})
_PARTS = {
    "case.read": frozenset({"provider", "helper", "promiser"}),
    "case.end_promise": frozenset({"promiser"}),
}
"""Whose part in a case lets them do what: the provider does all but end a promise that a colleague took over."""


def _by_part(viewer: Viewer, action: str) -> Q:
    """The condition on cases on which a user's part lets them do an action."""
    parts = _PARTS.get(action, _PROVIDER)
    condition = Q(pk__in=())
    if "provider" in parts:
        condition |= given(viewer)
    if "helper" in parts:
        condition |= _helped(_parties_of(viewer))
    if "promiser" in parts:
        open_promises = Promise.objects.filter(holder__in=_parties_of(viewer), ended_at=None)
        condition |= Q(pk__in=open_promises.values("case"))
    return condition


def readable(viewer: Viewer, action: str = "case.read") -> Q:
    """The condition on cases on which the viewer may do an action."""
    condition = reached(viewer, action, "office")
    if viewer.has_role(*roles_for(action, "own")):
        condition |= reached(viewer, action, "own") & _by_part(viewer, action)
    return condition


def case_for(viewer: Viewer, action: str, number: str) -> Case | None:
    """The case on which the viewer may do an action; None when there is none or it is not theirs to see."""
    found = Case.objects.filter(readable(viewer, action), number=normal_number(number)).select_related(
        *("office__place", "office__desk", "category", "place__parent__parent"),
        *("holder", "provider", "asker", "beneficiary"),
    )
    return next(iter(found), None)  # first() would put one row in order, which costs half the query again


def actions_on(viewer: Viewer, case: Case) -> frozenset[str]:
    """All actions that the viewer may do on one case: the same as asking `case_for` for each. One query."""
    path = case.office.place.path
    reaching = [
        RIGHTS.get(reach.role, {})
        for reach in viewer.reach
        if reach.office == case.office_id or (reach.place_path and path.startswith(reach.place_path))
    ]
    parts = _part_in(viewer, case) if reaching else frozenset()
    return frozenset(
        action
        for rights in reaching
        for action, scope in rights.items()
        if scope == "office" or parts & _PARTS.get(action, _PROVIDER)
    )


def who_reads(case: Case, today: date) -> tuple[list[Sight], frozenset[int]]:
    """Everybody who may read a case on a day, and those of them to whom it was given, who help with it or
    promised something with it."""
    helpers = case.helpers.filter(until_at=None).values("party")
    others = Party.objects.filter(Q(pk__in=helpers) | Q(pk__in=_promises_open(case.pk).values("holder")))
    parties = {party.pk: party for party in (*others, *([case.provider] if case.provider else []))}.values()
    having_part = frozenset(user for party in parties for user in users_of(party))
    found = who_sees(
        sights(case.office, today),
        lambda viewer: case_for(viewer, "case.read", case.number) is not None,
        having_part,
    )
    return found, having_part


def part_of(viewer: Viewer, case: Case) -> str:
    """As what a viewer acts on a case: provider where it was given to them or they hold its promise, else desk or lead
    of its office."""
    rights = actions_on(viewer, case)
    if "case.accept" in rights:
        return "provider"
    return "desk" if "case.triage" in rights else "lead" if "case.rule" in rights else "provider"


def case_of_asker(number: str, code: str) -> Case | None:
    """The case that a number and its query code open; compares in constant time."""
    case = Case.objects.filter(number=normal_number(number)).first()
    digits = "".join(sign for sign in code if sign in "0123456789")
    uuid, renewals = (str(case.uuid), case.code_renewals) if case else ("", 0)
    right = hmac.compare_digest(query_code(settings.DATA_KEY.encode(), uuid, renewals), digits)
    return case_by_uuid(str(case.uuid)) if case and right else None


def case_by_uuid(uuid: str) -> Case | None:
    """The case that an asker has opened by number and code before, on the same device."""
    return (
        Case.objects.filter(uuid=uuid)
        .select_related("office__place", "office__desk", "category", "place", "holder", "provider")
        .first()
    )


def registered_asker(case: Case) -> Party | None:
    """The registered person whose phone was left with a request: proposed to a clerk, never taken by itself."""
    if case.asker_id is not None or not case.contact or case.is_secret:
        return None
    person = person_by_phone(case.office_id, case.contact)
    return person.party if person is not None else None


def has_open_promise(case: Case) -> bool:
    """Whether something that was promised with a case still stands out."""
    return bool(_OPEN_PROMISES.rows(case.pk))


def _promises_open(case: int) -> QuerySet[Promise]:
    return Promise.objects.filter(case=case, ended_at=None)


_OPEN_PROMISES = Prepared(lambda case: _promises_open(case).values_list("pk")[:1], -1)


def promise_of(case: Case) -> Promise | None:
    """What was promised with a case."""
    return Promise.objects.filter(case=case).select_related("holder").first()


def own_parties(viewer: Viewer) -> QuerySet[Party]:
    """The parties as which a user provides: the person, the teams they are in, a partner's organisation."""
    return Party.objects.filter(pk__in=_parties_of(viewer)).order_by("kind", "name")


def steps_of(case: Case) -> list[Step]:
    """What happened to a case, in order."""
    return sorted(case.steps.select_related("holder", "provider"), key=lambda step: step.serial)


def last_answer(steps: list[Step]) -> list[Step]:
    """The step with the answer that holds now, or with what the asker was told instead; none before there is one."""
    return [step for step in steps if step.move in (*ANSWERS, *LAST_WORDS)][-1:]


def photos_of(case: Case) -> list[CasePhoto]:
    """A case's photos."""
    return sorted(case.photos.select_related("file"), key=lambda photo: photo.pk)


def photo_for(viewer: Viewer, uuid: str) -> CasePhoto | None:
    """A photo of a case that the viewer may read."""
    readable_cases = Case.objects.filter(readable(viewer)).values("pk")
    return CasePhoto.objects.select_related("file").filter(file__uuid=uuid, case__in=readable_cases).first()


def photo_of_asker(case_uuid: str, uuid: str) -> CasePhoto | None:
    """A photo of the case that an asker has opened."""
    return CasePhoto.objects.select_related("file").filter(file__uuid=uuid, case__uuid=case_uuid).first()


def readable_numbers(viewer: Viewer, numbers: Collection[str]) -> set[str]:
    """Of some numbers, those whose cases the viewer may read."""
    if not any(numbers):
        return set()
    return set(Case.objects.filter(readable(viewer), number__in=numbers).values_list("number", flat=True))


def proposals_of(case: Case) -> dict[str, Proposal]:
    """The newest proposal of each kind."""
    return {proposal.kind: proposal for proposal in case.proposals.order_by("pk")}


def is_understood(case: Case) -> bool:
    """Whether somebody, or the system, has read what a case is about."""
    return case.state != "received" or case.proposals.filter(kind="triage").exists()


def understood_kind(case: Case) -> str:
    """A case's kind, or what it was understood to be; "" for one that nobody has read."""
    proposed = proposals_of(case).get("triage") if not case.kind else None
    return str(proposed.value["kind"]) if proposed else case.kind


def is_answered_by_itself(case: Case) -> bool:
    """Whether nobody else may read its answer as their own: a report, or a request whose asker stays secret."""
    return case.is_secret or understood_kind(case) == "report"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of cases is narrowed to."""

    state: str = ""
    lane: str = ""
    category: str = ""
    kind: str = ""
    due_before: datetime | None = None
    words: str = ""
    is_mine: bool = False


ORDERS: dict[str, tuple[str, ...]] = {
    "newest": ("-id",),
    "due": ("next_due_at", "id"),
    "-due": ("-next_due_at", "-id"),
}


_IN_A_LIST = (
    *("id", "number", "text", "state", "lane", "redo_count", "rating", "due_at", "ended_at"),
    *(
        "elsewhere_ask_on",
        "supervised_at",
        "next_due_at",
        "provider_due_at",
        "provider_due_kind",
        "provider__name",
        "holder__name",
    ),
    *("category__name", "category__name_en", "place__name", "place__name_en", "place__level"),
    *("place__parent__name", "place__parent__name_en", "place__parent__level"),
)


def in_a_list(query: QuerySet[Case]) -> QuerySet[Case, Any]:
    """The same cases as plain rows of what a list shows: a case has sixty columns, and a list fifty cases."""
    return query.values_list(*_IN_A_LIST, named=True)


def cases(viewer: Viewer, filters: Filters) -> QuerySet[Case]:
    """The cases that a viewer may read, narrowed; unordered, for a keyset page."""
    query = Case.objects.filter(readable(viewer))
    simple: dict[str, Any] = {"lane": filters.lane, "category__code": filters.category, "kind": filters.kind}
    query = query.filter(**{name: value for name, value in simple.items() if value})
    if filters.state == "open":
        query = query.filter(state__in=OPEN_STATES)
    elif filters.state:
        query = query.filter(state=filters.state)
    if filters.due_before is not None:
        query = query.filter(next_due_at__lt=filters.due_before)
    if filters.is_mine:
        query = query.filter(own(viewer))
    if filters.words:
        query = query.filter(_with_words(viewer, filters.words))
    return query


def _with_words(viewer: Viewer, words: str) -> Q:
    """Cases whose number is given, whose text holds the words, or whose asker has that phone or registered name;
    whoever asked secretly is not found by who they are."""
    words = words.replace("\0", "")
    grams = phrase(words)
    condition = Q(number=normal_number(words))
    askers = Party.objects.filter(reached(viewer, "case.read", "office"), kind="person", name=words).values(
        "pk"
    )
    condition |= Q(asker__in=askers, is_secret=False)
    if contact := normal_contact(words):
        condition |= Q(contact_index=blind_index(Case, "contact", contact), is_secret=False)
    for office in reached_offices(viewer, "case.read"):
        condition |= Q(pk__in=CASE_SEARCH.matching(grams, f"o{office.pk}", _SEARCHED))
    return condition


def waiting_for_triage(limit: int, office_id: int | None = None) -> QuerySet[Case]:
    """New cases without a proposal, of one office or of all, the oldest first: what the job that understands them
    takes."""
    done = Proposal.objects.filter(kind="triage").values("case")
    waiting = Case.objects.filter(state="received", merged_into=None).exclude(pk__in=done).order_by("pk")
    return (waiting if office_id is None else waiting.filter(office=office_id))[:limit]
