"""Taking a request down, by phone or at the counter."""

import re

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
    whole = _desk(cast).get("/desk/cases/new/").content.decode()
    page = re.sub(
        r"<dialog.*?</dialog>", "", whole, flags=re.DOTALL
    )  # which is closed, and has a focus of its own
    assert page.count("autofocus") == 1
    assert "autofocus" in page.partition('name="contact"')[2].partition(">")[0]


@pytest.mark.parametrize("who", ["worker", "lead", "auditor", "admin", "resident"])
def test_only_the_desk_takes_requests_down(cast: Cast, who: str) -> None:
    client = Client()
    client.force_login(getattr(cast, who), backend=BACKEND)
    assert client.post("/desk/cases/new/", TOLD).status_code == 403
    assert not Case.objects.exists()


def _english(cast: Cast) -> Client:
    client = _desk(cast)
    client.cookies["language"] = "en"
    return client


def test_after_a_call_comes_the_next_one_with_what_is_read_to_the_asker_and_what_was_understood(
    cast: Cast,
) -> None:
    told = {**TOLD, "text": "柳岸小区1幢楼道灯坏了", "then": "next"}
    answer = _english(cast).post("/desk/cases/new/", told, follow=True)
    case = Case.objects.get()
    page = answer.content.decode()
    assert answer.redirect_chain == [("/desk/cases/new/", 302)]
    assert case.number in page
    assert f'href="/desk/cases/{case.number}/"' in page
    assert "With care · 1幢" in page
    assert "王阿婆" not in page


def test_what_can_be_answered_at_once_goes_on_there(cast: Cast) -> None:
    answer = _desk(cast).post("/desk/cases/new/", {**TOLD, "then": "spot"})
    assert answer["Location"] == f"/desk/cases/{Case.objects.get().number}/on_the_spot/"


def test_whose_number_it_is_is_proposed_and_taken_when_they_say_so(cast: Cast) -> None:
    client = _english(cast)
    resident = cast.resident_party
    page = client.post("/desk/cases/new/caller/", {"contact": "139 0000 5678"}).content.decode()
    assert "The number is registered for 居民丁." in page
    assert f'value="{resident.uuid}"' in page
    assert "checked" not in page
    told = {**TOLD, "contact": "139 0000 5678"}
    client.post("/desk/cases/new/", {**told, "asker": str(resident.uuid)})
    assert Case.objects.get().asker == resident
    again = client.post("/desk/cases/new/caller/", {"contact": "13900005678", "asker": str(resident.uuid)})
    assert "checked" in again.content.decode()
    assert "隔壁半夜打麻将" in again.content.decode()


def test_nobody_is_linked_by_another_number_or_without_saying_so_or_in_secret(cast: Cast) -> None:
    resident = cast.resident_party
    mine = "13900005678"
    for number, told in enumerate(
        (
            {"contact": "13800001234", "asker": str(resident.uuid)},
            {"contact": mine},
            {"contact": mine, "asker": str(resident.uuid), "is_secret": "on"},
        )
    ):
        _desk(cast).post("/desk/cases/new/", {**TOLD, "text": f"吵 {number}", **told})
    assert [case.asker for case in Case.objects.order_by("pk")] == [None, None, None]


def test_a_number_of_nobody_and_a_wrong_one_propose_nobody(cast: Cast) -> None:
    client = _english(cast)
    for contact in ("13811112222", "12", "", "居民丁"):
        page = client.post("/desk/cases/new/caller/", {"contact": contact}).content.decode()
        assert "registered for" not in page
    assert "no telephone number we could ring" in page


def test_while_it_is_typed_the_page_says_what_it_is_taken_for(cast: Cast) -> None:
    client = _english(cast)
    page = client.post("/desk/cases/new/matter/", {"text": "柳岸小区1幢楼道灯坏了"}).content.decode()
    assert "Taken for:" in page
    assert "1幢" in page
    assert client.post("/desk/cases/new/matter/", {"text": " "}).content.decode().strip() == ""
    assert not Case.objects.exists()


def test_a_frightened_caller_is_not_rung_at_home_and_gets_no_message(cast: Cast) -> None:
    more = {"is_secret": "on", "not_home": "on", "ring_when": "白天打单位"}
    _desk(cast).post("/desk/cases/new/", {**TOLD, **more})
    case = Case.objects.get()
    assert (case.is_secret, case.contact_channel) == (True, "page")
    assert case.contact_wishes == {"not_home": True, "when": "白天打单位"}


def test_somebody_not_secret_may_also_not_be_rung_at_home(cast: Cast) -> None:
    client = _english(cast)
    more = {
        "not_home": "on",
        "ring_when": "下午三点后",
        "beneficiary_name": "小红",
        "beneficiary_consent": "电话里说了",
    }
    client.post("/desk/cases/new/", {**TOLD, **more})
    case = Case.objects.get()
    page = client.get(f"/desk/cases/{case.number}/").content.decode()
    assert case.beneficiary_consent == "电话里说了"
    for words in ("Don't ring home", "下午三点后", "电话里说了"):
        assert words in page
