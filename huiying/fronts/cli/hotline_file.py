"""`huiying cases import`: a hotline's file, read, looked through and taken in."""

import json
import time
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser, OutputWrapper

from huiying.base.imports import selectors, services
from huiying.fronts.cli.management.commands.users import CONSOLE
from huiying.fronts.cli.progress import Bar
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.sheets.headers import parsed_mapping
from huiying.pure.sheets.reasons import REASONS
from huiying.pure.sheets.tables import CellFault, read_tables
from huiying.registers.places.selectors import office_by_code, offices
from huiying.work.cases.rules import hotline
from huiying.work.cases.services.hotline import KIND, Report, dry_run, take_in

WORDS = REASONS | hotline.REASONS
_SHOWN = 20


def add_arguments(parser: CommandParser) -> None:
    """The file, and how it is meant."""
    parser.add_argument("file", type=Path, help="xlsx, xls or csv (UTF-8 or GB18030)")
    parser.add_argument(
        "--office", default="", help="the office's code, such as NF; needless where there is one"
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help=f"what a column means, remembered for the office's next files; FIELD is one of "
        f"{', '.join(field.code for field in hotline.FIELDS)}, or - for none",
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
    parser.add_argument("--strict", action="store_true", help="one faulty row, and nothing is taken in")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def import_file(out: OutputWrapper, options: dict[str, Any]) -> None:
    """Do it, and print the report."""
    began = time.perf_counter()
    try:
        report, is_in, left_out = _import(options)
    except Refused as refused:
        raise CommandError(" ".join(words_for(fault) for fault in refused.faults)) from refused
    seconds = time.perf_counter() - began
    if options["json"]:
        out.write(json.dumps(as_json(report, seconds), ensure_ascii=False))
    else:
        out.write("\n".join(in_words(report, seconds, is_in=is_in, left_out=left_out)))
    if not is_in and not options["dry_run"]:
        raise CommandError("Nothing was taken in, because there are faults (--strict).")


def _import(options: dict[str, Any]) -> tuple[Report, bool, tuple[str, ...]]:
    """The report, whether the file was taken in, and the sheets that were left out."""
    path: Path = options["file"]
    if not path.is_file():
        raise CommandError(f"There is no file {path}.")
    office = _office(options["office"])
    said = parsed_mapping(options["map"], hotline.FIELDS)
    reading = read_tables(path, hotline.FIELDS, said, remembered=selectors.remembered(office.pk, KIND))
    if options["dry_run"] or options["strict"]:
        report = dry_run(office=office, rows=reading.rows, layout=reading.layout)
        if options["dry_run"] or report.faulty:
            return report, False, reading.left_out
    file = selectors.broken_off(office.pk, KIND, services.digest_of(path), reading.mapping)
    if file is None:
        file = services.bring(
            viewer=CONSOLE, office_id=office.pk, kind=KIND, name=path.name, path=path, reading=reading
        )
    bar = Bar(path.name, file.row_count)
    bar.advance(file.done_count)
    report = take_in(viewer=CONSOLE, file=file, on_progress=bar.advance)
    bar.end()
    return report, True, reading.left_out


def _office(code: str) -> Any:
    """The office that is named, or the only one."""
    known = list(offices())
    found = office_by_code(code) if code else known[0] if len(known) == 1 else None
    if found is None:
        codes = ", ".join(office.code for office in known) or "none"
        raise CommandError(f"Which office? --office takes one of: {codes}.")
    return found


def words_for(fault: Fault) -> str:
    """A fault in a sentence."""
    return WORDS[fault.code] % fault.data


def as_json(report: Report, seconds: float) -> dict[str, Any]:
    """The report for a program."""
    counts = {name: getattr(report, name) for name in ("rows", "new", "changed", "same", "faulty")}
    return counts | {"faults": [_row(found) for found in report.faults], "seconds": round(seconds, 3)}


def _row(found: CellFault) -> dict[str, str]:
    return {
        "sheet": found.sheet,
        "cell": found.cell,
        "value": found.value,
        "reason": words_for(found.fault),
    }


def in_words(report: Report, seconds: float, *, is_in: bool, left_out: tuple[str, ...] = ()) -> list[str]:
    """The report for a person."""
    would = "" if is_in else "would be "
    lines = [
        f"{report.rows} rows: {would}{report.new} new, {report.changed} changed, {report.same} the same, "
        f"{report.faulty} faulty ({seconds:.1f} s)"
    ]
    if left_out:
        lines.append(
            f"  left out, because they are hidden or hold nothing that we know: {', '.join(left_out)}"
        )
    for found in report.faults[:_SHOWN]:
        place = f"{found.sheet}!{found.cell}" if found.sheet else found.cell
        value = " ".join(found.value.split())[:60]
        lines.append(f"  {place}  {value!r}: {words_for(found.fault)}")
    if len(report.faults) > _SHOWN:
        lines.append(f"  and {len(report.faults) - _SHOWN} more; --json prints all")
    return lines
