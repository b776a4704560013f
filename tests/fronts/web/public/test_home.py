"""The first page: the box, following up, the office's figures."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiying.pure.lib import clock
from tests.cast import MORNING, Cast
from tests.fronts.web.public.conftest import FIVE, client_of


@pytest.mark.parametrize("who", FIVE)
def test_everybody_sees_the_box_the_danger_line_and_the_telephone(cast: Cast, who: str) -> None:
    page = client_of(cast, who).get("/").content.decode()
    assert 'action="/ask/"' in page
    assert 'href="tel:110"' in page
    assert "tel:057600000000" in page


def test_the_danger_line_stands_above_the_box(cast: Cast) -> None:
    page = Client().get("/").content.decode()
    assert page.index("tel:120") < page.index("<textarea")


def test_figures_count_what_came_in_this_month(cast: Cast) -> None:
    cast.receive(text="灯坏了")
    with clock.held_at(MORNING - timedelta(days=40)):
        cast.receive(text="上个月的事")
    tiles = Client().get("/").context["tiles"]
    assert [tile["value"] for tile in tiles] == [1, 0, 0]


def test_figures_are_counted_once_a_minute(cast: Cast) -> None:
    Client().get("/")
    with CaptureQueriesContext(connection) as queries:
        Client().get("/")
    assert len(queries) <= 2


def test_the_page_is_one_for_all_and_may_be_kept_a_minute(cast: Cast) -> None:
    answer = Client().get("/")
    assert "max-age=60" in answer["Cache-Control"]
    assert "public" in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/", "/ask/", "/track/", "/services/"])
def test_a_public_page_weighs_less_than_100_kilobytes(cast: Cast, path: str) -> None:
    assert len(Client().get(path).content) < 30_000


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/ask/", "/track/", "/services/"])
def test_before_an_office_is_set_up_there_is_no_public_page(path: str) -> None:
    assert Client().get(path).status_code == 404
