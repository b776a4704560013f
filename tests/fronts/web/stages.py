"""Cases brought to a state by the services, as the people of an office would bring them there."""

from typing import Any

from huiying.work.cases.models import Case
from huiying.work.cases.services.closing import ask_back, check_answer
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.handling import accept_case, answer_case, begin_case, contact_asker
from huiying.work.cases.services.intake import refuse, withdraw
from huiying.work.cases.services.understanding import triage_by_hand
from tests.cast import Cast, Walk

TEXT = "柳岸小区1幢楼道灯坏了"
WAY = ("received", "triaged", "dispatched", "accepted", "handling", "answered", "checked", "closed")
"""The main way of a case, and `contacted` stands on it after `accepted`."""


def brought_to(
    cast: Cast, state: str, *, walk: Walk | None = None, case: Case | None = None, **asked: Any
) -> Case:
    """A case of this office in a state: dispatched to `cast.worker`, handled and answered by them."""
    walk = walk or Walk()
    clerk, worker = cast.viewer(cast.clerk), cast.viewer(cast.worker)
    kind = asked.pop("kind", "complaint")
    case = case or walk(cast.receive, **{"text": TEXT, **asked})
    if state == "refused":
        return walk(refuse, viewer=clerk, case=case, code="court", word="请到法院立案窗口")
    if state == "withdrawn":
        return walk(withdraw, viewer=clerk, case=case, by="desk")
    category = cast.categories["estate.facilities"]
    steps = (
        (
            triage_by_hand,
            clerk,
            {"category": category, "kind": kind, "lane": "with_care", "place": cast.compound},
        ),
        (dispatch_case, clerk, {"provider": cast.worker_party, "why": "他认得那里"}),
        (accept_case, worker, {}),
        (begin_case, worker, {}),
        (answer_case, worker, {"outcome": "solved", "word": "灯换好了"}),
        (check_answer, clerk, {}),
        (ask_back, clerk, {"result": "yes", "word": "亮了"}),
    )
    for (take, viewer, given), then in zip(steps, WAY[1:], strict=True):
        if case.state == state:
            break
        case = walk(take, viewer=viewer, case=case, **given)
        assert case.state == then, (case.state, then)
    return case


def contacted(cast: Cast, walk: Walk, case: Case) -> Case:
    """The worker has rung the asker."""
    return walk(contact_asker, viewer=cast.viewer(cast.worker), case=case, word="电话里说了下午到")
