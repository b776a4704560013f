"""What only a lead decides: on the day's page, on the case, on a page of its own."""

from typing import Any

import pytest

from huiying.pure.lib import clock
from huiying.registers.access.models import Grant
from huiying.work.cases.models import Case, Ruling
from tests.cast import FROM, Cast
from tests.fronts.web.cases.test_moves import LATER
from tests.fronts.web.company import client_of
from tests.fronts.web.stages import on_the_way


def decide(user: Any, case: Case, kind: str, **body: str) -> Any:
    with clock.held_at(LATER):
        return client_of(user).post(f"/desk/cases/{case.number}/rule/{kind}/", body)


def page(user: Any, path: str) -> str:
    with clock.held_at(LATER):
        return client_of(user).get(path).content.decode()


def test_a_leads_day_begins_with_what_waits_for_them(cast: Cast) -> None:
    case = on_the_way(cast, "extension asked")
    today = page(cast.lead, "/desk/")
    assert "For you to decide" in today
    assert "nf worker asks for more time" in today
    assert f'action="/desk/cases/{case.number}/rule/extension/"' in today
    assert "For you to decide" not in page(cast.clerk, "/desk/")


def test_one_tap_decides_and_it_waits_no_longer(cast: Cast) -> None:
    case = on_the_way(cast, "extension asked")
    assert decide(cast.lead, case, "extension", decision="yes", word="")["Location"] == "/desk/"
    case.refresh_from_db()
    assert case.extended_count == 1
    assert "For you to decide" not in page(cast.lead, "/desk/")


def test_a_no_without_a_word_is_told_beside_the_field(cast: Cast) -> None:
    case = on_the_way(cast, "return asked")
    answer = decide(cast.lead, case, "return", decision="no", word="")
    assert answer.status_code == 200
    assert "Please write a word for it." in answer.content.decode()
    case.refresh_from_db()
    assert case.state == "return_asked"


def test_enter_decides_nothing(cast: Cast) -> None:
    case = on_the_way(cast, "return asked")
    answer = decide(cast.lead, case, "return", word="给物业")
    assert "Please choose one of the two." in answer.content.decode()
    assert "给物业" in answer.content.decode()
    form = page(cast.lead, "/desk/").partition("/rule/return/")[2]
    assert form.index("<button disabled hidden>") < form.index('name="decision"')


def test_two_leads_decide_once_and_the_slower_keeps_what_was_typed(cast: Cast) -> None:
    case = on_the_way(cast, "return asked")
    decide(cast.lead, case, "return", decision="yes", word="给物业")
    late = decide(cast.lead, case, "return", decision="no", word="归你们管")
    assert late.status_code == 409
    assert "归你们管" in late.content.decode()
    assert Ruling.objects.get().is_granted


def test_the_case_page_shows_the_question_to_the_lead_with_its_buttons_and_to_others_without(
    cast: Cast,
) -> None:
    case = on_the_way(cast, "return asked")
    path = f"/desk/cases/{case.number}/"
    assert 'name="decision"' in page(cast.lead, path)
    shown = page(cast.clerk, path)
    assert "Waits for the lead" in shown
    assert 'name="decision"' not in shown


@pytest.mark.parametrize("who", ["clerk", "worker", "auditor", "admin"])
def test_nobody_else_decides(cast: Cast, who: str) -> None:
    case = on_the_way(cast, "return asked")
    assert decide(getattr(cast, who), case, "return", decision="yes").status_code == 403


def test_what_was_never_asked_is_not_there_to_be_decided(cast: Cast) -> None:
    case = on_the_way(cast, "return asked")
    assert decide(cast.lead, case, "promise", decision="yes").status_code == 404


def test_a_worker_hands_over_their_own_and_a_lead_anybodys(cast: Cast) -> None:
    case = on_the_way(cast, "incomplete")
    body = {"holder": cast.worker_party.pk, "provider": cast.other_party.pk, "word": "休假"}
    with clock.held_at(LATER):
        assert client_of(cast.other_worker).post("/desk/cases/handover/", body).status_code == 200
        case.refresh_from_db()
        assert case.provider == cast.worker_party
        assert client_of(cast.lead).post("/desk/cases/handover/", body)["Location"] == "/desk/"
    case.refresh_from_db()
    assert case.provider == cast.other_party


def test_a_right_at_another_office_hands_over_nothing_of_a_colleague_here(cast: Cast) -> None:
    case = on_the_way(cast, "incomplete")
    assert cast.elsewhere is not None
    Grant.objects.create(user=cast.other_worker, role="desk", office=cast.elsewhere.office, from_on=FROM)
    body = {"holder": cast.worker_party.pk, "provider": cast.other_party.pk, "word": "休假"}
    with clock.held_at(LATER):
        assert client_of(cast.other_worker).post("/desk/cases/handover/", body).status_code == 200
    case.refresh_from_db()
    assert case.provider == cast.worker_party
