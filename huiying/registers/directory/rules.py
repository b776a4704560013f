"""Kinds of workers, providers and lanes; hours of a week; how long a file counts as confirmed; which standard answers
fit a request."""

from collections.abc import Iterable
from datetime import date, timedelta

from huiying.pure.lib.refusals import Fault
from huiying.pure.text.bigrams import bigrams

WORKER_TYPES = ("family", "child", "elderly", "grid", "mediation")
LANES = ("at_once", "with_care")
CASE_KINDS = ("consultation", "help", "complaint", "report", "suggestion", "thanks")
LIFE_STAGES = ("planned", "founded", "on_land", "building", "producing", "growing", "in_trouble", "leaving")

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
