"""Standard answers are written, changed and ended on their pages, and taken where answers are written."""

from datetime import timedelta
from typing import Any

from huiying.pure.lib import clock
from huiying.registers.directory.models import Answer
from huiying.work.cases.models import AnswerUse, Case
from tests.cast import MORNING, Cast
from tests.fronts.web.company import client_of
from tests.fronts.web.stages import brought_to

AT = MORNING + timedelta(hours=3)
TEXT = "报给网格员。\n三天内修好。"


def body(cast: Cast, **changes: Any) -> dict[str, Any]:
    given = {
        "question": "楼道灯坏了找谁",
        "text": TEXT,
        "category": "estate.facilities",
        "document": "物业管理办法",
        "owner": cast.desk.pk,
        "valid_until": "2024-06-30",
    }
    return {**given, **changes}


def written(cast: Cast, **changes: Any) -> Answer:
    with clock.held_at(MORNING):
        answer = client_of(cast.clerk).post("/desk/answers/new/", body(cast, **changes))
    made = Answer.objects.latest("pk")
    assert answer["Location"] == f"/desk/answers/{made.uuid}/"
    return made


def test_a_clerk_writes_one_and_a_worker_reads_it_but_cannot_change_it(cast: Cast) -> None:
    made = written(cast)
    path = f"/desk/answers/{made.uuid}/"
    with clock.held_at(MORNING):
        page = client_of(cast.worker).get(path).content.decode()
        assert "三天内修好" in page
        assert "Change this answer" not in page
        assert client_of(cast.worker).post(f"{path}change/", body(cast)).status_code == 403
        assert "楼道灯坏了找谁" in client_of(cast.worker).get("/desk/answers/").content.decode()


def test_a_changed_one_shows_how_it_read_before(cast: Cast) -> None:
    first = written(cast)
    with clock.held_at(MORNING + timedelta(days=1)):
        sent = body(cast, text="打服务台电话")
        answer = client_of(cast.clerk).post(f"/desk/answers/{first.uuid}/change/", sent, follow=True)
        page = answer.content.decode()
        old = client_of(cast.clerk).get(f"/desk/answers/{first.uuid}/").content.decode()
    assert "打服务台电话" in page
    assert "三天内修好" in page.partition("How else it read")[2]
    assert "This version has ended" in old


def test_what_is_missing_is_told_beside_its_field(cast: Cast) -> None:
    with clock.held_at(MORNING):
        sent = body(cast, question="", valid_until="2023-01-01")
        page = client_of(cast.clerk).post("/desk/answers/new/", sent).content.decode()
    assert "Please write the question, as people ask it." in page
    assert "三天内修好" in page
    assert not Answer.objects.exists()


def test_one_that_has_expired_is_warned_of_and_found_by_that(cast: Cast) -> None:
    expired = written(cast, valid_until="2023-12-20")
    written(cast, question="几点下班")
    with clock.held_at(MORNING + timedelta(days=10)):
        clerk = client_of(cast.clerk)
        page = clerk.get("/desk/answers/?valid=expired").content.decode()
        assert (
            "Please look whether it still holds"
            in clerk.get(f"/desk/answers/{expired.uuid}/").content.decode()
        )
    assert "please look through it" in page
    assert "几点下班" not in page


def test_an_ended_one_is_offered_no_more(cast: Cast) -> None:
    made = written(cast)
    with clock.held_at(AT):
        clerk = client_of(cast.clerk)
        page = clerk.post(f"/desk/answers/{made.uuid}/end/", follow=True).content.decode()
        assert "Ended. It is offered no more." in page
        again = clerk.post(f"/desk/answers/{made.uuid}/end/", follow=True).content.decode()
    assert "Somebody else has changed or ended it." in again


def test_a_closed_case_drafts_one_without_numbers_of_people(cast: Cast) -> None:
    case = brought_to(cast, "closed", text="楼道灯坏了,打13912345678找我")
    with clock.held_at(AT):
        page = client_of(cast.clerk).get(f"/desk/answers/new/?case={case.number}").content.decode()
    assert "灯换好了</textarea>" in page
    assert "楼道灯坏了" in page
    assert "13912345678" not in page


def test_the_one_that_fits_is_offered_where_the_answer_is_written_and_taken_without_scripts(
    cast: Cast,
) -> None:
    made = written(cast)
    case = brought_to(cast, "received")
    path = f"/desk/cases/{case.number}/on_the_spot/"
    with clock.held_at(AT):
        clerk = client_of(cast.clerk)
        assert f'href="{path}?standard={made.uuid}"' in clerk.get(path).content.decode()
        page = clerk.get(f"{path}?standard={made.uuid}").content.decode()
        assert "三天内修好。</textarea>" in page
        assert f'name="standard" value="{made.uuid}"' in page
        sent = {"category": "estate.facilities", "kind": "consultation", "outcome": "explained"}
        sent |= {"word": f"{TEXT} 明天来。", "standard": str(made.uuid)}
        clerk.post(path, sent)
        listed = clerk.get("/desk/answers/").content.decode()
    assert (AnswerUse.objects.get().answer, AnswerUse.objects.get().case) == (made, case)
    assert Case.objects.get(pk=case.pk).steps.get(move="answer_on_the_spot").word.endswith("明天来。")
    assert '<td data-label="Used in 90 days">1</td>' in listed


def test_a_provider_is_offered_it_on_the_case_and_sends_it(cast: Cast) -> None:
    made = written(cast)
    case = brought_to(cast, "handling")
    path = f"/desk/cases/{case.number}/"
    with clock.held_at(AT):
        worker = client_of(cast.worker)
        assert f'data-standard="{made.uuid}"' in worker.get(path).content.decode()
        worker.post(f"{path}answer/", {"outcome": "solved", "word": TEXT, "standard": str(made.uuid)})
    assert AnswerUse.objects.get().case == case


def test_a_key_of_no_standard_answer_changes_nothing(cast: Cast) -> None:
    assert cast.elsewhere is not None
    strange = written(cast.elsewhere)
    for number, key in enumerate(("", "nonsense", str(strange.uuid))):
        case = brought_to(cast, "handling", text=f"灯坏了{number}")
        path = f"/desk/cases/{case.number}/answer/"
        with clock.held_at(AT):
            worker = client_of(cast.worker)
            assert TEXT not in worker.get(f"{path}?standard={key}").content.decode()
            answer = worker.post(path, {"outcome": "solved", "word": "修了", "standard": key})
        assert answer.status_code == 302
    assert not AnswerUse.objects.exists()
