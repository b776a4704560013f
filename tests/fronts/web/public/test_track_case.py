"""How a case stands, as its asker reads it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiying.pure.lib import clock
from huiying.work.cases.services.closing import check_answer, send_back
from huiying.work.cases.services.handling import answer_case
from huiying.work.cases.services.intake import add_photos, file_thanks, refuse, withdraw
from tests.cast import MORNING, Cast, Walk
from tests.fronts.web.public.conftest import (
    FIVE,
    a_photo,
    answered,
    checked,
    client_of,
    dispatched,
    opening,
)


def _page(client: Client, number: str) -> str:
    return client.get(f"/track/{number}/").content.decode()


@pytest.mark.parametrize("who", FIVE)
def test_one_line_says_how_it_stands_and_when_the_answer_comes(cast: Cast, who: str) -> None:
    case = dispatched(cast, Walk())
    page = _page(opening(case, client_of(cast, who)), case.number)
    assert "社工乙" in page
    assert cast.desk.name in page
    assert "12月26日" in page


def test_words_of_the_office_and_other_peoples_names_are_not_shown(cast: Cast) -> None:
    case = checked(cast, Walk())
    page = _page(opening(case), case.number)
    assert "电话里说了下午到" in page
    for internal in ("内部", cast.clerk.name, cast.worker.name, "13800001234"):
        assert internal not in page


def test_an_answer_is_read_once_it_is_checked(cast: Cast) -> None:
    walk = Walk()
    case = answered(cast, walk, word="灯换好了,是六瓦的")
    client = opening(case)
    assert "六瓦" not in _page(client, case.number)
    walk(check_answer, viewer=cast.viewer(cast.clerk), case=case)
    assert "六瓦" in _page(client, case.number)


def test_a_consultations_answer_is_read_at_once(cast: Cast) -> None:
    case = answered(cast, Walk(), kind="consultation", word="每周二下午")
    assert '<p class="matter-text">每周二下午</p>' in _page(opening(case), case.number)


def test_an_answer_that_was_sent_back_is_never_read(cast: Cast) -> None:
    walk = Walk()
    case = answered(cast, walk, word="没写清楚的答复")
    case = walk(send_back, viewer=cast.viewer(cast.clerk), case=case, word="写上哪天换的")
    client = opening(case)
    assert "没写清楚" not in _page(client, case.number)
    assert "写上哪天" not in _page(client, case.number)
    walk(answer_case, viewer=cast.viewer(cast.worker), case=case, outcome="solved", word="周四换的")
    walk(check_answer, viewer=cast.viewer(cast.clerk), case=case)
    page = _page(client, case.number)
    assert "周四换的" in page
    assert "没写清楚" not in page


def test_a_refusal_says_where_to_go(cast: Cast) -> None:
    case = cast.receive(text="押金的官司")
    refuse(viewer=cast.viewer(cast.clerk), case=case, code="court", word="可以打12348免费问律师")
    assert '<p class="matter-text">可以打12348免费问律师</p>' in _page(opening(case), case.number)


def test_the_asker_rates_once_in_five_grades(cast: Cast) -> None:
    case = checked(cast, Walk())
    with clock.held_at(MORNING + timedelta(hours=3)):
        client = opening(case)
        assert _page(client, case.number).count('type="radio"') == 5
        answer = client.post(f"/track/{case.number}/rate/", {"grade": "4", "word": "来得快"})
        assert answer["Location"] == f"/track/{case.number}/?said=grade"
        assert "评分记下了" in client.get(answer["Location"]).text
        page = _page(client, case.number)
    case.refresh_from_db()
    assert case.rating == 4
    assert "评分记下了" not in page
    assert 'type="radio"' not in page
    assert "来得快" in page


def test_after_the_answer_nothing_is_left_to_withdraw(cast: Cast) -> None:
    case = checked(cast, Walk())
    assert "withdraw/" not in _page(opening(case), case.number)


def test_a_second_rating_is_refused_in_words(cast: Cast) -> None:
    case = checked(cast, Walk())
    with clock.held_at(MORNING + timedelta(hours=3)):
        client = opening(case)
        client.post(f"/track/{case.number}/rate/", {"grade": "5"})
        answer = client.post(f"/track/{case.number}/rate/", {"grade": "1", "word": "改主意了"})
    assert (answer.status_code, "error-summary" in answer.content.decode()) == (200, True)
    case.refresh_from_db()
    assert case.rating == 5


@pytest.mark.parametrize("grade", ["", "0", "6", "x", "五"])
def test_a_grade_that_is_none_of_the_five_is_told_and_the_word_is_kept(cast: Cast, grade: str) -> None:
    case = checked(cast, Walk())
    with clock.held_at(MORNING + timedelta(hours=3)):
        answer = opening(case).post(f"/track/{case.number}/rate/", {"grade": grade, "word": "说句话"})
    page = answer.content.decode()
    assert 'id="rate_grade_error"' in page
    assert "说句话</textarea>" in page


def test_a_bad_rating_of_a_closed_consultation_brings_it_back(cast: Cast) -> None:
    case = answered(cast, Walk(), kind="consultation")
    with clock.held_at(MORNING + timedelta(hours=3)):
        opening(case).post(f"/track/{case.number}/rate/", {"grade": "1", "word": "没说清楚"})
    case.refresh_from_db()
    assert case.state == "checked"


def test_the_asker_withdraws_after_reading_what_that_does(cast: Cast) -> None:
    case = dispatched(cast, Walk())
    with clock.held_at(MORNING + timedelta(hours=3)):
        client = opening(case)
        page = _page(client, case.number)
        assert page.index("不再有人办") < page.index("撤回</button>")
        client.post(f"/track/{case.number}/withdraw/", {"word": "自己修好了"})
        after = _page(client, case.number)
    case.refresh_from_db()
    assert case.state == "withdrawn"
    assert "withdraw/" not in after


def test_what_has_ended_meanwhile_is_refused_in_words(cast: Cast) -> None:
    case = cast.receive()
    client = opening(case)
    withdraw(viewer=cast.viewer(cast.clerk), case=case, by="desk")
    for path, sent in (
        ("withdraw", {"word": "不用了"}),
        ("photos", {"photos": a_photo()}),
        ("rate", {"grade": "5"}),
    ):
        answer = client.post(f"/track/{case.number}/{path}/", sent)
        assert (answer.status_code, "error-summary" in answer.content.decode()) == (200, True), path


def test_late_means_one_sorry_a_name_and_a_time(cast: Cast) -> None:
    case = dispatched(cast, Walk())
    late = case.answer_due_at + timedelta(hours=1)
    with clock.held_at(late):
        page = _page(opening(case), case.number)
        assert page.count("对不起") == 1
        assert cast.desk.name in page
        assert "12月27日" in page.split("对不起")[1] or "明天 17:00" in page.split("对不起")[1]
    with clock.held_at(late + timedelta(days=5)):
        assert "tel:" in _page(opening(case), case.number).split("对不起")[1].split("</div>")[0]


def test_whoever_was_answered_is_not_told_that_it_is_late(cast: Cast) -> None:
    case = checked(cast, Walk())
    with clock.held_at(MORNING + timedelta(days=60)):
        assert "对不起" not in _page(opening(case), case.number)


def test_thanks_are_answered_and_not_rated(cast: Cast) -> None:
    case = cast.receive(text="谢谢社工乙")
    other = cast.categories["other"]
    file_thanks(viewer=cast.viewer(cast.clerk), case=case, category=other, word="转告他了")
    page = _page(opening(case), case.number)
    assert "转告他了" in page
    assert 'type="radio"' not in page


def test_photos_of_the_office_stay_with_the_office(cast: Cast) -> None:
    case = dispatched(cast, Walk())
    with clock.held_at(MORNING + timedelta(hours=3)):
        [photo] = add_photos(
            viewer=cast.viewer(cast.clerk), case=case, uploads=[("邻居家.jpg", a_photo())], by="desk"
        )
        client = opening(case)
        assert str(photo.file.uuid) not in _page(client, case.number)
        assert client.get(f"/track/{case.number}/photos/{photo.file.uuid}/full").status_code == 404


def test_a_secret_case_has_the_way_out_first(cast: Cast) -> None:
    case = dispatched(cast, Walk(), is_secret=True)
    page = _page(opening(case), case.number)
    assert page.index("data-quick-exit") < page.index("<h1")


def test_the_page_takes_few_queries_and_weighs_little(cast: Cast) -> None:
    case = checked(cast, Walk())
    with clock.held_at(MORNING + timedelta(hours=3)):
        client = opening(case)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/track/{case.number}/")
    assert len(queries) <= 8
    assert len(answer.content) < 30_000


@pytest.mark.parametrize("number", ["x", "NF2312150001X%00", "..", "中" * 300])
def test_numbers_that_are_none_are_answered_like_any_other(cast: Cast, number: str) -> None:
    client = opening(cast.receive())
    assert client.get(f"/track/{number}/").status_code in (303, 404)
