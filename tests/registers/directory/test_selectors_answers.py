"""Which standard answers somebody reads, and which are offered for a request."""

from datetime import date
from typing import Any

from huiying.pure.lib import clock
from huiying.registers.directory.models import Answer
from huiying.registers.directory.selectors import (
    answer_for,
    answer_in_force,
    answers,
    fitting_answers,
    versions_of,
)
from huiying.registers.directory.services import NewAnswer, change_answer, end_answer, register_answers
from tests.cast import MORNING, SYSTEM, Cast


def kept(cast: Cast, question: str, code: str = "", **more: Any) -> Answer:
    given = {"text": f"答：{question}", "owner": cast.desk, "valid_until": date(2024, 1, 1), **more}
    category = cast.categories[code] if code else None
    with clock.held_at(MORNING):
        [answer] = register_answers(
            viewer=SYSTEM, office=cast.office, answers=[NewAnswer(question, category=category, **given)]
        )
    return answer


def test_staff_read_those_in_force_of_their_own_office(cast: Cast) -> None:
    assert cast.elsewhere is not None
    mine, strange = kept(cast, "几点下班"), kept(cast.elsewhere, "几点下班")
    ended = kept(cast, "旧的")
    with clock.held_at(MORNING):
        end_answer(viewer=SYSTEM, answer=ended)
    for user in (cast.clerk, cast.worker, cast.lead, cast.auditor):
        assert list(answers(cast.viewer(user))) == [mine]
    assert list(answers(cast.viewer(cast.admin))) == []
    assert answer_for(cast.viewer(cast.clerk), "answer.read", ended.uuid) == ended
    assert answer_for(cast.viewer(cast.clerk), "answer.read", strange.uuid) is None
    assert answer_for(cast.viewer(cast.worker), "answer.edit", mine.uuid) is None


def test_they_are_found_by_words_and_by_category_or_its_group(cast: Cast) -> None:
    meals, hours = kept(cast, "怎么订饭", "elder.meals"), kept(cast, "几点下班")
    clerk = cast.viewer(cast.clerk)
    assert list(answers(clerk, "订饭")) == list(answers(clerk, category="elder.meals")) == [meals]
    parent = cast.categories["elder.meals"].parent
    assert parent is not None
    assert list(answers(clerk, category=parent.code)) == [meals]
    assert list(answers(clerk, "答：几点")) == [hours]


def test_one_that_fits_is_offered_in_the_version_in_force(cast: Cast) -> None:
    first = kept(cast, "怎么订饭", "elder.meals")
    kept(cast, "车停哪里", "estate.parking")
    with clock.held_at(MORNING):
        new = NewAnswer("怎么订饭", "打电话订", cast.desk, date(2024, 6, 1), cast.categories["elder.meals"])
        second = change_answer(viewer=SYSTEM, answer=first, new=new)
    assert fitting_answers(cast.office.pk, "elder.meals", "别的话") == [second]
    assert fitting_answers(cast.office.pk, "", "请问怎么订饭") == [second]
    assert answer_in_force(cast.office.pk, first.uuid) is None
    assert answer_in_force(cast.office.pk, second.uuid) == second
    assert list(versions_of(second)) == [second, first]
