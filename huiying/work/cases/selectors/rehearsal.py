"""Rehearsals: a changed limit, category, weight or threshold, played on the last month's cases before it is saved."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from huiying.pure.lib import clock
from huiying.pure.matching.rank import Weights, rank
from huiying.pure.text.categorise import CategoryWords, triage
from huiying.registers.directory.models import Category
from huiying.registers.directory.selectors import leaves_of
from huiying.registers.limits.rules import LimitRule
from huiying.registers.limits.selectors import Timetable, timetable
from huiying.registers.places.models import Office
from huiying.work.cases.models import Case, Proposal, Step
from huiying.work.cases.rules.clocks import Happening, replayed
from huiying.work.cases.rules.rehearsal import Difference, as_if, first_difference, is_late
from huiying.work.cases.selectors.providers import Field, need_of, providers_for

MONTH = timedelta(days=30)
MOST = 1000
_SHOWN = 12
_MATCHED = 200


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A case that would have gone otherwise: a clock, or a category or provider by name."""

    number: str
    text: str
    received_at: datetime
    difference: Difference | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How many cases were played, how many would have gone otherwise, some of them, and how many were too late."""

    count: int
    changed_count: int
    shown: list[Otherwise]
    late_before: int = 0
    late_after: int = 0


def _recent(office: Office, **narrowed: Any) -> list[Case]:
    """The cases of the last month, the newest first, at most a thousand."""
    found = Case.objects.filter(office=office, received_at__gte=clock.now() - MONTH, **narrowed)
    return list(found.select_related("category", "place").order_by("-received_at", "-pk")[:MOST])


def _steps_of(cases: list[Case]) -> dict[int, list[Happening]]:
    """The steps of each case as the clocks see them."""
    rows = Step.objects.filter(case__in=[case.pk for case in cases]).order_by("case", "serial")
    found: defaultdict[int, list[Happening]] = defaultdict(list)
    for key, move, at, lane, matter, result, until in rows.values_list(*_STEP):
        grade = int(result) if move == "rate" else 0
        found[key].append(Happening(move, at, lane, matter, grade, until))
    return found


_STEP = ("case", "move", "at", "lane", "matter", "result", "until_at")


def _played(
    cases: list[Case],
    times: Timetable,
    after: Timetable,
    changed: Callable[[Case, list[Happening]], list[Happening]] = lambda _case, steps: steps,
) -> Rehearsal:
    """Replay each case by the one table and by the other."""
    now, shown, count = clock.now(), [], 0
    late_before = late_after = 0
    steps_of = _steps_of(cases)
    for case in cases:
        steps = steps_of[case.pk]
        others = changed(case, steps)
        one, other = replayed(steps, times), replayed(others, after)
        late_before += is_late(steps, one, now)
        late_after += is_late(others, other, now)
        difference = first_difference(one, other)
        if difference is not None:
            count += 1
            shown.append(Otherwise(case.number, case.text, case.received_at, difference))
    return Rehearsal(len(cases), count, shown[:_SHOWN], late_before, late_after)


def rehearse_limit(office: Office, new: LimitRule) -> Rehearsal:
    """As if a new limit had held all month."""
    times = timetable(office)
    since = clock.today() - MONTH
    kept = [
        limit for limit in times.limits if (limit.matter, limit.place_path) != (new.matter, new.place_path)
    ]
    limits = (*kept, replace(new, from_on=since, until_on=None))
    return _played(_recent(office), times, replace(times, limits=limits))


def rehearse_days(office: Office, days: dict[Any, bool]) -> Rehearsal:
    """As if the office had entered these days of its own before."""
    times = timetable(office)
    calendar = replace(times.calendar, own_days={**times.calendar.own_days, **days})
    return _played(_recent(office), times, replace(times, calendar=calendar))


def rehearse_category(category: Category, *, lane: str, matter: str) -> Rehearsal:
    """As if the requests of a category had had another lane and matter."""
    times = timetable(category.office)

    def changed(case: Case, steps: list[Happening]) -> list[Happening]:
        lanes, matters = (category.lane, lane), (category.matter, matter)
        return as_if(steps, lanes=lanes, matters=matters, kind=case.kind or category.kind)

    return _played(_recent(category.office, category=category), times, times, changed)


def rehearse_words(category: Category, words: Iterable[str]) -> Rehearsal:
    """As if a category had been known by these words: which requests would have been read otherwise."""
    leaves = list(leaves_of(category.office_id))
    names = {leaf.code: leaf for leaf in leaves}
    before = [CategoryWords(leaf.code, tuple(leaf.words), leaf.kind, leaf.lane) for leaf in leaves]
    after = [replace(known, words=tuple(words)) if known.code == category.code else known for known in before]
    cases, shown = _recent(category.office), []
    for case in cases:
        was, would_be = triage(case.text, before).category, triage(case.text, after).category
        if was != would_be:
            one, other = (str(names.get(code, code)) for code in (was, would_be))
            shown.append(Otherwise(case.number, case.text, case.received_at, before=one, after=other))
    return Rehearsal(len(cases), len(shown), shown[:_SHOWN])


def rehearse_weights(office: Office, weights: dict[str, float]) -> Rehearsal:
    """Who would have been proposed by other weights, among those who are there today, at the hours of then."""
    now, calendar = clock.now(), timetable(office).calendar
    field = Field.at(office, now)
    one, other = Weights(**office.match_weights), Weights(**weights)
    names = {known.key: known.name for known in field.serving}
    cases = _recent(office, dispatched_at__isnull=False, category__isnull=False)[:_MATCHED]
    shown = []
    for case in cases:
        need = need_of(case, calendar, case.dispatched_at or now)
        providers = providers_for(field, case)
        first, second = (rank(need, providers, each).ranked[:1] for each in (one, other))
        if first and second and first[0].key != second[0].key:
            who = names[first[0].key], names[second[0].key]
            shown.append(Otherwise(case.number, case.text, case.received_at, before=who[0], after=who[1]))
    return Rehearsal(len(cases), len(shown), shown[:_SHOWN])


@dataclass(frozen=True, slots=True)
class Threshold:
    """How many of the last month's readings would have been applied without a clerk, and how many of those a clerk
    had set otherwise."""

    count: int
    applied: int
    wrong: int


def rehearse_threshold(office: Office, threshold: Any) -> Threshold:
    """As if readings had been applied from this confidence on."""
    made = Proposal.objects.filter(
        case__office=office, kind="triage", made_at__gte=clock.now() - MONTH, decided_at__isnull=False
    )
    sure = made.filter(confidence__gte=threshold)
    return Threshold(made.count(), sure.count(), sure.filter(is_taken=False).count())
