"""Asking: two fields, one receipt."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiying.pure.lib import clock
from huiying.work.cases.models import Case, CasePhoto
from tests.cast import MORNING, Cast
from tests.fronts.web.public.conftest import FIVE, a_photo, client_of

ASKED = {"text": "3幢2单元楼道灯坏了", "contact": "13800001234"}
TAGS = ("script", "img", "svg", "iframe", "body", "details", "video", "a", "style", "math")
TRICKS = (
    "<{tag} src=x onerror=alert(1)>",
    "</textarea><{tag} onload=alert(1)>",
    '"><{tag} autofocus onfocus=alert(1)>',
    "'><{tag} ontoggle=alert(1) open>",
    "<{tag}>alert(document.cookie)</{tag}>",
    "{{{{ 7|add:7 }}}}{{% load static %}}<{tag} href=javascript:alert(1)>",
)
PAYLOADS = [trick.format(tag=tag) for trick in TRICKS for tag in TAGS]


def _receipt_number(answer: Any) -> str:
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"].split("/")[2])


@pytest.mark.parametrize("who", FIVE)
def test_anybody_asks_and_goes_to_the_receipt(cast: Cast, who: str) -> None:
    client = client_of(cast, who)
    answer = client.post("/ask/", ASKED)
    case = Case.objects.get()
    assert answer["Location"] == f"/track/{case.number}/receipt/"
    assert (case.text, case.contact, case.office) == (ASKED["text"], "13800001234", cast.office)
    assert case.number in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("who", FIVE)
def test_the_page_needs_no_cookie_and_no_token(cast: Cast, who: str) -> None:
    answer = client_of(cast, who).get("/ask/")
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert "max-age=60" in answer["Cache-Control"]
    assert "public" in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]


def test_asking_takes_at_most_ten_statements(cast: Cast) -> None:
    client = Client()
    with CaptureQueriesContext(connection) as queries:
        client.post("/ask/", ASKED)
    assert len(queries) <= 10, "\n".join(query["sql"] for query in queries)


def test_the_cookie_is_kept_from_scripts_and_goes_to_the_askers_pages_only(cast: Cast) -> None:
    answer = Client().post("/ask/", ASKED)
    cookie = answer.cookies["case"]
    assert (cookie["path"], cookie["httponly"], cookie["max-age"]) == ("/track/", True, "")
    assert "public" not in answer.get("Cache-Control", "")


def test_another_sites_page_may_not_ask_in_somebodys_name(cast: Cast) -> None:
    answer = Client().post("/ask/", ASKED, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "origin", ["http://[", "http://testserver@", "testserver", "null", "", "://", "http://]:x"]
)
def test_an_origin_that_is_no_address_is_another_site(cast: Cast, origin: str) -> None:
    answer = Client().post("/ask/", ASKED, headers={"Origin": origin})
    assert answer.status_code == 403
    assert not Case.objects.exists()


def test_the_pages_own_origin_may_ask(cast: Cast) -> None:
    assert Client().post("/ask/", ASKED, headers={"Origin": "http://testserver"}).status_code == 303


def test_the_same_request_within_ten_minutes_gives_the_first_receipt(cast: Cast) -> None:
    first = _receipt_number(Client().post("/ask/", ASKED))
    with clock.held_at(MORNING + timedelta(minutes=9)):
        assert _receipt_number(Client().post("/ask/", ASKED)) == first
    with clock.held_at(MORNING + timedelta(minutes=11)):
        assert _receipt_number(Client().post("/ask/", ASKED)) != first


def test_the_first_pages_box_comes_with_its_text_and_is_asked_for_the_rest(cast: Cast) -> None:
    answer = Client().post("/ask/", {"text": "停水了", "on": "self"})
    page = answer.content.decode()
    assert ">\n停水了</textarea>" in page
    assert "is-faulty" not in page
    assert not Case.objects.exists()


def test_asking_for_a_neighbour_opens_the_fields_for_it(cast: Cast) -> None:
    page = Client().post("/ask/", {"text": "", "on": "another"}).content.decode()
    assert "<details open>" in page


def test_an_empty_text_is_told_beside_its_field_and_the_rest_is_still_there(cast: Cast) -> None:
    answer = Client().post("/ask/", {"text": "  ", "contact": "13800001234", "beneficiary_name": "老邻居"})
    page = answer.content.decode()
    assert 'id="id_text_error"' in page
    assert 'value="13800001234"' in page
    assert 'value="老邻居"' in page


def test_a_wrong_contact_is_told_beside_its_field_and_the_text_is_still_there(cast: Cast) -> None:
    page = Client().post("/ask/", {"text": "停水了", "contact": "12"}).content.decode()
    assert 'id="id_contact_error"' in page
    assert "停水了</textarea>" in page
    assert not Case.objects.exists()


def test_a_text_that_is_too_long_is_kept_and_told(cast: Cast) -> None:
    page = Client().post("/ask/", {"text": "长" * 10_001}).content.decode()
    assert 'id="id_text_error"' in page
    assert "长" * 10_001 in page


def test_without_a_contact_the_asker_is_anonymous(cast: Cast) -> None:
    Client().post("/ask/", {"text": "停水了"})
    assert Case.objects.get().contact == ""


def test_who_asks_for_secrecy_is_followed_up_on_the_page_only(cast: Cast) -> None:
    Client().post("/ask/", {**ASKED, "is_secret": "on"})
    case = Case.objects.get()
    assert (case.is_secret, case.contact_channel) == (True, "page")


def test_one_asks_for_somebody_else(cast: Cast) -> None:
    Client().post("/ask/", {**ASKED, "beneficiary_name": "王阿婆", "beneficiary_relation": "对门邻居"})
    case = Case.objects.get()
    assert (case.beneficiary_name, case.beneficiary_relation) == ("王阿婆", "对门邻居")


def test_photos_come_with_the_request_and_sent_twice_they_come_once(cast: Cast) -> None:
    for _time in range(2):
        answer = Client().post("/ask/", {**ASKED, "photos": [a_photo("1.jpg"), a_photo("2.jpg")]})
        assert answer["Location"].endswith("/receipt/")
    assert CasePhoto.objects.count() == 2


def test_a_request_stands_when_its_photo_cant_be_opened_and_the_receipt_says_so(cast: Cast) -> None:
    broken = io.BytesIO(b"no photo at all")
    broken.name = "a.jpg"
    client = Client()
    answer = client.post("/ask/", {**ASKED, "photos": broken})
    assert Case.objects.count() == 1
    receipt = client.get(answer["Location"])
    assert receipt.context["photos_failed"]
    good = client.post("/ask/", {**ASKED, "photos": a_photo()})
    assert good["Location"].endswith("/receipt/")
    assert CasePhoto.objects.count() == 1


def test_photos_that_the_browser_lost_are_asked_for_again(cast: Cast) -> None:
    page = Client().post("/ask/", {"text": "停水了", "contact": "12", "photos": a_photo()}).content.decode()
    assert 'id="id_photos_error"' in page


def test_more_than_nine_photos_are_too_many_and_nothing_typed_is_lost(cast: Cast) -> None:
    page = Client().post("/ask/", {**ASKED, "photos": [a_photo() for _ in range(10)]}).content.decode()
    assert 'id="id_photos_error"' in page
    assert ASKED["text"] in page


@pytest.mark.parametrize(
    "hostile",
    [
        {"text": "停\0水"},
        {"text": "x", "contact": "\0"},
        {"text": "x", "contact": "9" * 5000},
        {"text": "x", "contact": "a@b.c" + "c" * 200},
        {"text": "x", "beneficiary_name": "长" * 500},
        {"text": "x", "is_secret": "nonsense"},
        {"text": "x", "photos": "not a file"},
        {"text": "\0", "on": "self"},
        {"on": "x"},
        {"text": "\ud83d\ude00 \u202e \u0000".replace("\0", "")},
    ],
)
def test_hostile_input_never_breaks_the_page(cast: Cast, hostile: dict[str, str]) -> None:
    body = {key: value.encode("utf-16", "surrogatepass").decode("utf-16") for key, value in hostile.items()}
    assert Client().post("/ask/", body).status_code in (200, 303)


def test_a_damaged_form_is_answered_in_words(cast: Cast) -> None:
    answer = Client().post(
        "/ask/", data=b"--x\r\nnonsense", content_type="multipart/form-data; boundary=" + "x" * 300
    )
    assert answer.status_code == 400


def test_scripts_in_a_request_are_shown_as_text(cast: Cast) -> None:
    assert len(set(PAYLOADS)) == 60
    text = "\n".join(PAYLOADS)
    client = Client()
    faulty = client.post("/ask/", {"text": text, "contact": PAYLOADS[0], "beneficiary_name": PAYLOADS[1]})
    asked = client.post("/ask/", {"text": text})
    number = _receipt_number(asked)
    pages = [faulty, client.get(asked["Location"]), client.get(f"/track/{number}/")]
    shown = [page.content.decode() for page in pages]
    assert [payload for payload in PAYLOADS for page in shown if payload in page] == []
    assert pages[-1].context["case"].text == text
