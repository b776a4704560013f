"""Number and code open a case, and nothing else does."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from huiying.fronts.web.public.tries import WRONG_CODES
from huiying.pure.lib.case_numbers import case_number
from huiying.work.cases.services.intake import code_of, renew_code
from tests.cast import MORNING, Cast
from tests.fronts.web.public.conftest import FIVE, client_of, opening

MOST = WRONG_CODES.most


def _words(page: str) -> str:
    """What a page says, without what was typed and what is never twice the same."""
    return re.sub(r'(value|nonce)="[^"]*"', "", page)


@pytest.mark.parametrize("who", FIVE)
def test_number_and_code_open_the_case_for_whoever_has_them(cast: Cast, who: str) -> None:
    case = cast.receive()
    client = client_of(cast, who)
    answer = client.post("/track/", {"number": case.number, "code": code_of(case)})
    assert answer["Location"] == f"/track/{case.number}/"
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("who", FIVE)
def test_without_the_code_nobody_sees_it_not_even_staff(cast: Cast, who: str) -> None:
    case = cast.receive()
    answer = client_of(cast, who).get(f"/track/{case.number}/")
    assert (answer.status_code, answer["Location"]) == (303, f"/track/#number={case.number}")


def test_number_and_code_may_be_typed_as_they_are_read(cast: Cast) -> None:
    case = cast.receive()
    code = code_of(case)
    wide = "".join(chr(0xFF10 + int(digit)) for digit in code)
    typed = {"number": f" {case.number[:4].lower()}-{case.number[4:]} ", "code": f"{wide[:4]} {wide[4:]}"}
    assert Client().post("/track/", typed).status_code == 303


@pytest.mark.parametrize("code", ["²²²²²²²²", "٠١٢٣٤٥٦٧", "1234\u202e5678", "一二三四", " "])
def test_odd_signs_in_a_code_are_just_wrong(cast: Cast, code: str) -> None:
    case = cast.receive()
    assert Client().post("/track/", {"number": case.number, "code": code}).status_code == 200


def test_a_wrong_number_and_a_wrong_code_are_answered_alike(cast: Cast) -> None:
    case = cast.receive()
    wrong_code = Client().post("/track/", {"number": case.number, "code": "00000000"})
    wrong_number = Client().post(
        "/track/", {"number": case_number("NF", MORNING.date(), 9999), "code": code_of(case)}
    )
    assert _words(wrong_code.content.decode()) == _words(wrong_number.content.decode())
    assert wrong_code.status_code == wrong_number.status_code == 200
    assert case.number in wrong_code.content.decode()


def test_a_number_that_was_copied_wrongly_is_told_and_counts_as_no_try(cast: Cast) -> None:
    case = cast.receive()
    wrong = case.number[:-3] + case.number[-2] + case.number[-3] + case.number[-1]
    assert wrong != case.number
    for _time in range(MOST + 1):
        page = Client().post("/track/", {"number": wrong, "code": code_of(case)}).content.decode()
        assert 'id="id_number_error"' in page
    assert Client().post("/track/", {"number": case.number, "code": code_of(case)}).status_code == 303


def test_letters_that_look_like_digits_are_read_as_these(cast: Cast) -> None:
    case = cast.receive()
    typed = case.number.replace("0", "O").replace("1", "I").replace("2", "z")
    assert typed != case.number
    assert Client().post("/track/", {"number": typed, "code": code_of(case)}).status_code == 303


def test_a_case_that_is_still_open_here_is_read_on_without_its_code(cast: Cast) -> None:
    case = cast.receive()
    client = opening(case)
    assert f'href="/track/{case.number}/"' in client.get("/track/").text
    client.post("/track/close/")
    assert case.number not in client.get("/track/").text


def test_a_case_in_secrecy_is_not_spoken_of_though_it_is_open(cast: Cast) -> None:
    case = cast.receive(is_secret=True)
    assert case.number not in opening(case).get("/track/").text


@pytest.mark.parametrize("page", ["/", "/track/"])
def test_whoever_lost_the_slip_is_told_of_the_way_by_telephone(cast: Cast, page: str) -> None:
    assert 'href="/my/"' in Client().get(page).text.split("<footer")[0]


def test_after_five_wrong_tries_even_the_right_code_is_refused_for_a_quarter_of_an_hour(cast: Cast) -> None:
    case = cast.receive()
    right = {"number": case.number, "code": code_of(case)}
    with time_machine.travel(1_700_000_000, tick=False) as traveller:
        for guess in range(MOST):
            address = f"10.0.0.{guess}"
            wrong = {"number": case.number, "code": f"{guess:08d}"}
            assert Client(REMOTE_ADDR=address).post("/track/", wrong).status_code == 200
        assert Client(REMOTE_ADDR="10.0.0.9").post("/track/", right).status_code == 429
        traveller.shift(timedelta(minutes=15, seconds=1))
        assert Client(REMOTE_ADDR="10.0.0.9").post("/track/", right).status_code == 303


def test_five_wrong_tries_from_one_address_shut_it_for_every_number(cast: Cast) -> None:
    cases = [cast.receive(text=f"灯坏了{i}") for i in range(MOST + 1)]
    for case in cases[:MOST]:
        Client().post("/track/", {"number": case.number, "code": "00000000"})
    right = {"number": cases[-1].number, "code": code_of(cases[-1])}
    assert Client().post("/track/", right).status_code == 429
    assert Client(REMOTE_ADDR="10.0.0.9").post("/track/", right).status_code == 303


def test_what_is_missing_is_told_beside_its_field(cast: Cast) -> None:
    page = Client().post("/track/", {"number": "NF23", "code": ""}).content.decode()
    assert 'id="id_code_error"' in page
    assert 'value="NF23"' in page


def test_the_cookie_opens_one_case_only(cast: Cast) -> None:
    mine, other = cast.receive(text="灯坏了"), cast.receive(text="停水了")
    client = opening(mine)
    assert client.get(f"/track/{other.number}/").status_code == 303
    assert client.get(f"/track/{mine.number}/").status_code == 200


def test_a_renewed_code_shuts_the_case_where_the_old_one_had_opened_it(cast: Cast) -> None:
    case = cast.receive()
    client = opening(case)
    renew_code(viewer=cast.viewer(cast.clerk), case=case, contact=case.contact)
    assert client.get(f"/track/{case.number}/").status_code == 303


def test_a_cookie_made_by_hand_opens_nothing(cast: Cast) -> None:
    case = cast.receive()
    client = Client()
    for forged in (f"{case.uuid}:0", "x", f"{case.uuid}:0:1abc:sig"):
        client.cookies["case"] = forged
        assert client.get(f"/track/{case.number}/").status_code == 303


def test_half_an_hour_later_the_case_is_shut_on_that_device(cast: Cast) -> None:
    case = cast.receive()
    with time_machine.travel(1_700_000_000, tick=False) as traveller:
        client = opening(case)
        key = client.cookies["case"].value
        traveller.shift(timedelta(minutes=31))
        client.cookies["case"] = key
        assert client.get(f"/track/{case.number}/").status_code == 303


def test_another_sites_page_may_not_try_codes(cast: Cast) -> None:
    answer = Client().post(
        "/track/", {"number": "x", "code": "y"}, headers={"Origin": "https://elsewhere.example"}
    )
    assert answer.status_code == 403
