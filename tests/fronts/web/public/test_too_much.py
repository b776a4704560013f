"""The open door takes so much and no more, and says so in words."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, RequestFactory

from huiying.fronts.web.public.forms import MOST_OF_A_CASE
from huiying.fronts.web.public.sizes import WITH_PHOTOS, WORDS_ONLY
from huiying.fronts.web.public.tries import SENT, code_doors, is_one_too_many
from huiying.work.cases.models import Case, CasePhoto
from huiying.work.cases.services.understanding import Understanding, understand
from tests.cast import Cast
from tests.fronts.web.public.conftest import a_photo, opening

ELSEWHERE = "10.0.0.9"


@pytest.fixture
def frozen() -> Iterator[time_machine.Traveller]:
    """Time stands still where the counting looks."""
    cache.clear()
    with time_machine.travel(1_700_000_000, tick=False) as traveller:
        yield traveller


def _send_all() -> None:
    for _time in range(SENT.most):
        assert not is_one_too_many(RequestFactory().get("/"))


def test_one_address_sends_thirty_requests_an_hour(cast: Cast, frozen: time_machine.Traveller) -> None:
    client = Client()
    for number in range(SENT.most):
        assert client.post("/ask/", {"text": f"停水了{number}"}).status_code == 303
    asked = {"text": "停电了", "contact": "13800001234", "beneficiary_name": "老邻居"}
    answer = client.post("/ask/", {**asked, "photos": a_photo()})
    page = answer.content.decode()
    assert answer.status_code == 429
    assert Case.objects.count() == SENT.most
    for words in ("停电了</textarea>", 'value="13800001234"', 'value="老邻居"', "这个网络一小时里送来的太多"):
        assert words in page
    assert 'id="id_photos_error"' in page
    assert "no-store" in answer["Cache-Control"]
    assert Client(REMOTE_ADDR=ELSEWHERE).post("/ask/", asked).status_code == 303
    frozen.shift(timedelta(hours=1, seconds=1))
    assert client.post("/ask/", asked).status_code == 303


def test_whoever_is_shut_out_reads_the_telephone(cast: Cast, frozen: time_machine.Traveller) -> None:
    cast.office.phone = "02755550123"
    cast.office.save()
    _send_all()
    page = Client().post("/ask/", {"text": "停电了"}).content.decode()
    assert page.index("tel:02755550123") < page.index("<textarea")


def test_what_is_not_kept_is_not_counted(cast: Cast, frozen: time_machine.Traveller) -> None:
    client = Client()
    for _time in range(SENT.most + 1):
        assert client.post("/ask/", {"text": "停水了", "on": "self"}).status_code == 200
        assert client.post("/ask/", {"text": " "}).status_code == 200
    assert client.post("/ask/", {"text": "停水了"}).status_code == 303


def test_the_hour_begins_with_the_first_and_not_anew_with_each(frozen: time_machine.Traveller) -> None:
    for _time in range(SENT.most):
        is_one_too_many(RequestFactory().get("/"))
        frozen.shift(timedelta(seconds=119))
    assert is_one_too_many(RequestFactory().get("/"))
    frozen.shift(timedelta(seconds=31))
    assert not is_one_too_many(RequestFactory().get("/"))


@pytest.mark.parametrize(
    ("address", "other", "is_one"),
    [
        ("10.0.0.1", "10.0.0.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
    ],
)
def test_a_network_of_long_addresses_is_one_address(address: str, other: str, is_one: bool) -> None:
    doors = [code_doors(RequestFactory(REMOTE_ADDR=each).get("/"), "x")[1] for each in (address, other)]
    assert (doors[0] == doors[1]) == is_one


def test_photos_and_corrections_are_counted_with_the_requests(
    cast: Cast, frozen: time_machine.Traveller
) -> None:
    case = cast.receive(text="有件事想问问你们")
    understand(cases=[case], knows=Understanding(cast.office))
    client = opening(case)
    for _time in range(SENT.most):
        is_one_too_many(RequestFactory().get("/"))
    sent: tuple[tuple[str, dict[str, Any]], ...] = (
        ("put-right", {"page": "receipt", "place": str(cast.compound.pk)}),
        ("photos", {"photos": [a_photo()]}),
    )
    for path, body in sent:
        answer = client.post(f"/track/{case.number}/{path}/", body)
        assert (answer.status_code, "这个网络一小时里送来的太多" in answer.content.decode()) == (429, True)
    case.refresh_from_db()
    assert (case.place, case.step_count) == (None, 1)
    assert client.get(f"/track/{case.number}/").status_code == 200


def test_a_case_keeps_thirty_photos_of_its_asker(cast: Cast) -> None:
    case = cast.receive()
    client = opening(case)
    url = f"/track/{case.number}/photos/"
    for _time in range(3):
        assert client.post(url, {"photos": [a_photo() for _ in range(9)]}).status_code == 303
    answer = client.post(url, {"photos": [a_photo() for _ in range(4)]})
    assert (answer.status_code, "现在已有 27 张" in answer.content.decode()) == (200, True)
    assert client.post(url, {"photos": [a_photo() for _ in range(3)]}).status_code == 303
    assert CasePhoto.objects.filter(case=case).count() == MOST_OF_A_CASE
    assert 'type="file"' not in client.get(f"/track/{case.number}/").content.decode()
    assert client.post(url, {"photos": a_photo()}).status_code == 200
    assert CasePhoto.objects.filter(case=case).count() == MOST_OF_A_CASE


class _Unread(BytesIO):
    """A body that nobody may read."""

    def read(self, *_args: Any) -> bytes:
        raise AssertionError("read")


@pytest.mark.parametrize(
    ("path", "most"), [("/ask/", WITH_PHOTOS), ("/track/", WORDS_ONLY), ("photos/", WITH_PHOTOS)]
)
def test_what_is_too_large_is_refused_in_words_before_it_is_read(cast: Cast, path: str, most: int) -> None:
    case = cast.receive()
    client = opening(case, Client(enforce_csrf_checks=True))
    address = path if path.startswith("/") else f"/track/{case.number}/{path}"
    more = {
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(most + 1),
        "wsgi.input": _Unread(),
    }
    answer = client.generic("POST", address, **more)
    assert answer.status_code == 413
    assert "一次最多收 9 张照片" in answer.content.decode()
    assert (Case.objects.count(), CasePhoto.objects.count()) == (1, 0)


def test_nine_large_photos_fit() -> None:
    assert 9 * 10 * 1024 * 1024 < WITH_PHOTOS < 100 * 1024 * 1024


def test_a_length_that_is_none_breaks_nothing(cast: Cast) -> None:
    for length in ("", "x", "-1"):
        answer = Client().generic("POST", "/ask/", CONTENT_LENGTH=length)
        assert answer.status_code == 200, length


def test_photos_need_the_pages_token(cast: Cast) -> None:
    case = cast.receive()
    client = opening(case, Client(enforce_csrf_checks=True))
    assert client.post(f"/track/{case.number}/photos/", {"photos": a_photo()}).status_code == 403
    assert not CasePhoto.objects.exists()


def test_pages_that_show_what_was_typed_are_kept_by_no_cache(cast: Cast) -> None:
    client = Client()
    for path, body in (
        ("/ask/", {"text": " "}),
        ("/ask/", {"text": "停水了", "on": "self"}),
        ("/track/", {"number": "NF1", "code": "12345678"}),
    ):
        assert "no-store" in client.post(path, body)["Cache-Control"]
