"""An office sees its own files, and the one that was broken off is found again."""

from pathlib import Path

import pytest

from huiying.base.imports import selectors, services
from huiying.base.imports.models import Import
from huiying.pure.lib import clock
from tests.base.imports.sample import CLERK, FIELDS, brought
from tests.cast import MORNING


@pytest.fixture
def file(db: None, tmp_path: Path) -> Import:
    with clock.held_at(MORNING):
        return brought(tmp_path)


def test_an_office_sees_its_own_files_only(file: Import) -> None:
    assert list(selectors.imports([3], "cases")) == [file]
    assert list(selectors.imports([3], "people")) == []
    assert list(selectors.imports([4], "cases")) == []
    assert selectors.import_by_uuid([3], file.uuid) == file
    assert selectors.import_by_uuid([4], file.uuid) is None


def test_a_file_that_was_not_read_to_its_end_is_none(file: Import) -> None:
    Import.objects.update(row_count=0)
    assert list(selectors.imports([3], "cases")) == []
    assert selectors.import_by_uuid([3], file.uuid) is None


def test_the_one_that_was_broken_off_is_found_by_what_it_holds_and_how_it_is_understood(file: Import) -> None:
    assert selectors.broken_off(3, "cases", file.digest, file.mapping) is None, "it was not begun"
    services.begin(viewer=CLERK, file=file, fields=FIELDS)
    assert selectors.broken_off(3, "cases", file.digest, file.mapping) == file
    assert selectors.broken_off(3, "cases", file.digest, file.mapping | {"备注": "text"}) is None
    assert selectors.broken_off(4, "cases", file.digest, file.mapping) is None
    assert selectors.broken_off(3, "cases", "0" * 64, file.mapping) is None


def test_what_was_said_last_of_a_record_is_what_the_last_file_said(file: Import, tmp_path: Path) -> None:
    for said in ("first", "second"):
        newer = brought(tmp_path)
        [row, _other] = newer.rows.order_by("id")
        services.settle(newer, [services.Outcome(row, "same", 77, said)])
    assert selectors.said_last("cases", [77, 78]) == {77: "second"}
    assert selectors.said_last("people", [77]) == {}
