"""One case after the other: where the desk goes on when one is done, and what spares it a second look."""

from django.urls import reverse

from huiying.pure.lib import clock
from tests.cast import MORNING, Cast
from tests.fronts.web.company import client_of
from tests.fronts.web.stages import brought_to

PHONE = "13600003333"


def _page(number: str) -> str:
    return reverse("cases:case_detail", args=(number,))


def test_after_a_dispatch_the_next_that_waits_for_one_is_a_key_away(cast: Cast) -> None:
    done, waits = (brought_to(cast, "triaged", text=text) for text in ("灯坏了", "路不平"))
    brought_to(cast, "received")
    client = client_of(cast.clerk)
    with clock.held_at(MORNING):
        body = {"provider": cast.worker_party.pk, "why": "他认得那里"}
        page = client.post(f"{_page(done.number)}dispatch/", body, follow=True).content.decode()
        assert f'<a href="{_page(waits.number)}" data-key="x">' in page
        page = client.post(f"{_page(waits.number)}dispatch/", body, follow=True).content.decode()
    assert 'data-key="x"' not in page


def test_who_works_on_what_was_given_to_them_is_led_nowhere_else(cast: Cast) -> None:
    done, _waits = (brought_to(cast, "dispatched", text=text) for text in ("灯坏了", "路不平"))
    with clock.held_at(MORNING):
        page = client_of(cast.worker).post(f"{_page(done.number)}accept/", {}, follow=True).content.decode()
    assert 'data-key="x"' not in page


def test_who_was_not_reached_is_said_to_be_rung_again_and_how_often_they_were(cast: Cast) -> None:
    case = brought_to(cast, "checked")
    client = client_of(cast.clerk)
    with clock.held_at(MORNING):
        assert "Rung in vain" not in client.get(_page(case.number)).content.decode()
        page = client.post(f"{_page(case.number)}ask_back/", {"result": "not_reached"}, follow=True)
    assert "Ring again at another hour." in page.content.decode()
    assert "Rung in vain 1 time." in page.content.decode()


def test_a_case_that_may_be_the_same_is_taken_over_into_the_form(cast: Cast) -> None:
    case, other = cast.receive("灯坏了", contact=PHONE), cast.receive("灯又坏了", contact=PHONE)
    client = client_of(cast.clerk)
    page = client.get(f"{_page(case.number)}merge/").content.decode()
    assert f'<a href="?number={other.number}">灯又坏了</a>' in page
    page = client.get(f"{_page(case.number)}merge/", {"number": other.number}).content.decode()
    assert f'value="{other.number}"' in page


def test_the_clerk_sees_what_was_asked_from_a_number_before(cast: Cast) -> None:
    earlier = cast.receive("灯坏了", contact=PHONE)
    page = client_of(cast.clerk).post("/desk/cases/new/caller/", {"contact": PHONE}).content.decode()
    assert f'<a href="{_page(earlier.number)}" target="_blank">灯坏了</a>' in page
    assert earlier.number in page


def test_the_number_to_ring_stands_where_a_call_is_noted_and_nowhere_for_who_asked_secretly(
    cast: Cast,
) -> None:
    case = brought_to(cast, "checked", contact=PHONE)
    secret = brought_to(cast, "checked", contact=PHONE, text="别说是我讲的", is_secret=True)
    client = client_of(cast.clerk)
    assert f'href="tel:{PHONE}"' in client.get(f"{_page(case.number)}ask_back/").content.decode()
    assert PHONE not in client.get(f"{_page(secret.number)}ask_back/").content.decode()
    assert PHONE not in client.get(f"{_page(case.number)}withdraw/").content.decode()
