"""After the answer: checked, rated, asked back, done again or closed."""

from datetime import date

from django.db import transaction

from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.selectors import desk_of
from huiying.work.cases.models import Case
from huiying.work.cases.rules.asking_back import is_given_up
from huiying.work.cases.rules.states import BAD_GRADES, GRADES, VISIT_RESULTS
from huiying.work.cases.services.steps import NewStep, go_on, locked_case, said, take_steps


def close_consultation(*, case: Case) -> Case:
    """The short path: a consultation, locked, is closed by its answer, unless it comes back from a return visit."""
    if case.kind != "consultation" or case.redo_count or case.reopened_count or case.checked_at:
        return case
    return go_on(viewer=Viewer.system(case.office_id), step=NewStep(case, "close", "system"))


def check_answer(*, viewer: Viewer, case: Case, word: str = "", by: str = "desk") -> Case:
    """Desk or lead find the answer good enough for the asker, who reads it from now on."""
    [case] = take_steps(viewer=viewer, steps=[NewStep(case, "check", by, word=word.strip())])
    return case


@transaction.atomic
def send_back(*, viewer: Viewer, case: Case, word: str, by: str = "desk") -> Case:
    """Desk or lead do not let an answer through and say what is missing. The asker's clock had never stopped. A promise
    was approved by a lead before: it isn't sent back."""
    case = locked_case(case)
    if case.outcome == "promised" and case.state == "answered":
        raise Refused(Fault("promise_was_approved"))
    return go_on(viewer=viewer, step=NewStep(case, "send_back", by, word=said(word)))


@transaction.atomic
def rate(*, viewer: Viewer, case: Case, grade: int, word: str = "") -> Case:
    """The asker rates, once a case and answer. A bad rating brings the return visit forward; a case that was closed
    without one, or without reaching anybody, comes back for it."""
    if grade not in GRADES:
        raise Refused(Fault("grade_missing", "grade"))
    case = locked_case(case)
    if case.rating is not None:
        raise Refused(Fault("rated_before", "grade"))
    go_on(
        viewer=viewer,
        step=NewStep(
            case,
            "rate",
            "asker",
            word=word.strip(),
            result=str(grade),
            sets={"rating": grade},
            data={"grade": grade},
        ),
    )
    if grade in BAD_GRADES and case.state == "closed" and case.outcome and case.solved_at_visit != "yes":
        go_on(
            viewer=Viewer.system(case.office_id),
            step=NewStep(case, "recall", "system", sets={"ended_at": None}),
        )
    return case


def visit_tries(case: Case) -> list[date]:
    """The days on which the desk tried in vain to reach the asker since the last check, a day for each try."""
    steps = list(case.steps.order_by("serial").values_list("move", "at"))
    since = max((i for i, (move, _at) in enumerate(steps) if move in ("check", "recall")), default=0)
    return [clock.local(at).date() for move, at in steps[since:] if move == "visit_try"]


@transaction.atomic
def ask_back(*, viewer: Viewer, case: Case, result: str, word: str = "") -> Case:
    """The desk asks the asker back: solved, not solved, or not reached. After three tries on two days it is closed
    as not reached; *not solved* is done again; all else is closed."""
    if result not in VISIT_RESULTS:
        raise Refused(Fault("visit_result_missing", "result"))
    case = locked_case(case)
    if result == "not_reached" and not is_given_up([*visit_tries(case), clock.today()]):
        return go_on(viewer=viewer, step=NewStep(case, "visit_try", "desk", word=word.strip()))
    if result == "no":
        word = said(word)
    go_on(
        viewer=viewer,
        step=NewStep(
            case,
            "ask_back",
            "desk",
            word=word.strip(),
            result=result,
            sets={"solved_at_visit": result},
            data={"result": result},
        ),
    )
    if result == "no":
        return _redo(viewer, case)
    return go_on(viewer=viewer, step=NewStep(case, "close", "desk"))


def _redo(viewer: Viewer, case: Case) -> Case:
    """It is done again, by the same provider, with a clock of its own; the next rating and visit count anew.

    What the desk itself had answered, the desk does again.
    """
    sets = {"redo_count": case.redo_count + 1, "rating": None, "solved_at_visit": "", "outcome": ""}
    provider = case.provider or desk_of(case.office_id)
    return go_on(viewer=viewer, step=NewStep(case, "redo", "desk", provider=provider, sets=sets))
