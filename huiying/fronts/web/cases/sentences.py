"""Reasons of proposals and steps of cases as sentences."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from huiying.fronts.web.wording import LANES, moment_words
from huiying.pure.lib import clock


def triage_reasons(reasons: list[dict[str, Any]], kinds: dict[str, str]) -> list[str]:
    """Why category, kind and lane are proposed."""
    return [
        sentence for reason in reasons if (sentence := _triage_reason(reason["code"], reason["data"], kinds))
    ]


def _triage_reason(code: str, data: list[str], kinds: dict[str, str]) -> str:
    quoted = _(", ").join(_("“%(words)s”") % {"words": words} for words in data)
    match code:
        case "word":
            return _("The words %(words)s stand in the text.") % {"words": quoted}
        case "kind":
            kind = kinds.get(data[0], data[0])
            cues = _(", ").join(_("“%(words)s”") % {"words": words} for words in data[1:])
            return _("%(cues)s sounds like: %(kind)s.") % {"kind": kind, "cues": cues} if cues else ""
        case "usual_kind":
            return _("Most of this category are: %(kind)s.") % {"kind": kinds.get(data[0], data[0])}
        case "usual_lane":
            return _("This category usually goes: %(lane)s.") % {"lane": LANES.get(data[0], data[0])}
        case "cannot_wait":
            return _("It can't wait, so it is taken as a request for help.")
        case "can_wait":
            return _("Nothing says that it can't wait.")
        case "secrecy_asked":
            return _("The asker wants to stay secret.")
    return _("At once, because of %(words)s.") % {"words": quoted} if data else ""


def place_reason(value: dict[str, Any]) -> str:
    """How the place was told, or why it must be asked."""
    words = value.get("place_words", "")
    match value.get("place_reason", "none"):
        case "name" | "building":
            return _("The text names the place: %(words)s.") % {"words": words}
        case "partial":
            return _("“%(words)s” can only mean this place.") % {"words": words}
        case "home" | "context":
            return _("There are namesakes of “%(words)s”; the asker's home or the text tells them apart.") % {
                "words": words
            }
        case "ambiguous" | "several":
            return _("“%(words)s” may mean several places. Please ask.") % {"words": words}
        case "no_compound":
            return _("“%(words)s” doesn't say in which compound. Please ask.") % {"words": words}
        case "landmark":
            return _("“%(words)s” is no place that we know by name. Please ask.") % {"words": words}
    return _("The text names no place: the asker's home counts, or please ask.")


def match_reasons(reasons: list[dict[str, Any]]) -> list[str]:
    """Why this provider, the strongest reason first; what gives no points is left unsaid."""
    strong = sorted(reasons, key=lambda reason: -reason["points"])
    return [
        sentence
        for reason in strong
        if (sentence := _match_reason(reason["code"], reason["data"], reason["points"]))
    ]


def _match_reason(code: str, data: list[Any], points: float) -> str:
    match code:
        case "skills" if points > 0 and len(str(data[0])) > 1:
            return _("Is skilled in %(skill)s.") % {"skill": data[0]}
        case "nearness" if points > 0:
            return _nearness(int(data[1]) - int(data[0]))
        case "capacity":
            return _("Has %(load)s in hand, %(ceiling)s at most.") % {
                "load": int(data[0]),
                "ceiling": int(data[1]),
            }
        case "ratings" if int(data[1]):
            return _("%(good)s of %(rated)s who rated such cases were satisfied.") % {
                "good": int(data[0]),
                "rated": int(data[1]),
            }
        case "served" if points > 0:
            return _("Served this asker before.")
        case "fairness" if float(data[0]) < float(data[1]):
            return _("Colleagues have %(mean)s in hand on average.") % {"mean": f"{float(data[1]):g}"}
        case "declined" if points < 0:
            return _("Asked to give back %(count)s cases lately.") % {"count": int(data[0])}
    return ""


def _nearness(away: int) -> str:
    if away <= 0:
        return _("Works at that very place.")
    if away <= 2:
        return _("Works in the same community.")
    return _("Works for the whole street.")


def fault_words(fault: Any) -> str:
    """Why somebody can't be proposed at all."""
    data = fault.data
    match fault.code:
        case "category":
            return _("Doesn't do such things.")
        case "place":
            return _("Doesn't work at that place.")
        case "hours":
            return _("Isn't working at that hour.")
        case "leave":
            day = moment_words(date.fromisoformat(str(data[1])), clock.today())
            return _("Is away, last day: %(day)s.") % {"day": day}
        case "recused":
            return _("Has a tie to the asker.")
        case "named":
            return _("Is named by the asker, so it can't go there.")
        case "had":
            return _("Had this case before, and it came back.")
        case "ceiling":
            return _("Has %(load)s in hand already, %(ceiling)s at most.") % {
                "load": data[0],
                "ceiling": data[1],
            }
    return _("Isn't on this office's list.")


def why_not_words(answer: Any) -> list[str]:
    """Why not this one, in sentences: what keeps it out, else what the chosen one has more of."""
    if answer.faults:
        return [fault_words(fault) for fault in answer.faults]
    less = {
        "skills": _("Knows less of what the text is about."),
        "nearness": _("Works further away."),
        "capacity": _("Has more in hand."),
        "ratings": _("Was rated less well in such cases."),
        "served": _("Hasn't served this asker before."),
        "language": _("Doesn't speak the asker's language."),
        "fairness": _("Has more in hand."),
        "declined": _("Gave more cases back lately."),
    }
    words = list(dict.fromkeys(less[gap.own.code] for gap in answer.shortfalls[:3]))
    return words or [_("As good as the proposed one, who has less in hand.")]
