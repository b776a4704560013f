"""A file is brought, looked through, taken in, and its answers go back; every step by forms and links alone."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from huiying.base.imports.models import Import
from huiying.base.jobs.models import Job
from huiying.base.jobs.worker import run
from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.sheets.reading import read_rows
from huiying.work.cases.models import Case
from huiying.work.cases.services.closing import check_answer
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.handling import accept_case, answer_case, begin_case
from huiying.work.cases.services.understanding import triage_by_hand
from tests.cast import MORNING, Cast
from tests.pure.sheets.hostile import HOSTILE
from tests.work.cases.hotline_files import HEADS, as_excel, export

NEW = "/desk/imports/new/"


@pytest.fixture
def clerk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.clerk, backend="django.contrib.auth.backends.ModelBackend")
    return client


def bring(client: Client, content: bytes, name: str = "十二月.xlsx") -> Any:
    upload = BytesIO(content)
    upload.name = name
    return client.post(NEW, {"file": upload}, follow=True)


def heads(page: Any, **chosen: str) -> dict[str, str]:
    """What the form shows, with some heads given another meaning."""
    form = page.context["form"]
    sent = {name: form.initial.get(name, form.fields[name].initial) for name in form.heads}
    return {name: chosen.get(form.heads[name], value) for name, value in sent.items()}


def excel(answer: Any, folder: Path) -> list[tuple[str, ...]]:
    path = folder / "sent.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    return [row.cells for row in read_rows(path)]


def test_a_file_is_looked_through_before_anything_is_taken_in(clerk: Client) -> None:
    made = export(40, faulty_every=10)
    page = bring(clerk, as_excel(made))
    assert page.resolver_match.view_name == "imports:import_detail"
    said = page.content.decode()
    assert "新增 36" in said
    assert "有错 4" in said
    assert "十二月.xlsx" in said
    assert "13800000001" not in said, "the sample of a telephone is masked"
    assert Case.objects.count() == 0


def test_it_is_taken_in_behind_the_page_which_then_shows_the_report(clerk: Client, tmp_path: Path) -> None:
    made = export(40, faulty_every=10)
    page = bring(clerk, as_excel(made))
    taken = clerk.post(page.request["PATH_INFO"], heads(page) | {"do": "take"}, follow=True)
    assert b'hx-trigger="every 2s"' in taken.content
    assert Job.objects.get().state == "waiting"
    run(batch=True)
    shown = clerk.get(page.request["PATH_INFO"]).content.decode()
    assert "新增 36" in shown
    assert "every 2s" not in shown
    assert Case.objects.count() == made.fresh
    assert Job.objects.get().state == "done"
    faults = excel(clerk.post(f"{page.request['PATH_INFO']}faults/"), tmp_path)
    assert len(faults) == 1 + len(made.faults)
    listed = clerk.get("/desk/imports/").content.decode()
    assert Import.objects.get().digest[:12] in listed
    assert "有错 4" in listed


def test_columns_that_nobody_knows_are_named_on_the_page_and_remembered(clerk: Client) -> None:
    unknown = tuple({"工单编号": "甲", "诉求内容": "乙"}.get(head, head) for head in HEADS)
    page = bring(clerk, as_excel(export(3), unknown))
    path = page.request["PATH_INFO"]
    refused = clerk.post(path, heads(page) | {"do": "take"})
    assert "没有一列是" in refused.content.decode()
    assert Import.objects.get().begun_at is None
    clerk.post(path, heads(page, 甲="number", 乙="text") | {"do": "take"})
    run(batch=True)
    assert Case.objects.count() == 3
    again = bring(clerk, as_excel(export(4), unknown))
    assert "新增 1" in again.content.decode()


def test_a_file_without_any_head_that_is_known_can_still_be_understood(clerk: Client) -> None:
    from tests.pure.sheets.hostile import excel as workbook  # noqa: PLC0415

    page = bring(clerk, workbook(("一", [["甲", "乙"], ["HX-1", "灯坏了"]])))
    clerk.post(page.request["PATH_INFO"], heads(page, 甲="number", 乙="text") | {"do": "take"})
    run(batch=True)
    assert Case.objects.get().external_number == "HX-1"


def test_strict_takes_nothing_in_beside_one_fault(clerk: Client) -> None:
    page = bring(clerk, as_excel(export(20, faulty_every=20)))
    answer = clerk.post(page.request["PATH_INFO"], heads(page) | {"do": "take", "is_strict": "on"})
    assert "一行也没收" in answer.content.decode()
    assert Import.objects.get().begun_at is None


def test_a_file_can_be_forgotten_until_it_is_taken_in(clerk: Client) -> None:
    page = bring(clerk, as_excel(export(3)))
    clerk.post(page.request["PATH_INFO"], heads(page) | {"do": "forget"})
    assert Import.objects.count() == 0
    assert Entry.objects.filter(code="import.forgotten").exists()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_beside_the_field(clerk: Client, name: str) -> None:
    answer = bring(clerk, HOSTILE[name][1](), name)
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert Import.objects.count() == 0


def test_taking_in_twice_makes_nothing_twice(clerk: Client) -> None:
    page = bring(clerk, as_excel(export(5)))
    path, sent = page.request["PATH_INFO"], heads(page)
    for _twice in range(2):
        clerk.post(path, sent | {"do": "take"})
    clerk.post(f"{path}go-on/")
    run(batch=True)
    assert Case.objects.count() == 5
    assert Entry.objects.filter(code="import.ended").count() == 1


def test_answers_go_back_in_the_columns_that_came(clerk: Client, cast: Cast, tmp_path: Path) -> None:
    made = export(3, faulty_every=3)
    page = bring(clerk, as_excel(made))
    path = page.request["PATH_INFO"]
    clerk.post(path, heads(page) | {"do": "take"})
    run(batch=True)
    desk, worker = cast.viewer(cast.clerk), cast.viewer(cast.worker)
    for received in Case.objects.select_related("office__desk", "office__place").order_by("pk"):
        category = cast.categories["estate.facilities"]
        given = {"category": category, "kind": "complaint", "lane": "with_care", "place": None}
        case = triage_by_hand(viewer=desk, case=received, **given)
        case = dispatch_case(viewer=desk, case=case, provider=cast.worker_party, why="认得")
        case = begin_case(viewer=worker, case=accept_case(viewer=worker, case=case))
        case = answer_case(viewer=worker, case=case, outcome="solved", word=f"=修好了 {case.external_number}")
    with clock.held_at(MORNING + timedelta(minutes=1)):
        check_answer(viewer=desk, case=case)
    head, first, second, faulty = excel(clerk.post(f"{path}answers/"), tmp_path)
    assert head[: len(HEADS)] == HEADS
    assert head[len(HEADS) :] == ("本单位编号", "状态", "答复", "答复人", "答复时间")
    assert [row[1].strip() for row in (first, second)] == ["HX00000001", "HX00000002"]
    assert len(first) == len(HEADS) + 2, "an answer that the asker doesn't read yet stays here"
    assert second[len(HEADS) + 2 : len(HEADS) + 4] == ("=修好了 HX00000002", "社工乙")
    assert faulty[len(HEADS) + 1] == "有错，没收"
    entry = Entry.objects.get(code="list.exported")
    assert entry.data == {"list": "import_answers", "rows": 3}


def test_what_was_ticked_stays_ticked_while_the_columns_are_put_right(clerk: Client) -> None:
    page = bring(clerk, as_excel(export(20, faulty_every=20)))
    path = page.request["PATH_INFO"]
    for ticked in (True, False):
        body = heads(page) | {"do": "look"} | ({"is_strict": "on"} if ticked else {})
        again = clerk.post(path, body, follow=True)
        assert again.context["form"]["is_strict"].initial is ticked
