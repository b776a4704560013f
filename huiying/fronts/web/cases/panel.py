"""What the case page offers next: the forms of the moves that state and rights allow."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from huiying.fronts.web.cases.forms import KINDS
from huiying.fronts.web.cases.moves import MOVE_VIEWS, MoveView
from huiying.fronts.web.cases.sentences import match_reasons, place_reason, triage_reasons, why_not_words
from huiying.fronts.web.wording import name_of
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.pure.matching.rank import why_not
from huiying.registers.directory.selectors import leaves_of
from huiying.registers.limits.selectors import timetable
from huiying.registers.places.selectors import current_places
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.selectors.cases import actions_on
from huiying.work.cases.selectors.providers import Field, ranking_for

_FIRST = {
    "received": "triage",
    "triaged": "dispatch",
    "dispatched": "accept",
    "accepted": "contact",
    "handling": "answer",
    "answered": "check",
    "checked": "ask_back",
}
"""The one big step of each state; the others stand behind it."""


@dataclass(slots=True)
class Offered:
    """A move as the case page offers it."""

    move: MoveView
    form: Any


@dataclass(slots=True)
class Panel:
    """The next step and what else may be done, with the system's proposals in words."""

    first: Offered | None = None
    others: list[Offered] = field(default_factory=list)
    triage: dict[str, Any] | None = None
    match: dict[str, Any] | None = None


def panel_for(viewer: Viewer, case: Any, proposals: dict[str, Any], faulty: Any = None) -> Panel:
    """The moves that this viewer may take on this case now."""
    panel = Panel()
    rights = actions_on(viewer, case)
    triage = proposals.get("triage")
    if triage is not None and triage.value:
        panel.triage = triage_words(case, triage)
    for code, move in MOVE_VIEWS.items():
        if move.action not in rights or case.state not in MOVES[move.move].from_states:
            continue
        form = faulty if faulty is not None and isinstance(faulty, move.form) else _form(move, case, triage)
        offered = Offered(move, form)
        if code == _FIRST.get(case.state):
            panel.first = offered
        else:
            panel.others.append(offered)
    if panel.first is not None and panel.first.move.code == "dispatch":
        panel.match = match_words(case, proposals.get("match"))
    return panel


def _form(move: MoveView, case: Any, triage: Any) -> Any:
    initial: dict[str, Any] = {}
    if move.code in ("triage", "retriage", "on_the_spot"):
        value = triage.value if triage is not None else {}
        if value.get("place"):
            case.proposed_place = (
                current_places(Viewer.system(case.office_id))
                .select_related("parent")
                .filter(pk=value["place"])
                .first()
            )
        initial = {
            "category": case.category.code if case.category else value.get("category", ""),
            "kind": case.kind or value.get("kind", ""),
            "lane": case.lane or value.get("lane", ""),
            "place": str(case.place_id or value.get("place") or ""),
        }
    return move.form(case=case, initial=initial, prefix=None)


def triage_words(case: Any, proposal: Any) -> dict[str, Any]:
    """What the system understood, how sure it is, and why."""
    value = proposal.value
    kinds = {code: str(words) for code, words in KINDS}
    names = {leaf.code: name_of(leaf) for leaf in leaves_of(case.office_id)}
    decided = ""
    if proposal.decided_at is not None:
        decided = _("Taken as proposed.") if proposal.is_taken else _("Decided otherwise.")
    return {
        "category": names.get(value.get("category"), ""),
        "kind": kinds.get(value.get("kind"), ""),
        "lane": value.get("lane"),
        "percent": round(proposal.confidence * 100),
        "reasons": [*triage_reasons(proposal.reasons, kinds), place_reason(value)],
        "alternatives": [names[code] for code, _share in proposal.others if code in names],
        "decided": decided,
        "by_system": proposal.decided_by == 0,
        "why": proposal.why,
    }


def match_words(case: Any, proposal: Any) -> dict[str, Any]:
    """The one proposed provider with reasons, and why not each of the others, ranked as things stand now."""
    now = clock.now()
    known = Field.at(case.office, now)
    _need, ranking, providers = ranking_for(known, case, timetable(case.office).calendar, now)
    names = {provider.key: provider.name for provider in providers}
    proposed = proposal.value.get("provider") if proposal is not None else None
    keys = [ranked.key for ranked in ranking.ranked]
    if proposed not in keys:
        proposed = keys[0] if keys else None
    if proposed is None:
        return {"provider": "", "reasons": [], "others": []}
    reasons = next(ranked.reasons for ranked in ranking.ranked if ranked.key == proposed)
    runners = [key for key in keys if key != proposed][:4]
    out = [
        key for key, faults in ranking.excluded.items() if all(fault.code != "category" for fault in faults)
    ]
    return {
        "key": proposed,
        "provider": names[proposed],
        "reasons": match_reasons([reason._asdict() for reason in reasons]),
        "others": [
            {
                "provider": names[key],
                "value": key if key in keys else None,
                "why_not": why_not_words(why_not(ranking, key, proposed)),
            }
            for key in (*runners, *out[:4])
        ],
    }
