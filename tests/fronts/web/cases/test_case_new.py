"""Taking a request down, by phone or at the counter."""

import pytest
from django.test import Client

from huiying.work.cases.models import Case
from huiying.work.cases.services.intake import code_of
from tests.cast import Cast
from tests.fronts.web.company import BACKEND

TOLD = {"text": "隔壁半夜打麻将", "contact": "13800001234", "source": "phone", "asker_name": "王阿婆"}


def _desk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.clerk, backend=BACKEND)
    return client


def test_what_is_told_by_phone_becomes_a_case_of_the_clerks_office(cast: Cast) -> None:
    answer = _desk(cast).post("/desk/cases/new/", TOLD)
    case = Case.objects.get()
    assert answer["Location"] == f"/desk/cases/{case.number}/"
    assert (case.office, case.text, case.contact, case.source, case.asker_name) == (
        cast.office,
        TOLD["text"],
        TOLD["contact"],
        "phone",
        "王阿婆",
    )
    step = case.steps.earliest("serial")
    assert (step.by, step.by_user) == ("desk", cast.clerk.pk)


def test_what_is_told_by_phone_is_understood_at_once(cast: Cast) -> None:
    _desk(cast).post("/desk/cases/new/", TOLD)
    assert Case.objects.get().proposals.filter(kind="triage").count() == 1


def test_the_number_and_the_code_to_read_aloud_stand_on_the_next_page_once(cast: Cast) -> None:
    client = _desk(cast)
    page = client.post("/desk/cases/new/", TOLD, follow=True).content.decode()
    case = Case.objects.get()
    code = code_of(case)
    assert f"{code[:4]} {code[4:]}" in page
    assert f"{code[:4]} {code[4:]}" not in client.get(f"/desk/cases/{case.number}/").content.decode()


@pytest.mark.parametrize("source", ["phone", "counter", "visit"])
def test_how_it_came_is_kept(cast: Cast, source: str) -> None:
    _desk(cast).post("/desk/cases/new/", {**TOLD, "source": source})
    assert Case.objects.get().source == source


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "长" * 10_001}, "text"),
        ({"contact": "12"}, "contact"),
        ({"source": "hotline"}, "source"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_the_rest_is_still_there(
    cast: Cast, wrong: dict[str, str], field: str
) -> None:
    answer = _desk(cast).post("/desk/cases/new/", {**TOLD, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'id="id_{field}_error"' in page
    assert 'value="王阿婆"' in page
    assert not Case.objects.exists()


def test_a_secret_asker_may_ask_for_somebody_else(cast: Cast) -> None:
    more = {"is_secret": "on", "beneficiary_name": "小红", "beneficiary_relation": "孙女"}
    _desk(cast).post("/desk/cases/new/", {**TOLD, **more})
    case = Case.objects.get()
    assert (case.is_secret, case.beneficiary_name, case.beneficiary_relation) == (True, "小红", "孙女")


def test_the_same_taken_down_twice_is_one_case(cast: Cast) -> None:
    for _time in range(2):
        _desk(cast).post("/desk/cases/new/", TOLD)
    assert Case.objects.count() == 1


def test_the_first_field_is_ready_to_be_typed_into(cast: Cast) -> None:
    page = _desk(cast).get("/desk/cases/new/").content.decode()
    assert page.count("autofocus") == 1
    assert "autofocus" in page.partition("<textarea")[2].partition(">")[0]


@pytest.mark.parametrize("who", ["worker", "lead", "auditor", "admin", "resident"])
def test_only_the_desk_takes_requests_down(cast: Cast, who: str) -> None:
    client = Client()
    client.force_login(getattr(cast, who), backend=BACKEND)
    assert client.post("/desk/cases/new/", TOLD).status_code == 403
    assert not Case.objects.exists()
