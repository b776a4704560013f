"""Helpers, and cases that go over to a colleague."""

from datetime import date

import pytest

from huiying.base.trail.models import Entry
from huiying.pure.lib.refusals import Refused
from huiying.registers.directory.models import Leave
from huiying.registers.parties.models import Pairing
from huiying.registers.parties.services import NewPerson, register_people
from huiying.registers.parties.services.pairings import NewPairing, note_contact, pair
from huiying.work.cases.models import Case, CaseHelper, Promise
from huiying.work.cases.selectors.cases import actions_on, case_for, part_of, who_reads
from huiying.work.cases.services.dispatch import take_back
from huiying.work.cases.services.handling import answer_case
from huiying.work.cases.services.helping import HandedOver, call_in, hand_over, hand_over_all
from huiying.work.cases.services.intake import withdraw
from huiying.work.cases.services.promises import end_promise
from huiying.work.cases.services.rulings import NewQuestion, ask_lead
from tests.work.cases.partners import partner_of
from tests.work.cases.story import Story, moves, refused


def called_in(story: Story, case: Case, word: str = "一起去") -> Case:
    given = {"helper": story.cast.other_party, "word": word, "by": "provider"}
    return story.walk(call_in, viewer=story.worker, case=case, **given)


def handed(story: Story, case: Case, word: str = "明天休假") -> Case:
    [case] = story.walk(
        hand_over, viewer=story.worker, cases=[case], to=story.cast.other_party, word=word, by="provider"
    )
    return case


def test_a_helper_reads_the_case_until_it_has_ended(story: Story) -> None:
    other = story.viewer(story.cast.other_worker)
    case = story.handling()
    assert case_for(other, "case.read", case.number) is None
    assert refused(called_in, story, case, "") == ["word_missing"]
    case = called_in(story, case)
    assert case.provider == story.cast.worker_party
    assert case_for(other, "case.read", case.number) is not None
    assert refused(called_in, story, case) == ["helper_already"]
    story.walk(withdraw, viewer=story.clerk, case=case, by="desk")
    assert case_for(other, "case.read", case.number) is None
    assert CaseHelper.objects.get().until_at is not None


@pytest.mark.parametrize("action", ["case.answer", "case.hand_over", "case.ask_lead", "case.tell"])
def test_a_helper_reads_and_the_provider_leads(story: Story, action: str) -> None:
    case = called_in(story, story.handling())
    helper = story.viewer(story.cast.other_worker)
    assert case_for(helper, action, case.number) is None
    assert case_for(story.worker, action, case.number) is not None
    assert actions_on(helper, case) == {"case.read"} | {
        action for action in actions_on(helper, case) if not action.startswith("case.")
    }


def test_a_helper_is_let_go_with_the_end_and_not_with_the_answer(story: Story) -> None:
    case = called_in(story, story.handling())
    story.walk(answer_case, viewer=story.worker, case=case, outcome="solved", word="换好了")
    assert CaseHelper.objects.get().until_at is None


def test_whoever_leads_a_case_is_not_its_helper(story: Story) -> None:
    given = {"helper": story.cast.worker_party, "word": "一起", "by": "desk"}
    assert refused(story.walk, call_in, viewer=story.clerk, case=story.handling(), **given) == [
        "helper_leads"
    ]


def test_nobody_helps_who_may_not_have_the_case(story: Story) -> None:
    Leave.objects.create(
        person=story.cast.other_party.person, from_on=date(2023, 12, 15), until_on=date(2023, 12, 16)
    )
    case = story.handling()
    assert refused(called_in, story, case) == ["provider_leave"]
    assert refused(handed, story, case) == ["provider_leave"]


def test_a_case_goes_over_as_it_stands_and_its_clocks_run_on(story: Story) -> None:
    case = story.handling()
    due = (case.due_at, case.provider_due_at)
    assert refused(handed, story, case, " ") == ["word_missing"]
    case = handed(story, case)
    assert (case.state, case.provider, case.holder) == ("handling", *[story.cast.other_party] * 2)
    assert (case.due_at, case.provider_due_at) == due
    assert refused(handed, story, case) == ["has_it_already"]


def test_what_is_not_accepted_yet_stays_with_the_desk_when_it_goes_over(story: Story) -> None:
    case = handed(story, story.dispatched())
    assert (case.state, case.provider, case.holder) == ("dispatched", story.cast.other_party, story.cast.desk)


def test_all_cases_and_promises_of_somebody_go_over_at_once(story: Story) -> None:
    first, second, done = story.handling(), story.dispatched(), story.checked()
    promise = {"what": "换管", "due_on": date(2024, 3, 1), "approved_by": 1, "made_at": done.received_at}
    Promise.objects.create(case=done, holder=story.cast.worker_party, **promise)
    given = {"holder": story.cast.worker_party, "to": story.cast.other_party, "word": "休产假", "by": "lead"}
    handed = story.walk(hand_over_all, viewer=story.viewer(story.cast.lead), **given)
    assert handed == HandedOver(2, 1, 0, [done.number], [], 0)
    assert Promise.objects.get().holder == story.cast.other_party
    assert Entry.objects.get(code="case.promise_handed").subject_id == done.pk
    for case in (first, second):
        case.refresh_from_db()
        assert (case.provider, moves(case)[-1]) == (story.cast.other_party, "hand_over")
    done.refresh_from_db()
    assert done.provider == story.cast.worker_party


def test_whoever_takes_a_promise_over_says_what_became_of_it(story: Story) -> None:
    case = story.checked()
    made = {"what": "换管", "due_on": date(2024, 3, 1), "approved_by": 1, "made_at": case.received_at}
    Promise.objects.create(case=case, holder=story.cast.worker_party, reminded_at=case.received_at, **made)
    other = story.viewer(story.cast.other_worker)
    assert case_for(other, "case.end_promise", case.number) is None
    given = {
        "holder": story.cast.worker_party,
        "to": story.cast.other_party,
        "word": "休产假",
        "by": "provider",
    }
    story.walk(hand_over_all, viewer=story.worker, **given)
    assert Promise.objects.get().reminded_at is None
    assert case_for(story.worker, "case.end_promise", case.number) is None
    assert "case.end_promise" not in actions_on(story.worker, case)
    assert {"case.read", "case.end_promise"} <= actions_on(other, case)
    assert case_for(other, "case.answer", case.number) is None
    assert part_of(other, case) == "provider"
    assert story.cast.other_worker.pk in who_reads(case, date(2023, 12, 15))[1]
    story.walk(end_promise, viewer=other, case=case, is_kept=True, word="换好了")
    assert Promise.objects.get().is_kept
    assert case_for(other, "case.read", case.number) is None


def test_nobody_takes_a_promise_over_who_may_not_have_its_case(story: Story) -> None:
    case = story.checked()
    made = {"what": "换管", "due_on": date(2024, 3, 1), "approved_by": 1, "made_at": case.received_at}
    Promise.objects.create(case=case, holder=story.cast.worker_party, **made)
    Leave.objects.create(
        person=story.cast.other_party.person, from_on=date(2023, 12, 15), until_on=date(2023, 12, 16)
    )
    given = {
        "holder": story.cast.worker_party,
        "to": story.cast.other_party,
        "word": "休产假",
        "by": "provider",
    }
    assert refused(story.walk, hand_over_all, viewer=story.worker, **given) == [
        "provider_leave",
    ]
    assert Promise.objects.get().holder == story.cast.worker_party


def test_pairings_go_over_too_and_what_was_noted_stays(story: Story) -> None:
    office, first, to = story.cast.office, story.cast.worker_party, story.cast.other_party
    learners = register_people(
        viewer=story.clerk, office=office, people=[NewPerson("林一"), NewPerson("林二")]
    )
    days = [NewPairing("mentor", first, person.party, date(2023, 3, 1)) for person in learners]
    days.append(NewPairing("mentor", to, learners[1].party, date(2023, 4, 1)))
    [one, _two, _theirs] = pair(viewer=story.clerk, office=office, pairings=days)
    note_contact(viewer=story.clerk, pairing=one, on=date(2023, 4, 1), words="一起走访")
    given = {"holder": first, "to": to, "word": "休产假", "by": "desk"}
    assert story.walk(hand_over_all, viewer=story.clerk, **given) == HandedOver(0, 0, 2, [], [], 0)
    now = Pairing.objects.filter(until_on=None)
    assert sorted(now.values_list("first", "second")) == sorted(
        (to.pk, person.party.pk) for person in learners
    )
    one.refresh_from_db()
    assert (one.until_on, one.contacts.count()) == (date(2023, 12, 15), 1)


def test_a_pairing_that_the_other_can_not_keep_up_stays(story: Story) -> None:
    office, first = story.cast.office, story.cast.worker_party
    [learner] = register_people(viewer=story.clerk, office=office, people=[NewPerson("林一")])
    pair(
        viewer=story.clerk,
        office=office,
        pairings=[NewPairing("mentor", first, learner.party, date(2023, 3, 1))],
    )
    firm = partner_of(story.cast)
    given = {"holder": first, "to": firm.body, "word": "休产假", "by": "desk"}
    assert story.walk(hand_over_all, viewer=story.clerk, **given) == HandedOver(0, 0, 0, [], [], 1)
    assert Pairing.objects.get().until_on is None


def test_a_case_with_a_helper_is_marked_as_joint(story: Story) -> None:
    assert called_in(story, story.handling()).joint_at is not None


def test_what_waits_for_the_lead_or_the_asker_stays_and_is_named(story: Story) -> None:
    case = story.dispatched()
    question = NewQuestion("return", "不归我管")
    story.walk(ask_lead, viewer=story.worker, case=case, question=question)
    given = {
        "holder": story.cast.worker_party,
        "to": story.cast.other_party,
        "word": "休假",
        "by": "provider",
    }
    handed = story.walk(hand_over_all, viewer=story.worker, **given)
    assert handed == HandedOver(0, 0, 0, [case.number], [], 0)
    case.refresh_from_db()
    assert (case.state, case.provider) == ("return_asked", story.cast.worker_party)


def test_nobody_hands_over_to_themselves(story: Story) -> None:
    same = story.cast.worker_party
    given = {"holder": same, "to": same, "word": "休假", "by": "provider"}
    assert refused(story.walk, hand_over_all, viewer=story.worker, **given) == ["has_it_already"]


def test_of_several_cases_the_one_that_can_not_go_over_is_named(story: Story) -> None:
    story.dispatched()
    named = f"{story.cast.other_party.name}没来"
    case = story.dispatched(story.triaged(story.received(named, contact="13700002222")))
    given = {
        "holder": story.cast.worker_party,
        "to": story.cast.other_party,
        "word": "休假",
        "by": "provider",
    }
    with pytest.raises(Refused) as found:
        story.walk(hand_over_all, viewer=story.worker, **given)
    faults = [(fault.code, fault.data) for fault in found.value.faults]
    assert faults == [("provider_named", {}), ("about_case", {"number": case.number})]
    assert not Case.objects.filter(provider=story.cast.other_party).exists()


def test_whoever_helped_and_then_had_a_case_has_no_part_in_it_once_it_goes_back(story: Story) -> None:
    given = {"helper": story.cast.other_party, "word": "一起去", "by": "desk"}
    case = story.walk(call_in, viewer=story.clerk, case=story.dispatched(), **given)
    case = handed(story, case)
    story.walk(take_back, viewer=story.clerk, case=case)
    assert case_for(story.viewer(story.cast.other_worker), "case.read", case.number) is None


def test_a_promise_stays_where_the_colleague_may_not_have_its_case(story: Story) -> None:
    named = f"{story.cast.other_party.name}没来"
    case, free = story.checked(), story.checked()
    Case.objects.filter(pk=case.pk).update(text=named)
    made = {"what": "换管", "due_on": date(2024, 3, 1), "approved_by": 1, "made_at": case.received_at}
    for each in (case, free):
        Promise.objects.create(case=each, holder=story.cast.worker_party, **made)
    given = {
        "holder": story.cast.worker_party,
        "to": story.cast.other_party,
        "word": "休假",
        "by": "provider",
    }
    left = [each.number for each in (case, free)]
    assert story.walk(hand_over_all, viewer=story.worker, **given) == HandedOver(
        0, 1, 0, left, [case.number], 0
    )
    holders = [Promise.objects.get(case=each).holder for each in (case, free)]
    assert holders == [story.cast.worker_party, story.cast.other_party]
