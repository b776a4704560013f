"""The directory as anybody reads it."""

import pytest
from django.test import Client

from huiying.fronts.web.hours import clock_words
from huiying.registers.directory.models import Offering
from huiying.registers.directory.services import NewOffering, register_offerings
from tests.cast import FROM, SYSTEM, Cast
from tests.fronts.web.public.conftest import FIVE, client_of


def _offer(cast: Cast, name: str, category: str = "elder.meals", **more: object) -> None:
    offering = Offering(
        office=cast.office,
        provider=cast.desk,
        name=name,
        area=cast.office.place,
        from_on=FROM,
        hours=[[day, 8, 17] for day in range(5)],
        **more,
    )
    register_offerings(viewer=SYSTEM, office=cast.office, offerings=[NewOffering(offering, (category,))])


@pytest.mark.parametrize("who", FIVE)
def test_everybody_reads_what_for_whom_where_when_and_who(cast: Cast, who: str) -> None:
    _offer(cast, "送餐上门", for_whom="六十岁以上老人")
    page = client_of(cast, who).get("/services/").content.decode()
    for word in (
        "送餐上门",
        "六十岁以上老人",
        "南峰街道",
        f"周一至周五 {clock_words(8, 17)}",
        cast.desk.name,
    ):
        assert word in page


def test_another_offices_services_are_not_listed(cast: Cast) -> None:
    assert cast.elsewhere is not None
    page = Client().get("/services/").content.decode()
    assert "青北街道" not in page.partition("<table")[2].partition("</table>")[0]


def test_what_is_not_public_is_not_listed(cast: Cast) -> None:
    _offer(cast, "内部台账", is_public=False)
    assert "内部台账" not in Client().get("/services/").content.decode()


def test_words_and_group_narrow_the_list(cast: Cast) -> None:
    _offer(cast, "送餐上门")
    _offer(cast, "晚托班", category="child.afterclass")
    found = Client().get("/services/", {"q": "送餐上"})
    assert [row["offering"].name for row in found.context["rows"]] == ["送餐上门"]
    group = cast.categories["child.afterclass"].parent.code
    names = [row["offering"].name for row in Client().get("/services/", {"category": group}).context["rows"]]
    assert "晚托班" in names
    assert "送餐上门" not in names


@pytest.mark.parametrize(
    "query",
    [
        {"q": "没有这种"},
        {"q": "\0"},
        {"q": "%_'\"<script>"},
        {"category": "\0"},
        {"category": "none"},
        {"older": "x"},
        {"newer": "e30="},
    ],
)
def test_odd_questions_never_break_the_list(cast: Cast, query: dict[str, str]) -> None:
    answer = Client().get("/services/", query)
    assert answer.status_code == 200
    assert "\0" not in answer.context["words"] + answer.context["category"]
    assert "<script>" not in answer.content.decode().replace("<script src", "")


def test_an_empty_list_says_what_to_do(cast: Cast) -> None:
    page = Client().get("/services/", {"q": "没有这种"}).content.decode()
    assert 'class="empty"' in page
    assert 'href="/ask/"' in page


def test_a_long_directory_has_pages(cast: Cast) -> None:
    for i in range(40):
        _offer(cast, f"服务{i:02}")
    first = Client().get("/services/").context
    second = Client().get("/services/", {"older": first["older"]}).context
    assert len(first["rows"]) == 30
    assert [row["offering"].name for row in second["rows"]][-1] == "社区服务"
    assert len(first["rows"]) + len(second["rows"]) == 42
