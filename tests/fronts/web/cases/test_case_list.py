"""The list of cases: what is in it, how it is narrowed, how it goes on."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.services.intake import NewCase, receive_cases
from huiying.work.cases.services.steps import index_words
from tests.cast import MORNING, Cast, Walk
from tests.fronts.web.company import BACKEND
from tests.fronts.web.stages import brought_to

SIZE = 50
LATER = MORNING + timedelta(hours=3)


def listed(user: Any, query: str = "") -> list[str]:
    """The texts of the cases that a user is shown, in order."""
    return [case.text for case in page(user, query).context["cases"]]


def page(user: Any, query: str = "") -> Any:
    client = Client()
    client.force_login(user, backend=BACKEND)
    with clock.held_at(LATER):
        answer = client.get(f"/desk/cases/{query}")
    assert answer.status_code == 200
    return answer


def test_the_desk_and_the_lead_see_all_of_their_office_newest_first(cast: Cast) -> None:
    for state in ("received", "triaged", "dispatched"):
        brought_to(cast, state, text=state)
    for user in (cast.clerk, cast.lead, cast.auditor):
        assert listed(user) == ["dispatched", "triaged", "received"]


def test_a_colleague_of_another_office_sees_nothing_of_it(cast: Cast) -> None:
    assert cast.elsewhere is not None
    case = brought_to(cast, "dispatched")
    assert listed(cast.elsewhere.clerk) == []
    assert listed(cast.elsewhere.clerk, f"?q={case.number}") == []
    assert listed(cast.elsewhere.clerk, "?q=楼道") == []


def test_a_worker_sees_what_was_given_to_them(cast: Cast) -> None:
    brought_to(cast, "received", text="还没人")
    brought_to(cast, "dispatched", text="给乙的")
    assert listed(cast.worker) == ["给乙的"]
    assert listed(cast.other_worker) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["closed", "answered", "dispatched", "triaged", "received"]),
        ("?state=open", ["answered", "dispatched", "triaged", "received"]),
        ("?state=closed", ["closed"]),
        ("?state=triaged", ["triaged"]),
        ("?state=no-such", ["closed", "answered", "dispatched", "triaged", "received"]),
        ("?lane=with_care", ["closed", "answered", "dispatched", "triaged"]),
        ("?lane=at_once", []),
        ("?category=estate.facilities&state=open", ["answered", "dispatched", "triaged"]),
        ("?category=other", []),
        ("?mine=1", ["answered", "dispatched", "triaged", "received"]),
        ("?state=triaged&mine=1", ["triaged"]),
        ("?sort=due&state=open", ["received", "triaged", "dispatched", "answered"]),
    ],
)
def test_a_link_narrows_the_list(cast: Cast, query: str, expected: list[str]) -> None:
    for state in ("received", "triaged", "dispatched", "answered", "closed"):
        brought_to(cast, state, text=state)
    found = listed(cast.clerk, query)
    assert sorted(found) == sorted(expected) if "sort" in query else found == expected


def test_the_head_of_the_due_column_turns_the_order_round(cast: Cast) -> None:
    for state in ("received", "answered"):
        brought_to(cast, state, text=state)
    assert listed(cast.clerk, "?sort=-due") == listed(cast.clerk, "?sort=due")[::-1]
    assert 'aria-sort="descending"' in page(cast.clerk, "?sort=-due").text
    assert "aria-sort" not in page(cast.clerk, "?sort=due&state=closed").text


def test_sorted_by_due_time_the_nearest_comes_first_and_what_has_ended_is_left_out(cast: Cast) -> None:
    for state in ("received", "answered", "closed"):
        brought_to(cast, state, text=state)
    cases = page(cast.clerk, "?sort=due").context["cases"]
    assert len(cases) == 2
    assert cases == sorted(cases, key=lambda case: case.due_at)


def test_the_nearest_is_told_by_whichever_clock_ends_first(cast: Cast) -> None:
    for state in ("received", "dispatched", "triaged", "accepted"):
        brought_to(cast, state, text=state)
    cases = page(cast.clerk, "?sort=due").context["cases"]
    nearest = [min(case.due_at, case.provider_due_at or case.due_at) for case in cases]
    assert [case.next_due_at for case in cases] == nearest == sorted(nearest)
    assert cases != sorted(cases, key=lambda case: (case.due_at, case.id))


def test_what_is_late_begins_with_the_latest_unless_the_reader_turns_it_round(cast: Cast) -> None:
    walk = Walk()
    for text in ("a", "b", "c"):
        brought_to(cast, "received", walk=walk, text=text)
    client = Client()
    client.force_login(cast.clerk, backend=BACKEND)
    with clock.held_at(LATER + timedelta(days=60)):
        late = client.get("/desk/cases/?state=open&due=late")
        turned = client.get("/desk/cases/?state=open&due=late&sort=-due")
    assert [case.text for case in late.context["cases"]] == ["a", "b", "c"]
    assert 'aria-sort="ascending"' in late.text
    assert [case.text for case in turned.context["cases"]] == ["c", "b", "a"]


def test_late_means_late_now_and_by_today_means_before_midnight(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.clerk, backend=BACKEND)
    case = brought_to(cast, "received")
    assert case.due_at is not None
    for moment, due, count in (
        (case.due_at - timedelta(seconds=1), "late", 0),
        (case.due_at + timedelta(seconds=1), "late", 1),
        (case.due_at - timedelta(days=1), "today", 0),
        (clock.local_time(clock.local(case.due_at).date(), 0), "today", 1),
    ):
        with clock.held_at(moment):
            assert len(client.get(f"/desk/cases/?due={due}").context["cases"]) == count, (moment, due)


def test_a_number_finds_its_case_as_it_is_typed(cast: Cast) -> None:
    case = brought_to(cast, "received")
    brought_to(cast, "received", text="别的事")
    for typed in (case.number, case.number.lower(), f" {case.number[:4]}-{case.number[4:]} "):
        assert listed(cast.clerk, f"?q={typed}") == [case.text]


def test_a_word_of_two_characters_finds_the_cases_that_have_it(cast: Cast) -> None:
    found = [brought_to(cast, "received", text=text) for text in ("楼道灯坏了", "食堂的饭冷", "路灯不亮")]
    index_words(found)
    assert listed(cast.clerk, "?q=灯坏") == ["楼道灯坏了"]
    assert listed(cast.clerk, "?q=食堂") == ["食堂的饭冷"]
    assert listed(cast.clerk, "?q=没有") == []


def test_what_finds_nothing_says_so_and_how_to_see_all(cast: Cast) -> None:
    answer = page(cast.clerk, "?q=没有的事")
    assert 'href="/desk/cases/"' in answer.content.decode().partition('id="main"')[2]
    assert "没有的事" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?q=%00",
        "?q=%27%22%3B--",
        "?q=" + "灯" * 500,
        "?category=%00",
        "?older=nonsense",
        "?newer=%00",
        "?state[]=x",
        "?sort=-due",
    ],
)
def test_an_odd_address_never_breaks_the_list(cast: Cast, query: str) -> None:
    brought_to(cast, "received")
    page(cast.clerk, query)


def test_a_long_list_goes_on_and_back_without_losing_or_repeating_a_case(cast: Cast) -> None:
    texts = [f"第{number}件" for number in range(SIZE + 5)]
    requests = [NewCase(text=text) for text in texts]
    receive_cases(viewer=Viewer.asker(), office=cast.office, requests=requests)
    first = page(cast.clerk)
    shown = first.context["pager"]
    assert len(shown.rows) == SIZE
    assert shown.previous == ""
    then = page(cast.clerk, f"?older={shown.next}")
    assert [case.text for case in first.context["cases"]] + [
        case.text for case in then.context["cases"]
    ] == texts[::-1]
    back = page(cast.clerk, f"?newer={then.context['pager'].previous}")
    assert back.context["cases"] == first.context["cases"]


def test_the_pager_keeps_the_filters(cast: Cast) -> None:
    requests = [NewCase(text=f"第{number}件") for number in range(SIZE + 1)]
    receive_cases(viewer=Viewer.asker(), office=cast.office, requests=requests)
    html = page(cast.clerk, "?state=open").content.decode()
    [link] = [
        part.partition('"')[0] for part in html.split('href="')[1:] if "older=" in part.partition('"')[0]
    ]
    assert "state=open" in link


def test_an_open_case_shows_its_due_time_and_holder_and_an_ended_one_when_it_ended(cast: Cast) -> None:
    brought_to(cast, "dispatched", text="在办")
    html = page(cast.clerk).content.decode()
    assert f"等{cast.worker_party.name}签收" in html
    assert 'class="due' in html
    brought_to(cast, "closed", text="办完了")
    assert 'class="when"' in page(cast.clerk, "?state=closed").content.decode()
