"""Places are read by ranges of their paths."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiying.pure.lib.viewer import Viewer
from huiying.registers.places import selectors
from huiying.registers.places.models import Place
from huiying.registers.places.services import NewPlace, register_places

pytestmark = pytest.mark.django_db
NOBODY = Viewer.stranger()
SYSTEM = Viewer(0, "system", kind="system")
FROM = date(2023, 1, 1)


@pytest.fixture
def tree() -> dict[str, Place]:
    """Two streets whose codes begin alike, and a compound with eleven buildings."""
    new = [
        NewPlace("331024", "县", "county", "", FROM),
        NewPlace("331024001", "一街", "street", "331024", FROM),
        NewPlace("331024001001", "一社区", "community", "331024001", FROM),
        NewPlace("331024001001-1", "一小区", "compound", "331024001001", FROM),
        NewPlace("331024001001-10", "十小区", "compound", "331024001001", FROM),
        NewPlace("331024002", "二街", "street", "331024", FROM),
        *(
            NewPlace(f"331024001001-1-{n}", f"{n}幢", "building", "331024001001-1", FROM)
            for n in range(1, 12)
        ),
        NewPlace("331024001001-10-1", "十小区1幢", "building", "331024001001-10", FROM),
    ]
    return {place.code: place for place in register_places(viewer=SYSTEM, places=new)}


def _lies_in(place: Place, root: Place) -> bool:
    return place == root or (place.parent is not None and _lies_in(place.parent, root))


def test_a_subtree_is_one_range_and_holds_what_walking_up_the_parents_finds(tree: dict[str, Place]) -> None:
    for root in tree.values():
        with CaptureQueriesContext(connection) as queries:
            found = set(selectors.current_places(NOBODY, root.path))
        assert len(queries) == 1
        assert found == {place for place in tree.values() if _lies_in(place, root)}


def test_the_tenth_building_follows_the_ninth(tree: dict[str, Place]) -> None:
    children = selectors.children_of(NOBODY, tree["331024001001-1"]).order_by("width", "path")
    assert [place.name for place in children] == [f"{n}幢" for n in range(1, 12)]


def test_a_place_that_ended_is_left_out(tree: dict[str, Place]) -> None:
    Place.objects.filter(code="331024002").update(until_on=date(2023, 6, 1))
    assert selectors.place_by_code(NOBODY, "331024002") is None
    assert "二街" not in [place.name for place in selectors.children_of(NOBODY, tree["331024"])]


def test_each_part_is_counted_by_level_with_all_that_lies_in_it(tree: dict[str, Place]) -> None:
    counts = selectors.places_below(NOBODY, tree["331024"])
    street = counts[tree["331024001"].path]
    assert dict(street) == {"community": 1, "compound": 2, "building": 12}
    assert tree["331024002"].path not in counts


def test_a_place_names_what_it_lies_in_from_the_widest(tree: dict[str, Place]) -> None:
    names = [place.name for place in selectors.ancestors(tree["331024001001-1-11"])]
    assert names == ["县", "一街", "一社区", "一小区", "11幢"]


def test_a_name_is_looked_for_under_a_place_only(tree: dict[str, Place]) -> None:
    found = selectors.places_named(NOBODY, "1幢", tree["331024001001-1"].path)
    assert {place.name for place in found} == {"1幢", "11幢"}
