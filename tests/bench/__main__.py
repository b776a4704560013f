"""`make bench`: the budgets of speed, measured against the production server; exits 1 when one is missed.

python -m tests.bench [--sizes 1000,100000] [--databases sqlite,postgresql]
"""

import argparse
import json
import sys
import time
from pathlib import Path

from tests.bench import imports
from tests.bench.pages import measure_desk, measure_public, measure_rest, measure_search
from tests.bench.report import Report
from tests.bench.server import installation, run, serving

_HUIYING = str(Path(sys.prefix) / "bin" / "huiying")
_DEMO_SECONDS = {"sqlite": 60, "postgresql": 120}


def measure(report: Report, database: str, size: int) -> dict[str, float]:
    """All pages of an installation with `size` cases; gives the median of each list."""
    with installation(database) as environment:
        began = time.perf_counter()
        run(environment, sys.executable, "-m", "tests.bench.fill", str(size))
        report.say(f"{database}, {size:,} cases (filled in {time.perf_counter() - began:.0f} s)")
        session = json.loads(run(environment, sys.executable, "-m", "tests.bench.work", "session"))
        with serving(environment) as (port, server):
            empty = measure_public(report, port, server)
            medians = measure_desk(report, port, server, empty, session["cookie"], session["numbers"])
            measure_search(report, port, server, session["cookie"], session["words"])
            drained = json.loads(run(environment, sys.executable, "-m", "tests.bench.work", "drain"))
            what = f"backlog understood and matched ({drained['cases']:.0f})"
            report.figure(what, drained["per_second"], 60, "cases/s")
            measure_rest(report, server)
    return medians


def measure_demo(report: Report, database: str) -> None:
    """The demo office built from nothing."""
    with installation(database) as environment:
        environment["DJANGO_SETTINGS_MODULE"] = "huiying.settings"
        environment.pop("HUIYING_CLOCK")
        began = time.perf_counter()
        run(environment, _HUIYING, "demo")
        took = time.perf_counter() - began
        report.figure(f"demo office built on {database}", took, _DEMO_SECONDS[database], "s", at_most=True)


def measure_import(report: Report, database: str) -> None:
    """A hotline's file that comes in, beside a thousand cases."""
    with installation(database) as environment:
        run(environment, sys.executable, "-m", "tests.bench.fill", "1000")
        done = run(environment, sys.executable, "-m", "tests.bench.imports", str(imports.ROWS))
        imports.show(report, json.loads(done))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,100000")
    parser.add_argument("--databases", default="sqlite,postgresql")
    given = parser.parse_args()
    report = Report()
    sizes = [int(size) for size in given.sizes.split(",")]
    for database in given.databases.split(","):
        medians = {size: measure(report, database, size) for size in sizes}
        for size in sizes[1:]:
            both = medians[size].keys() & medians[sizes[0]].keys()
            ratios = {name: medians[size][name] / medians[sizes[0]][name] for name in both}
            name = max(ratios, key=lambda key: ratios[key])
            what = f"50 rows at {size:,} ÷ at {sizes[0]:,}, worst of {len(both)} lists: {name}"
            report.figure(what, ratios[name], 1.3, "×", at_most=True)
        measure_import(report, database)
        measure_demo(report, database)
    with installation("sqlite") as environment:
        ranked = json.loads(run(environment, sys.executable, "-m", "tests.bench.work", "rank"))
    report.figure("one need ranked among 2,000 providers", ranked["median_ms"], 5, "ms", at_most=True)
    if report.missed:
        report.say("MISSED: " + "; ".join(report.missed))
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
