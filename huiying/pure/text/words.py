"""Words with and without a gap, looked for in what people type in a hurry."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

GAP = "…"
_GAP_PATTERN = r"[^,。!?;,.!?;]{0,6}?"
# Characters that people mistake for each other when typing by sound; folded alike in texts and in words.
_SLIPS = str.maketrans("再道帐侯哪坐得", "在到账候那做的")


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that stands in a text, and the places of its characters there."""

    word: str
    places: frozenset[int]


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text as it is compared: small letters, no blanks, usual typing slips folded.

    >>> plain("楼到 灯") == plain("楼道灯")
    True
    """
    folded = unicodedata.normalize("NFKC", text).lower().translate(_SLIPS)
    return "".join(folded.split())


def hits(text: str, words: Iterable[str]) -> tuple[Hit, ...]:
    """The words that stand in a text already made plain, each once, without those inside a longer one.

    A word may hold a gap: 装…电梯 is found in 装个电梯 and 装一部电梯, within six characters of one clause.

    >>> [hit.word for hit in hits(plain("想装个电梯"), ["电梯", "装…电梯", "停电"])]
    ['装…电梯']
    """
    found = [Hit(word, places) for word in words if (places := _places(text, word))]
    if len(found) < 2:
        return tuple(found)
    return tuple(hit for hit in found if not any(hit.places < other.places for other in found))


def _places(text: str, word: str) -> frozenset[int]:
    if GAP not in word:
        start = text.find(plain(word))
        return frozenset(range(start, start + len(plain(word)))) if start >= 0 else frozenset()
    match = _with_gap(word).search(text)
    if match is None:
        return frozenset()
    return frozenset(i for group in range(1, len(match.groups()) + 1) for i in range(*match.span(group)))


@lru_cache(maxsize=4096)
def _with_gap(word: str) -> re.Pattern[str]:
    return re.compile(_GAP_PATTERN.join(f"({re.escape(plain(part))})" for part in word.split(GAP)))
