"""What an asker may say once more: what was missing, that another looks, that it isn't right after all."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiying.pure.lib import clock
from huiying.work.cases.models import Case
from huiying.work.cases.services.closing import ask_back
from huiying.work.cases.services.joining import split_case
from tests.cast import Cast, Walk
from tests.fronts.web.cases.test_moves import LATER
from tests.fronts.web.company import opening
from tests.fronts.web.stages import brought_to, on_the_way


def opened(case: Case) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    opening(client, case)
    return client


def seen(client: Client, case: Case) -> str:
    return client.get(f"/track/{case.number}/").content.decode()


def sent(case: Case, what: str, word: str) -> Any:
    with clock.held_at(LATER):
        client = opened(case)
        answer = client.post(f"/track/{case.number}/{what}/", {"word": word})
    case.refresh_from_db()
    return answer


@pytest.mark.parametrize(("mark", "state"), [("incomplete", "handling"), ("kept", "handling")])
def test_what_is_missing_stands_there_with_room_for_it(cast: Cast, mark: str, state: str) -> None:
    case = on_the_way(cast, mark)
    with clock.held_at(LATER):
        page = seen(opened(case), case)
    wanted = page.index("门口的照片一张")
    assert (
        wanted < page.index('name="word"') < page.index('name="photos"') < page.index("What happened so far")
    )
    assert sent(case, "word", "照片在这里").status_code == 303
    assert (case.state, case.incomplete_at) == (state, None)


def test_a_refusal_is_looked_at_again_once(cast: Cast) -> None:
    case = brought_to(cast, "refused")
    assert sent(case, "look-again", "没上法院").status_code == 303
    assert case.state == "received"
    with clock.held_at(LATER):
        assert "Let another look at it again" not in seen(opened(case), case)


def test_a_closed_case_is_taken_up_again_with_a_word(cast: Cast) -> None:
    case = brought_to(cast, "closed")
    answer = sent(case, "reopen", "")
    assert (answer.status_code, case.state) == (200, "closed")
    assert 'id="reopen_word_error"' in answer.content.decode()
    assert sent(case, "reopen", "又灭了").status_code == 303
    assert case.state == "triaged"


def test_who_asks_after_it_elsewhere_is_named(cast: Cast) -> None:
    case = on_the_way(cast, "elsewhere")
    with clock.held_at(LATER):
        page = seen(opened(case), case)
    assert "It lies with 供电所" in page
    assert "社工乙 asks after it for you" in page


def test_a_promise_stands_with_its_day_and_its_name(cast: Cast) -> None:
    case = on_the_way(cast, "promised")
    with clock.held_at(LATER):
        page = seen(opened(case), case)
    assert "Promised by 1 March 2024, and you hear how it went</span></h1>" in page
    assert "换新管" in page
    assert "社工乙 sees to it" in page


def test_a_promise_is_read_while_its_case_is_done_again(cast: Cast) -> None:
    case = on_the_way(cast, "promised")
    with clock.held_at(LATER):
        ask_back(viewer=cast.viewer(cast.clerk), case=case, result="no", word="还没换")
        page = seen(opened(case), case)
    assert "换新管" in page
    assert "Promised by 1 March 2024, and you hear how it went" not in page


def test_a_promise_whose_day_went_by_without_a_word_is_not_promised_anew(cast: Cast) -> None:
    case = on_the_way(cast, "promised")
    with clock.held_at(LATER + timedelta(days=365)):
        page = seen(opened(case), case)
    assert "you haven't heard how it went: we are sorry" in page
    assert "On that day we come to you" not in page


def test_a_joined_case_says_so_and_offers_no_more_than_it_takes(cast: Cast) -> None:
    case = on_the_way(cast, "merged")
    with clock.held_at(LATER):
        page = seen(opened(case), case)
    assert "Neighbours asked the same" in page
    assert "put-right" not in page


def test_one_receipt_opens_each_of_its_matters_and_no_others(cast: Cast) -> None:
    walk = Walk()
    case = walk(cast.receive, text="灯坏了，楼上也吵", contact="13700002222")
    other = walk(split_case, viewer=cast.viewer(cast.clerk), case=case, text="楼上吵")
    stranger = walk(cast.receive, text="别人的事", contact="13700003333")
    with clock.held_at(LATER):
        client = opened(case)
        assert other.number in seen(client, case)
        assert "楼上吵" in seen(client, other)
        assert client.get(f"/track/{stranger.number}/").status_code == 303
