"""Who works at several offices says at which they work just now."""

import re
from typing import Any

from django.test import Client

from huiying.registers.access.models import Grant
from huiying.work.cases.models import Case
from tests.cast import FROM, Cast
from tests.fronts.web.company import client_of

GO = "/desk/office/"


def at_two(cast: Cast) -> Any:
    assert cast.elsewhere is not None
    Grant.objects.create(user=cast.clerk, role="desk", office=cast.elsewhere.office, from_on=FROM)
    return client_of(cast.clerk)


def taken_down(clerk: Client, text: str) -> Case:
    clerk.post("/desk/cases/new/", {"text": text, "contact": "", "source": "phone", "then": "open"})
    return Case.objects.get(text=text)


def test_what_they_begin_is_begun_at_the_office_that_they_chose(cast: Cast) -> None:
    assert cast.elsewhere is not None
    clerk, other = at_two(cast), cast.elsewhere.office
    assert taken_down(clerk, "灯坏了").office == cast.office
    page = clerk.get("/desk/").content.decode()
    assert f'<option value="{other.code}">' in page
    assert clerk.post(GO, {"office": other.code})["Location"] == "/desk/"
    assert f'<option value="{other.code}" selected>' in clerk.get("/desk/").content.decode()
    assert taken_down(clerk, "电梯坏了").office == other
    assert clerk.get("/desk/imports/new/").context["office"] == other


def test_an_office_that_they_do_not_reach_is_not_chosen(cast: Cast) -> None:
    assert cast.elsewhere is not None
    clerk = client_of(cast.clerk)
    for code in (cast.elsewhere.office.code, "?", "\0"):
        clerk.post(GO, {"office": code})
        assert "office" not in clerk.session
    assert GO not in clerk.get("/desk/").content.decode()


def test_a_choice_ends_with_the_right(cast: Cast) -> None:
    assert cast.elsewhere is not None
    clerk = at_two(cast)
    clerk.post(GO, {"office": cast.elsewhere.office.code})
    Grant.objects.filter(user=cast.clerk, office=cast.elsewhere.office).delete()
    assert taken_down(clerk, "灯坏了").office == cast.office


def test_a_form_that_stayed_open_is_still_meant_for_the_office_it_was_opened_for(cast: Cast) -> None:
    assert cast.elsewhere is not None
    clerk = at_two(cast)
    page = clerk.get("/desk/cases/new/").content.decode()
    [field] = set(re.findall(r'<input type="hidden" name="at_office" value="(\d+)">', page))
    clerk.post(GO, {"office": cast.elsewhere.office.code})
    body = {"text": "灯坏了", "contact": "", "source": "phone", "then": "open"}
    clerk.post("/desk/cases/new/", {**body, "at_office": field})
    assert Case.objects.get().office == cast.office
    for odd in ("", "x", "9" * 30, "999999"):
        text = f"电梯坏了{odd}"
        clerk.post("/desk/cases/new/", {**body, "text": text, "at_office": odd})
        reached = cast.office if odd == "999999" else cast.elsewhere.office
        assert Case.objects.get(text=text).office == reached


def test_who_works_at_one_office_sends_none_along(cast: Cast) -> None:
    assert "at_office" not in client_of(cast.clerk).get("/desk/cases/new/").content.decode()


def test_what_a_page_tells_of_offices_does_not_change_at_which_one_works(cast: Cast) -> None:
    at_two(cast)
    page = client_of(cast.admin).get(f"/desk/registers/users/{cast.clerk.pk}/sight/")
    assert page.status_code == 200
    assert "at_office" not in page.content.decode()
    Grant.objects.create(user=cast.admin, role="admin", office=cast.elsewhere.office, from_on=FROM)
    page = client_of(cast.admin).get(f"/desk/registers/users/{cast.clerk.pk}/sight/")
    assert f'name="at_office" value="{cast.office.pk}"' in page.content.decode()


def test_a_list_is_taken_away_at_the_office_at_which_it_was_read(cast: Cast) -> None:
    cast.receive("灯坏了")
    page = at_two(cast).get("/desk/cases/").content.decode()
    [form] = re.findall(r'<form[^>]*action="/desk/export/".*?</form>', page, re.S)
    assert f'name="at_office" value="{cast.office.pk}"' in form
