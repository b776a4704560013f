"""Places, venues and offices are registered whole, and tell the trail."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from django.db import IntegrityError, transaction

from huiying.base.trail.models import Entry
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.places.models import Office, Place, Venue
from huiying.registers.places.services import (
    NewPlace,
    next_serials,
    open_office,
    register_places,
    register_venues,
)
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYSTEM = Viewer(0, "system", kind="system")
FROM = date(2023, 1, 1)
TREE = [
    NewPlace("331024", "县", "county", "", FROM),
    NewPlace("331024001", "街", "street", "331024", FROM),
    NewPlace("331024001001", "社区", "community", "331024001", FROM),
    NewPlace("331024001001-1", "小区", "compound", "331024001001", FROM),
    NewPlace("331024001001-1-1", "1幢", "building", "331024001001-1", FROM),
]


def _recomputed(place: Place) -> str:
    return (_recomputed(place.parent) if place.parent else "") + f"{place.code}/"


def test_the_path_of_every_place_is_the_path_of_its_parent_and_its_code(cast: Cast) -> None:
    places = list(Place.objects.all())
    assert len(places) > 5
    assert {place.code: place.path for place in places} == {
        place.code: _recomputed(place) for place in places
    }


def test_places_may_come_in_any_order() -> None:
    shuffled = list(TREE)
    Random(7).shuffle(shuffled)
    assert shuffled != TREE
    made = {place.code: place for place in register_places(viewer=SYSTEM, places=shuffled)}
    assert all(place.path == _recomputed(place) for place in made.values())
    assert made["331024001001-1-1"].path.count("/") == 5


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"parent": "339999"}, "place_parent"),
        ({"level": "county"}, "place_level"),
        ({"code": "331024001009-1-1"}, "place_code"),
    ],
)
def test_a_place_that_fits_nowhere_is_refused_and_nothing_is_kept(changed: dict[str, str], code: str) -> None:
    wrong = replace(TREE[-1], **changed)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        register_places(viewer=SYSTEM, places=[*TREE[:-1], wrong])
    assert [fault.code for fault in refused.value.faults] == [code]
    assert not Place.objects.exists()
    assert not Entry.objects.exists()


def test_a_code_stands_for_one_place_in_force_and_is_free_again_when_that_ended() -> None:
    register_places(viewer=SYSTEM, places=TREE[:1])
    with pytest.raises(IntegrityError), transaction.atomic():
        register_places(viewer=SYSTEM, places=TREE[:1])
    Place.objects.update(until_on=date(2023, 6, 30))
    register_places(viewer=SYSTEM, places=[replace(TREE[0], from_on=date(2023, 7, 1))])
    assert Place.objects.filter(code="331024").count() == 2


def test_every_place_and_venue_leaves_an_entry() -> None:
    places = register_places(viewer=SYSTEM, places=TREE)
    [venue] = register_venues(
        viewer=SYSTEM, venues=[Venue(name="食堂", kind="canteen", place=places[2], from_on=FROM)]
    )
    told = set(Entry.objects.values_list("code", "subject_id"))
    assert told == {*(("place.registered", place.pk) for place in places), ("venue.registered", venue.pk)}


@pytest.mark.parametrize("code", ["N", "NFO", "nf", "NI", "N1"])
def test_the_code_of_an_office_holds_no_sign_that_is_read_wrongly(code: str) -> None:
    [county] = register_places(viewer=SYSTEM, places=TREE[:1])
    with pytest.raises(IntegrityError), transaction.atomic():
        open_office(viewer=SYSTEM, code=code, name="街道", place=county, phone="1")
    assert not Office.objects.exists()


def test_serials_of_a_day_have_no_gap_and_begin_anew_each_day(cast: Cast) -> None:
    day = date(2024, 1, 2)
    office = cast.office.pk
    assert list(next_serials(office_id=office, on=day, count=2)) == [1, 2]
    assert list(next_serials(office_id=office, on=day, count=3)) == [3, 4, 5]
    assert list(next_serials(office_id=office, on=date(2024, 1, 3), count=1)) == [1]
    assert cast.elsewhere
    assert list(next_serials(office_id=cast.elsewhere.office.pk, on=day, count=1)) == [1]
