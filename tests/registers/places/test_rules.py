"""Levels, codes and paths of the place tree."""

import pytest

from huiying.registers.places.rules import (
    LEVELS,
    ancestor_paths,
    branch_of,
    faults_in_place,
    path_of,
    subtree,
)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("parent", LEVELS)
def test_a_place_lies_in_a_wider_one(level: str, parent: str) -> None:
    faults = faults_in_place(level=level, parent_level=parent, code="1-1", parent_code="1")
    assert bool(faults) == (LEVELS.index(level) <= LEVELS.index(parent))


@pytest.mark.parametrize(
    ("level", "code", "is_right"),
    [
        ("community", "331024001002", True),
        ("grid", "331024001001-1", True),
        ("compound", "331024001001-1", True),
        ("building", "331024001002-1", False),
        ("building", "3310240010011", False),
    ],
)
def test_below_the_community_a_code_begins_with_its_parents(level: str, code: str, is_right: bool) -> None:
    faults = faults_in_place(level=level, parent_level="street", code=code, parent_code="331024001001")
    assert [fault.code for fault in faults] == ([] if is_right else ["place_code"])


@pytest.mark.parametrize("code", ["1", "1-1", "10", "1-10", "2"])
def test_a_range_holds_the_place_and_what_lies_in_it_and_no_neighbour(code: str) -> None:
    low, high = subtree("33/1-1/")
    path = path_of("33/", code)
    assert (low <= path < high) == (code == "1-1")
    assert (low <= path_of(path, "7") < high) == (code == "1-1")


def test_a_path_tells_all_that_a_place_lies_in() -> None:
    assert ancestor_paths("33/3310/331024/") == ["33/", "33/3310/", "33/3310/331024/"]
    assert branch_of("33/3310/331024/1/", "33/3310/") == "33/3310/331024/"
