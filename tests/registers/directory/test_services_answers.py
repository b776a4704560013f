"""A standard answer is changed by ending the version before it; which one was given can always be read."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.registers.directory.models import Answer
from huiying.registers.directory.services import NewAnswer, change_answer, end_answer, register_answers
from tests.cast import MORNING, SYSTEM, Cast

TODAY = MORNING.date()


def new(cast: Cast, **changes: Any) -> NewAnswer:
    given = {"question": " 几点下班 ", "text": " 五点 ", "owner": cast.desk, "valid_until": TODAY}
    return NewAnswer(**{**given, **changes})


def registered(cast: Cast, **changes: Any) -> Answer:
    with clock.held_at(MORNING):
        [answer] = register_answers(viewer=SYSTEM, office=cast.office, answers=[new(cast, **changes)])
    return answer


def codes(act: Any, **arguments: Any) -> list[str]:
    with clock.held_at(MORNING), pytest.raises(Refused) as caught:
        act(viewer=SYSTEM, **arguments)
    return [fault.code for fault in caught.value.faults]


def test_it_is_kept_from_today_on_and_told_in_the_trail(cast: Cast) -> None:
    answer = registered(cast, category=cast.categories["other"], document="便民服务办法第三条")
    assert (answer.question, answer.text, answer.from_on, answer.until_on) == (
        "几点下班",
        "五点",
        TODAY,
        None,
    )
    entry = Entry.objects.get(code="answer.registered")
    assert (entry.subject_id, entry.office_id) == (answer.pk, cast.office.pk)


def test_one_that_says_nothing_is_not_kept_nor_are_the_others_with_it(cast: Cast) -> None:
    both = [new(cast), new(cast, question=" ", text="")]
    said = codes(register_answers, office=cast.office, answers=both)
    assert said == ["question_missing", "answer_text_missing"]
    assert not Answer.objects.exists()


def test_a_changed_one_ends_the_version_before_it(cast: Cast) -> None:
    first = registered(cast)
    later = MORNING + timedelta(days=3)
    with clock.held_at(later):
        second = change_answer(
            viewer=SYSTEM, answer=first, new=new(cast, text="六点", valid_until=date(2024, 6, 1))
        )
    first.refresh_from_db()
    assert (first.text, first.until_on, second.text, second.from_on) == (
        "五点",
        later.date(),
        "六点",
        later.date(),
    )
    assert (second.line, second.until_on) == (first.line, None)
    assert Entry.objects.get(code="answer.changed").data == {"before": first.pk}
    assert codes(change_answer, answer=first, new=new(cast)) == ["answer_changed_before"]
    assert codes(change_answer, answer=second, new=new(cast, text=" ")) == ["answer_text_missing"]


def test_an_ended_one_stays_to_be_read_and_is_ended_once(cast: Cast) -> None:
    answer = registered(cast)
    with clock.held_at(MORNING):
        end_answer(viewer=SYSTEM, answer=answer)
    answer.refresh_from_db()
    assert answer.until_on == TODAY
    assert Entry.objects.filter(code="answer.ended", subject_id=answer.pk).count() == 1
    assert codes(end_answer, answer=answer) == ["answer_changed_before"]


@pytest.mark.parametrize(
    "changed",
    [{"question": ""}, {"text": ""}, {"until_on": TODAY - timedelta(days=1)}],
)
def test_the_table_takes_none_that_says_nothing_or_ends_before_it_begins(
    cast: Cast, changed: dict[str, Any]
) -> None:
    given = {
        "question": "几点下班",
        "text": "五点",
        "owner": cast.desk,
        "valid_until": TODAY,
        "from_on": TODAY,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(office=cast.office, **{**given, **changed})


def test_the_table_keeps_one_version_in_force(cast: Cast) -> None:
    given = {
        "question": "几点下班",
        "text": "五点",
        "owner": cast.desk,
        "valid_until": TODAY,
        "from_on": TODAY,
    }
    line = uuid4()
    Answer.objects.create(office=cast.office, line=line, until_on=TODAY, **given)
    Answer.objects.create(office=cast.office, line=line, **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(office=cast.office, line=line, **given)
