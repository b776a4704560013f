"""What an asker may ask for once more: that another looks at a refusal, that a closed case is taken up again."""

from django.db import transaction

from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.limits.selectors import timetable
from huiying.work.cases.models import Case
from huiying.work.cases.rules.clocks import matter_of
from huiying.work.cases.selectors.public import reopens_until
from huiying.work.cases.services.steps import NewStep, go_on, locked_case, said
from huiying.work.cases.services.understanding import propose_matches


@transaction.atomic
def look_again(*, viewer: Viewer, case: Case, word: str) -> Case:
    """Another is to look at a refusal, once: the case is received anew, and whoever refused it can't do so again."""
    case = locked_case(case)
    if case.looked_again_count:
        raise Refused(Fault("looked_again_before"))
    sets = {"looked_again_count": 1, "refusal_code": "", "ended_at": None}
    return go_on(viewer=viewer, step=NewStep(case, "look_again", "asker", word=word.strip(), sets=sets))


@transaction.atomic
def reopen(*, viewer: Viewer, case: Case, word: str) -> Case:
    """A closed case is taken up again as its asker says, once, within the days that the limit gives; nothing need be
    written anew."""
    case = locked_case(case)
    if case.reopened_count:
        raise Refused(Fault("reopened_before"))
    until = reopens_until(case, timetable(case.office))
    if until is None or clock.now() > until:
        raise Refused(Fault("reopened_too_late"))
    sets = {
        "reopened_count": 1,
        "ended_at": None,
        "outcome": "",
        "rating": None,
        "is_rating_struck": False,
        "solved_at_visit": "",
        "merged_into": None,
    }
    matter = matter_of(case.lane, case.kind, case.category.matter if case.category else "")
    step = NewStep(case, "reopen", "asker", word=said(word), matter=matter, sets=sets)
    case = go_on(viewer=viewer, step=step)
    propose_matches(cases=[case], office=case.office)
    return case
