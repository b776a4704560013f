"""Two who take in one file at the same time make no case twice; one that is killed goes on and ends whole."""

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection

from huiying.base.imports.models import Import, ImportRow
from huiying.base.imports.services import bring
from huiying.pure.lib import clock
from huiying.pure.sheets.tables import read_tables
from huiying.work.cases.models import Case, Proposal
from huiying.work.cases.rules.hotline import FIELDS
from huiying.work.cases.services import hotline
from huiying.work.cases.services.hotline import KIND, take_in
from tests.cast import MORNING, Cast, assemble
from tests.races.arena import environment
from tests.sizes import n
from tests.work.cases.hotline_files import as_excel, as_text, export

CLIENTS = 2


@pytest.fixture
def cast(shared: None) -> Cast:
    with clock.held_at(MORNING):
        return assemble()


def brought(cast: Cast, folder: Path, count: int, seed: int) -> list[Import]:
    """The same file, brought by each of two."""
    path = folder / "export.csv"
    path.write_bytes(as_text(export(count, seed=seed)).replace(b"HX", f"R{seed}-".encode()))
    reading = read_tables(path, FIELDS, {})
    viewer, office = cast.viewer(cast.clerk), cast.office.pk
    with clock.held_at(MORNING):
        return [
            bring(viewer=viewer, office_id=office, kind=KIND, name="a", path=path, reading=reading)
            for _client in range(CLIENTS)
        ]


def at_once(cast: Cast, files: list[Import]) -> list[Exception | None]:
    """How it ended for each when both took in at the same moment, over a connection of its own."""
    start, viewer = Barrier(CLIENTS), cast.viewer(cast.clerk)

    def client(file: Import) -> Exception | None:
        try:
            start.wait(30)
            with clock.held_at(MORNING):
                take_in(viewer=viewer, file=file)
        except IntegrityError as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(client, files))


@pytest.mark.prove
def test_two_imports_of_one_file_at_the_same_time_make_every_case_once(cast: Cast, tmp_path: Path) -> None:
    rounds, count = n(3, 100), 12
    for number in range(1, rounds + 1):
        files = brought(cast, tmp_path, count, number)
        assert at_once(cast, files) == [None, None]
        assert Case.objects.count() == number * count
        for file in files:
            file.refresh_from_db()
            assert file.done_count == file.row_count == count
        assert sum(file.new_count for file in files) == count
    rows = ImportRow.objects.filter(outcome="new")
    assert rows.count() == rows.values("subject_id").distinct().count() == rounds * count
    print(
        f"\n{connection.vendor}: rounds {rounds}, rows {rounds * count * CLIENTS}, cases {Case.objects.count()}"
    )


def test_without_the_look_behind_the_lock_both_make_a_case_and_only_the_table_holds(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: both have looked for known numbers before either writes."""
    files = brought(cast, tmp_path, 12, 1)
    both_have_looked = Barrier(CLIENTS)
    look, one_at_a_time = hotline._Known, hotline._one_at_a_time
    stale: dict[int, Any] = {}

    def before(office: Any) -> None:
        with suppress(Exception):
            both_have_looked.wait(10)
        one_at_a_time(office)

    def unlocked(office: Any, checked: list[Any]) -> Any:
        return stale.setdefault(office.pk, look(office, []))

    monkeypatch.setattr(
        hotline, "_one_at_a_time", before if connection.vendor == "postgresql" else lambda _o: None
    )
    monkeypatch.setattr(hotline, "_Known", unlocked)
    ended = at_once(cast, files)
    assert [type(error) for error in ended if error] == [IntegrityError]
    assert Case.objects.count() == 12


def _command(path: Path, office: str) -> list[str]:
    code = "from huiying.fronts.cli.main import main; main()"
    return [sys.executable, "-c", code, "cases", "import", str(path), "--office", office, "--json"]


def _await(is_so: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None and not is_so():
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.02)


def _cases(cast: Cast) -> list[tuple[Any, ...]]:
    columns = ("external_number", "text", "asker_name", "received_at", "external_due_at", "kind", "is_secret")
    return list(Case.objects.filter(office=cast.office).order_by("external_number").values_list(*columns))


@pytest.mark.prove
def test_one_that_is_killed_and_started_again_ends_as_an_unbroken_one(cast: Cast, tmp_path: Path) -> None:
    made = export(n(400, 3_000), faulty_every=20, twice_every=7)
    path = tmp_path / "export.xlsx"
    path.write_bytes(as_excel(made))
    kills = 0
    for wanted in range(1, len(made.rows) - 200, n(150, 400)):
        with subprocess.Popen(
            _command(path, "NF"), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            _await(
                lambda wanted=wanted: sum(file.done_count for file in Import.objects.all()) >= wanted, process
            )
            assert process.poll() is None, process.communicate()
            process.kill()
            process.communicate()
        kills += 1
    [file] = Import.objects.all()
    assert 0 < file.done_count < file.row_count
    assert file.ended_at is None
    assert Case.objects.count() == file.new_count
    reports = {}
    for office in ("NF", "QB"):
        done = subprocess.run(_command(path, office), env=environment(), capture_output=True, check=True)
        reports[office] = {key: value for key, value in json.loads(done.stdout).items() if key != "seconds"}
    assert reports["NF"] == reports["QB"]
    assert reports["NF"]["new"] == made.fresh
    assert cast.elsewhere is not None
    assert _cases(cast) == _cases(cast.elsewhere)
    assert Proposal.objects.filter(kind="triage").count() == 2 * made.fresh
    print(f"\n{connection.vendor}: {len(made.rows)} rows, killed {kills} times, {made.fresh} cases, equal")
