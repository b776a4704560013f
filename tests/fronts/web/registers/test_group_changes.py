"""Households, organisations and teams registered, changed and ended at the desk, and who belongs to them."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from huiying.registers.parties.models import (
    Affiliation,
    Household,
    HouseholdMember,
    Organisation,
    Party,
    Person,
    Team,
    TeamMember,
)
from huiying.registers.parties.services import NewPerson, register_people
from tests.cast import SYSTEM, Cast
from tests.fronts.web.registers.conftest import Open

DAY = "2023-12-15"


def _url(kind: str, page: str, party: Any = None, *more: Any) -> str:
    return reverse(f"registers:{kind}_{page}", args=[party.uuid, *more] if party else [])


def test_a_household_is_registered_filled_moved_and_ended(cast: Cast, opened: Open) -> None:
    given = {"who": "居民丁", "home": "柳岸社区 柳岸小区 1幢", "from_on": "2023-02-01", "tags": "军属，低保"}
    opened(cast.clerk, _url("household", "new"), **given)
    party = Party.objects.get(kind="household", office=cast.office)
    household = Household.objects.get(pk=party.pk)
    assert (party.name, household.tags) == ("居民丁", ["军属", "低保"])
    joins = {"who": "社工乙", "relation": "spouse", "from_on": "2023-03-01"}
    opened(cast.clerk, _url("household", "member_new", party), **joins)
    tie = HouseholdMember.objects.get(relation="spouse")
    page = opened(cast.clerk, _url("household", "detail", party)).content.decode()
    for fact in ("Spouse · since Wednesday 1 March 2023", "They have left", "Somebody moves in", "军属"):
        assert fact in page
    opened(cast.clerk, _url("household", "member_end", party, tie.pk), until_on=DAY)
    opened(cast.clerk, _url("household", "change", party), name="丁家", tags="", version="1")
    opened(cast.clerk, _url("household", "move", party), place="柳岸小区", on=DAY)
    page = opened(cast.clerk, _url("household", "detail", party)).content.decode()
    for fact in ("丁家", "Lived here before", "Former homes", "nf clerk noted a new home"):
        assert fact in page
    opened(cast.clerk, _url("household", "end", party), until_on=DAY)
    page = opened(cast.clerk, _url("household", "detail", party)).content.decode()
    assert "Note a move" not in page
    assert "Friday 15 December 2023" in page
    assert opened(cast.clerk, _url("household", "change", party)).status_code == 404


def test_an_organisation_is_registered_changed_and_ended(cast: Cast, opened: Open) -> None:
    given = {
        "name": "甲厂",
        "kind": "enterprise",
        "credit_code": "9111 0000 6000 37341l",
        "industry": "c2913",
        "tags": "high_tech",
        "own_tags": "商圈",
        "place": "柳岸社区",
    }
    opened(cast.clerk, _url("organisation", "new"), **given)
    party = Party.objects.get(kind="organisation")
    page = opened(cast.clerk, _url("organisation", "detail", party)).content.decode()
    for fact in ("91110000600037341L", "C2913 · Manufacturing", "high-tech, 商圈"):
        assert fact in page
    opened(cast.clerk, _url("organisation", "change", party), **{**given, "name": "甲橡胶厂", "version": "1"})
    party.refresh_from_db()
    assert party.name == "甲橡胶厂"
    belongs = {"who": "居民丁", "role": "legal_representative", "from_on": "2023-03-01"}
    opened(cast.clerk, _url("organisation", "member_new", party), **belongs)
    tie = Affiliation.objects.get()
    opened(cast.clerk, _url("organisation", "member_end", party, tie.pk), until_on=DAY)
    page = opened(cast.clerk, _url("organisation", "detail", party)).content.decode()
    assert "Belonged to it before" in page
    opened(cast.clerk, _url("organisation", "end", party), until_on=DAY)
    assert Organisation.objects.get().until_on == date(2023, 12, 15)
    assert "甲橡胶厂" not in opened(cast.clerk, _url("organisation", "list")).content.decode()
    assert "甲橡胶厂" in opened(cast.clerk, _url("organisation", "detail", party)).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("credit_code", "91110000600037341M", "One sign of this code is wrong or missing."),
        ("credit_code", "91110000600037341L", "甲橡胶厂 has this code already."),
        ("industry", "A2913", "There is no such code in GB/T 4754."),
        ("phone", "1", "no telephone number"),
    ],
)
def test_a_fault_of_an_organisation_stands_beside_its_field(
    cast: Cast, opened: Open, person: Person, field: str, value: str, words: str
) -> None:
    given = {"name": "乙厂", "kind": "enterprise", "own_tags": "老厂", field: value}
    page = opened(cast.clerk, _url("organisation", "new"), **given).content.decode()
    assert words in page
    assert f'id="id_{field}_error"' in page
    assert "老厂" in page


def test_two_clerks_who_change_one_organisation_lose_nothing(
    cast: Cast, opened: Open, person: Person
) -> None:
    party = Party.objects.get(kind="organisation")
    url, mine = (
        _url("organisation", "change", party),
        {"name": "甲橡胶厂", "kind": "enterprise", "version": "1"},
    )
    opened(cast.clerk, url, **mine, tags="high_tech")
    page = opened(cast.clerk, url, **{**mine, "kind": "bank"})
    words = page.content.decode()
    for value in ("Somebody else has changed it", "Bank", "Enterprise", "high-tech"):
        assert value in words
    assert Organisation.objects.get().kind == "enterprise"


def test_a_team_is_registered_filled_changed_and_dissolved(cast: Cast, opened: Open, person: Person) -> None:
    circle = Party.objects.get(name="暖心圈")
    given = {"name": "路灯专班", "kind": "task_force", "parent": str(circle.uuid), "phone": "12345"}
    opened(cast.clerk, _url("team", "new"), **given)
    party = Party.objects.get(name="路灯专班")
    opened(cast.clerk, _url("team", "member_new", party), who="甲橡胶厂", role="出灯", from_on="2023-03-01")
    assert TeamMember.objects.get(team=party.pk).party.kind == "organisation"
    page = opened(cast.clerk, _url("team", "detail", party)).content.decode()
    assert "出灯 · since" in page
    page = opened(cast.clerk, _url("team", "end", circle), until_on=DAY).content.decode()
    assert "Other teams belong to it." in page
    opened(cast.clerk, _url("team", "change", party), **{**given, "parent": "", "version": "1"})
    assert Team.objects.get(pk=party.pk).parent is None
    opened(cast.clerk, _url("team", "end", party), until_on=DAY)
    assert "路灯专班" not in opened(cast.clerk, _url("team", "list")).content.decode()


def test_the_last_at_the_desk_is_told_why_they_stay(cast: Cast, opened: Open) -> None:
    tie = TeamMember.objects.get(team=cast.desk.pk)
    url = _url("team", "member_end", cast.desk, tie.pk)
    assert "They are the last at the desk" in opened(cast.clerk, url, until_on=DAY).content.decode()
    page = opened(cast.clerk, _url("team", "detail", cast.desk)).content.decode()
    assert "Is dissolved" not in page


def test_of_several_who_fit_one_is_chosen(cast: Cast, opened: Open, person: Person) -> None:
    born = [NewPerson("王五", birth_on=date(year, 1, 1)) for year in (1950, 1990)]
    _old, young = register_people(viewer=SYSTEM, office=cast.office, people=born)
    party = Party.objects.get(name="暖心圈")
    url, given = _url("team", "member_new", party), {"who": "王五", "from_on": DAY}
    page = opened(cast.clerk, url, **given).content.decode()
    for fact in ("Several fit. Please choose one.", "born 1950", "born 1990"):
        assert fact in page
    opened(cast.clerk, url, **given, which=str(young.party.uuid))
    assert TeamMember.objects.get(team=party.pk).party == young.party
    assert (
        "Nobody here is called that."
        in opened(cast.clerk, url, **{**given, "who": "没有的人"}).content.decode()
    )


def test_a_member_of_another_record_is_not_ended_by_this_ones_address(
    cast: Cast, opened: Open, person: Person
) -> None:
    organ = Party.objects.get(name="便民食堂")
    tie = TeamMember.objects.get(team=cast.desk.pk)
    assert opened(cast.clerk, _url("team", "member_end", organ, tie.pk)).status_code == 404
