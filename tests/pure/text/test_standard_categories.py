"""The standard categories are a tree that triage, limits and the directory can rely on."""

import json
from pathlib import Path
from typing import Any

import pytest

import huiying

FILE = Path(huiying.__file__).parent / "registers" / "directory" / "standard_categories.json"
CATEGORIES: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
LEAVES = [category for category in CATEGORIES if category["words"]]
KEYS = ["code", "parent", "zh", "en", "words", "kind", "lane", "matter", "provider_kind", "doors"]


def test_each_category_has_the_same_fields_and_a_code_of_its_own() -> None:
    assert all(list(category) == KEYS for category in CATEGORIES)
    assert len({category["code"] for category in CATEGORIES}) == len(CATEGORIES)


def test_each_parent_stands_before_its_children_and_is_the_code_before_the_point() -> None:
    seen: set[str] = {""}
    for category in CATEGORIES:
        assert category["parent"] in seen
        assert category["parent"] == category["code"].rpartition(".")[0]
        seen.add(category["code"])


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: str(leaf["code"]))
def test_each_leaf_has_words_enough_and_none_twice(leaf: dict[str, Any]) -> None:
    assert 15 <= len(leaf["words"]) <= 40
    assert len(set(leaf["words"])) == len(leaf["words"])


def test_a_group_has_children_and_no_words() -> None:
    parents = {category["parent"] for category in CATEGORIES}
    assert {c["code"] for c in CATEGORIES if not c["words"]} == parents - {""}


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: str(category["code"]))
def test_each_value_is_one_that_the_product_knows(category: dict[str, Any]) -> None:
    assert category["kind"] in {"consultation", "help", "complaint", "report", "suggestion", "thanks"}
    assert category["lane"] in {"at_once", "with_care"}
    assert category["matter"].startswith(f"case.answer.{category['kind']}")
    workers = {f"worker.{of}" for of in ("family", "child", "elderly", "grid", "mediation")}
    teams = {f"team.{of}" for of in ("policy", "finance", "law", "talent")}
    assert category["provider_kind"] in workers | teams | {"team", "organisation", "desk"}
    assert set(category["doors"]) <= {"community", "enterprise", "land", "union", "talent"}
    assert category["doors"]
