"""Cases brought to a state by the services, as the people of an office would bring them there."""

from datetime import date, timedelta
from typing import Any

from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case, Ruling
from huiying.work.cases.services.closing import ask_back, check_answer, rate
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.handling import accept_case, answer_case, begin_case, contact_asker
from huiying.work.cases.services.intake import refuse, withdraw
from huiying.work.cases.services.joining import merge_case
from huiying.work.cases.services.rulings import NewQuestion, ask_lead, rule
from huiying.work.cases.services.understanding import triage_by_hand
from huiying.work.cases.services.waiting import ask_more, go_elsewhere, keep_for_later, note_try
from tests.cast import MORNING, Cast, Walk

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


LONG_AGO = MORNING - timedelta(days=12)
NEIGHBOUR = "13700002222"


def on_the_way(cast: Cast, mark: str, walk: Walk | None = None) -> Case:
    """A case of the worker's that bears a mark, or waits for something."""
    walk = walk or Walk(LONG_AGO if mark in ("unanswered", "kept") else MORNING)
    clerk, worker = cast.viewer(cast.clerk), cast.viewer(cast.worker)
    state, take, given = {
        "return asked": ("dispatched", ask_lead, {"question": NewQuestion("return", "不归我们管")}),
        "incomplete": ("handling", ask_more, {"word": "门口的照片一张"}),
        "unanswered": ("handling", ask_more, {"word": "门口的照片一张"}),
        "kept": ("handling", ask_more, {"word": "门口的照片一张"}),
        "elsewhere": (
            "handling",
            go_elsewhere,
            {"body": "供电所", "agent": "社工乙", "ask_on": date(2023, 12, 20)},
        ),
        "promised": (
            "handling",
            ask_lead,
            {"question": NewQuestion("promise", "排到明年", date(2024, 3, 1), "换新管")},
        ),
        "extension asked": (
            "handling",
            ask_lead,
            {"question": NewQuestion("extension", "配件没到", date(2024, 1, 4))},
        ),
        "rated badly": ("checked", rate, {"grade": 1, "word": "没修"}),
        "merged": ("received", merge_case, {}),
    }[mark]
    case = brought_to(cast, state, walk=walk, contact=NEIGHBOUR, text=f"{TEXT}（{mark}）")
    if mark == "merged":
        given = {"into": brought_to(cast, "triaged", walk=walk)}
    by = {"rate": Viewer.asker(), "merge_case": clerk}.get(take.__name__, worker)
    case = walk(take, viewer=by, case=case, **given)
    if mark == "promised":
        ruling = Ruling.objects.get(case=case, ruled_at=None)
        lead = cast.viewer(cast.lead)
        case = walk(check_answer, viewer=clerk, case=walk(rule, viewer=lead, ruling=ruling, is_granted=True))
    for _time in range(2 if mark in ("unanswered", "kept") else 0):
        case = walk(note_try, viewer=worker, case=case, minutes=24 * 60)
    if mark == "kept":
        case = walk(keep_for_later, viewer=clerk, case=case, word="给您留着", minutes=8 * 24 * 60)
    return case
