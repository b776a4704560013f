"""Two matters in one request, and one matter in several."""

from datetime import timedelta
from typing import Any

from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case, Proposal
from huiying.work.cases.selectors.cases import waiting_for_triage
from huiying.work.cases.selectors.public import on_the_same_receipt
from huiying.work.cases.services.closing import ask_back, check_answer, rate
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.handling import accept_case, answer_case
from huiying.work.cases.services.intake import answer_on_the_spot, withdraw
from huiying.work.cases.services.joining import merge_case, split_case, unmerge_case
from huiying.work.cases.services.understanding import Understanding, understand
from tests.cast import MORNING
from tests.work.cases.story import Story, moves, refused


def joined(story: Story, into: Case, case: Case | None = None) -> Case:
    case = case or story.received("楼道又黑了", contact="13700002222")
    return story.walk(merge_case, viewer=story.clerk, case=case, into=into)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def dispatched(story: Story, case: Case) -> Any:
    given = {"provider": story.cast.worker_party, "why": "近"}
    return story.walk(dispatch_case, viewer=story.clerk, case=case, **given)


def test_the_second_matter_is_a_case_of_its_own_from_the_same_moment_on(story: Story) -> None:
    case = story.received(
        "灯坏了，还有楼上吵", contact="13700002222", is_secret=True, beneficiary_name="我妈"
    )
    other = story.walk(split_case, viewer=story.clerk, case=case, text="楼上吵")
    assert (other.text, other.split_from, other.received_at) == ("楼上吵", case, case.received_at)
    assert (other.contact, other.is_secret, other.beneficiary_name) == ("13700002222", True, "我妈")
    assert other.answer_due_at == fresh(case).answer_due_at
    assert other.number != case.number
    assert moves(case)[-1] == "split"
    assert on_the_same_receipt(case) == [other]
    assert on_the_same_receipt(other) == [case]


def test_the_second_matter_keeps_the_day_that_a_hotline_asked_for_and_the_place(story: Story) -> None:
    soon = MORNING + timedelta(days=1)
    case = story.received("灯坏了，还有楼上吵", due_at=soon, place=story.cast.compound, source="hotline")
    other = story.walk(split_case, viewer=story.clerk, case=case, text="楼上吵")
    assert (other.external_due_at, other.due_at, other.place) == (soon, soon, story.cast.compound)


def test_the_second_matter_says_something_else(story: Story) -> None:
    case = story.received("灯坏了", contact="13700002222")
    given = {"viewer": story.clerk, "case": case}
    assert refused(story.walk, split_case, text=" 灯坏了 ", **given) == ["split_says_the_same"]
    assert refused(story.walk, split_case, text="", **given) == ["text_missing"]
    story.walk(split_case, text="楼上吵", **given)
    assert refused(story.walk, split_case, text="楼上吵", **given) == ["split_says_the_same"]
    story.received("电梯也坏了", contact="13700002222")
    assert refused(story.walk, split_case, text="电梯也坏了", minutes=2, **given) == ["split_says_the_same"]


def test_a_joined_case_keeps_its_row_and_clock_and_takes_no_moves_of_its_own(story: Story) -> None:
    into = story.triaged()
    case = story.triaged(story.received("楼道又黑了", contact="13700002222"))
    due = case.due_at
    case = joined(story, into, case)
    assert (case.state, case.merged_into, case.due_at, case.holder) == ("triaged", into, due, story.cast.desk)
    assert refused(dispatched, story, case) == ["case_is_merged"]
    case = story.walk(unmerge_case, viewer=story.clerk, case=case)
    assert case.merged_into is None
    assert dispatched(story, case).state == "dispatched"


def test_a_joined_case_ends_with_the_answer_that_its_asker_may_read(story: Story) -> None:
    into = story.answered()
    case = joined(story, story.handling())
    case = joined(
        story, Case.objects.get(pk=case.merged_into_id), story.received("灯", contact="13700003333")
    )
    main = Case.objects.get(pk=case.merged_into_id)
    main = story.walk(answer_case, viewer=story.worker, case=main, outcome="solved", word="整栋都换了")
    assert fresh(case).state == "received"
    story.walk(check_answer, viewer=story.clerk, case=main)
    for ended in Case.objects.filter(merged_into=main):
        assert (ended.state, ended.outcome, ended.kind) == ("closed", "solved", "complaint")
        assert (ended.steps.get(move="end_merged").word, ended.answered_at) == ("整栋都换了", ended.ended_at)
    assert fresh(into).state == "answered"


def test_what_was_joined_to_a_question_ends_with_its_answer_on_the_spot(story: Story) -> None:
    into = story.received("几点关门")
    case = joined(story, into)
    story.walk(
        answer_on_the_spot,
        viewer=story.clerk,
        case=into,
        category=story.cast.categories["child.afterclass"],
        kind="consultation",
        word="六点",
    )
    case = fresh(case)
    assert (case.state, case.kind, case.category) == (
        "closed",
        "consultation",
        story.cast.categories["child.afterclass"],
    )


def test_what_was_joined_to_a_case_that_ends_without_an_answer_goes_its_own_way(story: Story) -> None:
    into = story.triaged()
    case = joined(story, into)
    story.walk(withdraw, viewer=Viewer.asker(), case=into, by="asker")
    case = fresh(case)
    assert (case.merged_into, moves(case)[-1], case.steps.last().by) == (None, "unmerge", "system")


def test_a_dissatisfied_neighbour_is_asked_back_like_anybody(story: Story) -> None:
    case = joined(story, story.handling())
    main = Case.objects.get(pk=case.merged_into_id)
    main = story.walk(answer_case, viewer=story.worker, case=main, outcome="solved", word="换了")
    story.walk(check_answer, viewer=story.clerk, case=main)
    case = story.walk(rate, viewer=Viewer.asker(), case=fresh(case), grade=1, word="我这层还是黑的")
    assert case.state == "checked"
    case = story.walk(ask_back, viewer=story.clerk, case=case, result="no", word="黑的")
    assert (case.state, case.provider) == ("handling", story.cast.worker_party)


def test_only_an_open_case_of_the_office_that_stands_alone_is_joined(story: Story) -> None:
    case = story.received("灯坏", contact="13700002222")
    assert refused(joined, story, case, case) == ["merge_unknown"]
    assert refused(joined, story, story.answered(), case) == ["merge_too_late"]
    assert story.cast.elsewhere is not None
    stranger = story.walk(story.cast.elsewhere.receive, text="别处的灯")
    assert refused(joined, story, stranger, case) == ["merge_unknown"]
    into = story.triaged()
    third = joined(story, into, story.received("灯", contact="13700003333"))
    assert refused(joined, story, third, case) == ["merge_too_late"]
    assert refused(joined, story, case, into) == ["merge_has_joined"]
    assert refused(story.walk, unmerge_case, viewer=story.clerk, case=case) == ["not_merged"]


def test_reports_and_secret_requests_are_answered_by_themselves(story: Story) -> None:
    into, report = story.triaged(), story.triaged(story.received("举报有人偷电"), kind="report")
    secret = story.received("别说是我", contact="13700002222", is_secret=True)
    for case, other in ((report, into), (into, report), (into, secret)):
        assert refused(joined, story, other, case) == ["merge_by_itself"]


def test_what_nobody_has_triaged_yet_is_judged_by_what_it_was_understood_to_be(story: Story) -> None:
    into = story.dispatched()
    report = story.received("我要举报，有人偷电", contact="13700002222")
    story.walk(understand, cases=[report], knows=Understanding(story.cast.office), applies=False)
    assert Proposal.objects.get(case=report, kind="triage").value["kind"] == "report"
    assert refused(joined, story, into, report) == ["merge_by_itself"]
    named = story.received(f"{story.cast.worker_party.name}没来", contact="13700003333")
    assert refused(joined, story, into, named) == ["provider_named"]


def test_a_complaint_is_not_joined_to_a_case_of_whom_it_names(story: Story) -> None:
    into = story.dispatched()
    complaint = story.triaged(
        story.received(f"{story.cast.worker_party.name}没来，还骂人", contact="13700002222")
    )
    assert refused(joined, story, into, complaint) == ["provider_named"]


def test_a_case_that_was_accepted_is_not_joined_any_more(story: Story) -> None:
    accepted = story.walk(accept_case, viewer=story.worker, case=story.dispatched())
    assert refused(joined, story, story.triaged(), accepted) == ["move_not_possible"]


def test_what_nobody_has_read_yet_is_read_before_it_is_joined(story: Story) -> None:
    report = story.received("我要举报，有人偷电", contact="13700002222")
    assert refused(joined, story, story.triaged(), report) == ["merge_by_itself"]
    secret = story.received("楼上打人，别说是我", contact="13700003333")
    assert secret.is_secret
    assert refused(joined, story, story.triaged(), secret) == ["merge_by_itself"]
    case = joined(story, story.triaged())
    assert Proposal.objects.get(case=case, kind="triage").decided_at is None
    story.walk(understand, cases=[case], knows=Understanding(story.cast.office))
    assert fresh(case).state == "received"


def test_the_reading_of_new_cases_goes_on_past_one_that_was_joined_unread(story: Story) -> None:
    into, case = story.triaged(), story.received("柳岸小区楼道灯坏了", contact="13700002222")
    Case.objects.filter(pk=case.pk).update(merged_into=into)
    other = story.received("柳岸小区楼道灯坏了，快来修", contact="13700003333")
    knows = Understanding(story.cast.office)
    story.walk(understand, cases=[case, other], knows=knows)
    assert (fresh(case).state, fresh(other).state) == ("received", "triaged")
    assert list(waiting_for_triage(10)) == []
    story.walk(unmerge_case, viewer=story.clerk, case=case)
    assert list(waiting_for_triage(10)) == [case]


def test_what_was_joined_is_parted_once_the_other_turns_out_to_be_answered_by_itself(story: Story) -> None:
    into = story.triaged()
    case = joined(story, into)
    story.triaged(into, kind="report")
    case = fresh(case)
    assert (case.merged_into, moves(case)[-1], case.steps.last().by) == (None, "unmerge", "system")


def test_the_second_matter_of_an_unread_request_stays_secret_too(story: Story) -> None:
    case = story.received("楼上打人，别说是我，还有灯坏了", contact="13700002222")
    assert story.walk(split_case, viewer=story.clerk, case=case, text="灯坏了").is_secret


def test_a_report_that_is_answered_on_the_spot_answers_nobody_else(story: Story) -> None:
    into = story.received("几点关门")
    case = joined(story, into)
    category = story.cast.categories["child.afterclass"]
    given = {"case": into, "category": category, "kind": "report", "word": "六点"}
    story.walk(answer_on_the_spot, viewer=story.clerk, **given)
    assert (fresh(case).state, fresh(case).merged_into) == ("received", None)
