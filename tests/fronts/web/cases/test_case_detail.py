"""The page of a case: one next step for each who may take it, the match with its reasons, what stays secret."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from huiying.fronts.web.cases.moves import provider
from huiying.pure.lib import clock
from huiying.work.cases.models import Case
from tests.cast import MORNING, Cast, Walk
from tests.fronts.web.company import BACKEND, client_of
from tests.fronts.web.stages import WAY, brought_to, contacted, on_the_way

LATER = MORNING + timedelta(hours=3)
PHONE = "13800001234"
LIT = "柳岸小区1幢楼道照明坏了"
FIRST = {
    "received": {"clerk": "triage"},
    "triaged": {"clerk": "dispatch"},
    "dispatched": {"worker": "accept"},
    "accepted": {"clerk": "contact", "lead": "contact", "worker": "contact"},
    "handling": {"worker": "answer"},
    "answered": {"clerk": "check", "lead": "check"},
    "checked": {"clerk": "ask_back"},
    "closed": {},
}
"""The one big step of each state, by who may take it; whoever isn't named has none."""


def shown(user: Any, case: Case, language: str = "en") -> Any:
    with clock.held_at(LATER):
        return client_of(user, language).get(f"/desk/cases/{case.number}/")


@pytest.mark.parametrize("state", WAY)
@pytest.mark.parametrize("who", ["clerk", "lead", "worker", "auditor"])
def test_everybody_is_offered_the_one_step_that_is_theirs(cast: Cast, state: str, who: str) -> None:
    case = brought_to(cast, state)
    answer = shown(getattr(cast, who), case)
    if who == "worker" and state in ("received", "triaged"):
        assert answer.status_code == 404
        return
    first = answer.context["panel"].first
    assert (first.move.code if first else None) == FIRST[state].get(who)
    assert answer.content.decode().count('class="next-step"') == (first is not None)


def test_a_kept_case_says_for_whom_it_waits(cast: Cast) -> None:
    assert "nobody, until the asker brings what is missing" in (
        shown(cast.clerk, on_the_way(cast, "kept")).content.decode()
    )
    assert "nobody any more" in shown(cast.clerk, brought_to(cast, "closed")).content.decode()


def test_once_the_asker_was_rung_the_workers_next_step_is_the_answer(cast: Cast) -> None:
    walk = Walk()
    case = contacted(cast, walk, brought_to(cast, "accepted", walk=walk))
    assert shown(cast.worker, case).context["panel"].first.move.code == "answer"


@pytest.mark.parametrize("state", [state for state in WAY if state not in ("received", "triaged")])
def test_a_worker_is_offered_nothing_that_only_the_office_does(cast: Cast, state: str) -> None:
    panel = shown(cast.worker, brought_to(cast, state)).context["panel"]
    offered = {move.code for move in panel.others} | ({panel.first.move.code} if panel.first else set())
    offered |= {move.code for move in panel.rare}
    assert offered <= {view.code for view in provider.VIEWS}


@pytest.mark.parametrize("state", WAY)
def test_an_auditor_is_offered_nothing(cast: Cast, state: str) -> None:
    answer = shown(cast.auditor, brought_to(cast, state))
    assert (answer.context["panel"].first, answer.context["panel"].others) == (None, [])
    assert "renew-code" not in answer.content.decode()


@pytest.mark.parametrize("state", WAY)
def test_every_step_that_is_offered_opens(cast: Cast, state: str) -> None:
    case = brought_to(cast, state)
    for user in (cast.clerk, cast.lead, cast.worker):
        client = Client()
        client.force_login(user, backend=BACKEND)
        answer = client.get(f"/desk/cases/{case.number}/")
        if answer.status_code == 200:
            panel = answer.context["panel"]
            for move in [*panel.others, *panel.rare, *([panel.first.move] if panel.first else [])]:
                assert client.get(f"/desk/cases/{case.number}/{move.code}/").status_code == 200, move.code


def test_an_unread_request_shows_who_may_settle_it_at_once_what_else_may_be_done(cast: Cast) -> None:
    panel = shown(cast.clerk, brought_to(cast, "received")).context["panel"]
    assert [move.code for move in panel.others] == [
        "on_the_spot",
        "refuse",
        "thanks",
        "add_photos",
        "withdraw",
    ]


# --- The match ---------------------------------------------------------------------------------------------


def test_the_match_names_one_provider_with_reasons_and_why_not_each_of_the_others(cast: Cast) -> None:
    answer = shown(cast.clerk, brought_to(cast, "triaged", text=LIT))
    match = answer.context["panel"].match
    html = unescape(answer.content.decode())
    assert match["provider"] == "社工乙"
    assert match["reasons"] == [
        "Is skilled in 照明.",
        "Has 0 in hand, 50 at most.",
        "Works in the same community.",
    ]
    [other] = [other for other in match["others"] if other["provider"] == "社工丙"]
    assert other["why_not"]
    for words in (*match["reasons"], *other["why_not"], "Why not 社工丙?", "Dispatch to 社工乙"):
        assert words in html


def test_the_match_is_for_those_who_dispatch(cast: Cast) -> None:
    case = brought_to(cast, "triaged")
    for user in (cast.lead, cast.auditor):
        assert "Proposed:" not in shown(user, case).content.decode()


def test_who_was_proposed_and_why_is_read_afterwards_by_those_who_look_into_it(cast: Cast) -> None:
    case = brought_to(cast, "handling", text=LIT)
    for user in (cast.lead, cast.auditor):
        html = unescape(shown(user, case).content.decode())
        told = html.partition("Who was proposed, and why")[2].partition("</details>")[0]
        for words in ("社工乙", "Is skilled in 照明.", "社工丙", "Taken as proposed."):
            assert words in told
    for user in (cast.clerk, cast.worker):
        assert "Who was proposed" not in shown(user, case).content.decode()


@pytest.mark.parametrize("asked", ["other", "worker", "stranger", "nonsense", "²", "9" * 5000])
def test_why_not_anyone_is_answered_for_whoever_is_chosen(cast: Cast, asked: str) -> None:
    case = brought_to(cast, "triaged", text=LIT)
    assert cast.elsewhere is not None
    keys = {"other": cast.other_party, "worker": cast.worker_party, "stranger": cast.elsewhere.worker_party}
    key = str(keys[asked].pk) if asked in keys else asked
    client = Client()
    client.force_login(cast.clerk, backend=BACKEND)
    client.cookies["language"] = "en"
    with clock.held_at(LATER):
        answer = client.get(f"/desk/cases/{case.number}/dispatch/", {"provider": key})
    assert answer.status_code == 200
    why = answer.context["why"]
    if asked == "worker":
        assert why == ["This is the proposed one."]
    elif asked == "other":
        assert "Knows less of what the text is about." in why
    assert all(words in unescape(answer.content.decode()) for words in why)


# --- What stays secret -------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["clerk", "lead", "auditor", "worker"])
def test_a_secret_case_offers_no_number_to_ring(cast: Cast, who: str) -> None:
    case = brought_to(cast, "accepted", is_secret=True, asker_name="王阿婆")
    html = shown(getattr(cast, who), case).content.decode()
    assert "tel:" not in html.partition('id="main"')[2]
    assert PHONE not in html
    assert "stay secret" in html


def test_a_secret_asker_is_not_named_to_the_worker(cast: Cast) -> None:
    case = brought_to(cast, "accepted", is_secret=True, asker_name="王阿婆")
    assert "王阿婆" not in shown(cast.worker, case).content.decode()


@pytest.mark.parametrize(
    ("who", "rings"), [("clerk", True), ("lead", True), ("worker", True), ("auditor", False)]
)
def test_the_number_is_shown_to_those_who_ring_and_masked_for_those_who_look(
    cast: Cast, who: str, rings: bool
) -> None:
    html = shown(getattr(cast, who), brought_to(cast, "accepted")).content.decode()
    assert (f"tel:{PHONE}" in html) is rings
    assert (PHONE in html) is rings
    assert ("138****1234" in html) is not rings


# --- The rest ----------------------------------------------------------------------------------------------


def test_the_timeline_tells_every_step_the_newest_first(cast: Cast) -> None:
    entries = shown(cast.clerk, brought_to(cast, "closed")).context["timeline"]
    assert [entry.what for entry in entries] == [
        "Closed",
        "Asked back: solved",
        "Answer checked",
        "Answered",
        "Begun",
        "Accepted by 社工乙",
        "Dispatched to 社工乙",
        "Category, kind and lane set",
        "Received",
    ]
    assert [entry.by for entry in entries][-1] == "the asker"
    assert entries[1].words == "亮了"


def test_an_answer_after_the_told_time_is_marked_late(cast: Cast) -> None:
    walk = Walk()
    case = brought_to(cast, "handling", walk=walk)
    walk.moment += timedelta(days=30)
    case = brought_to_answered_late(cast, walk, case)
    client = Client()
    client.force_login(cast.clerk, backend=BACKEND)
    with clock.held_at(walk.moment):
        entries = client.get(f"/desk/cases/{case.number}/").context["timeline"]
    assert [entry.is_late for entry in entries][:2] == [True, False]


def brought_to_answered_late(cast: Cast, walk: Walk, case: Case) -> Case:
    from huiying.work.cases.services.handling import answer_case  # noqa: PLC0415

    return walk(answer_case, viewer=cast.viewer(cast.worker), case=case, outcome="solved", word="灯换好了")


def test_the_text_is_shown_as_text(cast: Cast) -> None:
    case = brought_to(cast, "received", text="<script>alert(1)</script> 灯坏了")
    html = shown(cast.clerk, case).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize(
    "shown", ["", "13800009999", "\0", "1" * 5000, "<b>138</b>", "１３８００００９９９９"]
)
def test_a_code_stays_as_it_is_for_another_number_which_is_still_there(cast: Cast, shown: str) -> None:
    case = cast.receive(text="灯坏了", contact="13800001234")
    client = Client()
    client.force_login(cast.clerk, backend=BACKEND)
    answer = client.post(f"/desk/cases/{case.number}/renew-code/", {"contact": shown})
    case.refresh_from_db()
    assert (answer.status_code, case.code_renewals) == (200, 0)
    assert "查询码没有换" in answer.content.decode()
    assert answer.context["typed_contact"] == shown[:40]


def test_a_clerk_notes_who_asks_once(cast: Cast) -> None:
    case = cast.receive(text="灯坏了", contact="13900005678")
    client = Client()
    client.force_login(cast.clerk, backend=BACKEND)
    address = f"/desk/cases/{case.number}/"
    assert cast.resident_party.name in client.get(address).content.decode()
    assert "记下是谁提的了" in client.post(f"{address}link-asker/", follow=True).content.decode()
    case.refresh_from_db()
    assert case.asker == cast.resident_party
    again = client.post(f"{address}link-asker/")
    assert (again.status_code, "已经记了是谁提的" in again.content.decode()) == (200, True)


def test_a_new_query_code_is_told_once_and_the_old_one_opens_nothing(cast: Cast) -> None:
    from huiying.work.cases.services.intake import code_of  # noqa: PLC0415

    case = cast.receive(text="灯坏了", contact="13800001234")
    old = code_of(case)
    client = Client()
    client.force_login(cast.clerk, backend=BACKEND)
    sent = {"contact": "138 0000 1234"}
    page = client.post(f"/desk/cases/{case.number}/renew-code/", sent, follow=True).content.decode()
    case.refresh_from_db()
    new = code_of(case)
    assert new != old
    assert f"{new[:4]} {new[4:]}" in page
    assert f"{new[:4]} {new[4:]}" not in client.get(f"/desk/cases/{case.number}/").content.decode()
    assert Client().post("/track/", {"number": case.number, "code": old}).status_code == 200
    assert Client().post("/track/", {"number": case.number, "code": new}).status_code == 303


def test_a_case_beside_it_opens_for_those_who_may_read_it(cast: Cast) -> None:
    case = brought_to(cast, "handling")
    other = cast.receive("楼道也黑", contact="13600003333")
    Case.objects.filter(pk=other.pk).update(merged_into=case)
    link = f'href="/desk/cases/{other.number}/"'
    pages = [shown(user, case).content.decode() for user in (cast.clerk, cast.worker)]
    assert [link in page for page in pages] == [True, False]
    assert all(other.number in page for page in pages)
