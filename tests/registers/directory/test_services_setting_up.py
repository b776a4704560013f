"""A real office is set up whole or not at all, and can receive its first request at once."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.models import User
from huiying.registers.directory.selectors import leaves_of
from huiying.registers.directory.services import FirstUser, NewOffice, set_up_office
from huiying.registers.limits.models import Limit
from huiying.registers.limits.selectors import limits_by_default
from huiying.registers.parties.selectors import desk_of, users_of
from huiying.registers.places.models import Office, Place
from huiying.work.cases.services.intake import NewCase, receive_cases
from tests.cast import LIMITS, MORNING, SYSTEM, Cast

pytestmark = pytest.mark.django_db
NEW = NewOffice(
    code="KW",
    name="开湾街道",
    places=(("county", "331099", "开湾县"), ("street", "331099001", "开湾街道")),
    phone="057688880000",
    doors=("community", "enterprise"),
    desk_name="开湾服务台",
    users=(FirstUser("wu", "吴管理", "admin"), FirstUser("chen", "陈接线", "desk")),
)


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with clock.held_at(MORNING):
        yield


def test_its_first_request_is_received_held_by_its_desk_and_due() -> None:
    office, users = set_up_office(viewer=SYSTEM, new=NEW)
    office = Office.objects.select_related("place", "desk").get(pk=office.pk)
    new = NewCase(text="路灯坏了", contact="13800001234")
    [receipt] = receive_cases(viewer=Viewer.asker(), office=office, requests=[new])
    assert receipt.case.holder_id == desk_of(office.pk).pk
    assert receipt.case.due_at is not None
    assert users_of(desk_of(office.pk)) == [users[1][0].pk]
    assert all(password for _user, password in users)
    assert office.place.path == "331099/331099001/"


def test_it_has_the_categories_of_its_doors_and_every_limit_that_a_case_asks_for() -> None:
    office, _users = set_up_office(viewer=SYSTEM, new=NEW)
    doors = set(leaves_of(office.pk).values_list("door", flat=True))
    assert doors == {"community", "enterprise"}
    assert {row[0] for row in LIMITS} == set(Limit.objects.values_list("matter", flat=True))
    assert limits_by_default(office, MORNING.date()) == len(LIMITS)


def test_a_place_that_is_registered_is_taken_as_it_is(cast: Cast) -> None:
    places = (("county", "331024", "别的名字"), ("street", "331024003", "开湾街道"))
    office, _users = set_up_office(viewer=SYSTEM, new=replace(NEW, places=places))
    assert office.place.parent and office.place.parent.name == "仙居县"
    assert Place.objects.filter(code="331024").count() == 1


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"code": "KOI"}, "office_code"),
        ({"code": "NF"}, "office_code_taken"),
        ({"doors": ()}, "door_missing"),
        ({"places": ()}, "place_name_missing"),
        ({"users": (FirstUser("chen", "陈接线", "desk"),)}, "admin_missing"),
        ({"users": (FirstUser("nf-clerk", "吴", "admin"),)}, "username_taken"),
        ({"places": (("street", "331024009", "街"), ("county", "331098", "县"))}, "place_level"),
    ],
)
def test_an_office_that_lacks_something_is_not_set_up_at_all(
    cast: Cast, changed: dict[str, Any], code: str
) -> None:
    before = (Office.objects.count(), Place.objects.count(), User.objects.count(), Entry.objects.count())
    with pytest.raises(Refused) as refused:
        set_up_office(viewer=SYSTEM, new=replace(NEW, **changed))
    assert [fault.code for fault in refused.value.faults] == [code]
    after = (Office.objects.count(), Place.objects.count(), User.objects.count(), Entry.objects.count())
    assert after == before
