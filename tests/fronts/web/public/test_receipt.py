"""The receipt: the slip, and what the system understood."""

import pytest
from django.test import Client

from huiying.base.files.selectors import path_of
from huiying.work.cases.models import Case, CasePhoto
from huiying.work.cases.services.intake import code_of
from huiying.work.cases.services.understanding import Understanding, understand
from tests.cast import Cast
from tests.fronts.web.public.conftest import FIVE, a_photo, client_of, opening

CLEAR = "柳岸小区1幢楼道灯坏了,黑咕隆咚"
VAGUE = "有件事想问问你们"


def _read(cast: Cast, case: Case) -> Case:
    understand(cases=[case], knows=Understanding(cast.office))
    case.refresh_from_db()
    return case


def _receipt(case: Case) -> str:
    return f"/track/{case.number}/receipt/"


@pytest.mark.parametrize("who", FIVE)
def test_the_slip_says_number_code_date_and_holder_to_whoever_opened_it(cast: Cast, who: str) -> None:
    case = cast.receive()
    page = opening(case, client_of(cast, who)).get(_receipt(case)).content.decode()
    code = code_of(case)
    assert case.number in page
    assert f"{code[:4]} {code[4:]}" in page
    assert cast.desk.name in page
    assert "12月26日" in page


@pytest.mark.parametrize("who", FIVE)
@pytest.mark.parametrize("path", ["receipt/", "put-right/", "photos/", "rate/", "withdraw/"])
def test_nobody_does_anything_to_a_case_that_they_did_not_open(cast: Cast, who: str, path: str) -> None:
    case = cast.receive()
    client = client_of(cast, who)
    send = client.get if path == "receipt/" else client.post
    answer = send(f"/track/{case.number}/{path}")
    assert (answer.status_code, answer["Location"]) == (303, f"/track/#number={case.number}")
    case.refresh_from_db()
    assert case.step_count == 1


def test_the_receipt_is_kept_by_no_cache(cast: Cast) -> None:
    case = cast.receive()
    assert "no-store" in opening(case).get(_receipt(case))["Cache-Control"]


def test_the_code_on_the_slip_never_reaches_a_server_by_itself(cast: Cast) -> None:
    case = cast.receive()
    url = opening(case).get(_receipt(case)).context["slip"]["url"]
    assert url == f"http://testserver/track/#number={case.number}&code={code_of(case)}"


def test_while_it_is_not_read_the_page_looks_every_two_seconds_for_twenty(cast: Cast) -> None:
    case = cast.receive()
    client = opening(case)
    page = client.get(_receipt(case)).content.decode()
    assert f'hx-get="{_receipt(case)}?looks=1" hx-trigger="load delay:2s"' in page
    last = client.get(_receipt(case), {"looks": "9"}, headers={"HX-Request": "true"}).content.decode()
    assert f'hx-get="{_receipt(case)}?looks=10"' in last
    assert "<html" not in last
    after = client.get(_receipt(case), {"looks": "10"}, headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in after
    assert f'href="{_receipt(case)}"' in after


@pytest.mark.parametrize("looks", ["-1", "9999999999", "²", "x", ""])
def test_odd_counts_of_looks_just_end_the_looking(cast: Cast, looks: str) -> None:
    case = cast.receive()
    answer = opening(case).get(_receipt(case), {"looks": looks})
    assert (answer.status_code, "hx-get" in answer.content.decode()) == (200, False)


def test_what_was_understood_is_shown_as_soon_as_it_is_read(cast: Cast) -> None:
    case = _read(cast, cast.receive(text=CLEAR))
    page = opening(case).get(_receipt(case), headers={"HX-Request": "true"}).content.decode()
    assert str(cast.categories["estate.facilities"]) in page
    assert "hx-get" not in page


def test_place_and_category_are_put_right_until_somebody_has_set_them(cast: Cast) -> None:
    case = _read(cast, cast.receive(text=VAGUE))
    assert case.state == "received"
    client = opening(case)
    sent = {"page": "receipt", "place": str(cast.compound.pk), "category": "elder.meals"}
    answer = client.post(f"/track/{case.number}/put-right/", sent)
    case.refresh_from_db()
    assert answer["Location"] == f"{_receipt(case)}?saved=1#understood"
    assert (case.place, case.category) == (cast.compound, cast.categories["elder.meals"])
    assert "已按您说的改好" in client.get(answer["Location"]).text
    assert "已按您说的改好" not in client.get(_receipt(case)).text


def test_once_triaged_the_place_alone_is_put_right(cast: Cast) -> None:
    case = _read(cast, cast.receive(text=CLEAR))
    assert case.state == "triaged"
    client = opening(case)
    assert "category" not in client.get(_receipt(case)).context["right_form"].fields
    client.post(f"/track/{case.number}/put-right/", {"place": str(cast.compound.pk)})
    case.refresh_from_db()
    assert (case.place, case.category) == (cast.compound, cast.categories["estate.facilities"])


def test_a_place_of_another_office_is_refused_in_words(cast: Cast) -> None:
    assert cast.elsewhere is not None
    case = _read(cast, cast.receive(text=VAGUE))
    answer = opening(case).post(
        f"/track/{case.number}/put-right/", {"page": "receipt", "place": str(cast.elsewhere.compound.pk)}
    )
    case.refresh_from_db()
    assert (answer.status_code, case.place) == (200, None)
    assert 'id="id_place_error"' in answer.content.decode()


def test_photos_are_added_on_the_receipt(cast: Cast) -> None:
    case = cast.receive()
    client = opening(case)
    answer = client.post(f"/track/{case.number}/photos/", {"page": "receipt", "photos": [a_photo()]})
    assert answer["Location"] == f"{_receipt(case)}?said=photos"
    assert "照片收到了" in client.get(answer["Location"]).text
    photo = CasePhoto.objects.get()
    shown = client.get(f"/track/{case.number}/photos/{photo.file.uuid}/thumbnail")
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in shown["Cache-Control"]
    assert b"".join(shown).startswith(b"\xff\xd8")


@pytest.mark.parametrize("who", FIVE)
def test_a_photo_is_shown_to_nobody_who_has_not_opened_the_case(cast: Cast, who: str) -> None:
    case = cast.receive()
    opening(case).post(f"/track/{case.number}/photos/", {"photos": [a_photo()]})
    file = CasePhoto.objects.get().file
    path = f"/track/{case.number}/photos/{file.uuid}/full"
    assert client_of(cast, who).get(path).status_code == 303
    other = cast.receive(text="停水了")
    crossed = path.replace(case.number, other.number)
    assert opening(other).get(crossed).status_code == 404
    path_of(file).with_name(f"{path_of(file).stem}x.jpg").touch()
    assert opening(case).get(path + "x").status_code == 404


def test_no_photos_chosen_is_told_beside_the_field(cast: Cast) -> None:
    case = cast.receive()
    answer = opening(case).post(f"/track/{case.number}/photos/", {"page": "receipt"})
    assert 'id="more_photos_error"' in answer.content.decode()


def test_somebody_afraid_finds_the_way_out_first(cast: Cast) -> None:
    case = cast.receive(is_secret=True)
    page = opening(case).get(_receipt(case)).content.decode()
    assert page.index("data-quick-exit") < page.index("<h1")
    plain = cast.receive(text="停水了")
    assert "data-quick-exit" not in opening(plain).get(_receipt(plain)).content.decode()


def test_a_form_without_its_token_is_refused(cast: Cast) -> None:
    case = cast.receive()
    client = opening(case, Client(enforce_csrf_checks=True))
    assert client.post(f"/track/{case.number}/withdraw/").status_code == 403
