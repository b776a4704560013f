"""Kinds of workers, providers, services and lanes; hours of a week; how long a file counts as confirmed; which
standard answers fit a request."""

import re
from collections.abc import Container, Iterable
from datetime import date, timedelta
from itertools import count, pairwise

from huiying.pure.lib.refusals import Fault
from huiying.pure.text.bigrams import bigrams

WORKER_TYPES = ("family", "child", "elderly", "grid", "mediation")
LANES = ("at_once", "with_care")
CASE_KINDS = ("consultation", "help", "complaint", "report", "suggestion", "thanks")
LIFE_STAGES = ("planned", "founded", "on_land", "building", "producing", "growing", "in_trouble", "leaving")
"""An enterprise from the first plan to the last day: an offering is for one stage, or for all of them."""
SERVICE_KINDS = ("government", "finance", "policy", "resources")
"""What an enterprise service centre gives: government affairs, matching with banks, advice on policies, and
matching with whatever else an enterprise lacks."""

CONFIRMED_FOR = timedelta(days=90)


def is_on_duty(hours: list[tuple[int, int, int]], weekday: int, hour: int) -> bool:
    """Whether (weekday, from hour, to hour) rows cover an hour; Monday is 0.

    >>> is_on_duty([(4, 8, 20)], 4, 19), is_on_duty([(4, 8, 20)], 4, 20)
    (True, False)
    """
    return any(day == weekday and start <= hour < end for day, start, end in hours)


def hours_without_duty(hours: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The hours of a week that no (weekday, from hour, to hour) row covers, as such rows.

    >>> hours_without_duty([(day, 0, 24) for day in range(6)] + [(6, 8, 20), (6, 7, 9)])
    [(6, 0, 7), (6, 20, 24)]
    """
    rows = sorted(hours)
    gaps = []
    for weekday in range(7):
        covered_until = 0
        for _day, start, end in (row for row in rows if row[0] == weekday):
            if start > covered_until:
                gaps.append((weekday, covered_until, start))
            covered_until = max(covered_until, end)
        if covered_until < 24:
            gaps.append((weekday, covered_until, 24))
    return gaps


def is_confirmed(confirmed_on: date, today: date) -> bool:
    """Whether a worker's file was looked through within the last 90 days.

    >>> is_confirmed(date(2023, 9, 16), date(2023, 12, 15)), is_confirmed(date(2023, 9, 15), date(2023, 12, 15))
    (True, False)
    """
    return today - confirmed_on <= CONFIRMED_FOR


LONGEST_ANSWER = 4000
OFFERED_ANSWERS = 5
"""As many as the keys 1 to 5 can take."""
_LIKE_ENOUGH = 0.2
_OF_THE_CATEGORY = 0.5


def faults_in_answer(*, question: str, text: str, valid_until: date | None, today: date) -> list[Fault]:
    """What a standard answer lacks.

    >>> day = date(2023, 12, 15)
    >>> [fault.code for fault in faults_in_answer(question=" ", text="", valid_until=day, today=day)]
    ['question_missing', 'answer_text_missing']
    """
    faults = [] if question.strip() else [Fault("question_missing", "question")]
    if not text.strip():
        faults.append(Fault("answer_text_missing", "text"))
    if len(text) > LONGEST_ANSWER:
        faults.append(Fault("text_too_long", "text", {"most": str(LONGEST_ANSWER)}))
    if valid_until is None or valid_until < today:
        faults.append(Fault("day_is_past", "valid_until"))
    return faults


def likeness(question: str, text: str) -> float:
    """How much of a question's words stand in a text: 0 nothing, 1 all.

    >>> likeness("几点关门", "请问几点关门"), likeness("几点关门", "灯坏了")
    (1.0, 0.0)
    """
    asked, said = set(bigrams(question).split()), set(bigrams(text).split())
    return len(asked & said) / len(asked) if asked else 0.0


def answers_that_fit[Key](category: str, text: str, answers: Iterable[tuple[Key, str, str]]) -> list[Key]:
    """The standard answers to offer for a request, the likeliest first: those of its category and those whose
    question says the same. An answer is (key, category, question).

    >>> kept = [(1, "elder.meals", "怎么订饭"), (2, "estate.parking", "车停哪里"), (3, "", "窗口几点下班")]
    >>> answers_that_fit("elder.meals", "窗口几点下班呀", kept)
    [3, 1]
    """
    scored = []
    for key, of, question in answers:
        alike = likeness(question, text)
        if alike >= _LIKE_ENOUGH or (of and of == category):
            scored.append((alike + _OF_THE_CATEGORY * (bool(of) and of == category), key))
    return [key for _score, key in sorted(scored, key=lambda pair: -pair[0])][:OFFERED_ANSWERS]


_SPAN = re.compile(r"(\d{1,2})(?:[:：]00)?[-–—~～至到](\d{1,2})(?:[:：]00)?")


def spans_in(text: str) -> list[tuple[int, int]]:
    """The whole hours of a day as somebody typed them, in order; raises ValueError for what is no such hours.

    >>> spans_in("14:00–17:00，8 - 12"), spans_in("")
    ([(8, 12), (14, 17)], [])
    >>> spans_in("8-12, 11-17")
    Traceback (most recent call last):
    ValueError: 8-12, 11-17
    """
    joined = re.sub(r"\s*([-–—~～至到])\s*", r"\1", text.strip())
    found = [_SPAN.fullmatch(part) for part in re.split(r"[\s,，;；、]+", joined) if part]
    spans = sorted((int(one[1]), int(one[2])) for one in found if one)
    ends = [0, *(end for _start, end in spans)]
    fits = all(before <= start < end <= 24 for before, (start, end) in zip(ends, spans, strict=False))
    if not fits or None in found:
        raise ValueError(text)
    return spans


def faults_in_offering(*, life_stage: str, service_kind: str, is_value_added: bool) -> list[Fault]:
    """What doesn't fit: only services for enterprises have a stage, a kind, and are basic or value-added.

    >>> faults_in_offering(life_stage="growing", service_kind="finance", is_value_added=True)
    []
    >>> [fault.field for fault in faults_in_offering(life_stage="growing", service_kind="", is_value_added=True)]
    ['service_kind']
    """
    needs_kind = bool(life_stage) or is_value_added
    return [Fault("service_kind_missing", "service_kind")] if needs_kind and not service_kind else []


def days_left_of_leave(from_on: date, until_on: date, today: date) -> date | None:
    """The last day of a leave that is taken back today: yesterday, for what is past stays; None for nothing.

    >>> days_left_of_leave(date(2023, 12, 14), date(2023, 12, 18), date(2023, 12, 15))
    datetime.date(2023, 12, 14)
    >>> days_left_of_leave(date(2023, 12, 15), date(2023, 12, 18), date(2023, 12, 15)) is None
    True
    """
    last = min(until_on, today - timedelta(days=1))
    return last if last >= from_on else None


def first_overlap(hours: Iterable[tuple[int, int, int]]) -> tuple[int, int] | None:
    """The weekday and hour at which two (weekday, from hour, until hour) rows meet; None where none do.

    >>> first_overlap([(4, 8, 20), (4, 19, 24), (5, 8, 20)]), first_overlap([(4, 8, 20), (4, 20, 24)])
    ((4, 19), None)
    """
    rows = sorted(hours)
    for (day, _start, end), (next_day, start, _end) in pairwise(rows):
        if day == next_day and start < end:
            return day, start
    return None


def faults_in_category(*, kind: str, matter: str) -> list[Fault]:
    """A category's matter is that of its kind, or one below: else its requests would be answered by another's limit.

    >>> faults_in_category(kind="help", matter="case.answer.help.elderly")
    []
    >>> [fault.code for fault in faults_in_category(kind="complaint", matter="case.answer.help")]
    ['matter_of_another_kind']
    """
    own = f"case.answer.{kind}"
    return [] if f"{matter}.".startswith(f"{own}.") else [Fault("matter_of_another_kind", "matter")]


def code_from(name_en: str, group: str, taken: Container[str]) -> str:
    """A category's code, made of its English name and unlike every other.

    >>> code_from("Dogs & cats", "public", ()), code_from("Dogs", "public", {"public.dogs"})
    ('public.dogs_cats', 'public.dogs_2')
    >>> code_from("猫", "", ())
    'category'
    """
    word = "_".join(re.findall(r"[a-z0-9]+", name_en.lower()))[:24] or "category"
    base = f"{group}.{word}" if group else word
    numbered = (base if number == 1 else f"{base}_{number}" for number in count(1))
    return next(code for code in numbered if code not in taken)
