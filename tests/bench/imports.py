"""A hotline's file of so many messages taken in by the command: seconds, and the memory of both processes.

Run as `python -m tests.bench.imports ROWS` inside an installation; prints JSON.
"""

import json
import resource
import sys
import tempfile
from io import StringIO
from pathlib import Path
from typing import Any

import django

from tests.bench.report import Report

ROWS, MOST_ROWS, MOST_SECONDS, MOST_MEGABYTES = 5_000, 4_326, 120, 500


def take_in(rows: int) -> dict[str, Any]:
    """Take a messy file in twice; how the first went, and what the second changed."""
    from django.core.management import call_command  # noqa: PLC0415 (after django.setup)

    from tests.work.cases.hotline_files import as_excel, export  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        path.write_bytes(as_excel(export(rows, faulty_every=100, twice_every=70)))
        reports = []
        for _time in range(2):
            out = StringIO()
            call_command("cases", "import", str(path), "--office", "NF", "--json", stdout=out)
            reports.append(json.loads(out.getvalue()))
    first, second = reports
    peak = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    counts = {name: first[name] for name in ("rows", "new", "same", "faulty", "seconds")}
    return {**counts, "again": second["new"] + second["changed"], "megabytes": sum(peak) / 1024}


def show(report: Report, done: dict[str, Any]) -> None:
    """Print it against its bars."""
    what = f"hotline's file of {done['rows']:,} rows taken in, understood, matched"
    report.figure(what, done["seconds"] / done["rows"] * MOST_ROWS, MOST_SECONDS, "s/4,326", at_most=True)
    report.figure("its memory, reader included", done["megabytes"], MOST_MEGABYTES, "MB", at_most=True)
    report.figure("the same file again: rows changed", done["again"], 0, "rows", at_most=True)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(take_in(int(sys.argv[1]))))
