"""Rank the providers for one need, each with every reason of its score, and say why not another."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

_LONGEST_GRUDGE = 3  # refusals beyond the third cost nothing more


@dataclass(frozen=True, slots=True)
class Need:
    """One request that a provider is looked for.

    `at` is the moment, in the office's local time, at which somebody should begin, `on` the day; both are the
    caller's. Paths are codes from the root with / between them; an unknown place is "".
    `named_keys` are the parties that the text names, of a report above all; `had_keys` those who had this very
    request and gave it back, or from whom it was taken.
    """

    category: str
    text: str
    place_path: str
    lane: str
    at: datetime
    on: date
    language: str
    asker_key: int | None
    named_keys: frozenset[int]
    secret: bool
    had_keys: frozenset[int] = frozenset()


class Ratings(NamedTuple):
    """A provider's ratings in the need's category: how many rated, and how many of these were satisfied."""

    rated: int
    satisfied: int


@dataclass(frozen=True, slots=True)
class Provider:
    """A person, team or organisation that may take a need.

    A category may be a whole group (elder for elder.meals). No areas means everywhere, no hours means always;
    hours are (weekday from Monday = 0, from hour, to hour), leave is (first day, last day). `served` are the
    askers it served before, `recused` the parties it must not deal with; `kind` says whose load is compared.
    """

    key: int
    name: str
    categories: frozenset[str]
    skills: tuple[str, ...]
    languages: frozenset[str]
    area_paths: tuple[str, ...]
    home_path: str
    weekday_hours: tuple[tuple[int, int, int], ...]
    leave: tuple[tuple[date, date], ...]
    ceiling: int
    load: int
    ratings: Ratings
    served: frozenset[int]
    recused: frozenset[int]
    declined_recently: int
    on_duty: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Weights:
    """The most points that each reason can give; `declined` is taken off for each recent refusal."""

    skills: float = 25
    nearness: float = 20
    capacity: float = 15
    ratings: float = 15
    served: float = 10
    language: float = 10
    fairness: float = 5
    declined: float = 5

    def __post_init__(self) -> None:
        """Refuse a weight that is below zero or no number.

        >>> Weights(skills=-1)
        Traceback (most recent call last):
        ValueError: the weight of skills must be zero or more
        """
        for field in fields(self):
            if not getattr(self, field.name) >= 0:
                raise ValueError(f"the weight of {field.name} must be zero or more")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a provider can't take a need: category, place, hours, leave, recused, named, had, ceiling, unknown."""

    code: str
    data: tuple[str | int, ...] = ()


# Reason and Ranked are made thousands of times a need: a named tuple takes a third of a dataclass's time.
class Reason(NamedTuple):
    """The points that a provider has by one weight, and what they rest on."""

    code: str
    points: float
    data: tuple[str | float, ...] = ()


class Ranked(NamedTuple):
    """A provider that can take the need; its score is the sum of the points of its reasons."""

    key: int
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Those who can take the need, the best first, and those who can't, each with all its faults."""

    ranked: tuple[Ranked, ...]
    excluded: Mapping[int, tuple[Fault, ...]]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One reason by which a provider has fewer points than the chosen one."""

    points: float
    own: Reason
    chosen: Reason


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a provider was not chosen: its faults, else where it has fewer points, the biggest gap first."""

    key: int
    chosen_key: int
    faults: tuple[Fault, ...]
    shortfalls: tuple[Shortfall, ...]


def eligibility(need: Need, provider: Provider) -> tuple[Fault, ...]:
    """All faults that keep a provider from a need; none means that it may be proposed.

    A need at once goes to who is on duty whatever the hour; leave, ceiling and recusal hold for them too.
    """
    faults: list[Fault] = []
    category = need.category
    if category not in provider.categories and category.partition(".")[0] not in provider.categories:
        faults.append(_fault("category", category))
    if provider.area_paths and need.place_path and not _serves(provider.area_paths, need.place_path):
        faults.append(_fault("place", need.place_path))
    if not (_is_open(provider.weekday_hours, need.at) or (provider.on_duty and need.lane == "at_once")):
        faults.append(_fault("hours", need.at.weekday(), need.at.hour))
    for first, last in provider.leave:
        if first <= need.on <= last:
            faults.append(_fault("leave", str(first), str(last)))
    if provider.recused and not provider.recused.isdisjoint((need.asker_key, *need.named_keys)):
        faults.append(_fault("recused"))
    if provider.key in need.named_keys:
        faults.append(_fault("named"))
    if provider.key in need.had_keys:
        faults.append(_fault("had"))
    if provider.load >= provider.ceiling:
        faults.append(_fault("ceiling", provider.load, provider.ceiling))
    return tuple(faults)


def rank(need: Need, providers: Iterable[Provider], weights: Weights) -> Ranking:
    """Everybody who can take the need, the best first, and everybody else with the faults that keep them out.

    The same input gives the same list in whatever order the providers come; of equals the one with less work
    stands first, then the lower key.
    """
    eligible: list[Provider] = []
    excluded: dict[int, tuple[Fault, ...]] = {}
    for provider in providers:
        if faults := eligibility(need, provider):
            excluded[provider.key] = faults
        else:
            eligible.append(provider)
    reasons_of = _scoring(need, weights, eligible)
    scored = []
    for provider in eligible:
        reasons = reasons_of(provider)
        score = round(sum([reason[1] for reason in reasons]), 1)
        scored.append((-score, provider.load, provider.key, reasons))
    scored.sort()
    return Ranking(tuple([Ranked(key, -score, reasons) for score, _, key, reasons in scored]), excluded)


def why_not(ranking: Ranking, key: int, chosen_key: int) -> WhyNot:
    """Why a provider was not chosen: what keeps it out, else by which reasons it has fewer points.

    Raises KeyError where the chosen provider is not in the ranking.
    """
    reasons_of = {ranked.key: ranked.reasons for ranked in ranking.ranked}
    chosen = reasons_of[chosen_key]
    if key not in reasons_of:
        return WhyNot(key, chosen_key, ranking.excluded.get(key, (Fault("unknown"),)), ())
    shortfalls = [
        Shortfall(round(theirs.points - own.points, 1), own, theirs)
        for own, theirs in zip(reasons_of[key], chosen, strict=True)
        if theirs.points > own.points
    ]
    return WhyNot(key, chosen_key, (), tuple(sorted(shortfalls, key=lambda shortfall: -shortfall.points)))


class _Once[Fact, Value](dict[Fact, Value]):
    """Works out a value when a fact is first met: most providers share theirs with others."""

    def __init__(self, make: Callable[[Fact], Value]) -> None:
        self._make = make

    def __missing__(self, fact: Fact) -> Value:
        value = self[fact] = self._make(fact)
        return value


def _scoring(
    need: Need, weights: Weights, eligible: list[Provider]
) -> Callable[[Provider], tuple[Reason, ...]]:
    mean_load = _mean_load(eligible)
    depth = need.place_path.strip("/").count("/") + 1
    # Who served a secret asker before must not be told so: it would say who asks.
    asker = None if need.secret else need.asker_key

    def skills(words: tuple[str, ...]) -> Reason:
        best = max(words, key=share_in.__getitem__, default="")
        return _reason("skills", weights.skills * share_in[best], best)

    def nearness(home_path: str) -> Reason:
        shared = _shared_depth(need.place_path, home_path)
        return _reason("nearness", weights.nearness * shared / depth, shared, depth)

    def capacity(load_and_ceiling: tuple[int, int]) -> Reason:
        load, ceiling = load_and_ceiling
        return _reason("capacity", weights.capacity * (ceiling - load) / ceiling, load, ceiling)

    def ratings(of: Ratings) -> Reason:
        # As if four more had rated and three been satisfied: one good word doesn't outdo years of them.
        return _reason("ratings", weights.ratings * (of[1] + 3) / (of[0] + 4), of[1], of[0])

    def fairness(kind_and_load: tuple[str, int]) -> Reason:
        kind, load = kind_and_load
        mean = mean_load[kind]
        share = max(0.0, 1 - load / (2 * mean)) if mean else 1.0
        return _reason("fairness", weights.fairness * share, load, round(mean, 1))

    def declined(count: int) -> Reason:
        return _reason("declined", 0 - weights.declined * min(count, _LONGEST_GRUDGE), count)

    share_in: _Once[str, float] = _Once(lambda skill: _share_in(skill, need.text))
    by_skills, by_home, by_load, by_ratings = _Once(skills), _Once(nearness), _Once(capacity), _Once(ratings)
    by_kind, by_refusals = _Once(fairness), _Once(declined)
    served = [_reason("served", weights.served * yes) for yes in (False, True)]
    language = [_reason("language", weights.language * yes, need.language) for yes in (False, True)]
    return lambda provider: (
        by_skills[provider.skills],
        by_home[provider.home_path],
        by_load[provider.load, provider.ceiling],
        by_ratings[provider.ratings],
        served[asker in provider.served],
        language[need.language in provider.languages],
        by_kind[provider.kind, provider.load],
        by_refusals[provider.declined_recently],
    )


def _mean_load(providers: list[Provider]) -> dict[str, float]:
    loads: dict[str, list[int]] = {}
    for provider in providers:
        loads.setdefault(provider.kind, []).append(provider.load)
    return {kind: sum(of_kind) / len(of_kind) for kind, of_kind in loads.items()}


def _reason(code: str, points: float, *data: str | float) -> Reason:
    return Reason(code, round(points, 1), data)


@lru_cache(maxsize=1024)
def _fault(code: str, *data: str | int) -> Fault:
    return Fault(code, data)


@lru_cache(maxsize=4096)
def _serves(area_paths: tuple[str, ...], place_path: str) -> bool:
    return any(f"{place_path.rstrip('/')}/".startswith(f"{area.rstrip('/')}/") for area in area_paths)


def _is_open(weekday_hours: tuple[tuple[int, int, int], ...], at: datetime) -> bool:
    weekday, hour = at.weekday(), at.hour
    for day, start, end in weekday_hours:  # a plain loop: this runs for each provider of each need
        if day == weekday and start <= hour < end:
            return True
    return not weekday_hours


def _shared_depth(path: str, other: str) -> int:
    depth = 0
    for mine, theirs in zip(path.strip("/").split("/"), other.strip("/").split("/"), strict=False):
        if mine != theirs or not mine:
            break
        depth += 1
    return depth


def _share_in(skill: str, text: str) -> float:
    """How much of a skill's words stands in a text: all of it, or some of its pairs of characters."""
    if skill and skill in text:
        return 1.0
    pairs = {skill[i : i + 2] for i in range(len(skill) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
