"""`huiying cases import`: what it prints, what it refuses, and that it can be killed."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from huiying.base.imports.models import HeadMeaning, Import
from huiying.pure.lib import clock
from huiying.work.cases.models import Case
from tests.cast import MORNING, Cast
from tests.pure.sheets.hostile import HOSTILE
from tests.work.cases.hotline_files import HEADS, as_excel, as_text, cells_of_faults, export

KEYS = ["rows", "new", "changed", "same", "faulty", "faults", "seconds"]


@pytest.fixture(autouse=True)
def _morning() -> Any:
    with clock.held_at(MORNING):
        yield


def run(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("cases", "import", str(path), "--office", "NF", *options, stdout=out)
    return out.getvalue()


def report(path: Path, *options: str) -> dict[str, Any]:
    printed: dict[str, Any] = json.loads(run(path, "--json", *options))
    return printed


def file(folder: Path, content: bytes, name: str = "十二月.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_json_holds_exactly_what_was_promised(cast: Cast, tmp_path: Path) -> None:
    made = export(60, faulty_every=10, twice_every=7)
    printed = report(file(tmp_path, as_excel(made, title="热线工单导出")))
    assert list(printed) == KEYS
    assert [printed[key] for key in KEYS[:5]] == [len(made.rows), made.fresh, 0, made.twice, len(made.faults)]
    assert all(list(fault) == ["sheet", "cell", "value", "reason"] for fault in printed["faults"])
    cells = [cell for cell, _code in cells_of_faults(made, first_row=3)]
    assert [fault["cell"] for fault in printed["faults"]] == cells
    assert {fault["sheet"] for fault in printed["faults"]} == {"工单"}
    assert all(fault["reason"] for fault in printed["faults"])
    assert printed["seconds"] > 0


def test_the_same_file_again_changes_nothing_whatever_its_kind(cast: Cast, tmp_path: Path) -> None:
    made = export(30, faulty_every=10)
    assert report(file(tmp_path, as_excel(made)))["new"] == made.fresh
    again = report(file(tmp_path, as_text(made, "gb18030"), "again.csv"))
    assert [again[key] for key in KEYS[1:5]] == [0, 0, made.fresh, len(made.faults)]
    assert Case.objects.count() == made.fresh


def test_a_dry_run_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    made = export(30, faulty_every=10)
    assert report(file(tmp_path, as_excel(made)), "--dry-run")["new"] == made.fresh
    assert (Case.objects.count(), Import.objects.count(), HeadMeaning.objects.count()) == (0, 0, 0)


def test_strict_lets_nothing_in_beside_one_fault(cast: Cast, tmp_path: Path) -> None:
    path = file(tmp_path, as_excel(export(30, faulty_every=30)))
    with pytest.raises(CommandError, match="Nothing was taken in"):
        run(path, "--strict")
    assert (Case.objects.count(), Import.objects.count()) == (0, 0)
    assert report(file(tmp_path, as_excel(export(30))), "--strict")["new"] == 30


def test_a_head_that_nobody_knows_is_told_once_and_remembered(cast: Cast, tmp_path: Path) -> None:
    heads = tuple("件号" if head == "工单编号" else head for head in HEADS)
    path = file(tmp_path, as_excel(export(3), heads))
    with pytest.raises(CommandError, match="No column gives the number"):
        run(path)
    assert report(path, "--map", "件号=number")["new"] == 3
    assert report(path)["same"] == 3
    assert report(file(tmp_path, as_text(export(4), heads=heads), "b.csv"))["new"] == 1
    assert report(file(tmp_path, as_text(export(5)), "of another layout.csv"))["new"] == 1
    with pytest.raises(CommandError, match="There is no column 件号"):
        run(file(tmp_path, as_text(export(5)), "c.csv"), "--map", "件号=number")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_leaves_nothing(cast: Cast, tmp_path: Path, name: str) -> None:
    path = file(tmp_path, HOSTILE[name][1](), name)
    with pytest.raises(CommandError, match=r"^[A-Z].*\.$"):
        run(path)
    assert (Case.objects.count(), Import.objects.count()) == (0, 0)


def test_what_is_typed_wrong_is_said(cast: Cast, tmp_path: Path) -> None:
    path = file(tmp_path, as_excel(export(3)))
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "none.xlsx")
    with pytest.raises(CommandError, match="Which office"):
        call_command("cases", "import", str(path), stdout=StringIO())
    with pytest.raises(CommandError, match="nothing called nomber"):
        run(path, "--map", "件号=nomber")


def test_for_a_person_it_prints_counts_and_the_first_faults(cast: Cast, tmp_path: Path) -> None:
    printed = run(file(tmp_path, as_excel(export(60, faulty_every=2))))
    assert printed.startswith("60 rows: 30 new, 0 changed, 0 the same, 30 faulty")
    assert "工单!H" in printed
    assert "and 10 more" in printed


def test_the_reader_prints_a_line_a_row(tmp_path: Path) -> None:
    path = file(tmp_path, as_text(export(2)), "a.csv")
    command = [sys.executable, "-m", "huiying.pure.sheets.reader", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    *rows, last = map(json.loads, done.stdout.splitlines())
    assert (len(rows), last) == (3, {"fault": "", "data": {}})
