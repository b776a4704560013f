"""The tree of categories grows and changes; what was counted by it stays so."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from huiying.base.storage.changes import mark_of
from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.registers.directory.models import Category
from huiying.registers.directory.selectors import category_on, category_versions, leaves_of, tree_version
from huiying.registers.directory.services import (
    add_category,
    add_category_group,
    change_category,
    end_category,
)
from tests.cast import MORNING, SYSTEM, Cast
from tests.fronts.web.stages import brought_to

TODAY = MORNING.date()
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with clock.held_at(MORNING):
        yield


def _values(category: Category | None = None, **more: Any) -> dict[str, Any]:
    given = {
        "name": "猫狗走失",
        "name_en": "Lost cats & dogs",
        "words": ["猫丢了"],
        "kind": "help",
        "lane": "with_care",
        "matter": "case.answer.help",
        "provider_kind": "worker.grid",
        "door": "community",
        "order": 5,
    }
    if category is not None:
        given = {name: getattr(category, name) for name in given} | {"parent": category.parent}
    return given | more


def _group(cast: Cast, code: str = "neighbour") -> Category:
    return Category.objects.get(office=cast.office, code=code)


def test_a_new_category_can_be_given_at_once_under_a_code_of_its_own(cast: Cast) -> None:
    row = add_category(viewer=SYSTEM, parent=_group(cast), values=_values())
    other = add_category(viewer=SYSTEM, parent=_group(cast), values=_values())
    assert (row.code, other.code) == ("neighbour.lost_cats_dogs", "neighbour.lost_cats_dogs_2")
    assert {row.pk, other.pk} <= set(leaves_of(cast.office.pk).values_list("pk", flat=True))
    assert row.from_on == TODAY


def test_a_category_lies_in_a_group_that_is_in_force(cast: Cast) -> None:
    leaf, group = cast.categories["elder.meals"], _group(cast)
    Category.objects.filter(pk=group.pk).update(until_on=TODAY)
    group.refresh_from_db()
    for wrong in (leaf, group):
        with pytest.raises(Refused, match="category_group_unknown"):
            add_category(viewer=SYSTEM, parent=wrong, values=_values())
    assert cast.elsewhere
    for wrong in (group, cast.elsewhere.categories["elder.meals"].parent):
        with pytest.raises(Refused, match="category_group_unknown"):
            change_category(viewer=SYSTEM, category=leaf, values=_values(leaf, parent=wrong))


def test_a_category_is_answered_by_a_limit_of_its_kind(cast: Cast) -> None:
    with pytest.raises(Refused, match="matter_of_another_kind"):
        add_category(viewer=SYSTEM, parent=_group(cast), values=_values(kind="complaint"))
    leaf = cast.categories["elder.meals"]
    with pytest.raises(Refused, match="matter_of_another_kind"):
        change_category(viewer=SYSTEM, category=leaf, values=_values(leaf, kind="complaint"))


def test_how_a_category_stood_on_a_day_is_known_after_it_was_moved_and_changed(cast: Cast) -> None:
    leaf, old = cast.categories["elder.meals"], cast.categories["elder.meals"].parent
    change_category(viewer=SYSTEM, category=leaf, values=_values(leaf, parent=_group(cast)))
    with clock.held_at(MORNING + 10 * A_DAY):
        leaf.refresh_from_db()
        change_category(viewer=SYSTEM, category=leaf, values=_values(leaf, lane="at_once"))
    leaf.refresh_from_db()
    stood = {day: category_on(leaf, TODAY + day * A_DAY) for day in (-1, 0, 9, 10)}
    assert [each.parent_id for each in stood.values()] == [old.pk if old else 0, *[_group(cast).pk] * 3]
    assert [each.lane for each in stood.values()] == ["with_care", "with_care", "with_care", "at_once"]
    assert [version.until_on for version in category_versions(leaf)] == [TODAY + 9 * A_DAY, TODAY - A_DAY]


def test_what_is_changed_twice_on_a_day_and_what_is_new_leave_no_version_of_no_day(cast: Cast) -> None:
    leaf = cast.categories["elder.meals"]
    for lane in ("at_once", "with_care"):
        change_category(viewer=SYSTEM, category=leaf, values=_values(leaf, lane=lane))
        leaf.refresh_from_db()
    assert [version.lane for version in category_versions(leaf)] == ["with_care"]
    new = add_category(viewer=SYSTEM, parent=_group(cast), values=_values())
    change_category(viewer=SYSTEM, category=new, values=_values(new, lane="at_once"))
    assert not category_versions(new).exists()


def test_words_and_order_are_no_new_version(cast: Cast) -> None:
    leaf = cast.categories["elder.meals"]
    change_category(viewer=SYSTEM, category=leaf, values=_values(leaf, words=["饭"], order=99))
    leaf.refresh_from_db()
    assert (leaf.words, leaf.order) == (["饭"], 99)
    assert not category_versions(leaf).exists()
    assert Entry.objects.order_by("-id")[0].data == {"fields": ["order", "words"]}


def test_the_version_of_a_tree_is_the_day_since_which_it_stands_so(cast: Cast) -> None:
    office = cast.office.pk
    assert tree_version(office, TODAY + 99 * A_DAY) is None
    leaf = cast.categories["elder.meals"]
    change_category(viewer=SYSTEM, category=leaf, values=_values(leaf, lane="at_once"))
    with clock.held_at(MORNING + 5 * A_DAY):
        add_category(viewer=SYSTEM, parent=_group(cast), values=_values())
    with clock.held_at(MORNING + 8 * A_DAY):
        end_category(viewer=SYSTEM, category=cast.categories["elder.care"])
    days: dict[int, date | None] = {
        ahead: tree_version(office, TODAY + ahead * A_DAY) for ahead in (-1, 4, 8, 9)
    }
    assert days == {-1: None, 4: TODAY, 8: TODAY + 5 * A_DAY, 9: TODAY + 9 * A_DAY}


def test_who_was_slower_is_told(cast: Cast) -> None:
    leaf = cast.categories["elder.meals"]
    seen = mark_of(leaf, _values(leaf))
    change_category(viewer=SYSTEM, category=leaf, values=_values(leaf, name="送餐"), seen=seen)
    with pytest.raises(Refused, match="changed_meanwhile"):
        change_category(viewer=SYSTEM, category=leaf, values=_values(leaf, name="助餐"), seen=seen)


def test_an_ended_category_is_given_no_more_and_open_cases_keep_it(cast: Cast) -> None:
    case = brought_to(cast, "handling")
    category = case.category
    assert category is not None
    end_category(viewer=SYSTEM, category=category)
    assert category not in leaves_of(cast.office.pk)
    case.refresh_from_db()
    assert case.category == category
    for again in (end_category, change_category):
        given = {"values": _values()} if again is change_category else {}
        with pytest.raises(Refused, match="category_ended"):
            again(viewer=SYSTEM, category=category, **given)  # type: ignore[operator]


def test_a_group_ends_after_its_categories_and_what_fits_nowhere_else_never_ends(cast: Cast) -> None:
    with pytest.raises(Refused, match="category_has_some"):
        end_category(viewer=SYSTEM, category=_group(cast))
    given = {"name": "新组", "name_en": "New", "door": "community", "order": 1}
    group = add_category_group(viewer=SYSTEM, office=cast.office, **given)
    assert end_category(viewer=SYSTEM, category=group).until_on == TODAY
    with pytest.raises(Refused, match="category_needed"):
        end_category(viewer=SYSTEM, category=cast.categories["other"])
