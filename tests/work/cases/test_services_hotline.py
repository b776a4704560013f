"""A hotline's file is taken in row by row: once, whole, and from where it was broken off."""

from datetime import timedelta
from pathlib import Path

import pytest

from huiying.base.imports.models import HeadMeaning, Import, ImportRow
from huiying.base.imports.selectors import remembered
from huiying.base.imports.services import bring
from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.sheets.tables import read_tables
from huiying.work.cases.models import Case, Proposal, Step
from huiying.work.cases.rules.hotline import FIELDS
from huiying.work.cases.services import hotline
from huiying.work.cases.services.hotline import KIND, Report, dry_run, take_in
from huiying.work.cases.services.intake import withdraw
from huiying.work.cases.services.joining import merge_case
from huiying.work.cases.services.understanding import triage_by_hand
from tests.cast import MORNING, Cast
from tests.fronts.web.stages import on_the_way
from tests.work.cases.hotline_files import HEADS, Export, as_excel, as_text, cells_of_faults, export
from tests.work.cases.story import moves

SOUND = ["1", "HX-1", "2023-12-14 09:00", "", "楼道灯坏了", "投诉", "王先生", "13800001234", "", "", "", ""]


def row(**changes: str) -> list[str]:
    """A sound row with some cells changed, by head."""
    return [changes.get(head, value) for head, value in zip(HEADS, SOUND, strict=True)]


class Desk:
    """Brings files to the office of the tests, at nine o'clock."""

    def __init__(self, cast: Cast, folder: Path) -> None:
        self.cast, self.folder = cast, folder
        self.clerk = cast.viewer(cast.clerk)
        self.at = MORNING

    def bring(self, made: Export | list[list[str]], said: dict[str, str] | None = None) -> Import:
        path = self.folder / "export.csv"
        path.write_bytes(as_text(made if isinstance(made, Export) else Export(made)))
        reading = read_tables(path, FIELDS, said or {})
        office = self.cast.office.pk
        return bring(
            viewer=self.clerk, office_id=office, kind=KIND, name=path.name, path=path, reading=reading
        )

    def take(self, made: Export | list[list[str]]) -> Report:
        with clock.held_at(self.at):
            return take_in(viewer=self.clerk, file=self.bring(made))

    def dry(self, made: Export) -> Report:
        path = self.folder / "dry.xlsx"
        path.write_bytes(as_excel(made))
        reading = read_tables(path, FIELDS, {})
        with clock.held_at(self.at):
            return dry_run(office=self.cast.office, rows=reading.rows, layout=reading.layout)


@pytest.fixture
def desk(cast: Cast, tmp_path: Path) -> Desk:
    return Desk(cast, tmp_path)


def counts(report: Report) -> tuple[int, ...]:
    return report.rows, report.new, report.changed, report.same, report.faulty


def test_good_rows_go_in_and_each_fault_is_named_by_its_cell(desk: Desk) -> None:
    made = export(120, faulty_every=10, twice_every=7)
    report = desk.take(made)
    assert counts(report) == (len(made.rows), made.fresh, 0, made.twice, len(made.faults))
    assert [(found.cell, found.fault.code) for found in report.faults] == list(cells_of_faults(made))
    assert Case.objects.filter(source="hotline").count() == made.fresh
    assert made.faults
    assert made.twice


def test_a_dry_run_says_the_same_and_writes_nothing(desk: Desk) -> None:
    made = export(120, faulty_every=10, twice_every=7)
    dry = desk.dry(made)
    assert (
        Case.objects.count(),
        Import.objects.count(),
        Entry.objects.filter(code__startswith="import").count(),
    ) == (
        *(0, 0),
        0,
    )
    wet = desk.take(made)
    assert counts(dry) == counts(wet)
    assert [found.cell for found in dry.faults] == [found.cell for found in wet.faults]
    assert counts(desk.dry(made)) == (len(made.rows), 0, 0, made.fresh + made.twice, len(made.faults))


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    made = export(60, faulty_every=20, twice_every=7)
    desk.take(made)
    before = list(Case.objects.order_by("pk").values()), Step.objects.count(), Proposal.objects.count()
    desk.at += timedelta(days=1)
    assert counts(desk.take(made)) == (len(made.rows), 0, 0, made.fresh + made.twice, len(made.faults))
    assert (
        list(Case.objects.order_by("pk").values()),
        Step.objects.count(),
        Proposal.objects.count(),
    ) == before


def test_number_due_time_kind_and_secrecy_are_kept_and_the_earlier_due_time_holds(desk: Desk) -> None:
    soon, late = "2023-12-16 12:00", "2024-05-01"
    desk.take(
        [
            row(办理时限=soon, 是否保密="是", 诉求类型="业务咨询"),
            row(工单编号="HX-2", 办理时限=late),
        ]
    )
    first, second = Case.objects.order_by("pk")
    assert (first.external_number, first.kind, first.is_secret) == ("HX-1", "consultation", True)
    assert (first.source, first.contact, first.asker_name) == ("hotline", "13800001234", "王先生")
    assert clock.local(first.received_at).isoformat() == "2023-12-14T09:00:00+08:00"
    assert clock.local(first.due_at).isoformat() == "2023-12-16T12:00:00+08:00"
    assert first.external_due_at == first.due_at == first.answer_due_at
    assert second.due_at < second.external_due_at
    assert clock.local(second.external_due_at).isoformat() == "2024-05-01T17:00:00+08:00"


def test_triage_by_a_clerk_doesn_t_move_the_hotline_s_due_time_back(desk: Desk) -> None:
    desk.take([row(办理时限="2023-12-16 12:00")])
    [case] = Case.objects.select_related("office__desk", "office__place")
    with clock.held_at(MORNING + timedelta(hours=1)):
        category = desk.cast.categories["estate.facilities"]
        triage_by_hand(
            viewer=desk.clerk, case=case, category=category, kind="complaint", lane="with_care", place=None
        )
    case.refresh_from_db()
    assert clock.local(case.due_at).isoformat() == "2023-12-16T12:00:00+08:00"


def test_triage_is_proposed_for_each_with_the_kind_that_the_hotline_gave(desk: Desk) -> None:
    made = export(150)
    desk.take(made)
    proposed = Proposal.objects.filter(kind="triage").select_related("case")
    assert proposed.count() == made.fresh
    assert all(proposal.value["kind"] == proposal.case.kind for proposal in proposed if proposal.case.kind)
    triaged = Case.objects.filter(state="triaged").count()
    assert Proposal.objects.filter(kind="match").count() == triaged


def test_a_faulty_row_that_is_put_right_further_down_goes_in(desk: Desk) -> None:
    report = desk.take([row(联系电话="12"), row()])
    assert (report.new, [found.cell for found in report.faults]) == (1, ["H2"])


def test_looked_through_such_a_file_would_do_the_same(desk: Desk) -> None:
    report = desk.dry(Export([row(联系电话="12"), row()]))
    assert (report.new, report.same, report.faulty) == (1, 0, 1)


def test_a_number_that_comes_twice_with_other_words_is_a_fault_and_the_first_counts(desk: Desk) -> None:
    report = desk.take([row(), row(诉求内容="另一件事")])
    assert (report.new, [(found.cell, found.fault.code) for found in report.faults]) == (
        1,
        [("B3", "number_twice")],
    )
    assert Case.objects.get().text == "楼道灯坏了"


def test_the_same_number_at_another_office_is_another_case(desk: Desk) -> None:
    desk.take([row()])
    elsewhere = desk.cast.elsewhere
    desk.cast = elsewhere
    desk.clerk = elsewhere.viewer(elsewhere.clerk)
    assert desk.take([row()]).new == 1


def test_what_changes_before_anybody_looked_is_put_right_and_read_again(desk: Desk) -> None:
    desk.take([row(诉求内容="请问几点开门")])
    case = Case.objects.get()
    assert case.state == "received", "this test needs a text of which the system is not sure"
    report = desk.take([row(诉求内容="食堂今天几点开门", 联系电话="13800005678")])
    assert counts(report) == (1, 0, 1, 0, 0)
    case = Case.objects.get()
    assert (case.text, case.contact, case.step_count) == ("食堂今天几点开门", "13800005678", 1)
    assert Case.objects.filter(contact_index=case.contact_index).exists()
    [proposal] = case.proposals.filter(kind="triage")
    assert proposal.made_at >= MORNING
    entry = Entry.objects.get(code="case.hotline_changed")
    assert sorted(entry.data["fields"].split(".")) == ["contact", "text"]
    assert desk.take([row(诉求内容="食堂今天几点开门", 联系电话="13800005678")]).same == 1


def test_what_changes_on_the_way_is_the_asker_s_word_once(desk: Desk) -> None:
    desk.take([row()])
    with clock.held_at(MORNING + timedelta(minutes=5)):
        case = Case.objects.select_related("office__desk", "office__place").get()
        triage_by_hand(
            viewer=desk.clerk,
            case=case,
            category=desk.cast.categories["estate.facilities"],
            kind="complaint",
            lane="with_care",
            place=None,
        )
    desk.at += timedelta(hours=1)
    for _again in range(2):
        report = desk.take([row(诉求内容="楼道灯坏了,三楼也坏了")])
    assert report.same == 1
    case.refresh_from_db()
    assert case.text == "楼道灯坏了"
    assert [step.word for step in case.steps.filter(move="add_word")] == ["楼道灯坏了,三楼也坏了"]


@pytest.mark.parametrize(("mark", "move"), [("incomplete", "more_given"), ("kept", "take_up")])
def test_what_a_hotline_adds_is_what_was_missing_and_takes_up_what_was_kept(
    desk: Desk, mark: str, move: str
) -> None:
    case = on_the_way(desk.cast, mark)
    Case.objects.filter(pk=case.pk).update(external_number="HX-1")
    desk.at = MORNING + timedelta(days=1)
    assert counts(desk.take([row(诉求内容="三层")])) == (1, 0, 1, 0, 0)
    case.refresh_from_db()
    assert (case.incomplete_at, case.is_open, moves(case)[-1]) == (None, True, move)
    desk.at += timedelta(hours=1)
    desk.take([row(诉求内容="三层", 联系电话="13800005678")])
    assert moves(case)[-1] == move


def withdrawn(desk: Desk) -> Case:
    """A case of the hotline that is over."""
    desk.take([row()])
    with clock.held_at(MORNING + timedelta(minutes=5)):
        case = Case.objects.select_related("office__desk", "office__place").get()
        withdraw(viewer=desk.clerk, case=case, by="desk")
    desk.at += timedelta(hours=1)
    return case


def test_what_changes_after_the_end_is_a_fault(desk: Desk) -> None:
    withdrawn(desk)
    report = desk.take([row(诉求内容="又坏了")])
    assert [found.fault.code for found in report.faults] == ["case_is_over"]


def test_one_that_was_broken_off_goes_on_and_ends_as_an_unbroken_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = export(250, faulty_every=20, twice_every=7)
    file = desk.bring(made)
    settle, left = hotline.imports.settle, [2]

    def break_off(*given: object) -> None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        settle(*given)

    monkeypatch.setattr(hotline.imports, "settle", break_off)
    with clock.held_at(MORNING), pytest.raises(KeyboardInterrupt):
        take_in(viewer=desk.clerk, file=file)
    monkeypatch.undo()
    file.refresh_from_db()
    assert 0 < file.done_count < file.row_count
    assert file.ended_at is None
    assert Case.objects.count() == file.new_count
    with clock.held_at(MORNING):
        report = take_in(viewer=desk.clerk, file=file)
    assert counts(report) == (len(made.rows), made.fresh, 0, made.twice, len(made.faults))
    assert Case.objects.count() == made.fresh
    assert Proposal.objects.filter(kind="triage").count() == made.fresh


def test_rows_are_kept_encrypted_and_faults_without_their_values(desk: Desk) -> None:
    desk.take([row(), row(工单编号="HX-2", 联系电话="1380000")])
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT cells, faults FROM imports_importrow")
        kept = str(cursor.fetchall())
    assert "13800001234" not in kept
    assert "1380000" not in kept
    assert "灯" not in kept
    assert ImportRow.objects.count() == 2


def test_what_a_head_means_is_remembered_where_it_is_unusual(desk: Desk) -> None:
    file = desk.bring([row()], {"序号": "name", "诉求人": ""})
    with clock.held_at(MORNING):
        take_in(viewer=desk.clerk, file=file)
    assert remembered(desk.cast.office.pk, KIND) == {"序号": "name", "诉求人": ""}
    assert remembered(desk.cast.elsewhere.office.pk, KIND) == {}
    file = desk.bring([row(工单编号="HX-3")], {"序号": "", "诉求人": "name"})
    with clock.held_at(MORNING):
        take_in(viewer=desk.clerk, file=file)
    assert HeadMeaning.objects.count() == 0, "what is usual again is not kept"


def test_who_is_to_stay_secret_by_a_later_file_does_from_then_on(desk: Desk) -> None:
    desk.take([row()])
    secret = [row(是否保密="是")]
    assert counts(desk.dry(Export(secret))) == counts(desk.take(secret)) == (1, 0, 1, 0, 0)
    assert Case.objects.get().is_secret
    assert counts(desk.take(secret)) == (1, 0, 0, 1, 0)
    assert counts(desk.take([row()])) == (1, 0, 0, 1, 0)
    assert Case.objects.get().is_secret, "what was asked to stay secret isn't opened by a file's silence"


def test_what_changed_and_stands_twice_is_taken_once(desk: Desk) -> None:
    desk.take([row()])
    twice = [row(诉求内容="三楼也坏了")] * 2
    assert counts(desk.dry(Export(twice))) == counts(desk.take(twice)) == (2, 0, 1, 1, 0)
    assert Entry.objects.filter(code="case.hotline_changed").count() == 1


def test_one_that_was_joined_goes_its_own_way_once_it_is_to_stay_secret(desk: Desk) -> None:
    desk.take([row(), row(工单编号="HX-2", 联系电话="13800005678")])
    first, second = Case.objects.select_related("office__desk", "office__place").order_by("pk")
    with clock.held_at(MORNING + timedelta(minutes=5)):
        merge_case(viewer=desk.clerk, case=second, into=first)
    desk.at += timedelta(hours=1)
    report = desk.take([row(工单编号="HX-2", 联系电话="13800005678", 是否保密="是")])
    assert counts(report) == (1, 0, 1, 0, 0)
    second.refresh_from_db()
    assert (second.is_secret, second.merged_into, moves(second)[-1]) == (True, None, "unmerge")


def test_one_that_is_over_is_kept_secret_though_its_words_come_too_late(desk: Desk) -> None:
    case = withdrawn(desk)
    report = desk.take([row(诉求内容="又坏了", 是否保密="是")])
    assert [found.fault.code for found in report.faults] == ["case_is_over"]
    case.refresh_from_db()
    assert case.is_secret


def test_a_message_that_stands_twice_is_secret_if_either_says_so(desk: Desk) -> None:
    assert counts(desk.take([row(), row(是否保密="是")])) == (2, 1, 0, 1, 0)
    assert Case.objects.get().is_secret
