"""One case from receipt to its end, through every move that has a service."""

import pytest

from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case
from huiying.work.cases.services.closing import ask_back, check_answer, rate, send_back
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.handling import accept_case, answer_case, begin_case, contact_asker
from huiying.work.cases.services.intake import answer_on_the_spot, file_thanks, refuse, withdraw
from huiying.work.cases.services.understanding import Understanding, triage_by_hand, understand
from tests.cast import MORNING, Cast, Walk, assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    with clock.held_at(MORNING):
        return assemble()


def _moves(case: Case) -> list[str]:
    return list(case.steps.order_by("serial").values_list("move", flat=True))


def to_dispatched(cast: Cast, walk: Walk, kind: str = "complaint") -> Case:
    case = walk(cast.receive, text="柳岸小区1幢楼道灯坏了")
    clerk = cast.viewer(cast.clerk)
    case = walk(
        triage_by_hand,
        viewer=clerk,
        case=case,
        category=cast.categories["estate.facilities"],
        kind=kind,
        lane="with_care",
        place=cast.compound,
    )
    return walk(dispatch_case, viewer=clerk, case=case, provider=cast.worker_party, why="他认得那里")


def to_answered(cast: Cast, walk: Walk, kind: str = "complaint") -> Case:
    case = to_dispatched(cast, walk, kind)
    worker = cast.viewer(cast.worker)
    case = walk(accept_case, viewer=worker, case=case)
    case = walk(contact_asker, viewer=worker, case=case, word="电话里说了下午到")
    return walk(answer_case, viewer=worker, case=case, outcome="solved", word="灯换好了")


def test_a_complaint_goes_the_main_way_and_is_closed_after_the_return_visit(cast: Cast) -> None:
    walk = Walk()
    case = to_answered(cast, walk)
    assert case.state == "answered"
    clerk = cast.viewer(cast.clerk)
    case = walk(check_answer, viewer=clerk, case=case)
    case = walk(ask_back, viewer=clerk, case=case, result="yes", word="亮了")
    assert _moves(case) == [
        "receive",
        "triage",
        "dispatch",
        "accept",
        "contact",
        "begin",
        "answer",
        "check",
        "ask_back",
        "close",
    ]
    case.refresh_from_db()
    assert (case.state, case.outcome, case.solved_at_visit, case.holder) == ("closed", "solved", "yes", None)


def test_a_consultation_is_closed_by_its_answer(cast: Cast) -> None:
    case = to_answered(cast, Walk(), kind="consultation")
    assert _moves(case)[-2:] == ["answer", "close"]


def test_a_bad_rating_brings_a_closed_consultation_back_for_a_visit_and_a_redo(cast: Cast) -> None:
    walk = Walk()
    case = to_answered(cast, walk, kind="consultation")
    case = walk(rate, viewer=Viewer.asker(), case=case, grade=2, word="没说清楚")
    assert case.state == "checked"
    case = walk(ask_back, viewer=cast.viewer(cast.clerk), case=case, result="no", word="要的是时间")
    assert (case.state, case.redo_count, case.holder_id) == ("handling", 1, cast.worker_party.pk)
    case = walk(
        answer_case, viewer=cast.viewer(cast.worker), case=case, outcome="explained", word="每周二下午"
    )
    assert case.state == "answered"


def test_an_answer_that_is_not_good_enough_goes_back_with_its_old_due_time(cast: Cast) -> None:
    walk = Walk()
    case = to_answered(cast, walk)
    told = case.answer_due_at
    case = walk(send_back, viewer=cast.viewer(cast.clerk), case=case, word="写上哪天换的")
    assert (case.state, case.due_at, case.provider_due_at) == ("handling", told, told)


def test_three_calls_in_vain_on_two_days_close_a_case_as_not_reached(cast: Cast) -> None:
    walk = Walk()
    case = to_answered(cast, walk)
    clerk = cast.viewer(cast.clerk)
    case = walk(check_answer, viewer=clerk, case=case)
    for minutes, expected in ((10, "checked"), (10, "checked"), (10, "checked"), (24 * 60, "closed")):
        case = walk(ask_back, minutes=minutes, viewer=clerk, case=case, result="not_reached")
        assert case.state == expected
    assert case.solved_at_visit == "not_reached"


def test_the_desk_answers_on_the_spot_and_the_case_is_closed(cast: Cast) -> None:
    walk = Walk()
    case = walk(cast.receive, text="四点半课堂几点关门")
    case = walk(
        answer_on_the_spot,
        viewer=cast.viewer(cast.clerk),
        case=case,
        category=cast.categories["child.afterclass"],
        kind="consultation",
        word="六点关门",
    )
    assert _moves(case) == ["receive", "answer_on_the_spot", "close"]


def test_thanks_are_filed_without_a_clock(cast: Cast) -> None:
    walk = Walk()
    case = walk(cast.receive, text="谢谢你们")
    case = walk(
        file_thanks,
        viewer=cast.viewer(cast.clerk),
        case=case,
        category=cast.categories["other"],
        word="转告她了",
    )
    assert (case.state, case.due_at) == ("closed", None)


def test_a_refusal_needs_a_code_and_says_where_to_go(cast: Cast) -> None:
    walk = Walk()
    case = walk(cast.receive, text="押金的官司")
    clerk = cast.viewer(cast.clerk)
    with pytest.raises(Refused):
        walk(refuse, viewer=clerk, case=case, code="court", word=" ")
    case = walk(refuse, viewer=clerk, case=case, code="court", word="法院已经立案,可以打12348问律师")
    assert (case.state, case.refusal_code) == ("refused", "court")


def test_an_asker_withdraws_at_any_time_before_the_end(cast: Cast) -> None:
    walk = Walk()
    case = to_dispatched(cast, walk)
    case = walk(withdraw, viewer=Viewer.asker(), case=case, by="asker", word="自己修好了")
    assert case.state == "withdrawn"
    with pytest.raises(Refused) as refused:
        walk(withdraw, viewer=Viewer.asker(), case=case, by="asker")
    assert refused.value.faults[0].code == "move_not_possible"


def test_the_desk_holds_a_case_until_somebody_accepts_it(cast: Cast) -> None:
    walk = Walk()
    case = to_dispatched(cast, walk)
    assert case.holder_id == cast.desk.pk
    case = walk(accept_case, viewer=cast.viewer(cast.worker), case=case)
    assert case.holder_id == cast.worker_party.pk
    case = walk(begin_case, viewer=cast.viewer(cast.worker), case=case)
    assert case.state == "handling"


def test_the_system_reads_new_cases_and_proposes_one_provider(cast: Cast) -> None:
    walk = Walk()
    case = walk(cast.receive, text="柳岸小区1幢楼道灯坏了,黑咕隆咚")
    walk(understand, cases=[case], knows=Understanding(cast.office))
    triage = case.proposals.get(kind="triage")
    assert triage.value["category"] == "estate.facilities"
    assert triage.value["place"] is not None
