"""What the system proposes, what is applied by itself, and what a person makes of it."""

from decimal import Decimal
from typing import Any

import pytest

from huiying.base.trail.models import Entry
from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory.models import Duty
from huiying.registers.parties.models import Party
from huiying.registers.parties.services import NewOrganisation, affiliate, register_organisations
from huiying.registers.places.models import Office
from huiying.work.cases.models import Case, Proposal
from huiying.work.cases.selectors.cases import Filters, cases, registered_asker, waiting_for_triage
from huiying.work.cases.services.intake import refuse, withdraw
from huiying.work.cases.services.steps import NewStep, take_steps
from huiying.work.cases.services.understanding import (
    Understanding,
    link_asker,
    propose_matches,
    triage_by_hand,
    understand,
)
from tests.cast import FROM, SYSTEM
from tests.work.cases.story import Story, moves, refused

SURE, UNSURE = "柳岸小区1幢楼道灯坏了", "灯"
RESIDENTS_PHONE = "13900005678"


def read(story: Story, *requests: Case) -> list[Case]:
    return story.walk(understand, cases=list(requests), knows=Understanding(story.cast.office))


def triage(story: Story, case: Case, **changes: Any) -> Case:
    chosen = {
        "category": story.cast.categories["estate.facilities"],
        "kind": "complaint",
        "lane": "with_care",
        "place": None,
        **changes,
    }
    return story.walk(triage_by_hand, viewer=story.clerk, case=case, **chosen)


def triage_of(case: Case) -> Proposal:
    return case.proposals.filter(kind="triage").latest("pk")


def found(story: Story, words: str) -> list[str]:
    return [case.number for case in cases(story.clerk, Filters(words=words))]


def test_what_is_sure_enough_is_applied_and_gets_its_match(story: Story) -> None:
    case = story.received(SURE)
    read(story, case)
    case.refresh_from_db()
    assert (case.state, case.kind, case.lane) == ("triaged", "complaint", "with_care")
    assert (case.category.code, case.place.name) == ("estate.facilities", "1幢")
    proposal = triage_of(case)
    assert (proposal.is_taken, proposal.decided_by, proposal.confidence) == (True, 0, Decimal("0.740"))
    assert proposal.reasons
    assert case.steps.get(move="triage").by == "system"
    assert case.proposals.get(kind="match").decided_at is None


def test_what_is_not_sure_enough_waits_for_a_clerk(story: Story) -> None:
    case = story.received(UNSURE)
    read(story, case)
    case.refresh_from_db()
    assert (case.state, moves(case)) == ("received", ["receive"])
    assert triage_of(case).decided_at is None
    assert not case.proposals.filter(kind="match").exists()


def test_the_offices_own_threshold_says_what_is_sure_enough(story: Story) -> None:
    for threshold, state in (("0.75", "received"), ("0.74", "triaged")):
        Office.objects.filter(pk=story.cast.office.pk).update(triage_threshold=threshold)
        story.cast.office.refresh_from_db()
        [case] = read(story, story.received(f"{SURE}{threshold[-1] * 2}"))
        assert (case.state, str(triage_of(case).confidence)) == (state, "0.740")


def test_thanks_are_never_dispatched_by_the_system(story: Story) -> None:
    case = story.received("谢谢社工小王,柳岸小区1幢楼道灯修好了,楼道灯亮了,太感谢了")
    [case] = read(story, case)
    assert (triage_of(case).value["kind"], case.state) == ("thanks", "received")


def test_a_case_is_read_once(story: Story) -> None:
    sure, unsure = story.received(SURE), story.received(UNSURE)
    assert set(waiting_for_triage(10)) == {sure, unsure}
    read(story, sure, unsure)
    assert list(waiting_for_triage(10)) == []
    assert read(story, Case.objects.get(pk=sure.pk), Case.objects.get(pk=unsure.pk)) == []
    assert Proposal.objects.filter(kind="triage").count() == 2


def test_what_somebody_moved_on_in_the_meantime_does_not_hold_up_the_others(story: Story) -> None:
    gone, other = story.received(SURE), story.received("柳岸小区1幢楼道灯不亮")
    stale = Case.objects.get(pk=gone.pk)
    story.walk(withdraw, viewer=Viewer.asker(), case=gone, by="asker")
    [taken] = read(story, stale, other)
    assert (taken, taken.state) == (other, "triaged")


def test_a_registered_phone_is_proposed_and_a_clerk_links_its_person(story: Story) -> None:
    case = story.received(UNSURE, contact=RESIDENTS_PHONE)
    read(story, case)
    case.refresh_from_db()
    assert (case.asker, registered_asker(case)) == (None, story.cast.resident_party)
    stale = Case.objects.get(pk=case.pk)
    linked = story.walk(link_asker, viewer=story.clerk, case=case)
    assert (linked.asker, registered_asker(linked)) == (story.cast.resident_party, None)
    assert Entry.objects.filter(code="case.asker_linked", subject_id=case.pk).count() == 1
    assert refused(story.walk, link_asker, viewer=story.clerk, case=stale) == ["asker_unknown"]


def _runs_the_errands_of(story: Story) -> Party:
    cast = story.cast
    new = NewOrganisation("柳岸灯具厂", "enterprise", cast.compound)
    [firm] = register_organisations(viewer=SYSTEM, office=cast.office, organisations=[new])
    pair = (cast.resident_party.person, firm, "agent")
    affiliate(viewer=SYSTEM, office=cast.office, pairs=[pair], from_on=FROM)
    return firm.party


@pytest.mark.parametrize("doors", [["enterprise"], ["community", "enterprise"]])
def test_at_a_centre_for_enterprises_an_agent_asks_for_the_enterprise(story: Story, doors: list[str]) -> None:
    firm = _runs_the_errands_of(story)
    story.cast.office.doors = doors
    case = story.received(UNSURE, contact=RESIDENTS_PHONE)
    case.office = story.cast.office
    linked = story.walk(link_asker, viewer=story.clerk, case=case)
    linked.refresh_from_db()
    assert linked.asker == story.cast.resident_party
    assert linked.beneficiary == (None if "community" in doors else firm)


def test_whoever_types_a_neighbours_number_learns_nothing_of_the_home(story: Story) -> None:
    home = story.cast.resident_party.place
    assert home is not None
    case = story.received("1幢楼道灯坏了", contact=RESIDENTS_PHONE)
    read(story, case)
    assert case.proposals.get(kind="triage").value["place"] is None


@pytest.mark.parametrize(
    "more",
    [
        {"contact": RESIDENTS_PHONE, "is_secret": True},
        {"contact": "13800009999"},
        {"contact": ""},
    ],
)
def test_whoever_asks_for_secrecy_or_is_not_known_is_proposed_to_nobody(
    story: Story, more: dict[str, Any]
) -> None:
    case = story.received("楼上养鸡", **more)
    assert registered_asker(case) is None
    assert refused(story.walk, link_asker, viewer=story.clerk, case=case) == ["asker_unknown"]


def test_a_phone_that_two_people_share_is_nobodys_and_another_offices_person_is_not_known_here(
    story: Story,
) -> None:
    assert story.cast.elsewhere is not None
    person = story.cast.elsewhere.resident_party.person
    person.phone = "13700001111"
    person.save()
    assert registered_asker(story.received(UNSURE, contact="13700001111")) is None


def test_two_clerks_who_decide_at_once_do_not_decide_twice(story: Story) -> None:
    case = story.received()
    stale = Case.objects.get(pk=case.pk)
    chosen = {"category": story.cast.categories["other"], "kind": "help", "lane": "with_care", "place": None}
    story.walk(triage_by_hand, viewer=story.clerk, case=case, move="triage", why="", **chosen)
    late = refused(
        story.walk, triage_by_hand, viewer=story.clerk, case=stale, move="triage", why="", **chosen
    )
    assert late == ["move_not_possible"]


def test_at_once_is_left_to_a_clerk_where_nobody_is_on_duty(story: Story) -> None:
    states = []
    for number in (1, 2):
        case = story.received(f"柳岸小区{number}幢煤气泄漏，一股煤气味")
        read(story, case)
        case.refresh_from_db()
        states.append((case.state, case.proposals.get(kind="triage").value["lane"]))
        Duty.objects.filter(office=story.cast.office).delete()
    assert states == [("triaged", "at_once"), ("received", "at_once")]


def test_duty_at_another_place_opens_no_lane(story: Story) -> None:
    assert story.cast.elsewhere is not None
    Duty.objects.filter(office=story.cast.office).update(place=story.cast.elsewhere.compound)
    case = story.received("柳岸小区1幢煤气泄漏，一股煤气味")
    read(story, case)
    case.refresh_from_db()
    assert (case.state, case.proposals.get(kind="triage").value["lane"]) == ("received", "at_once")


@pytest.mark.parametrize("is_read_first", [True, False])
def test_secrecy_that_the_text_asks_for_is_kept_by_the_clerks_triage(
    story: Story, is_read_first: bool
) -> None:
    case = story.received("千万别说是我讲的,楼上养鸡")
    if is_read_first:
        read(story, case)
    assert triage(story, case).is_secret


def test_a_clerk_who_agrees_takes_the_proposal(story: Story) -> None:
    case = story.received(UNSURE)
    read(story, case)
    value = triage_of(case).value
    triage(story, case, kind=value["kind"], lane=value["lane"])
    proposal = triage_of(case)
    assert (proposal.is_taken, proposal.decided_by, proposal.overridden_to) == (True, story.cast.clerk.pk, {})


def test_a_clerk_who_differs_overrides_it_and_the_reason_is_kept(story: Story) -> None:
    case = story.received(UNSURE)
    read(story, case)
    triage(story, case, category=story.cast.categories["elder.meals"], kind="help", why="她说的是饭")
    proposal = triage_of(case)
    assert (proposal.is_taken, proposal.why) == (False, "她说的是饭")
    assert proposal.overridden_to == {
        "category": "elder.meals",
        "kind": "help",
        "lane": "with_care",
        "place": None,
    }


def test_a_clerks_word_stands_over_what_the_system_had_applied(story: Story) -> None:
    case = story.received(SURE)
    read(story, case)
    case = triage(story, case, kind="help", place=story.cast.compound, why="没人生气")
    assert (case.state, case.kind, moves(case)[-1]) == ("triaged", "help", "retriage")
    proposal = triage_of(case)
    assert (proposal.is_taken, proposal.decided_by) == (False, story.cast.clerk.pk)
    assert proposal.overridden_to["kind"] == "help"


def test_triage_brings_the_told_time_forward_and_a_second_one_never_back(story: Story) -> None:
    case = story.received(UNSURE)
    told = case.due_at
    help_ = triage(story, case, kind="help")
    assert help_.due_at < told
    complaint = triage(story, help_, kind="complaint")
    assert complaint.due_at == help_.due_at


def test_thanks_are_filed_and_not_triaged(story: Story) -> None:
    case = story.received(UNSURE)
    assert refused(triage, story, case, kind="thanks") == ["thanks_are_filed"]
    assert triage(story, case).state == "triaged"


def test_a_case_that_was_answered_is_triaged_again_but_never_as_a_consultation(story: Story) -> None:
    closed = story.answered(kind="consultation")
    reopened = NewStep(closed, "reopen", "asker", matter="case.answer.help", sets={"kind": "help"})
    [case] = story.walk(take_steps, viewer=Viewer.asker(), steps=[reopened])
    assert refused(triage, story, case, kind="consultation") == ["no_late_consultation"]
    assert triage(story, case, kind="complaint").kind == "complaint"


def test_a_second_clerk_with_an_older_page_puts_right_what_the_first_decided(story: Story) -> None:
    case = story.received(UNSURE)
    stale = Case.objects.get(pk=case.pk)
    triage(story, case, kind="complaint")
    assert moves(triage(story, stale, kind="help")) == ["receive", "triage", "retriage"]


def test_however_much_an_office_gives_for_a_reason_nothing_is_more_than_sure(story: Story) -> None:
    story.cast.office.match_weights = {"skills": 300}
    case = story.triaged(story.received("照明坏了"))
    match = case.proposals.get(kind="match")
    assert match.value["score"] > 300
    assert match.confidence == 1


def test_what_is_on_its_way_is_not_triaged_again(story: Story) -> None:
    assert refused(triage, story, story.dispatched()) == ["move_not_possible"]


def test_a_new_triage_proposes_anew_and_leaves_one_open_match(story: Story) -> None:
    case = story.received(SURE)
    read(story, case)
    first = case.proposals.get(kind="match")
    triage(story, case, category=story.cast.categories["elder.meals"], kind="help")
    assert case.proposals.get(kind="match").pk != first.pk


def test_several_matches_made_at_once_share_the_load(story: Story) -> None:
    new = [story.received(f"柳岸小区1幢楼道灯坏了{sign}") for sign in "甲乙丙丁"]
    read(story, *new)
    proposed = {case.proposals.get(kind="match").value["provider"] for case in new}
    assert proposed == {story.cast.worker_party.pk, story.cast.other_party.pk}
    assert propose_matches(cases=[], office=story.cast.office) == []


def test_a_match_keeps_its_reasons_and_the_runners_up(story: Story) -> None:
    match = story.triaged().proposals.get(kind="match")
    assert {reason["code"] for reason in match.reasons} >= {"skills", "nearness", "capacity"}
    assert [other["provider"] for other in match.others] != [match.value["provider"]]
    assert match.others[0]["score"] <= match.value["score"]


def test_where_nobody_fits_the_match_says_so(story: Story) -> None:
    case = story.triaged(category=story.cast.categories["other"], kind="help")
    Proposal.objects.filter(case=case).delete()
    story.cast.worker_party.offerings.update(until_on="2023-12-01")
    story.cast.other_party.offerings.update(until_on="2023-12-01")
    [match] = story.walk(propose_matches, cases=[case], office=story.cast.office)
    assert (match.value["provider"], match.confidence, match.reasons) == (None, 0, [])


def test_a_case_is_found_by_its_words_once_the_system_has_read_it(story: Story) -> None:
    case = story.received(SURE)
    assert found(story, "楼道") == []
    read(story, case)
    assert found(story, "楼道") == [case.number]


def test_a_case_that_somebody_moved_on_before_the_system_read_it_is_found_all_the_same(story: Story) -> None:
    refused_case, triaged = story.received("押金的官司"), story.received("老槐树歪了")
    story.walk(refuse, viewer=story.clerk, case=refused_case, code="court", word="打12348")
    triage(story, triaged)
    assert found(story, "押金") == [refused_case.number]
    assert found(story, "槐树") == [triaged.number]
