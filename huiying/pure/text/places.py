"""Find the place that a text speaks of among the known place names, and say when it can't be told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from huiying.pure.text.landmarks import AFTER_NAME, HOUSE, UNNAMED, building_number

_ENDINGS = (
    "小区|社区|新村|街道|花园|公寓|宿舍|家园|名邸|华庭|大厦|"
    "工业园区|工业园|工业区|园区|驿站|自然村|行政村|村|镇|乡|苑|县|市"
)
_ENDING = re.compile(rf"(?:{_ENDINGS})$")
# What makes another name of a name's beginning: 学前 in 学前小学 is not the estate 学前花园.
_OTHER_NAME = re.compile(
    rf"{_ENDINGS}|[东南西北上下前后]?(?:路|街|巷|弄|桥|大道|苑|里|园|山|坡|溪|河|江|湖)|小学|中学|学校|幼儿园|医院|卫生院|公园|"
    "广场|市场|菜市场|菜场|超市|银行|酒店|宾馆|饭店|食堂|便民|中心|服务|照料|四点半|课堂|商场|商业|车站|工业|集团|公司|厂"
)
# A name's beginning is only taken after these: 学前 in 放学前 is no place.
_MAY_PRECEDE = re.compile(r"[^一-鿿]|[在住去到从的是给帮替我家们和跟咱这]")
_FILLER = re.compile(r"那个|这个|那边的|这边的")
_SHORTEST_STEM = 2


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A known place: its names, its level, and its path: the codes from the root with / between them."""

    key: int
    name: str
    aliases: tuple[str, ...]
    level: str
    path: str


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """What a text says about where: the place if it is certain, the words, and how it was told.

    Reasons with a key: `name`, `partial`, `building`, `home` (namesakes, told apart by the asker's home),
    `context` (told apart by another name in the text). Without: `ambiguous`, `several`, `no_compound` (a
    building of an estate that isn't named), `landmark` (words without a name), `none`.
    """

    key: int | None
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    candidates: tuple[PlaceName, ...]
    exact: bool
    tail: str


class Gazetteer:
    """The known place names, arranged once for looking them up in many texts."""

    def __init__(self, names: Iterable[PlaceName]) -> None:
        self._exact: dict[str, tuple[PlaceName, ...]] = {}
        self._stems: dict[str, tuple[PlaceName, ...]] = {}
        self._buildings: dict[tuple[str, int], PlaceName] = {}
        for place in names:
            if place.level == "building" and (number := building_number(place.name)) is not None:
                self._buildings[_parent(place.path), number] = place
                continue
            for name in (place.name, *place.aliases):
                self._exact[name] = (*self._exact.get(name, ()), place)
            stem = _ENDING.sub("", place.name)
            if len(stem) >= _SHORTEST_STEM and stem != place.name:
                self._stems[stem] = (*self._stems.get(stem, ()), place)
        self._longest = max(map(len, (*self._exact, *self._stems)), default=0)

    def building(self, compound_path: str, number: int) -> PlaceName | None:
        """The building of that number in a compound, if it is known."""
        return self._buildings.get((compound_path.rstrip("/"), number))

    def buildings_at(self, home_path: str, number: int) -> list[PlaceName]:
        """The buildings of that number in the home's compound, or in what is known of where the home is."""
        return [
            place
            for (parent, known), place in self._buildings.items()
            if known == number
            and home_path
            and (_is_under(home_path, parent) or _is_under(parent, home_path))
        ]

    def longest_at(self, text: str, start: int) -> tuple[int, tuple[PlaceName, ...], bool] | None:
        """The longest name that begins there: where it ends, whose it is, and whether it is whole."""
        for end in range(min(len(text), start + self._longest), start + 1, -1):
            word = text[start:end]
            if word in self._exact:
                return end, self._exact[word], True
            begins = start == 0 or _MAY_PRECEDE.match(text[start - 1])
            if word in self._stems and begins and not _OTHER_NAME.match(text, end):
                return end, self._stems[word], False
        return None


def find_place(text: str, gazetteer: Gazetteer, home_path: str = "") -> PlaceFound:
    """The place a text speaks of, with its words as they stand there, house number included.

    A wrong place sends somebody to the wrong door, so a doubt gives no key: namesakes that neither
    the asker's home nor another name in the text tells apart, or places that don't lie in each other.

    >>> estate = PlaceName(1, "柳岸小区", (), "compound", "33/1")
    >>> known = Gazetteer([estate, PlaceName(2, "7幢", (), "building", "33/1/7")])
    >>> find_place("我住柳岸7幢4楼,想订饭", known)
    PlaceFound(key=2, words='柳岸7幢4楼', reason='building')
    >>> find_place("3幢2单元楼道灯坏了", known).reason
    'no_compound'
    """
    squeezed, origin = _squeeze(text)
    mentions = _mentions(squeezed, gazetteer)
    if not mentions:
        return _unnamed(text, gazetteer, home_path)
    told = [_tell_apart(mention, mentions, home_path) for mention in mentions]
    chosen = _main(mentions, told)
    mention, (place, reason) = mentions[chosen], told[chosen]
    first = _first_of(mentions, chosen)
    words = text[origin[mentions[first].start] : origin[mention.end - 1] + 1]
    if place is None:
        return PlaceFound(None, words, "ambiguous")
    elsewhere = [other for other, _ in (*told[:first], *told[chosen + 1 :]) if other is not None]
    number = building_number(mention.tail)
    if number is None and not all(_is_under(place.path, other.path) for other in elsewhere):
        return PlaceFound(None, words, "several")
    building = gazetteer.building(place.path, number) if number is not None else None
    if building is not None:
        return PlaceFound(building.key, words, "building")
    return PlaceFound(place.key, words, reason)


def _mentions(text: str, gazetteer: Gazetteer) -> list[_Mention]:
    mentions: list[_Mention] = []
    position = 0
    while position < len(text):
        found = gazetteer.longest_at(text, position)
        if found is None:
            position += 1
            continue
        end, candidates, exact = found
        tail = AFTER_NAME.match(text, end)
        tail_words = tail.group().rstrip("的") if tail else ""
        # 柳岸小区学前小学: what follows may be a name of its own.
        following = next(
            (i for i in range(end, end + len(tail_words)) if gazetteer.longest_at(text, i)), None
        )
        if following is not None:
            tail_words = text[end:following]
        mentions.append(_Mention(position, end + len(tail_words), candidates, exact, tail_words))
        position = end + len(tail_words)
    return mentions


def _tell_apart(mention: _Mention, mentions: list[_Mention], home_path: str) -> tuple[PlaceName | None, str]:
    candidates = mention.candidates
    if building_number(mention.tail) is not None:
        candidates = tuple(place for place in candidates if place.level == "compound") or candidates
    if len(candidates) == 1:
        return candidates[0], "name" if mention.exact else "partial"
    others = [other.candidates[0].path for other in mentions if len(other.candidates) == 1]
    near = [place for place in candidates if any(_is_on_line(place.path, other) for other in others)]
    if len(near) == 1:
        return near[0], "context"
    depths = [_shared_depth(place.path, home_path) for place in candidates]
    if depths.count(max(depths)) == 1:
        return candidates[depths.index(max(depths))], "home"
    # The community and its estate of one name: the wider of them is right in either case.
    widest = [place for place in candidates if all(_is_under(other.path, place.path) for other in candidates)]
    return (widest[0], "partial") if len(widest) == 1 else (None, "ambiguous")


def _main(mentions: list[_Mention], told: list[tuple[PlaceName | None, str]]) -> int:
    """The mention that counts: one with a house number, else the deepest in the tree, else the first."""

    def strength(i: int) -> tuple[bool, int, int]:
        place = told[i][0]
        return bool(mentions[i].tail), place.path.count("/") if place else 0, -i

    return max(range(len(mentions)), key=strength)


def _first_of(mentions: list[_Mention], chosen: int) -> int:
    """The mention that the words begin with: names right before each other are one address."""
    while chosen and mentions[chosen - 1].end == mentions[chosen].start:
        chosen -= 1
    return chosen


def _unnamed(text: str, gazetteer: Gazetteer, home_path: str) -> PlaceFound:
    if house := HOUSE.search(text):
        number = building_number(house.group())
        at_home = gazetteer.buildings_at(home_path, number) if number is not None else []
        if len(at_home) == 1:
            return PlaceFound(at_home[0].key, house.group(), "home")
        return PlaceFound(None, house.group(), "no_compound")
    for pattern in UNNAMED:
        if landmark := pattern.search(text):
            return PlaceFound(None, landmark.group(), "landmark")
    return PlaceFound(None, "", "none")


def _squeeze(text: str) -> tuple[str, list[int]]:
    """The text without 那个, and for each character left where it stood."""
    dropped = {i for filler in _FILLER.finditer(text) for i in range(*filler.span())}
    origin = [i for i in range(len(text)) if i not in dropped]
    return "".join(text[i] for i in origin), origin


def _is_under(path: str, ancestor: str) -> bool:
    return f"{path.rstrip('/')}/".startswith(f"{ancestor.rstrip('/')}/")


def _is_on_line(path: str, other: str) -> bool:
    return _is_under(path, other) or _is_under(other, path)


def _parent(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0]


def _shared_depth(path: str, other: str) -> int:
    depth = 0
    for mine, theirs in zip(path.split("/"), other.split("/"), strict=False):
        if mine != theirs:
            break
        depth += 1
    return depth
