"""What a request is about, what kind it is and how urgent, each with its reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from huiying.pure.text.cues import KINDS, kind_points, secrecy_asked, urgency
from huiying.pure.text.words import GAP, hits, plain

OTHER = "other"
_LONGEST = 5  # a word's weight is its length in characters, at most this
_DOUBT = 2.5  # what an unseen category would weigh: one two-character word alone is not yet a sure sign
_OWN_KIND = 1.5  # a category's usual kind weighs more than a weak cue of the text, less than a clear one
_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class CategoryWords:
    """A category as triage knows it: the words people use for it, its usual kind and lane."""

    code: str
    words: tuple[str, ...]
    kind: str
    lane: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a proposal, with the words that it was read from.

    Category: `word`. Kind: `kind`, `usual_kind` or `cannot_wait`. Lane: `danger`, `helpless`, `tonight`,
    `usual_lane` or `can_wait`. And `secrecy_asked`.
    """

    code: str
    data: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Triage:
    """A proposal for a new request; alternatives are the next categories, each with its own confidence."""

    category: str
    kind: str
    lane: str
    confidence: float
    reasons: tuple[Reason, ...]
    alternatives: tuple[tuple[str, float], ...]


def triage(text: str, categories: Sequence[CategoryWords]) -> Triage:
    """Propose category, kind and lane of a request from the words in it.

    Each word of a category that stands in the text adds its length, shared among the categories that hold it.
    Confidence is the best category's share of all that was found and of a doubt that never goes away: nothing
    found gives "other" with 0.0, and two near categories halve it.

    >>> water = CategoryWords("utility.water", ("停水", "没有水"), "help", "with_care")
    >>> noise = CategoryWords("neighbour.noise", ("太吵", "半夜"), "complaint", "with_care")
    >>> found = triage("早上停水到现在", [water, noise])
    >>> found.category, found.kind, found.confidence
    ('utility.water', 'help', 0.44)
    """
    points = _category_points(text, tuple(categories))
    total = _DOUBT + sum(weight for weight, _ in points.values())
    # Of equals the one that can't wait stands first, then the one that was listed first.
    urgent = {category.code for category in categories if category.lane == "at_once"}
    order = sorted(points, key=lambda code: (-points[code][0], code not in urgent))
    shares = tuple((code, round(points[code][0] / total, 2)) for code in order)
    best, confidence = shares[0] if shares else (OTHER, 0.0)
    own = next((category for category in categories if category.code == best), None)
    cause = urgency(text)
    kind, kind_reason = _kind(text, own, can_wait=cause is None)
    lane, lane_reason = _lane(kind, own, cause)
    reasons = [Reason("word", points[best][1])] if shares else []
    reasons += [kind_reason, lane_reason]
    if secrecy_asked(text):
        reasons.append(Reason("secrecy_asked", ()))
    return Triage(best, kind, lane, confidence, tuple(reasons), shares[1 : _ALTERNATIVES + 1])


def _category_points(
    text: str, categories: tuple[CategoryWords, ...]
) -> dict[str, tuple[float, tuple[str, ...]]]:
    holders = _holders(categories)
    points: dict[str, tuple[float, tuple[str, ...]]] = {}
    for hit in hits(plain(text), holders):
        for code in holders[hit.word]:
            weight, words = points.get(code, (0.0, ()))
            points[code] = (weight + _weight(hit.word) / len(holders[hit.word]), (*words, hit.word))
    return {category.code: points[category.code] for category in categories if category.code in points}


@lru_cache(maxsize=8)
def _holders(categories: tuple[CategoryWords, ...]) -> dict[str, tuple[str, ...]]:
    holders: dict[str, tuple[str, ...]] = {}
    for category in categories:
        for word in dict.fromkeys(category.words):
            holders[word] = (*holders.get(word, ()), category.code)
    return holders


def _weight(word: str) -> int:
    return min(len(word.replace(GAP, "")), _LONGEST)


def _kind(text: str, own: CategoryWords | None, *, can_wait: bool) -> tuple[str, Reason]:
    points = kind_points(text)
    usual = own.kind if own else "help"
    if usual == "consultation" and "consultation" not in points:
        usual = "help"  # nothing is asked, so something is wanted

    def strength(kind: str) -> tuple[float, bool]:
        return points.get(kind, (0, ()))[0] + (_OWN_KIND if kind == usual else 0), kind == usual

    kind = max(KINDS, key=strength)
    if kind == "consultation" and not can_wait:
        # Whoever asks a question in danger wants help, and a consultation could be closed by one answer.
        return "help", Reason("cannot_wait", ("help",))
    if kind in points:
        return kind, Reason("kind", (kind, *points[kind][1]))
    return kind, Reason("usual_kind", (kind,))


def _lane(
    kind: str, own: CategoryWords | None, cause: tuple[str, tuple[str, ...]] | None
) -> tuple[str, Reason]:
    if cause and kind != "thanks":
        return "at_once", Reason(*cause)
    if own and kind in ("help", "complaint", "report"):
        return own.lane, Reason("usual_lane", (own.lane,))
    return "with_care", Reason("can_wait", (kind,))
