"""Keyset pages show every row once, in order, forwards and backwards."""

import base64
import json
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiying.base.storage.pages import capped_count, keyset_page
from tests.base.storage.sample import Holder

pytestmark = pytest.mark.both_databases

START = datetime(2023, 11, 24, tzinfo=UTC)
ORDERS = [("id",), ("-id",), ("rank", "id"), ("-rank", "id"), ("-seen_at", "-id"), ("rank", "-seen_at", "id")]


@pytest.fixture
def holders(db):
    rows = [Holder(rank=i * 7 % 5, seen_at=START + timedelta(microseconds=i * 3 % 4)) for i in range(23)]
    Holder.objects.bulk_create(rows)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 4, 23, 50])
def test_walking_to_the_end_and_back_shows_every_row_once(holders, order, size):
    wanted = [row.pk for row in Holder.objects.order_by(*order)]
    page = keyset_page(Holder.objects.all(), order=order, size=size)
    assert page.previous == ""
    pages = [[row.pk for row in page.rows]]
    while page.next:
        page = keyset_page(Holder.objects.all(), order=order, size=size, after=page.next)
        pages.append([row.pk for row in page.rows])
    assert list(chain.from_iterable(pages)) == wanted
    for seen in reversed(pages[:-1]):
        page = keyset_page(Holder.objects.all(), order=order, size=size, before=page.previous)
        assert [row.pk for row in page.rows] == seen
    assert page.previous == ""


def test_a_row_that_arrives_meanwhile_repeats_none(holders):
    first = keyset_page(Holder.objects.all(), order=("-id",), size=5)
    Holder.objects.create()
    second = keyset_page(Holder.objects.all(), order=("-id",), size=5, after=first.next)
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}


def test_a_page_before_that_would_be_short_is_the_first_page(holders):
    page = keyset_page(Holder.objects.all(), order=("id",), size=5)
    page = keyset_page(Holder.objects.all(), order=("id",), size=3, after=page.next)
    back = keyset_page(Holder.objects.all(), order=("id",), size=7, before=page.previous)
    assert [row.pk for row in back.rows] == [row.pk for row in Holder.objects.order_by("id")[:7]]
    assert back.previous == ""


@pytest.mark.parametrize("other_order", [("-seen_at", "id"), ("-rank", "id"), ("rank",)])
def test_a_cursor_of_another_order_gives_the_first_page(holders, other_order):
    other = keyset_page(Holder.objects.all(), order=other_order, size=5).next
    page = keyset_page(Holder.objects.all(), order=("rank", "id"), size=5, after=other, before=other)
    assert page == keyset_page(Holder.objects.all(), order=("rank", "id"), size=5)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cursor=st.text(max_size=60) | st.lists(st.text(max_size=20), max_size=4))
def test_whatever_somebody_writes_as_a_cursor_gives_a_page(holders, cursor):
    if isinstance(cursor, list):
        made = json.dumps(["-seen_at,id", *cursor]).encode()
        cursor = base64.urlsafe_b64encode(made).decode()
    assert keyset_page(Holder.objects.all(), order=("-seen_at", "id"), size=5, after=cursor).rows


@pytest.mark.parametrize("text", ["9" * 40, "-" + "9" * 40, "1\0", "\ud800", "true"])
def test_a_key_beyond_all_keys_is_no_error(holders, text):
    cursor = base64.urlsafe_b64encode(json.dumps(["id", text]).encode()).decode()
    keyset_page(Holder.objects.all(), order=("id",), after=cursor, before=cursor)


@pytest.mark.parametrize("order", [("seen_at", "id"), ("-seen_at", "-id")])
@pytest.mark.parametrize(
    "moment",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00",
        "2023-11-24T00:00:00",
        "2023-11-24",
    ],
)
def test_a_moment_that_no_row_can_have_gives_the_first_page(holders, order, moment):
    cursor = base64.urlsafe_b64encode(json.dumps([",".join(order), moment, "1"]).encode()).decode()
    first = keyset_page(Holder.objects.all(), order=order, size=5)
    assert keyset_page(Holder.objects.all(), order=order, size=5, after=cursor) == first
    assert keyset_page(Holder.objects.all(), order=order, size=5, before=cursor) == first


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"])
def test_the_first_and_the_last_moment_are_no_error(holders, moment):
    for order in (("seen_at", "id"), ("-seen_at", "id")):
        cursor = base64.urlsafe_b64encode(json.dumps([",".join(order), moment, "1"]).encode()).decode()
        keyset_page(Holder.objects.all(), order=order, size=5, after=cursor, before=cursor)


def test_a_cursor_nested_without_end_gives_the_first_page(holders):
    cursor = base64.urlsafe_b64encode(b"[" * 200_000).decode()
    assert keyset_page(Holder.objects.all(), order=("id",), after=cursor).rows


def test_a_page_takes_one_query_and_counts_nothing(holders):
    after = keyset_page(Holder.objects.all(), order=("-id",), size=5).next
    with CaptureQueriesContext(connection) as queries:
        keyset_page(Holder.objects.all(), order=("-id",), size=5, after=after)
    assert len(queries) == 1
    assert "COUNT" not in queries[0]["sql"].upper()


def test_an_empty_list_is_one_empty_page(db):
    page = keyset_page(Holder.objects.all(), order=("id",))
    assert (page.rows, page.next, page.previous) == ([], "", "")


def test_counting_stops_at_the_cap(holders):
    assert capped_count(Holder.objects.all(), 22) == (22, True)
    assert capped_count(Holder.objects.all(), 23) == (23, False)
    assert capped_count(Holder.objects.filter(rank=99), 5) == (0, False)
