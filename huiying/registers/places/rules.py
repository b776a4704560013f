"""Levels of the place tree, codes and paths."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from huiying.pure.lib.refusals import Fault

LEVELS = (
    "province",
    "city",
    "county",
    "zone",
    "park",
    "street",
    "community",
    "grid",
    "compound",
    "building",
)
"""From the widest to the smallest; street stands for town too, community for village."""

VENUE_KINDS = (
    "service_centre",
    "station",
    "canteen",
    "classroom",
    "care_centre",
    "nursing_room",
    "outdoor_worker_station",
    "museum",
    "reading_room",
    "clean_governance_corner",
)

DOORS = ("community", "enterprise", "land", "union", "talent")


def path_of(parent_path: str, code: str) -> str:
    """The codes from the root, so that a subtree is one range of an index.

    >>> path_of("33/3310/", "331024")
    '33/3310/331024/'
    """
    return f"{parent_path}{code}/"


def subtree(path: str) -> tuple[str, str]:
    """The range [from, until) of the paths at and below `path`.

    >>> low, high = subtree("33/3310/")
    >>> low <= "33/3310/331024/" < high, low <= "33/3311/" < high
    (True, False)
    """
    return path, path[:-1] + "0"  # "0" follows "/"


def ancestor_paths(path: str) -> list[str]:
    """The path of each place that a place lies in and its own, widest first.

    >>> ancestor_paths("33/3310/")
    ['33/', '33/3310/']
    """
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]


def branch_of(path: str, root: str) -> str:
    """The path of the child of `root` in which a path below it lies.

    >>> branch_of("33/3310/331024/", "33/")
    '33/3310/'
    """
    return root + path[len(root) :].split("/", 1)[0] + "/"


def faults_in_place(*, level: str, parent_level: str, code: str, parent_code: str) -> list[Fault]:
    """What is wrong with a new place: below a smaller one, or a code that is not its parent's.

    >>> faults_in_place(level="grid", parent_level="community", code="331024001001-1", parent_code="331024001001")
    []
    >>> [fault.code for fault in faults_in_place(level="street", parent_level="grid", code="3", parent_code="3")]
    ['place_level']
    """
    faults = []
    if parent_level and LEVELS.index(level) <= LEVELS.index(parent_level):
        faults.append(Fault("place_level", "level"))
    if LEVELS.index(level) > LEVELS.index("community") and not code.startswith(f"{parent_code}-"):
        faults.append(Fault("place_code", "code"))
    return faults


def squeezed(words: str) -> str:
    """Words without blanks, in plain small signs: two names that differ in nothing else are one."""
    return "".join(unicodedata.normalize("NFKC", words).casefold().split())


def paths_called(typed: str, names: Mapping[str, Iterable[str]]) -> list[str]:
    """The paths of the places that somebody calls so: by a name of their own, after names of what they lie in.

    `names` are the squeezed names of every place by its path.

    >>> names = {"1/": ["柳岸社区"], "1/2/": ["柳岸小区", "柳岸"], "1/2/7/": ["7幢"]}
    >>> names |= {"1/3/": ["溪边"], "1/3/7/": ["7幢"]}
    >>> paths_called("柳岸 7幢", names), paths_called("柳岸社区溪边7幢", names), paths_called("7幢", names)
    (['1/2/7/'], ['1/3/7/'], ['1/2/7/', '1/3/7/'])
    """
    words = squeezed(typed)
    return [path for path in names if words and _ends_with(words, path, names)]


def _ends_with(words: str, path: str, names: Mapping[str, Iterable[str]]) -> bool:
    rests = [words.removesuffix(name) for name in names[path] if name and words.endswith(name)]
    return any(not rest or _follows(rest, path, names) for rest in rests)


def _follows(words: str, path: str, names: Mapping[str, Iterable[str]]) -> bool:
    """Whether words are names of the places in which one lies, the nearest last; some may be left out."""
    above = path.rstrip("/").rpartition("/")[0] + "/"
    if above not in names:
        return False
    return _ends_with(words, above, names) or _follows(words, above, names)


def next_serials_below(parent_code: str, known: Iterable[str], count: int) -> list[str]:
    """The next codes below a village or grid: the parent's code and a serial that was never used there.

    >>> next_serials_below("331024001001", ["331024001001-1", "331024001001-7", "331024001001-7-3"], 2)
    ['331024001001-8', '331024001001-9']
    """
    pattern = re.compile(rf"{re.escape(parent_code)}-(\d+)")
    last = max((int(found[1]) for code in known if (found := pattern.fullmatch(code))), default=0)
    return [f"{parent_code}-{last + number}" for number in range(1, count + 1)]


def faults_in_end(
    *, from_on: date, last_on: date, today: date, has_parts: bool, goes_into: bool
) -> list[Fault]:
    """What stands against the end of a place: a day before it began or to come, or parts that would lie nowhere.

    >>> day = date(2023, 12, 1)
    >>> [f.code for f in faults_in_end(from_on=day, last_on=day, today=day, has_parts=True, goes_into=False)]
    ['place_has_parts']
    """
    faults = []
    if not from_on <= last_on <= today:
        faults.append(Fault("place_end_day", "last_on"))
    if has_parts and not goes_into:
        faults.append(Fault("place_has_parts", "into"))
    return faults


def faults_in_code(level: str, code: str) -> list[Fault]:
    """A place down to the village has twelve digits, or the first of them for what is wider.

    >>> faults_in_code("street", "331024001000"), [fault.code for fault in faults_in_code("community", "12a")]
    ([], ['place_code'])
    """
    wide = LEVELS.index(level) <= LEVELS.index("community")
    return [Fault("place_code", "code")] if wide and not re.fullmatch(r"\d{2,12}", code) else []


def faults_in_settings(values: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with an office's settings: no door open, or weights under which nobody could be compared.

    >>> good = {"doors": ["community"], "match_weights": {"skills": 25}}
    >>> faults_in_settings(good)
    []
    >>> [fault.field for fault in faults_in_settings(good | {"doors": ["cellar"], "match_weights": {"skills": 0}})]
    ['doors', 'match_weights']
    """
    faults = []
    if not values["doors"] or not set(values["doors"]) <= set(DOORS):
        faults.append(Fault("door_missing", "doors"))
    weights = values["match_weights"].values()
    if any(not weight >= 0 for weight in weights) or (weights and not any(weights)):
        faults.append(Fault("weights_of_nothing", "match_weights"))
    return faults
