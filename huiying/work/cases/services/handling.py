"""What a provider does with a case: accepts, contacts, begins, answers."""

from django.db import transaction

from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case
from huiying.work.cases.rules.states import OUTCOMES
from huiying.work.cases.services.closing import close_consultation
from huiying.work.cases.services.steps import NewStep, go_on, locked_case, said, take_steps


def accept_case(*, viewer: Viewer, case: Case) -> Case:
    """The provider takes the case over and holds it from now on."""
    [case] = take_steps(viewer=viewer, steps=[NewStep(case, "accept", "provider")])
    return case


def contact_asker(*, viewer: Viewer, case: Case, word: str, by: str = "provider") -> Case:
    """Note that the asker was contacted, and what was said."""
    [case] = take_steps(viewer=viewer, steps=[NewStep(case, "contact", by, word=said(word))])
    return case


def begin_case(*, viewer: Viewer, case: Case) -> Case:
    """The provider is there, or has begun."""
    [case] = take_steps(viewer=viewer, steps=[NewStep(case, "begin", "provider")])
    return case


@transaction.atomic
def answer_case(*, viewer: Viewer, case: Case, outcome: str, word: str) -> Case:
    """The provider answers: solved, or explained. A consultation closes by it; all else goes to be checked."""
    faults = []
    if outcome not in OUTCOMES[:2]:
        faults.append(Fault("outcome_missing", "outcome"))
    if not word.strip():
        faults.append(Fault("word_missing", "word"))
    if faults:
        raise Refused(*faults)
    case = locked_case(case)
    if case.state == "accepted":
        go_on(viewer=viewer, step=NewStep(case, "begin", "provider"))
    go_on(
        viewer=viewer,
        step=NewStep(
            case,
            "answer",
            "provider",
            word=word.strip(),
            result=outcome,
            sets={"outcome": outcome},
            data={"outcome": outcome},
        ),
    )
    return close_consultation(case=case)
