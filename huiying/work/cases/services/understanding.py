"""Understanding new cases: what the system proposes, and what a person makes of it."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.pure.matching.rank import Ranking
from huiying.pure.text.categorise import CategoryWords, Triage, triage
from huiying.pure.text.cues import secrecy_asked
from huiying.pure.text.places import Gazetteer, PlaceName, find_place
from huiying.registers.directory.models import Category
from huiying.registers.directory.selectors import duty_now, leaves_of
from huiying.registers.limits.selectors import timetable
from huiying.registers.parties.selectors import person_by_phone, spoken_for
from huiying.registers.places.models import Office, Place
from huiying.registers.places.selectors import current_places
from huiying.work.cases.models import Case, Proposal
from huiying.work.cases.rules.clocks import matter_of
from huiying.work.cases.selectors.cases import is_answered_by_itself
from huiying.work.cases.selectors.providers import Field, PastRatings, ranking_for
from huiying.work.cases.services.steps import (
    NewStep,
    go_on,
    index_words,
    locked,
    locked_case,
    part_joined,
)

TRIAGE_VERSION = "words-1"
MATCH_VERSION = "points-1"
_RUNNERS_UP = 4
_PLACE_LEVELS = ("park", "community", "grid", "compound", "building")


class Understanding:
    """What an office knows when it reads requests: its categories, their words, the names of its places; and how its
    providers were `rated`, where many are read in one go.
    """

    def __init__(self, office: Office, rated: PastRatings | None = None) -> None:
        self.office = office
        self.rated = rated
        self.categories = {category.code: category for category in leaves_of(office.pk)}
        self.words = [
            CategoryWords(code, tuple(category.words), category.kind, category.lane)
            for code, category in self.categories.items()
        ]
        places = list(current_places(Viewer.system(office.pk), office.place.path, _PLACE_LEVELS))
        self.paths = {place.pk: place.path for place in places}
        self.gazetteer = Gazetteer(
            [
                PlaceName(place.pk, place.name, tuple(place.aliases), place.level, place.path)
                for place in places
            ]
        )

    def read(self, case: Case) -> tuple[Triage, dict[str, Any]]:
        """Category, kind, lane and place of a case, as a value to be proposed."""
        home = case.asker.place.path if case.asker and case.asker.place else ""
        found, value = self.read_text(case.text, home)
        return found, {**value, "kind": case.kind or value["kind"]}

    def read_text(self, text: str, home: str = "") -> tuple[Triage, dict[str, Any]]:
        """The same of words that are no case yet; `home` is the path of where the asker lives."""
        found = triage(text, self.words)
        place = find_place(text, self.gazetteer, home)
        category = found.category if found.category in self.categories else "other"
        return found, {
            "category": category,
            "kind": found.kind,
            "lane": found.lane,
            "place": place.key,
            "place_words": place.words[:120],
            "place_reason": place.reason,
            "is_secret": any(reason.code == "secrecy_asked" for reason in found.reasons),
        }


@transaction.atomic
def understand(*, cases: list[Case], knows: Understanding, applies: bool = True) -> list[Case]:
    """Propose category, kind, lane and place for new cases, index their words, and apply what is sure enough, unless a
    clerk is at it (`applies`).

    At or above the office's threshold a proposal is applied by the system; below it a clerk decides, and so does a
    clerk where something is at once and nobody is on duty for its place.
    """
    viewer = Viewer.system(knows.office.pk)
    now = clock.now()
    for case in cases:
        case.office = knows.office
    cases = _not_read_yet(cases)
    duty = duty_now(knows.office.pk, now)
    proposals, sure = [], []
    for case in cases:
        found, value = knows.read(case)
        proposal = Proposal(
            case=case,
            kind="triage",
            value=value,
            confidence=Decimal(str(found.confidence)),
            reasons=[asdict(reason) for reason in found.reasons],
            others=[list(other) for other in found.alternatives],
            model_version=TRIAGE_VERSION,
            made_at=now,
        )
        proposals.append(proposal)
        is_sure = (
            applies and proposal.confidence >= knows.office.triage_threshold and value["kind"] != "thanks"
        )
        where = knows.paths.get(value["place"], knows.office.place.path)
        if is_sure and (value["lane"] != "at_once" or duty.at(where)):
            sure.append(proposal)
    Proposal.objects.bulk_create(proposals)
    index_words(cases)
    for proposal in sure:
        _apply(viewer, proposal, knows)
    propose_matches(cases=[proposal.case for proposal in sure], office=knows.office, rated=knows.rated)
    return cases


def _not_read_yet(cases: list[Case]) -> list[Case]:
    """The cases, locked, without those that somebody has moved on or read in the meantime."""
    rows = locked(cases)
    read = set(Proposal.objects.filter(kind="triage", case__in=rows).values_list("case", flat=True))
    return [
        case
        for case in rows.values()
        if case.state == "received" and case.pk not in read and case.merged_into_id is None
    ]


@transaction.atomic
def link_asker(*, viewer: Viewer, case: Case) -> Case:
    """A clerk confirms that the registered person whose phone was left with the request is the asker. Where an office
    is there for enterprises alone, they asked for the one that they speak for.

    Never done by the system: whoever types a neighbour's number would speak in their name and learn where they live.
    """
    case = locked_case(case)
    person = person_by_phone(case.office_id, case.contact) if case.contact else None
    if person is None or case.asker_id is not None or case.is_secret:
        raise Refused(Fault("asker_unknown"))
    case.asker = person.party
    if case.beneficiary is None and "community" not in case.office.doors:
        case.beneficiary = spoken_for(person)
    Case.objects.filter(pk=case.pk).update(asker=person.party, beneficiary=case.beneficiary)
    record([NewEntry("case.asker_linked", viewer, case.office_id, "case", case.pk)])
    return case


def _apply(viewer: Viewer, proposal: Proposal, knows: Understanding) -> None:
    value = proposal.value
    category = knows.categories[value["category"]]
    place = Place.objects.filter(pk=value["place"]).first() if value["place"] else None
    _triage(
        viewer,
        proposal,
        by="system",
        category=category,
        kind=value["kind"],
        lane=value["lane"],
        place=place or proposal.case.place,
    )


def _triage(viewer: Viewer, proposal: Proposal, *, by: str, category: Category, **chosen: Any) -> Case:
    """Take the triage step and note what became of the proposal."""
    case, value = proposal.case, proposal.value
    sets = {
        "category": category,
        "kind": chosen["kind"],
        "lane": chosen["lane"],
        "place": chosen["place"],
        "place_words": value.get("place_words", ""),
        "is_secret": case.is_secret or secrecy_asked(case.text),
    }
    move = chosen.get("move") or ("triage" if case.state == "received" else "retriage")
    go_on(
        viewer=viewer,
        step=NewStep(
            case,
            move,
            by,
            matter=matter_of(chosen["lane"], chosen["kind"], category.matter),
            word=chosen.get("why", "").strip(),
            sets=sets,
            data={"category": category.code, "kind": chosen["kind"], "lane": chosen["lane"]},
        ),
    )
    if is_answered_by_itself(case):
        part_joined(case)
    if proposal.decided_at is None or by == "desk":  # a clerk's word stands over the system's own
        place = chosen["place"]
        decided = {
            "category": category.code,
            "kind": chosen["kind"],
            "lane": chosen["lane"],
            "place": place.pk if place else None,
        }
        _decide(viewer, proposal, decided, chosen.get("why", ""))
    return case


def _decide(viewer: Viewer, proposal: Proposal, decided: dict[str, Any], why: str) -> None:
    """Keep whether a proposal was taken, and what was decided instead."""
    proposal.decided_at = clock.now()
    proposal.decided_by = viewer.id
    proposal.is_taken = all(proposal.value.get(name) == value for name, value in decided.items())
    proposal.overridden_to = {} if proposal.is_taken else decided
    proposal.why = why[:200]
    proposal.save(update_fields=["decided_at", "decided_by", "is_taken", "overridden_to", "why"])


@transaction.atomic
def triage_by_hand(*, viewer: Viewer, case: Case, category: Category, **chosen: Any) -> Case:
    """A clerk decides category, kind, lane and place; the proposal keeps whether it was taken.

    `chosen` has kind, lane, place (or None) and why, in words, when it differs from what was proposed; move, triage or
    retriage, when only that one was meant.
    """
    if chosen["kind"] == "thanks":
        raise Refused(Fault("thanks_are_filed", "kind"))
    case = locked_case(case)
    if chosen["kind"] == "consultation" and case.answered_at:
        raise Refused(Fault("no_late_consultation", "kind"))
    proposal = case.proposals.filter(kind="triage").order_by("-pk").first() or _empty(case)
    proposal.case = case
    taken = _triage(viewer, proposal, by="desk", category=category, **chosen)
    propose_matches(cases=[taken], office=taken.office)
    return taken


def _empty(case: Case) -> Proposal:
    """A case that a clerk triages before the system has read it."""
    return Proposal.objects.create(
        case=case,
        kind="triage",
        value={},
        confidence=Decimal(0),
        model_version=TRIAGE_VERSION,
        made_at=clock.now(),
    )


def propose_matches(*, cases: list[Case], office: Office, rated: PastRatings | None = None) -> list[Proposal]:
    """Propose the one provider for each triaged case, with its reasons and the runners-up."""
    if not cases:
        return []
    now = clock.now()
    times = timetable(office)
    field = Field.at(office, now, rated)
    made = []
    for case in cases:
        _need, ranking, _providers = ranking_for(field, case, times.calendar, now)
        made.append(_match(case, ranking, now))
        if ranking.ranked:
            field.loads[ranking.ranked[0].key] += 1
    Proposal.objects.filter(case__in=[case.pk for case in cases], kind="match", decided_at=None).delete()
    return Proposal.objects.bulk_create(made)


def _match(case: Case, ranking: Ranking, now: Any) -> Proposal:
    best = ranking.ranked[0] if ranking.ranked else None
    total = 100.0
    return Proposal(
        case=case,
        kind="match",
        value={"provider": best.key if best else None, "score": best.score if best else 0},
        confidence=Decimal(str(round(min(best.score, total) / total, 3))) if best else Decimal(0),
        reasons=[reason._asdict() for reason in best.reasons] if best else [],
        others=[*_runners_up(ranking), *_kept_out(ranking)],
        model_version=MATCH_VERSION,
        made_at=now,
    )


def _runners_up(ranking: Ranking) -> list[dict[str, Any]]:
    """The next best, each with what it would have been chosen for."""
    return [
        {
            "provider": other.key,
            "score": other.score,
            "reasons": [reason._asdict() for reason in other.reasons],
        }
        for other in ranking.ranked[1 : 1 + _RUNNERS_UP]
    ]


def _kept_out(ranking: Ranking) -> list[dict[str, Any]]:
    """Some who do such things but can't now, each with why."""
    kept_out = [
        {"provider": key, "faults": [asdict(fault) for fault in faults]}
        for key, faults in ranking.excluded.items()
        if all(fault.code not in ("category", "place") for fault in faults)
    ]
    return kept_out[:_RUNNERS_UP]


def note_match(*, viewer: Viewer, proposal: Proposal, provider_id: int, why: str) -> None:
    """Keep what became of the match when a case is dispatched."""
    _decide(viewer, proposal, {"provider": provider_id}, why)
    if not proposal.is_taken:
        case = proposal.case
        record([NewEntry("match.overridden", viewer, case.office_id, "case", case.pk, {"to": provider_id})])
