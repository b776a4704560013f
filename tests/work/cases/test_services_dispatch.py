"""Who can be given a case, and who can't be whatever a clerk says."""

from datetime import date
from typing import Any

import pytest

from huiying.base.trail.models import Entry
from huiying.registers.access.models import Grant, User
from huiying.registers.directory.models import Leave, Offering, Recusal, WorkerFile
from huiying.registers.directory.services import NewOffering, note_leave, recuse, register_offerings
from huiying.registers.limits.rules import WorkCalendar
from huiying.registers.parties.models import Party, Person
from huiying.registers.parties.services import NewTeam, register_teams
from huiying.work.cases.models import Case
from huiying.work.cases.selectors.cases import actions_on, case_for
from huiying.work.cases.selectors.providers import Field, ranking_for
from huiying.work.cases.services.dispatch import dispatch_case, take_back
from huiying.work.cases.services.helping import hand_over
from huiying.work.cases.services.joining import merge_case
from huiying.work.cases.services.rulings import NewQuestion, ask_lead, rule
from tests.cast import FROM, MORNING, SYSTEM
from tests.work.cases.partners import partner_of
from tests.work.cases.story import Story, moves, refused


def dispatch(story: Story, case: Case, provider: Party, why: str = "") -> Case:
    return story.walk(dispatch_case, viewer=story.clerk, case=case, provider=provider, why=why)


def proposed(story: Story, case: Case) -> tuple[Party, Party]:
    """The provider that was proposed for a case, and the other one."""
    key = case.proposals.get(kind="match", decided_at=None).value["provider"]
    both = [story.cast.worker_party, story.cast.other_party]
    return next(p for p in both if p.pk == key), next(p for p in both if p.pk != key)


def team(story: Story, name: str = "光明互助队", cast: Any = None) -> Party:
    cast = cast or story.cast
    [made] = register_teams(
        viewer=SYSTEM,
        office=cast.office,
        teams=[NewTeam(name, "service_group", cast.office.place, [(story.cast.worker_party, "")])],
        from_on=FROM,
    )
    offering = Offering(
        office=cast.office, provider=made.party, name="照明", area=cast.office.place, from_on=FROM
    )
    register_offerings(
        viewer=SYSTEM, office=cast.office, offerings=[NewOffering(offering, ("estate.facilities",))]
    )
    return made.party


def ask_as_resident(case: Case, story: Story) -> Case:
    Case.objects.filter(pk=case.pk).update(asker=story.cast.resident_party)
    return case


def test_the_proposed_provider_needs_no_reason(story: Story) -> None:
    case = story.triaged()
    first, _other = proposed(story, case)
    case = dispatch(story, case, first)
    assert (case.state, case.provider, case.holder) == ("dispatched", first, story.cast.desk)
    match = case.proposals.get(kind="match")
    assert (match.is_taken, match.decided_by, match.overridden_to) == (True, story.cast.clerk.pk, {})


def test_another_than_the_proposed_one_needs_a_reason_which_is_kept(story: Story) -> None:
    case = story.triaged()
    _first, other = proposed(story, case)
    assert refused(dispatch, story, case, other) == ["override_needs_why"]
    assert refused(dispatch, story, case, other, "  ") == ["override_needs_why"]
    case = dispatch(story, case, other, "他会电工")
    match = case.proposals.get(kind="match")
    assert (match.is_taken, match.overridden_to, match.why) == (False, {"provider": other.pk}, "他会电工")
    assert Entry.objects.get(code="match.overridden").data == {"to": other.pk}


def test_whoever_had_a_case_that_was_taken_back_has_no_part_in_it_any_more(story: Story) -> None:
    case = story.dispatched()
    assert case_for(story.worker, "case.read", case.number) is not None
    case = story.walk(take_back, viewer=story.clerk, case=case)
    assert (case.state, case.provider) == ("triaged", None)
    assert actions_on(story.worker, case) & {"case.read", "case.tell", "case.ask_lead"} == frozenset()
    assert case_for(story.worker, "case.read", case.number) is None


def test_without_a_proposal_the_clerk_chooses_freely(story: Story) -> None:
    case = story.triaged()
    case.proposals.filter(kind="match").delete()
    assert dispatch(story, case, story.cast.other_party).state == "dispatched"


def test_whoever_has_a_tie_to_the_asker_gets_no_case_of_theirs(story: Story) -> None:
    recuse(
        viewer=SYSTEM,
        office=story.cast.office,
        recusals=[Recusal(provider=story.cast.worker_party, party=story.cast.resident_party)],
    )
    theirs, anybodys = ask_as_resident(story.triaged(), story), story.triaged(story.received("路灯坏了"))
    assert refused(dispatch, story, theirs, story.cast.worker_party, "急") == ["provider_recused"]
    assert dispatch(story, anybodys, story.cast.worker_party, "急").state == "dispatched"
    assert dispatch(story, theirs, story.cast.other_party, "急").state == "dispatched"


@pytest.mark.parametrize(
    ("kind", "codes"), [("report", ["provider_named"]), ("complaint", ["provider_named"]), ("help", [])]
)
def test_a_report_never_reaches_the_body_that_it_names(story: Story, kind: str, codes: list[str]) -> None:
    named = team(story)
    case = story.triaged(story.received("光明互助队收了钱不干活"), kind=kind)
    if codes:
        assert case.proposals.get(kind="match").value["provider"] != named.pk
        assert refused(dispatch, story, case, named, "就他们") == codes
        assert moves(case)[-1] == "triage"
    else:
        assert dispatch(story, case, named, "就他们").state == "dispatched"


def test_a_partner_that_a_report_names_gets_it_neither_itself_nor_through_one_of_its_people(
    story: Story,
) -> None:
    firm = partner_of(story.cast)
    [lawyer] = Party.objects.filter(person__user=firm.user)
    case = story.triaged(story.received("举报明渠律师事务所收钱不办事"), kind="report")
    assert refused(dispatch, story, case, firm.body, "就他们") == ["provider_named"]
    need, _ranking, _all = ranking_for(Field.at(case.office, MORNING), case, WorkCalendar(), MORNING)
    assert {firm.body.pk, lawyer.pk} <= need.named_keys


def test_a_partner_whose_access_has_ended_is_given_nothing(story: Story) -> None:
    firm = partner_of(story.cast)
    case = story.triaged()
    User.objects.filter(pk=firm.user.pk).update(is_active=False)
    assert refused(dispatch, story, case, firm.body, "懂法") == ["provider_unknown"]
    User.objects.filter(pk=firm.user.pk).update(is_active=True)
    Grant.objects.filter(user=firm.user).update(until_on=date(2023, 12, 14))
    assert refused(dispatch, story, case, firm.body, "懂法") == ["provider_unknown"]
    Grant.objects.filter(user=firm.user).update(until_on=date(2023, 12, 15))
    assert dispatch(story, case, firm.body, "懂法").state == "dispatched"


def test_who_is_named_by_a_case_that_was_joined_does_not_get_it_along_with_the_other(story: Story) -> None:
    into = story.triaged()
    named = story.cast.worker_party
    joined = story.triaged(story.received(f"{named.name}没来，还骂人", contact="13700002222"))
    story.walk(merge_case, viewer=story.clerk, case=joined, into=into)
    assert refused(dispatch, story, into, named, "他近") == ["provider_named"]
    into = dispatch(story, into, story.cast.other_party, "他近")
    given = {"cases": [into], "to": named, "word": "休假", "by": "desk"}
    assert refused(story.walk, hand_over, viewer=story.clerk, **given) == ["provider_named"]


def test_what_the_desk_had_itself_goes_back_to_it_when_it_is_returned(story: Story) -> None:
    row = Offering(
        office=story.cast.office,
        provider=story.cast.desk,
        name="照明",
        area=story.cast.office.place,
        from_on=FROM,
    )
    register_offerings(
        viewer=SYSTEM, office=story.cast.office, offerings=[NewOffering(row, ("estate.facilities",))]
    )
    case = dispatch(story, story.triaged(), story.cast.desk, "我们自己去")
    question = NewQuestion("return", "灯归物业")
    case = story.walk(ask_lead, viewer=story.clerk, case=case, question=question)
    ruling = case.rulings.get()
    case = story.walk(rule, viewer=story.viewer(story.cast.lead), ruling=ruling, is_granted=True)
    assert (case.state, case.holder, case.provider) == ("triaged", story.cast.desk, None)


def test_nobody_is_given_a_case_while_away(story: Story) -> None:
    worker = Person.objects.get(party=story.cast.worker_party)
    # It is Friday; what can wait begins when the office is open, which is now.
    leave = Leave(person=worker, from_on=date(2023, 12, 15), until_on=date(2023, 12, 17))
    note_leave(viewer=SYSTEM, office=story.cast.office, leaves=[leave])
    case = story.triaged()
    assert refused(dispatch, story, case, story.cast.worker_party, "急") == ["provider_leave"]
    story.walk.moment = story.walk.moment.replace(day=18)
    assert dispatch(story, case, story.cast.worker_party, "急").state == "dispatched"


@pytest.mark.parametrize("part", ["asker", "beneficiary"])
def test_where_two_must_go_nobody_is_sent_alone(story: Story, part: str) -> None:
    pair = team(story)
    Person.objects.filter(party=story.cast.resident_party).update(needs_two_visitors=True)
    case = story.triaged()
    Case.objects.filter(pk=case.pk).update(**{part: story.cast.resident_party})
    assert refused(dispatch, story, case, story.cast.worker_party, "急") == ["two_visitors"]
    assert dispatch(story, case, pair, "两个人去").state == "dispatched"


def test_where_one_is_enough_one_is_sent(story: Story) -> None:
    case = ask_as_resident(story.triaged(), story)
    assert dispatch(story, case, story.cast.worker_party, "急").state == "dispatched"


def test_only_providers_of_this_office_are_known_here(story: Story) -> None:
    assert story.cast.elsewhere is not None
    case = story.triaged()
    for stranger in (
        story.cast.elsewhere.worker_party,
        story.cast.resident_party,
        team(story, "外队", story.cast.elsewhere),
    ):
        assert refused(dispatch, story, case, stranger, "急") == ["provider_unknown"]


def test_a_full_worker_is_not_proposed_and_may_be_chosen_with_a_reason(story: Story) -> None:
    file = Person.objects.get(party=story.cast.worker_party).worker_file
    type(file).objects.filter(pk=file.pk).update(ceiling=1)
    story.dispatched()
    case = story.triaged(story.received("路灯坏了"))
    assert proposed(story, case)[0] == story.cast.other_party
    assert dispatch(story, case, story.cast.worker_party, "他就在楼下").state == "dispatched"


def test_the_proposed_worker_who_is_full_by_now_needs_a_reason_too(story: Story) -> None:
    case = story.triaged()
    worker, _other = proposed(story, case)
    WorkerFile.objects.filter(person__party=worker).update(ceiling=1)
    taken = story.triaged(story.received("路灯坏了"))
    story.walk(dispatch_case, viewer=story.clerk, case=taken, provider=worker, why="他就在楼下")
    assert refused(dispatch, story, case, worker) == ["provider_full"]
    assert dispatch(story, case, worker, "没有别人").state == "dispatched"


def test_a_case_is_given_once(story: Story) -> None:
    case = story.dispatched()
    assert refused(dispatch, story, case, story.cast.other_party, "急") == ["move_not_possible"]
    assert moves(case).count("dispatch") == 1


def test_who_gave_a_case_back_is_not_proposed_again(story: Story) -> None:
    case = story.triaged()
    first, other = proposed(story, case)
    case = dispatch(story, case, first)
    case = story.walk(take_back, viewer=story.clerk, case=case)
    match = case.proposals.get(kind="match", decided_at=None)
    assert match.value["provider"] == other.pk
    assert {"provider": first.pk, "faults": [{"code": "had", "data": []}]} in match.others
    case = dispatch(story, case, other)
    question = NewQuestion("return", "不归我们管")
    case = story.walk(ask_lead, viewer=story.viewer(story.cast.other_worker), case=case, question=question)
    ruling = case.rulings.get()
    case = story.walk(rule, viewer=story.viewer(story.cast.lead), ruling=ruling, is_granted=True)
    assert case.proposals.get(kind="match", decided_at=None).value["provider"] is None


def test_a_case_taken_back_by_mistake_may_go_to_the_same_one_for_a_reason(story: Story) -> None:
    case = story.triaged()
    first, _other = proposed(story, case)
    case = story.walk(take_back, viewer=story.clerk, case=dispatch(story, case, first))
    assert refused(dispatch, story, case, first) == ["override_needs_why"]
    assert dispatch(story, case, first, "收回是点错了").provider == first
