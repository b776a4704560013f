"""People, households, organisations and teams are read within the viewer's offices."""

from datetime import date
from uuid import uuid4

import pytest

from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties import selectors
from huiying.registers.parties.models import Person, TeamMember
from huiying.registers.parties.services import (
    NewHousehold,
    NewOrganisation,
    NewPerson,
    NewTeam,
    affiliate,
    register_households,
    register_organisations,
    register_people,
    register_teams,
)
from huiying.registers.parties.services.people import merge_people
from huiying.registers.places.models import Place
from tests.cast import SYSTEM, Cast

FROM = date(2023, 1, 1)


def _people(cast: Cast, *people: NewPerson) -> list[Person]:
    return register_people(viewer=SYSTEM, office=cast.office, people=list(people))


def _names(cast: Cast, words: str, under: str = "") -> set[str]:
    return {party.name for party in selectors.parties(cast.viewer(cast.clerk), "person", words, under)}


@pytest.mark.parametrize("words", ["小红", "张小", "zhangxiao", "Zhang Xiao", "139 1234 5678", "13912345678"])
def test_a_person_is_found_by_part_of_a_name_by_pinyin_or_by_a_whole_number(cast: Cast, words: str) -> None:
    _people(cast, NewPerson("张小红", phone="13912345678"), NewPerson("李小明", phone="13912345679"))
    assert _names(cast, words) == {"张小红"}


@pytest.mark.parametrize("words", ["1391234567", "5678", "红张", "xiaohong"])
def test_part_of_a_number_finds_nobody(cast: Cast, words: str) -> None:
    _people(cast, NewPerson("张小红", phone="13912345678"))
    assert _names(cast, words) == set()


def test_people_are_found_by_where_they_live(cast: Cast) -> None:
    building = Place.objects.get(parent=cast.compound)
    _people(cast, NewPerson("楼里人", home=building), NewPerson("没住处"))
    assert _names(cast, "", cast.compound.path) == {"居民丁", "楼里人"}


def test_each_reads_the_parties_of_the_own_offices_only(cast: Cast) -> None:
    assert cast.elsewhere
    mine, theirs = cast.viewer(cast.clerk), cast.viewer(cast.elsewhere.clerk)
    assert selectors.person_for(mine, cast.resident_party.uuid) is not None
    assert selectors.person_for(theirs, cast.resident_party.uuid) is None
    assert selectors.team_for(theirs, cast.desk.uuid) is None
    assert selectors.parties_by_id(theirs, [cast.desk.pk]) == {}
    for kind in ("person", "team"):
        offices = set(selectors.parties(theirs, kind).values_list("office", flat=True))
        assert offices == {cast.elsewhere.office.pk}
    assert selectors.desk_of(cast.office.pk) == cast.desk


@pytest.mark.parametrize("who", ["worker", "resident", "admin"])
def test_who_may_not_read_people_finds_none(cast: Cast, who: str) -> None:
    viewer = cast.viewer(getattr(cast, who))
    assert not selectors.parties(viewer, "person").exists()
    assert not selectors.households(viewer).exists()
    assert not selectors.organisations(viewer).exists()
    assert not selectors.teams(viewer).exists()


def test_whoever_reads_a_file_may_not_yet_see_it_in_full(cast: Cast) -> None:
    uuid = cast.resident_party.uuid
    assert selectors.person_for(cast.viewer(cast.auditor), uuid) is not None
    assert selectors.person_for(cast.viewer(cast.auditor), uuid, "party.reveal") is None
    assert selectors.person_for(cast.viewer(cast.clerk), uuid, "party.reveal") is not None


def test_a_file_merged_into_another_leads_there_and_leaves_the_list(cast: Cast) -> None:
    kept, merged = _people(cast, NewPerson("王五"), NewPerson("王伍", phone="13912345678"))
    viewer = cast.viewer(cast.clerk)
    merge_people(viewer=viewer, person=kept, joined=merged)
    assert selectors.person_for(viewer, merged.party.uuid) == kept
    assert selectors.file_for(viewer, merged.party.uuid) == merged
    assert _names(cast, "王") == {"王五"}
    assert selectors.joined_to(kept.party) == [merged.party]


def test_what_only_the_joined_file_says_finds_the_one_that_stays(cast: Cast) -> None:
    kept, merged = _people(cast, NewPerson("王五"), NewPerson("老王头", phone="13912345678"))
    merge_people(viewer=SYSTEM, person=kept, joined=merged)
    for words in ("老王头", "laowang", "13912345678"):
        assert _names(cast, words) == {"王五"}
    assert selectors.person_by_phone(cast.office.pk, "13912345678") == kept


def test_households_organisations_and_teams_of_both_files_are_read_together(cast: Cast) -> None:
    kept, merged = _people(cast, NewPerson("王五"), NewPerson("王伍"))
    home = NewHousehold(cast.compound, [(merged, "head")], FROM)
    register_households(viewer=SYSTEM, office=cast.office, households=[home])
    [factory] = register_organisations(
        viewer=SYSTEM, office=cast.office, organisations=[NewOrganisation("甲厂", "enterprise")]
    )
    affiliate(viewer=SYSTEM, office=cast.office, pairs=[(merged, factory, "member")], from_on=FROM)
    team = NewTeam("专班", "task_force", members=[(merged.party, "")])
    register_teams(viewer=SYSTEM, office=cast.office, teams=[team], from_on=FROM)
    assert not selectors.homes_of(kept).exists()
    merge_people(viewer=SYSTEM, person=kept, joined=merged)
    assert selectors.homes_of(kept).count() == 1
    assert selectors.affiliations_of(kept).count() == 1
    assert selectors.teams_of(kept.party).count() == 1


def test_whoever_may_be_meant_is_found_in_the_own_office_a_whole_name_first(cast: Cast) -> None:
    _people(cast, NewPerson("王五"), NewPerson("王五一"), NewPerson("王五二"))
    assert cast.elsewhere
    viewer = cast.viewer(cast.clerk)

    def called(words: str) -> list[str]:
        found = selectors.parties_called(viewer, cast.office, ("person", "team"), words)
        return [party.name for party in found]

    assert called("王五") == ["王五"]
    assert called("wangwu") == ["王五", "王五一", "王五二"]
    assert called("南峰街道服务台") == ["南峰街道服务台"]
    assert called("") == called("没有的人") == []
    assert selectors.parties_called(viewer, cast.elsewhere.office, ("person",), "王五") == []


def test_a_file_like_a_new_one_has_its_telephone_or_its_name_and_birthday(cast: Cast) -> None:
    born = date(1950, 5, 1)
    by_name, by_phone, _other = _people(
        cast,
        NewPerson("王五", birth_on=born),
        NewPerson("赵六", phone="13912345678"),
        NewPerson("王五", birth_on=date(1960, 1, 1)),
    )
    found = selectors.people_like(cast.viewer(cast.clerk), cast.office, "王五", "139 1234 5678", born)
    assert found == [by_name.party, by_phone.party]
    assert selectors.people_like(cast.viewer(cast.clerk), cast.office, "王五", "", None) == []


def test_a_number_that_two_people_share_names_neither(cast: Cast) -> None:
    one, _two = _people(cast, NewPerson("甲", phone="13700000001"), NewPerson("乙", phone="13700000002"))
    assert selectors.person_by_phone(cast.office.pk, "137-0000-0001") == one
    _people(cast, NewPerson("丙", phone="13700000001"))
    assert selectors.person_by_phone(cast.office.pk, "13700000001") is None
    assert selectors.person_by_phone(cast.office.pk, "") is None


def test_a_number_is_looked_for_in_the_office_alone(cast: Cast) -> None:
    _people(cast, NewPerson("甲", phone="13700000001"))
    assert cast.elsewhere
    assert selectors.person_by_phone(cast.elsewhere.office.pk, "13700000001") is None


def test_households_count_who_lives_there_now(cast: Cast) -> None:
    people = _people(cast, NewPerson("户主"), NewPerson("配偶"))
    [household] = register_households(
        viewer=SYSTEM,
        office=cast.office,
        households=[NewHousehold(cast.compound, [(people[0], "head"), (people[1], "spouse")], FROM)],
    )
    viewer = cast.viewer(cast.clerk)
    assert [(row.party.name, row.member_count) for row in selectors.households(viewer)] == [("户主", 2)]
    household.members.filter(relation="spouse").update(until_on=date(2023, 6, 1))
    assert [row.member_count for row in selectors.households(viewer, under=cast.compound.path)] == [1]
    assert [row.person for row in selectors.members_with_relation(household)] == [people[0]]
    assert [row.household for row in selectors.homes_of(people[0])] == [household]
    assert not selectors.homes_of(people[1]).exists()


def test_households_are_counted_a_part_without_their_names(cast: Cast) -> None:
    building = Place.objects.get(parent=cast.compound)
    households = [NewHousehold(home, [], FROM) for home in (building, building, cast.compound)]
    register_households(viewer=SYSTEM, office=cast.office, households=households)
    community = cast.compound.parent
    assert community
    for who in (cast.clerk, cast.worker):
        assert selectors.household_counts(cast.viewer(who), community)[cast.compound.path] == 3
    assert selectors.household_counts(cast.viewer(cast.clerk), cast.compound)[building.path] == 2
    assert not selectors.household_counts(Viewer.stranger(), community)
    assert cast.elsewhere
    assert not selectors.household_counts(cast.viewer(cast.elsewhere.clerk), community)


def test_an_organisation_shows_who_belongs_to_it(cast: Cast) -> None:
    [factory] = register_organisations(
        viewer=SYSTEM,
        office=cast.office,
        organisations=[NewOrganisation("甲厂", "enterprise", credit_code="91110000600037341L")],
    )
    [head] = _people(cast, NewPerson("厂长"))
    affiliate(
        viewer=SYSTEM, office=cast.office, pairs=[(head, factory, "legal_representative")], from_on=FROM
    )
    viewer = cast.viewer(cast.clerk)
    assert [row.person for row in selectors.people_of(factory)] == [head]
    assert [row.organisation for row in selectors.affiliations_of(head)] == [factory]
    assert list(selectors.organisations(viewer, "91110000600037341l")) == [factory]
    assert list(selectors.organisations(viewer, kind="bank")) == []


def test_a_circle_shows_its_organs_and_an_organ_its_members(cast: Cast) -> None:
    [circle] = register_teams(
        viewer=SYSTEM, office=cast.office, teams=[NewTeam("暖心圈", "circle")], from_on=FROM
    )
    [canteen] = register_teams(
        viewer=SYSTEM,
        office=cast.office,
        teams=[NewTeam("食堂", "organ", None, [(cast.worker_party, "厨师")], parent=circle)],
        from_on=FROM,
    )
    viewer = cast.viewer(cast.clerk)
    assert list(selectors.organs_of(viewer, circle)) == [canteen]
    assert [(row.party, row.role) for row in selectors.team_members(canteen)] == [(cast.worker_party, "厨师")]
    assert [row.team for row in selectors.teams_of(cast.worker_party)] == [canteen]
    TeamMember.objects.filter(team=canteen).update(until_on=date(2023, 6, 1))
    assert [team.member_count for team in selectors.organs_of(viewer, circle)] == [0]
    assert not selectors.teams_of(cast.worker_party).exists()


def test_what_does_not_exist_is_not_found(cast: Cast) -> None:
    viewer = cast.viewer(cast.clerk)
    for found in (
        selectors.person_for,
        selectors.household_for,
        selectors.organisation_for,
        selectors.team_for,
    ):
        assert found(viewer, uuid4()) is None
