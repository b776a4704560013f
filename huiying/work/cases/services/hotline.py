"""Taking in a hotline's file: each row becomes a case once, whatever is broken off and whoever else takes it in."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import batched

from django.conf import settings
from django.db import transaction

from huiying.base.imports import services as imports
from huiying.base.imports.models import Import, ImportRow
from huiying.base.imports.selectors import faults_of, layout_of, rows_in_order, said_last, sheet_row
from huiying.base.imports.services import Outcome
from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault
from huiying.pure.lib.viewer import Viewer
from huiying.pure.sheets.reading import SheetRow
from huiying.pure.sheets.tables import CellFault, Layout
from huiying.pure.text.cues import secrecy_asked
from huiying.registers.limits.selectors import timetable
from huiying.registers.places.models import Office
from huiying.work.cases.models import Case, Proposal
from huiying.work.cases.rules.hotline import FIELDS, Message, message_of
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.selectors.cases import waiting_for_triage
from huiying.work.cases.selectors.providers import PastRatings
from huiying.work.cases.services.intake import NewCase, receive_cases
from huiying.work.cases.services.steps import NewStep, go_on, locked, part_joined
from huiying.work.cases.services.understanding import Understanding, understand
from huiying.work.cases.services.waiting import add_word

KIND = "cases"
_WORDS = ("add_word", "more_given", "take_up")
"""The steps with what an asker adds."""
BATCH = 100


@dataclass(frozen=True, slots=True)
class Checked:
    """A row that was looked at by itself: what it asks, or what is wrong."""

    row: SheetRow
    message: Message
    faults: list[CellFault]


@dataclass(slots=True)
class Report:
    """What a file would do, or did."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    faulty: int = 0
    faults: list[CellFault] = field(default_factory=list)

    def add(self, code: str, faults: Iterable[CellFault] = ()) -> None:
        """Count a row."""
        self.rows += 1
        setattr(self, code, getattr(self, code) + 1)
        self.faults += faults


class Checker:
    """Looks at the rows of one file, each by itself and against those before it."""

    def __init__(self, office: Office, layout: Layout) -> None:
        self.layout = layout
        self.calendar = timetable(office).calendar
        self.now = clock.now()
        self.seen: dict[str, tuple[str, int]] = {}

    def check(self, row: SheetRow) -> Checked:
        """What a row asks, and its faults; the same number twice is one message where it says the same."""
        message, faults = message_of(self.layout.values(row), self.calendar, self.now)
        if message.number and not faults:  # what is faulty stays out, and may be put right further down
            said, number = self.seen.setdefault(message.number, (said_by(message), row.number))
            if said != said_by(message):
                faults.append(Fault("number_twice", "number", {"row": str(number)}))
        return Checked(row, message, [self.layout.fault(row, fault) for fault in faults])


def said_by(message: Message) -> str:
    """A keyed digest of what a hotline says of a case; it tells nobody what that is."""
    words = "\0".join((message.text, message.contact, message.name))
    return hmac.new(settings.DATA_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()[:32]


def dry_run(*, office: Office, rows: Iterable[SheetRow], layout: Layout) -> Report:
    """What a file would do now. Writes nothing."""
    checker, report = Checker(office, layout), Report()
    taken: set[str] = set()
    for some in batched(rows, 500, strict=False):
        checked = [checker.check(row) for row in some]
        known = _Known(office, checked)
        for each in checked:
            code, faults = known.outcome(each)
            if code in ("new", "changed") and each.message.number in taken:
                code = "same"
            elif code in ("new", "changed"):
                taken.add(each.message.number)
            report.add(code, faults)
    return report


class _Known:
    """The cases that the numbers of some rows belong to, and what was said of them last."""

    def __init__(self, office: Office, checked: list[Checked]) -> None:
        numbers = {each.message.number for each in checked if not each.faults}
        found = Case.objects.filter(office=office, external_number__in=numbers).select_related("office__desk")
        self.cases = {case.external_number: case for case in found}
        self.said = said_last(KIND, [case.pk for case in self.cases.values()])

    def outcome(self, each: Checked) -> tuple[str, list[CellFault]]:
        """What becomes of a row: new, changed, same or faulty."""
        case = self.cases.get(each.message.number)
        if each.faults:
            return "faulty", each.faults
        if case is None:
            return "new", []
        before = self.said.get(case.pk) or said_by(
            Message(case.external_number, case.text, case.contact, case.asker_name)
        )
        if before == said_by(each.message):
            return "changed" if _is_secret(each.message) and not case.is_secret else "same", []
        if not (case.is_open or case.state == "kept") or case.merged_into_id is not None:
            over = Fault("case_is_over", "text")
            cell = CellFault(each.row.sheet, each.row.number, 0, each.message.number, over)
            return "faulty", [cell]
        return "changed", []


def take_in(
    *, viewer: Viewer, file: Import, on_progress: Callable[[int], None] = lambda _count: None
) -> Report:
    """Take in a file that was brought, in batches, from where it was broken off.

    A batch is one transaction: its rows have their outcomes with their cases or not at all. Two who take in at the
    same time wait for each other at each batch. What came in is understood and matched as it goes.
    """
    office = Office.objects.select_related("place", "desk").get(pk=file.office_id)
    file = imports.begin(viewer=viewer, file=file, fields=FIELDS)
    checker = Checker(office, layout_of(file))
    checked = {row.pk: checker.check(sheet_row(row)) for row in rows_in_order(file)}
    knows = Understanding(office, PastRatings(office.pk))
    while True:
        with transaction.atomic():
            _one_at_a_time(office)
            rows = imports.next_rows(file, BATCH)
            imports.settle(file, _outcomes(viewer, office, rows, [checked[row.pk] for row in rows]))
        on_progress(len(rows))
        understand_waiting(knows)
        if not rows:
            break
    return report_of(imports.end(viewer=viewer, file=file))


def counted(file: Import) -> Report:
    """What became of a file's rows, in numbers."""
    return Report(file.row_count, file.new_count, file.changed_count, file.same_count, file.faulty_count)


def report_of(file: Import) -> Report:
    """The same with every fault."""
    return replace(counted(file), faults=list(faults_of(file)))


def understand_waiting(knows: Understanding) -> None:
    """Propose triage and match for what came in, as the job does that reads new cases."""
    while batch := list(waiting_for_triage(BATCH, knows.office.pk)):
        understand(cases=batch, knows=knows)


def _one_at_a_time(office: Office) -> None:
    """Whoever takes in next looks for known numbers after this transaction, not beside it."""
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)


def _outcomes(
    viewer: Viewer, office: Office, rows: list[ImportRow], checked: list[Checked]
) -> Iterator[Outcome]:
    """Write the cases of a batch; what became of each row."""
    known = _Known(office, checked)
    settled = [(row, each, *known.outcome(each)) for row, each in zip(rows, checked, strict=True)]
    fresh: dict[str, Message] = {}
    for _row, each, code, _faults in settled:
        if code == "new":
            first = fresh.setdefault(each.message.number, each.message)
            if each.message.is_secret:
                fresh[each.message.number] = replace(first, is_secret=True)
    cases = known.cases | _receive(viewer, office, list(fresh.values()))
    changed = {each.message.number: each.message for _row, each, code, _ in settled if code == "changed"}
    hidden = {each.message.number for each in checked if _is_secret(each.message) and not each.faults}
    _keep_secret(viewer, [case for number, case in known.cases.items() if number in hidden])
    _take_changes(viewer, [(cases[number], message) for number, message in changed.items()])
    for row, each, code, faults in settled:
        if code == "faulty":
            yield Outcome(row, code, faults=faults)
            continue
        number = each.message.number
        written = {"new": fresh, "changed": changed}.get(code)
        again = written is not None and written.pop(number, None) is None
        yield Outcome(row, "same" if again else code, cases[number].pk, said_by(each.message))


def _receive(viewer: Viewer, office: Office, messages: list[Message]) -> dict[str, Case]:
    if not messages:
        return {}
    receipts = receive_cases(
        viewer=viewer,
        office=office,
        requests=[
            NewCase(
                text=message.text,
                contact=message.contact,
                by="desk",
                source="hotline",
                asker_name=message.name,
                is_secret=message.is_secret,
                received_at=message.received_at,
                due_at=message.due_at,
                extra={"external_number": message.number, "kind": message.kind},
            )
            for message in messages
        ],
    )
    return {receipt.case.external_number: receipt.case for receipt in receipts}


def _take_changes(viewer: Viewer, changed: list[tuple[Case, Message]]) -> None:
    """What a hotline says anew of a case that it sent before.

    Nobody has looked at the case yet: it says what the hotline says now, and is read again. Else the new text is the
    asker's word on the way, as if they had written it themselves: what was missing is there, what was kept goes on.
    Number and name by which the asker is reached are put right in either case.
    """
    rows = locked([case for case, _message in changed])
    for given, message in changed:
        case = rows[given.pk]
        fields = [
            name
            for name, value in (("contact", message.contact), ("asker_name", message.name))
            if value and value != getattr(case, name)
        ]
        if case.step_count == 1:
            fields += ["text"] if message.text != case.text else []
            Proposal.objects.filter(case=case, decided_at=None).delete()
        elif message.text != case.text and not case.steps.filter(move__in=_WORDS, word=message.text).exists():
            case = add_word(viewer=viewer, case=case, word=message.text)
        _put_right(case, message, fields)
        _noted(viewer, case, ".".join(fields) or "none")


def _is_secret(message: Message) -> bool:
    return message.is_secret or secrecy_asked(message.text)


def _noted(viewer: Viewer, case: Case, fields: str) -> None:
    record([NewEntry("case.hotline_changed", viewer, case.office_id, "case", case.pk, {"fields": fields})])


def _keep_secret(viewer: Viewer, given: list[Case]) -> None:
    """Whoever is to stay secret does from now on, whatever became of the case, and their request is answered by
    itself. What is secret, no file's silence opens again."""
    rows = locked([case for case in given if not case.is_secret])
    for case in rows.values():
        case.is_secret = True
        case.save(update_fields=["is_secret"])
        _noted(viewer, case, "is_secret")
        part_joined(case)
        if case.merged_into_id is not None and case.state in MOVES["unmerge"].from_states:
            step = NewStep(case, "unmerge", "system", sets={"merged_into": None})
            go_on(viewer=Viewer.system(case.office_id), step=step)


def _put_right(case: Case, message: Message, fields: list[str]) -> None:
    says = {"text": message.text, "contact": message.contact, "asker_name": message.name}
    for name in fields:
        setattr(case, name, says[name])
    if fields:
        case.save(update_fields=[*fields, *(["contact_index"] if "contact" in fields else [])])
