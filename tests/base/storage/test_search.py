"""Search finds exactly the texts that hold the words, within one office, newest first."""

import pytest
from django.db import connection

from tests.base.storage.sample import INDEX, Holder, grams

pytestmark = pytest.mark.both_databases

TEXTS = [
    (1, "o1", "楼上水管漏水一个月了"),
    (2, "o1", "电梯停了,水管也坏"),
    (3, "o2", "水管漏水没人修"),
    (4, "o1", "漏水的水管在三楼"),
]


@pytest.fixture
def index(db):
    INDEX.install(connection)
    INDEX.put(TEXTS)
    return INDEX


def test_a_word_is_found_in_its_office_newest_first(index):
    assert index.matching(grams("水管"), "o1", 10) == [4, 2, 1]
    assert index.matching(grams("水管"), "o1", 2) == [4, 2]
    assert index.matching(grams("水管"), "o2", 10) == [3]
    assert index.matching(grams("水管"), "o", 10) == []


def test_a_long_word_is_found_only_where_its_signs_stand_together(index):
    assert index.matching(grams("水管漏水"), "o1", 10) == [1]
    assert index.matching(grams("漏水水管"), "o1", 10) == []


def test_a_changed_text_replaces_the_old_one_and_a_removed_one_is_gone(index):
    index.put([(1, "o2", "路灯不亮")])
    index.remove([4])
    assert index.matching(grams("水管"), "o1", 10) == [2]
    assert index.matching(grams("路灯"), "o2", 10) == [1]


def test_the_subquery_filters_a_list(index):
    Holder.objects.bulk_create([Holder(id=key) for key in range(1, 5)])
    found = Holder.objects.filter(pk__in=index.subquery(grams("水管"), "o1")).order_by("pk")
    assert [row.pk for row in found] == [1, 2, 4]
    assert Holder.objects.filter(pk__in=index.subquery(grams("水管"), "o1", limit=1)).get().pk == 4
    assert not Holder.objects.filter(pk__in=index.subquery("", "o1")).exists()


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        '"',
        '水管" OR "电梯',
        "水管*",
        "words:水管",
        "' OR 1=1 --",
        "%s",
        "a & b | !c",
        "\0",
        "NEAR(水 管)",
    ],
)
def test_what_looks_like_a_query_language_is_only_words(index, query):
    assert index.matching(query, "o1", 10) in ([], [4, 2, 1])


def test_installing_twice_keeps_what_is_indexed(index):
    assert index.is_installed(connection)
    index.install(connection)
    assert index.matching(grams("电梯"), "o1", 10) == [2]
