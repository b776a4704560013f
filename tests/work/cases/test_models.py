"""What the tables take and refuse when they are written directly, moves and marks without a service included."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from huiying.work.cases.models import Case, CaseHelper, Promise, Step
from huiying.work.cases.rules.moves import MOVES, transitions
from huiying.work.cases.rules.states import OPEN_STATES, STATES
from tests.cast import MORNING
from tests.sizes import n
from tests.work.cases.scene import DUE, Scene

pytestmark = pytest.mark.django_db
PARTS = ("asker", "desk", "provider", "lead", "system")


def is_taken(scene: Scene, case: Case, move: str, to_state: str, by: str) -> bool:
    """Whether the steps' table takes such a step; nothing of it stays."""
    try:
        with transaction.atomic():
            scene.step(case, move, to_state, by)
            transaction.set_rollback(True)
    except IntegrityError as error:
        assert "step_in_the_table" in str(error)
        return False
    return True


@pytest.mark.parametrize("state", ["", *STATES])
def test_from_each_state_every_move_of_the_table_is_taken_by_each_of_its_parts(
    scene: Scene, state: str
) -> None:
    case = scene.case_in(state)
    asked = [
        (move, to_state, by)
        for move, from_state, to_state in transitions()
        if from_state == state
        for by in MOVES[move].who
    ]
    assert [row for row in asked if not is_taken(scene, case, *row)] == []


@pytest.mark.prove
def test_from_each_state_no_other_move_target_or_part_is_taken(scene: Scene) -> None:
    known = {(move, start, to, by) for move, start, to in transitions() for by in MOVES[move].who}
    others = [
        (move, start, to, by)
        for start in ("", *STATES)
        for move in MOVES
        for to in STATES
        for by in PARTS
        if (move, start, to, by) not in known
    ]
    tried = Random(3).sample(others, n(400, len(others)))
    cases = {state: scene.case_in(state) for state in ("", *STATES)}
    wrong = [row for row in tried if is_taken(scene, cases[row[1]], row[0], row[2], row[3])]
    print(f"\nsteps outside the table: tried {len(tried)} of {len(others)}, taken {len(wrong)}")
    assert wrong == []


@pytest.mark.parametrize("code", [move.code for move in MOVES.values() if not move.has_service])
def test_a_move_without_a_service_can_stand_in_the_rows_of_step_and_case(scene: Scene, code: str) -> None:
    for state in MOVES[code].from_states:
        case = scene.case_in(state)
        scene.take(case, code)
        case.refresh_from_db()
        assert case.state == MOVES[code].target(state)
        assert (case.holder is not None) == (case.due_at is not None) == (case.state in OPEN_STATES)


MARKS: dict[str, dict[str, Any]] = {
    "extended": {"extended_count": 1},
    "supervised": {"supervised_at": MORNING},
    "incomplete": {"incomplete_at": MORNING},
    "elsewhere": {"elsewhere_at": MORNING, "elsewhere_body": "供电所"},
    "reopened": {"reopened_count": 1},
    "looked at again": {"looked_again_count": 1},
    "returned": {"return_count": 1},
    "redone twice": {"redo_count": 2},
    "told of a hotline": {
        "external_number": "12345-7",
        "external_due_at": DUE,
        "external_columns": {"工单": "12345-7"},
    },
    "for somebody else": {
        "beneficiary_name": "陈奶奶",
        "beneficiary_relation": "邻居",
        "beneficiary_consent": "当面问过",
    },
    "with wishes": {"contact_channel": "phone", "contact_wishes": {"not_at_home": True}},
}


@pytest.mark.parametrize("mark", MARKS)
def test_each_mark_has_its_columns(scene: Scene, mark: str) -> None:
    case = scene.case_in("handling", **MARKS[mark])
    for name, value in MARKS[mark].items():
        assert getattr(case, name) == value


@pytest.mark.parametrize("name", ["extended_count", "reopened_count", "looked_again_count", "return_count"])
def test_what_happens_once_happens_once(scene: Scene, name: str) -> None:
    case = scene.case_in("handling", **{name: 1})
    with pytest.raises(IntegrityError, match="case_once_only"), transaction.atomic():
        scene.change(case, **{name: 2})


def test_a_case_joins_another_and_comes_apart_again_and_never_joins_itself(scene: Scene) -> None:
    one, other = scene.case_in("received"), scene.case_in("received")
    scene.change(one, merged_into=other)
    scene.change(one, merged_into=None, split_from=other)
    with pytest.raises(IntegrityError, match="case_not_merged_into_itself"), transaction.atomic():
        scene.change(one, merged_into=one)


def test_a_helper_is_called_in_once_at_a_time(scene: Scene) -> None:
    case, party = scene.case_in("handling"), scene.cast.other_party
    first = CaseHelper.objects.create(case=case, party=party, from_at=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseHelper.objects.create(case=case, party=party, from_at=MORNING)
    CaseHelper.objects.filter(pk=first.pk).update(until_at=DUE)
    CaseHelper.objects.create(case=case, party=party, from_at=DUE)


def test_a_promise_has_a_holder_of_its_own_and_there_is_one_a_case(scene: Scene) -> None:
    case = scene.case_in("handling")
    scene.take(case, "promise", outcome="promised")
    values = {
        "case": case,
        "what": "春天补种",
        "due_on": date(2024, 3, 1),
        "approved_by": 1,
        "made_at": MORNING,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.create(**values)
    promise = Promise.objects.create(**values, holder=scene.cast.worker_party)
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.create(**values, holder=scene.cast.worker_party)
    Promise.objects.filter(pk=promise.pk).update(ended_at=DUE, is_kept=False, word="苗没到")


def test_two_hotlines_numbers_differ_within_an_office_and_not_beyond(scene: Scene) -> None:
    scene.case(external_number="12345-1")
    scene.case(external_number="12345-2")
    scene.case(external_number="")
    scene.case(external_number="")
    assert scene.cast.elsewhere is not None
    scene.case(
        external_number="12345-1", office=scene.cast.elsewhere.office, holder=scene.cast.elsewhere.desk
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        scene.case(external_number="12345-1")


@pytest.mark.parametrize("name", ["number", "uuid"])
def test_a_number_is_given_once(scene: Scene, name: str) -> None:
    case = scene.case()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        scene.case(**{name: getattr(case, name)})


def test_a_case_with_steps_can_not_be_removed_and_its_steps_can_not_either(scene: Scene) -> None:
    case = scene.case_in("triaged")
    with pytest.raises(Exception, match="protected"):
        case.delete()
    with pytest.raises(IntegrityError, match="cases_step_no_delete"), transaction.atomic():
        Step.objects.filter(case=case).delete()


def test_a_step_written_down_later_keeps_both_times(scene: Scene) -> None:
    late = scene.step(scene.case_in("received"), "triage", "triaged", written_at=MORNING + timedelta(days=4))
    assert late.written_at - late.at == timedelta(days=4)
