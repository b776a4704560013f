"""What the system proposed for a case, in words."""

from typing import Any

from django.utils.translation import gettext as _

from huiying.fronts.web.cases.forms import KINDS
from huiying.fronts.web.cases.sentences import (
    fault_words,
    match_reasons,
    place_reason,
    triage_reasons,
    why_not_words,
)
from huiying.fronts.web.wording import name_of
from huiying.pure.lib import clock
from huiying.pure.matching.rank import Fault, Ranked, Ranking, Reason, why_not
from huiying.registers.directory.selectors import leaves_of
from huiying.registers.limits.selectors import timetable
from huiying.registers.parties.selectors import party_names
from huiying.work.cases.selectors.cases import proposals_of
from huiying.work.cases.selectors.providers import Field, ranking_for


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


def match_words(proposal: Any) -> dict[str, Any]:
    """The one proposed provider with reasons, and why not each of the others, as it was proposed."""
    proposed = proposal.value.get("provider") if proposal is not None else None
    if proposed is None:
        return {"provider": "", "reasons": [], "others": []}
    names = party_names([proposed, *(other["provider"] for other in proposal.others)])
    ranking = _as_proposed(proposal)
    return {
        "key": proposed,
        "provider": names[proposed],
        "reasons": match_reasons(proposal.reasons),
        "others": [
            {
                "provider": names[other["provider"]],
                "value": other["provider"] if "reasons" in other else None,
                "why_not": why_not_words(why_not(ranking, other["provider"], proposed)),
            }
            for other in proposal.others
        ],
    }


def _as_proposed(proposal: Any) -> Ranking:
    """The ranking that a proposal keeps."""
    chosen = {"provider": proposal.value["provider"], "score": 0, "reasons": proposal.reasons}
    ranked = [other for other in (chosen, *proposal.others) if "reasons" in other]
    return Ranking(
        ranked=tuple(
            Ranked(one["provider"], one["score"], tuple(Reason(**reason) for reason in one["reasons"]))
            for one in ranked
        ),
        excluded={
            other["provider"]: tuple(Fault(**fault) for fault in other["faults"])
            for other in proposal.others
            if "faults" in other
        },
    )


def why_not_anyone(case: Any, key: int) -> list[str]:
    """Why not a provider of one's own choice, as things stand now."""
    proposal = proposals_of(case).get("match")
    now = clock.now()
    _need, ranking, _providers = ranking_for(
        Field.at(case.office, now), case, timetable(case.office).calendar, now
    )
    keys = [ranked.key for ranked in ranking.ranked]
    proposed = proposal.value.get("provider") if proposal is not None else None
    chosen = proposed if proposed in keys else keys[0] if keys else None
    if chosen is None:
        return [fault_words(fault) for fault in ranking.excluded.get(key, ())]
    if key == chosen:
        return [_("This is the proposed one.")]
    return why_not_words(why_not(ranking, key, chosen))
