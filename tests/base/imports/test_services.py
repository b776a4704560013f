"""A file's rows are kept as they came, each gets its outcome once, and nothing ends half."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from huiying.base.imports import selectors, services
from huiying.base.imports.models import HeadMeaning, Import, ImportRow
from huiying.base.imports.services import Outcome
from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault
from huiying.pure.sheets.tables import CellFault
from tests.base.imports.sample import CLERK, FIELDS, brought
from tests.cast import MORNING


@pytest.fixture
def file(db: None, tmp_path: Path) -> Import:
    with clock.held_at(MORNING):
        return brought(tmp_path)


def test_a_file_is_kept_row_by_row_with_its_digest_and_the_trail_says_who_brought_it(file: Import) -> None:
    assert (file.name, file.row_count, len(file.digest), file.brought_by_name) == (
        "十二月.xlsx",
        2,
        64,
        "王小明",
    )
    rows = [selectors.sheet_row(row) for row in selectors.rows_in_order(file)]
    assert [(row.sheet, row.number, row.cells) for row in rows] == [
        ("工单", 2, ("HX-1", "", "灯")),
        ("工单", 3, ("HX-2", "急", "水")),
    ]
    assert Entry.objects.get(code="import.brought").data == {"rows": 2}


def test_heads_can_be_given_another_meaning_until_it_is_taken_in(file: Import) -> None:
    services.understand_heads(file=file, mapping={"备注": "text", "unknown": "number"})
    assert file.mapping == {"工单编号": "number", "备注": "text", "诉求内容": "text"}


def test_a_batch_is_settled_with_its_counts(file: Import) -> None:
    services.begin(viewer=CLERK, file=file, fields=FIELDS)
    with transaction.atomic():
        first, second = services.next_rows(file, 10)
        fault = CellFault("工单", 3, 2, "水", Fault("message_missing", "text", {"most": "1"}))
        services.settle(file, [Outcome(first, "new", 77, "s"), Outcome(second, "faulty", faults=[fault])])
        assert services.next_rows(file, 10) == []
    file.refresh_from_db()
    assert (file.new_count, file.faulty_count, file.done_count) == (1, 1, 2)
    [kept] = selectors.faults_of(file)
    assert (kept.cell, kept.value, kept.fault.code, kept.fault.data) == (
        "C3",
        "水",
        "message_missing",
        {"most": "1"},
    )
    with clock.held_at(MORNING + timedelta(minutes=1)):
        ended = services.end(viewer=CLERK, file=file)
    assert ended.ended_at == MORNING + timedelta(minutes=1)
    assert Entry.objects.get(code="import.ended").data == {"new": 1, "changed": 0, "same": 0, "faulty": 1}
    assert services.end(viewer=CLERK, file=file).ended_at == ended.ended_at


def test_it_doesn_t_end_before_every_row_has_its_outcome(file: Import) -> None:
    services.begin(viewer=CLERK, file=file, fields=FIELDS)
    with pytest.raises(IntegrityError, match="import_ends_with_every_row"), transaction.atomic():
        services.end(viewer=CLERK, file=file)


def test_what_was_never_taken_in_is_forgotten_after_a_week(file: Import, tmp_path: Path) -> None:
    with clock.held_at(MORNING):
        begun = services.begin(viewer=CLERK, file=brought(tmp_path), fields=FIELDS)
    with clock.held_at(MORNING + timedelta(days=7)):
        assert services.forget_untaken() == 0
    with clock.held_at(MORNING + timedelta(days=7, minutes=1)):
        assert services.forget_untaken() == 1
    assert list(Import.objects.all()) == [begun]
    assert ImportRow.objects.count() == 2


def test_what_was_begun_is_not_forgotten(file: Import) -> None:
    services.begin(viewer=CLERK, file=file, fields=FIELDS)
    services.forget(viewer=CLERK, file=file)
    assert Import.objects.exists()


ROW = {"sheet": "工单", "number": 9, "cells": "[]"}
BROKEN = {
    "import_row_once": [ROW | {"number": 2}],
    "import_row_outcome_whole": [
        ROW | {"outcome": "new"},
        ROW | {"outcome": "faulty", "subject_id": 1},
        ROW | {"subject_id": 1},
        ROW | {"outcome": "maybe"},
    ],
}


@pytest.mark.parametrize(("rule", "row"), [(rule, row) for rule, rows in BROKEN.items() for row in rows])
def test_a_row_that_breaks_a_rule_of_the_table_is_refused(
    file: Import, rule: str, row: dict[str, object]
) -> None:
    refused = pytest.raises(IntegrityError, match=f"{rule}|imports_importrow.sheet")
    with refused, transaction.atomic():
        ImportRow.objects.create(file=file, **row)


def test_counts_never_pass_the_rows_and_a_head_has_one_meaning(file: Import) -> None:
    file.new_count = 3
    with pytest.raises(IntegrityError, match="import_counts_within_rows"), transaction.atomic():
        file.save()
    meaning = {"office_id": 3, "kind": "cases", "head": "单号"}
    HeadMeaning.objects.create(**meaning, field="number")
    refused = pytest.raises(IntegrityError, match=r"head_meaning_once|imports_headmeaning\.office_id")
    with refused, transaction.atomic():
        HeadMeaning.objects.create(**meaning, field="text")
