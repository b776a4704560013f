"""Places get other names and end, venues open and close, an office sets itself: nothing of what was is lost."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from huiying.base.storage.changes import mark_of
from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.registers.places.models import HeadCount, Place
from huiying.registers.places.selectors import children_of, ended_children_of, head_counts_of, venues
from huiying.registers.places.services import (
    NewPlace,
    add_places,
    change_office,
    change_place,
    change_venue,
    close_venue,
    count_heads,
    end_place,
    open_venue,
    register_places,
    take_up_place,
    take_up_venue,
)
from tests.cast import FROM, MORNING, SYSTEM, Cast
from tests.fronts.web.stages import brought_to

TODAY = MORNING.date()


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with clock.held_at(MORNING):
        yield


def _recomputed(place: Place) -> str:
    return (_recomputed(place.parent) if place.parent else "") + f"{place.code}/"


def _paths_are_right() -> None:
    places = list(Place.objects.all())
    assert {place.pk: place.path for place in places} == {place.pk: _recomputed(place) for place in places}


def _community(cast: Cast) -> Place:
    assert cast.compound.parent
    return cast.compound.parent


def _other_community(cast: Cast) -> Place:
    new = NewPlace(f"{cast.office.place.code}002", "桥东社区", "community", cast.office.place.code, FROM)
    return register_places(viewer=SYSTEM, places=[new])[0]


def test_compounds_and_buildings_get_the_next_numbers(cast: Cast) -> None:
    made = add_places(viewer=SYSTEM, parent=cast.compound, level="building", names=["2幢", "3幢"])
    assert [place.code.removeprefix(cast.compound.code) for place in made] == ["-2", "-3"]
    Place.objects.filter(pk=made[1].pk).update(until_on=TODAY)
    [again] = add_places(viewer=SYSTEM, parent=cast.compound, level="building", names=["4幢"])
    assert again.code.endswith("-4")
    _paths_are_right()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"level": "building", "names": []}, "place_name_missing"),
        ({"level": "community", "names": ["甲"], "code": "abc"}, "place_code"),
        ({"level": "community", "names": ["甲", "乙"], "code": "331024001009"}, "place_one_a_code"),
        ({"level": "community", "names": ["甲"], "code": "331024001001"}, "place_code_taken"),
        ({"level": "county", "names": ["甲"], "code": "331025"}, "place_level"),
    ],
)
def test_a_place_that_fits_nowhere_is_refused(cast: Cast, given: dict[str, Any], code: str) -> None:
    before = Place.objects.count()
    with pytest.raises(Refused) as refused:
        add_places(viewer=SYSTEM, parent=cast.office.place, **given)
    assert [fault.code for fault in refused.value.faults] == [code]
    assert Place.objects.count() == before


def test_the_name_that_a_place_had_goes_on_being_found(cast: Cast) -> None:
    place = cast.compound
    values = {"name": "柳岸花园", "name_en": "", "aliases": ["柳岸里"], "area_m2": None}
    change_place(viewer=SYSTEM, place=place, values=values)
    place.refresh_from_db()
    assert (place.name, place.aliases) == ("柳岸花园", ["柳岸里", "柳岸小区"])
    assert Entry.objects.order_by("-id")[0].data == {"fields": ["aliases", "name"]}
    seen = mark_of(place, values)
    change_place(viewer=SYSTEM, place=place, values=values | {"area_m2": 5}, seen=seen)
    with pytest.raises(Refused, match="changed_meanwhile"):
        change_place(viewer=SYSTEM, place=place, values=values, seen=seen)


def test_a_merged_village_keeps_its_row_and_what_lay_in_it_goes_along_with_its_paths(cast: Cast) -> None:
    into, village = _other_community(cast), _community(cast)
    add_places(viewer=SYSTEM, parent=into, level="compound", names=["桥东苑"])
    case = brought_to(cast, "triaged", text="柳岸小区1幢灯坏了")
    building = Place.objects.get(parent=cast.compound)
    end_place(viewer=SYSTEM, place=village, last_on=TODAY, into=into)
    for place in (village, into, building, cast.compound):
        place.refresh_from_db()
    assert village.until_on == TODAY
    assert "柳岸社区" in into.aliases
    assert (cast.compound.parent, cast.compound.code) == (into, f"{into.code}-2")
    assert building.path == f"{into.path}{into.code}-2/{into.code}-2-1/"
    _paths_are_right()
    case.refresh_from_db()
    assert case.place is not None and case.place.path.startswith(into.path)
    assert list(ended_children_of(SYSTEM, cast.office.place)) == [village]
    assert Entry.objects.order_by("-id")[0].data == {"into": into.pk, "last_on": str(TODAY)}


def test_what_ended_inside_a_merged_village_keeps_a_right_path_too(cast: Cast) -> None:
    into, village = _other_community(cast), _community(cast)
    gone = Place.objects.get(parent=cast.compound)
    end_place(viewer=SYSTEM, place=gone, last_on=TODAY)
    end_place(viewer=SYSTEM, place=village, last_on=TODAY, into=into)
    _paths_are_right()


@pytest.mark.parametrize(
    ("last_on", "into", "code"),
    [
        (TODAY, None, "place_has_parts"),
        (TODAY + timedelta(days=1), "other", "place_end_day"),
        (date(2022, 12, 31), "other", "place_end_day"),
        (TODAY, "itself", "place_merges_with_its_like"),
        (TODAY, "street", "place_merges_with_its_like"),
    ],
)
def test_an_end_that_would_leave_something_nowhere_is_refused(
    cast: Cast, last_on: date, into: str | None, code: str
) -> None:
    village = _community(cast)
    targets = {"other": _other_community(cast), "itself": village, "street": cast.office.place}
    with pytest.raises(Refused) as refused:
        end_place(viewer=SYSTEM, place=village, last_on=last_on, into=targets[into] if into else None)
    assert code in [fault.code for fault in refused.value.faults]
    village.refresh_from_db()
    assert village.until_on is None
    _paths_are_right()


def test_a_place_ends_once(cast: Cast) -> None:
    building = Place.objects.get(parent=cast.compound)
    end_place(viewer=SYSTEM, place=building, last_on=TODAY)
    for again in (
        lambda: end_place(viewer=SYSTEM, place=building, last_on=TODAY),
        lambda: change_place(viewer=SYSTEM, place=building, values={"name": "甲"}),
    ):
        with pytest.raises(Refused, match="place_ended"):
            again()


# --- Venues ------------------------------------------------------------------------------------------------


def _venue_values(cast: Cast, **more: Any) -> dict[str, Any]:
    given = {
        "name": "便民食堂",
        "name_en": "",
        "aliases": [],
        "kind": "canteen",
        "place": cast.compound,
        "address": "1幢底层",
        "floor_area_m2": 120,
        "hours": [[0, 10, 13]],
        "functions": ["堂食"],
        "capacity": 40,
    }
    return given | more


def test_a_venue_opens_changes_and_closes(cast: Cast) -> None:
    venue = open_venue(viewer=SYSTEM, values=_venue_values(cast))
    assert (venue.from_on, list(venues(SYSTEM, cast.office.place.path))) == (TODAY, [venue])
    seen = mark_of(venue, _venue_values(cast))
    change_venue(viewer=SYSTEM, venue=venue, values=_venue_values(cast, capacity=50), seen=seen)
    with pytest.raises(Refused, match="changed_meanwhile"):
        change_venue(viewer=SYSTEM, venue=venue, values=_venue_values(cast), seen=seen)
    close_venue(viewer=SYSTEM, venue=venue)
    assert list(venues(SYSTEM, cast.office.place.path)) == []
    codes = Entry.objects.filter(subject_kind="venue").order_by("id").values_list("code", flat=True)
    assert list(codes) == ["venue.registered", "venue.changed", "venue.closed"]
    for again in (
        lambda: close_venue(viewer=SYSTEM, venue=venue),
        lambda: change_venue(viewer=SYSTEM, venue=venue, values=_venue_values(cast)),
    ):
        with pytest.raises(Refused, match="venue_closed"):
            again()


def test_entries_are_counted_by_somebody_on_a_day_that_was(cast: Cast) -> None:
    venue = open_venue(viewer=SYSTEM, values=_venue_values(cast))
    count_heads(viewer=cast.viewer(cast.clerk), venue=venue, on=TODAY, count=37, word="门口计数器")
    [row] = head_counts_of(SYSTEM, venue)
    assert (row.count, row.counted_by, row.counted_by_name) == (37, cast.clerk.pk, cast.clerk.name)
    for day in (TODAY + timedelta(days=1), venue.from_on - timedelta(days=1)):
        with pytest.raises(Refused, match="count_day"):
            count_heads(viewer=SYSTEM, venue=venue, on=day, count=1)
    with pytest.raises(Refused, match="count_of_nobody"):
        count_heads(viewer=SYSTEM, venue=venue, on=TODAY, count=0)
    with pytest.raises(IntegrityError, match="head_count_positive"), transaction.atomic():
        HeadCount.objects.filter(pk=row.pk).update(count=0)


# --- The office --------------------------------------------------------------------------------------------


def _settings(cast: Cast, **more: Any) -> dict[str, Any]:
    names = ("name", "name_en", "phone", "phone_hours", "doors", "triage_threshold", "match_weights", "texts")
    return {name: getattr(cast.office, name) for name in names} | more


def test_the_trail_says_which_settings_of_an_office_changed(cast: Cast) -> None:
    values = _settings(
        cast, phone="057612345678", triage_threshold=Decimal("0.9"), texts={"notice": "周五休息"}
    )
    change_office(viewer=SYSTEM, office=cast.office, values=values)
    entry = Entry.objects.order_by("-id")[0]
    assert (entry.code, entry.office_id) == ("office.changed", cast.office.pk)
    assert entry.data == {"fields": ["phone", "texts", "triage_threshold"]}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"doors": []}, "doors"),
        ({"doors": ["cellar"]}, "doors"),
        ({"match_weights": {"skills": -1}}, "match_weights"),
        ({"match_weights": {"skills": 0, "nearness": 0}}, "match_weights"),
    ],
)
def test_an_office_opens_a_door_and_weighs_something(cast: Cast, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        change_office(viewer=SYSTEM, office=cast.office, values=_settings(cast, **changed))
    assert [fault.field for fault in refused.value.faults] == [field]


# --- Taken up again ----------------------------------------------------------------------------------------


def test_a_place_that_ended_is_in_force_again_where_it_lay(cast: Cast) -> None:
    building = Place.objects.get(parent=cast.compound)
    ended = end_place(viewer=SYSTEM, place=building, last_on=TODAY)
    take_up_place(viewer=SYSTEM, place=ended)
    building.refresh_from_db()
    assert building.until_on is None
    assert building in children_of(SYSTEM, cast.compound)
    entry = Entry.objects.order_by("-id")[0]
    assert (entry.code, entry.data) == ("place.taken_up", {"ended_on": str(TODAY)})
    with pytest.raises(Refused, match="in_force_already"):
        take_up_place(viewer=SYSTEM, place=ended)


def test_a_place_lies_in_one_that_is_in_force(cast: Cast) -> None:
    building = Place.objects.get(parent=cast.compound)
    for place in (building, cast.compound):
        end_place(viewer=SYSTEM, place=place, last_on=TODAY)
    with pytest.raises(Refused, match="place_lies_nowhere"):
        take_up_place(viewer=SYSTEM, place=building)
    for place in (cast.compound, building):
        take_up_place(viewer=SYSTEM, place=place)
    _paths_are_right()


def test_a_merged_village_comes_back_without_what_went_from_it(cast: Cast) -> None:
    into, village = _other_community(cast), _community(cast)
    end_place(viewer=SYSTEM, place=village, last_on=TODAY, into=into)
    take_up_place(viewer=SYSTEM, place=village)
    assert not children_of(SYSTEM, village)
    assert cast.compound in children_of(SYSTEM, into)
    _paths_are_right()


def test_a_code_that_another_place_has_by_now_is_not_taken_from_it(cast: Cast) -> None:
    village = _other_community(cast)
    end_place(viewer=SYSTEM, place=village, last_on=TODAY)
    given = {"level": "community", "names": ["新村"], "code": village.code}
    add_places(viewer=SYSTEM, parent=cast.office.place, **given)
    with pytest.raises(Refused, match="place_code_taken"):
        take_up_place(viewer=SYSTEM, place=village)
    village.refresh_from_db()
    assert village.until_on == TODAY


def test_a_closed_venue_is_opened_again_where_its_place_is_in_force(cast: Cast) -> None:
    building = Place.objects.get(parent=cast.compound)
    values = {"name": "老食堂", "kind": "canteen", "place": building}
    venue = open_venue(viewer=SYSTEM, values=values)
    with pytest.raises(Refused, match="in_force_already"):
        take_up_venue(viewer=SYSTEM, venue=venue)
    close_venue(viewer=SYSTEM, venue=venue)
    end_place(viewer=SYSTEM, place=building, last_on=TODAY)
    with pytest.raises(Refused, match="venue_lies_nowhere"):
        take_up_venue(viewer=SYSTEM, venue=venue)
    assert list(venues(SYSTEM, is_closed=True)) == [venue]
    take_up_place(viewer=SYSTEM, place=building)
    take_up_venue(viewer=SYSTEM, venue=venue)
    venue.refresh_from_db()
    assert venue.until_on is None
    assert venue in venues(SYSTEM)
    entry = Entry.objects.order_by("-id")[0]
    assert (entry.code, entry.data) == ("venue.taken_up", {"ended_on": str(TODAY)})
