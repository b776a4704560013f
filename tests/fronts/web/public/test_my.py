"""One's own page: by telephone and a code sent to it, alike for known and unknown numbers."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from huiying.base.outbox.models import Message
from huiying.fronts.web.public.my_page import COOKIE
from huiying.fronts.web.public.tries import CODES_ASKED, WRONG_CODES
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.models import Affiliation, Party
from huiying.registers.parties.services import (
    NewOrganisation,
    NewPerson,
    affiliate,
    register_organisations,
    register_people,
    reveal,
)
from huiying.work.cases.models import Case
from huiying.work.cases.services.intake import withdraw
from tests.cast import FROM, MORNING, SYSTEM, Cast, Walk
from tests.fronts.web.stages import NEIGHBOUR, on_the_way

PHONE, STRANGE = "13900005678", "13700009999"


@pytest.fixture(autouse=True)
def _nothing_was_tried() -> None:
    cache.clear()


def _code() -> str:
    return str(Message.objects.order_by("-pk")[0].data["code"])


def _opened(phone: str = PHONE) -> Client:
    client = Client()
    with clock.held_at(MORNING + timedelta(seconds=Message.objects.count())):
        assert client.post("/my/", {"phone": phone}).status_code == 303
        assert client.post("/my/", {"code": _code()}).status_code == 303
    return client


def _enterprise(cast: Cast, role: str, phone: str) -> Party:
    [person] = register_people(viewer=SYSTEM, office=cast.office, people=[NewPerson("林经办", phone=phone)])
    new = NewOrganisation("澜川包装", "enterprise", cast.compound)
    [organisation] = register_organisations(viewer=SYSTEM, office=cast.office, organisations=[new])
    affiliate(viewer=SYSTEM, office=cast.office, pairs=[(person, organisation, role)], from_on=FROM)
    return organisation.party


def test_telephone_and_code_open_all_that_was_asked_with_it(cast: Cast) -> None:
    case = cast.receive(text="楼道灯坏了", contact=PHONE)
    cast.receive(text="别人的水管", contact=STRANGE)
    page = _opened().get("/my/").content.decode()
    assert "楼道灯坏了" in page
    assert f"/my/?case={case.number}" in page
    assert "别人的水管" not in page
    assert PHONE not in page


def test_a_case_opens_from_there_without_its_code(cast: Cast) -> None:
    case, other = cast.receive(contact=PHONE), cast.receive(text="别人的水管", contact=STRANGE)
    client = _opened()
    answer = client.get(f"/my/?case={case.number}")
    assert answer["Location"] == f"/track/{case.number}/"
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(f"/my/?case={other.number}").status_code == 200
    assert client.get(f"/track/{other.number}/").status_code == 303


def test_what_was_asked_in_secrecy_is_neither_listed_nor_opened(cast: Cast) -> None:
    case = cast.receive(text="他又动手了", contact=PHONE, is_secret=True)
    client = _opened()
    assert "他又动手了" not in client.get("/my/").content.decode()
    assert client.get(f"/my/?case={case.number}").status_code == 200


@pytest.mark.parametrize("role", ["agent", "legal_representative"])
def test_who_speaks_for_an_enterprise_reads_its_cases(cast: Cast, role: str) -> None:
    party = _enterprise(cast, role, STRANGE)
    case = cast.receive(text="厂房办证", contact="13811112222", asker=party)
    client = _opened(STRANGE)
    page = client.get("/my/").content.decode()
    assert "澜川包装" in page
    assert "厂房办证" in page
    assert client.get(f"/my/?case={case.number}").status_code == 303


def test_who_only_works_there_or_did_so_once_reads_none_of_it(cast: Cast) -> None:
    party = _enterprise(cast, "member", STRANGE)
    cast.receive(text="厂房办证", contact="13811112222", asker=party)
    assert "厂房办证" not in _opened(STRANGE).get("/my/").content.decode()
    Affiliation.objects.update(role="agent", until_on=FROM)
    cache.clear()
    assert "厂房办证" not in _opened(STRANGE).get("/my/").content.decode()


def test_whoever_looked_at_the_file_is_named_with_the_reason(cast: Cast) -> None:
    with clock.held_at(MORNING):
        person = cast.resident_party.person
        reveal(viewer=cast.viewer(cast.clerk), person=person, field="phone", reason="call_back")
    page = _opened().get("/my/").content.decode()
    assert cast.clerk.name in page
    assert "完整的电话" in page


def _answers(phone: str) -> list[Any]:
    client = Client()
    first = client.post("/my/", {"phone": phone})
    second = client.get("/my/")
    third = client.post("/my/", {"code": "000000"})
    return [first, second, third]


def _without_numbers(answer: Any) -> str:
    """The page but for the number that was typed and the code that a demonstration shows."""
    return re.sub(r"13[79][ \xa0]0000[ \xa0]\d{4}|验证码会是 \d{6}", "…", answer.content.decode())


def test_an_unknown_telephone_is_answered_like_a_known_one(cast: Cast) -> None:
    cast.receive(contact=PHONE)
    known, unknown = _answers(PHONE), _answers(STRANGE)
    assert (
        [answer.status_code for answer in known]
        == [answer.status_code for answer in unknown]
        == [303, 200, 200]
    )
    for one, other in zip(known, unknown, strict=True):
        assert _without_numbers(one) == _without_numbers(other)
    assert [message.channel for message in Message.objects.order_by("pk")] == ["file", "page"]


def test_the_message_holds_no_telephone(cast: Cast) -> None:
    Client().post("/my/", {"phone": PHONE})
    message = Message.objects.get()
    assert message.address == f"party:{cast.resident_party.pk}"
    assert PHONE not in f"{message.key} {message.address} {message.data}"


def test_a_code_opens_once_and_for_ten_minutes(cast: Cast) -> None:
    cast.receive(contact=PHONE)
    client, later = Client(), Client()
    with clock.held_at(MORNING):
        client.post("/my/", {"phone": PHONE})
        code, asked = _code(), client.cookies[COOKIE].value
        assert client.post("/my/", {"code": code}).status_code == 303
        again = Client()
        again.cookies[COOKIE] = asked
        assert again.post("/my/", {"code": code}).status_code == 200
    with clock.held_at(MORNING + timedelta(minutes=1)):
        later.post("/my/", {"phone": PHONE})
        code = _code()
    with clock.held_at(MORNING + timedelta(minutes=12)):
        assert later.post("/my/", {"code": code}).status_code == 200


def test_the_code_of_another_telephone_opens_nothing(cast: Cast) -> None:
    other, client = Client(), Client()
    other.post("/my/", {"phone": STRANGE})
    client.post("/my/", {"phone": PHONE})
    theirs = Message.objects.order_by("pk")[0].data["code"]
    assert client.post("/my/", {"code": theirs}).status_code == 200


@pytest.mark.parametrize("phone", [PHONE, STRANGE])
def test_guessing_and_asking_again_and_again_are_shut_alike(cast: Cast, phone: str) -> None:
    client = Client()
    client.post("/my/", {"phone": phone})
    right = _code()
    for _try in range(WRONG_CODES.most):
        client.post("/my/", {"code": "1"})
    assert client.post("/my/", {"code": right}).status_code == 429
    for _time in range(CODES_ASKED.most - 1):
        assert client.post("/my/", {"phone": phone}).status_code == 303
    assert client.post("/my/", {"phone": phone}).status_code == 429


@pytest.mark.parametrize("cookie", ["", "x", "phone.code:1|zzz:1:1", "\x00"])
def test_a_made_up_cookie_opens_nothing(cast: Cast, cookie: str) -> None:
    client = Client()
    client.cookies[COOKIE] = cookie
    page = client.get("/my/")
    assert page.status_code == 200
    assert page.context["form"].fields.keys() == {"phone"}


def test_the_page_is_kept_by_nobody_and_closed_by_a_button_and_by_leaving_quickly(cast: Cast) -> None:
    for path, body in (("/my/", {"leave": "1"}), ("/leave/", {})):
        cache.clear()
        client = _opened()
        assert "no-store" in client.get("/my/")["Cache-Control"]
        client.post(path, body)
        assert client.get("/my/").context["form"].fields.keys() == {"phone"}


@pytest.mark.parametrize("phone", ["", "12", "a@b.cn", "\0", "9" * 39, "139000056789"])
def test_what_is_no_telephone_gets_words_beside_the_field(cast: Cast, phone: str) -> None:
    page = Client().post("/my/", {"phone": phone})
    assert page.status_code == 200
    assert page.context["form"].errors["phone"]
    assert not Message.objects.exists()


def test_what_waits_for_them_stands_first_and_what_has_ended_last(cast: Cast) -> None:
    with clock.held_at(MORNING - timedelta(hours=2)):
        wanted = on_the_way(cast, "incomplete", Walk(MORNING - timedelta(hours=2)))
    Case.objects.filter(pk=wanted.pk).update(text="等一张照片")
    with clock.held_at(MORNING):
        cast.receive(text="刚刚提的", contact=NEIGHBOUR)
        ended = cast.receive(text="不用办了的", contact=NEIGHBOUR)
        withdraw(viewer=Viewer.asker(), case=ended, by="asker", word="")
    page = _opened(NEIGHBOUR).get("/my/").content.decode()
    assert page.index("等一张照片") < page.index("刚刚提的") < page.index("不用办了的")
    assert "还差一样，请您补一下" in page
    assert f"目前在{cast.desk.name}手上" in page
