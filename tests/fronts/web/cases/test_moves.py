"""Every move as a page: taken by whom it is for, refused in words, never taken twice."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from huiying.fronts.web.cases.moves import MOVE_VIEWS
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.places.models import Office, Place
from huiying.work.cases.models import Case
from huiying.work.cases.rules.moves import KEEPS
from huiying.work.cases.rules.moves import MOVES as TABLE
from huiying.work.cases.services.closing import rate
from huiying.work.cases.services.handling import accept_case
from huiying.work.cases.services.meetings import NewMeeting, call_meetings
from huiying.work.cases.services.understanding import Understanding, understand
from tests.cast import MORNING, SYSTEM, Cast, Walk
from tests.fronts.web.company import a_photo, client_of
from tests.fronts.web.stages import WAY, brought_to, on_the_way

LATER = MORNING + timedelta(hours=3)
RIGHT = {"kind": "complaint", "lane": "at_once", "place": "", "category": "estate.facilities"}
MOVES: dict[str, tuple[str, str, dict[str, str], str]] = {
    "triage": ("received", "clerk", RIGHT, "triaged"),
    "on_the_spot": (
        "received",
        "clerk",
        {"category": "other", "kind": "consultation", "outcome": "explained", "word": "周二下午"},
        "closed",
    ),
    "refuse": ("received", "clerk", {"code": "court", "word": "请到法院"}, "refused"),
    "thanks": ("received", "clerk", {"word": "不客气"}, "closed"),
    "withdraw": ("dispatched", "clerk", {"word": "自己修好了"}, "withdrawn"),
    "retriage": ("triaged", "clerk", RIGHT, "triaged"),
    "dispatch": ("triaged", "clerk", {"why": "他认得那里"}, "dispatched"),
    "accept": ("dispatched", "worker", {}, "accepted"),
    "contact": ("accepted", "worker", {"word": "下午到"}, "accepted"),
    "begin": ("accepted", "worker", {}, "handling"),
    "answer": ("handling", "worker", {"outcome": "solved", "word": "换好了"}, "answered"),
    "check": ("answered", "clerk", {"word": ""}, "checked"),
    "send_back": ("answered", "clerk", {"word": "没写哪天"}, "handling"),
    "ask_back": ("checked", "clerk", {"result": "yes", "word": ""}, "closed"),
    "split": ("received", "clerk", {"text": "楼上半夜吵"}, "received"),
    "merge": ("received", "clerk", {}, "received"),
    "unmerge": ("merged", "clerk", {}, "received"),
    "take_back": ("dispatched", "clerk", {"word": ""}, "triaged"),
    "keep": ("unanswered", "clerk", {"word": "给您留着"}, "kept"),
    "take_up": ("kept", "clerk", {"word": "照片收到了"}, "handling"),
    "supervise": ("handling", "lead", {"word": "今天要有回音"}, "handling"),
    "ask_more": ("handling", "worker", {"word": "门口的照片"}, "handling"),
    "note_try": ("incomplete", "worker", {"word": "没人接"}, "handling"),
    "ask_return": ("dispatched", "worker", {"word": "归物业"}, "return_asked"),
    "ask_extension": ("handling", "worker", {"until_on": "2024-01-04", "word": "配件没到"}, "handling"),
    "ask_promise": (
        "handling",
        "worker",
        {"what": "换新管", "until_on": "2024-03-01", "word": "排满了"},
        "handling",
    ),
    "ask_end": ("handling", "worker", {"word": "人搬走了"}, "handling"),
    "elsewhere": (
        "handling",
        "worker",
        {"body": "供电所", "agent": "社工乙", "ask_on": "2023-12-20", "word": ""},
        "handling",
    ),
    "come_back": ("elsewhere", "worker", {"word": "明天送电"}, "handling"),
    "call_in": ("handling", "worker", {"word": "一起去"}, "handling"),
    "hand_over": ("handling", "clerk", {"word": "明天休假"}, "handling"),
    "add_photos": ("handling", "worker", {}, "handling"),
    "tell": ("handling", "worker", {"word": "明天八点去"}, "handling"),
    "end_promise": ("promised", "clerk", {"result": "kept", "word": "管换了"}, "checked"),
    "appeal": ("rated badly", "worker", {"word": "评错了人"}, "checked"),
    "agenda": ("triaged", "clerk", {"word": "三家都说不归自己"}, "triaged"),
}
"""From which state, by whom, with which words, to which state."""
WITH_WORDS = {
    "triage": {**RIGHT, "kind": ""},
    "on_the_spot": {"category": "", "word": "周二下午"},
    "refuse": {"code": "", "word": "请到法院"},
    "retriage": {**RIGHT, "category": ""},
    "dispatch": {"provider": "", "why": "他认得那里"},
    "answer": {"outcome": "", "word": "换好了"},
    "ask_back": {"result": "", "word": "没接"},
}
"""Forms in which something is missing, and something is typed."""


def _body(cast: Cast, code: str) -> dict[str, Any]:
    body: dict[str, Any] = dict(MOVES[code][2])
    if code == "dispatch":
        body["provider"] = cast.worker_party.pk
    if code in ("call_in", "hand_over"):
        body["provider"] = cast.other_party.pk
    if code == "add_photos":
        body["photos"] = a_photo()
    if code == "merge":
        with clock.held_at(MORNING):
            body["number"] = cast.receive("整栋楼都没灯", contact="13600003333").number
    if code == "agenda":
        new = NewMeeting("joint", "路灯", MORNING)
        with clock.held_at(MORNING):
            [meeting] = call_meetings(viewer=SYSTEM, office=cast.office, meetings=[new])
        body["meeting"] = meeting.pk
    return body


def _case(cast: Cast, code: str) -> Case:
    where = MOVES[code][0]
    return brought_to(cast, where) if where in WAY else on_the_way(cast, where)


def _take(user: Any, case: Case, code: str, body: dict[str, Any]) -> Any:
    with clock.held_at(LATER):
        return client_of(user).post(f"/desk/cases/{case.number}/{code}/", body)


def test_every_move_with_a_page_is_tried_here() -> None:
    assert MOVES.keys() == MOVE_VIEWS.keys()


@pytest.mark.parametrize("code", MOVES)
def test_a_move_is_taken_by_whom_it_is_for(cast: Cast, code: str) -> None:
    _state, who, _given, then = MOVES[code]
    case = _case(cast, code)
    answer = _take(getattr(cast, who), case, code, _body(cast, code))
    assert answer["Location"] == f"/desk/cases/{case.number}/"
    case.refresh_from_db()
    assert case.state == then
    taken = next(
        step
        for step in case.steps.order_by("-serial")
        if step.move in (MOVE_VIEWS[code].move, "close") and step.by != "system"
    )
    assert taken.by_user == getattr(cast, who).pk
    assert taken.at == LATER


@pytest.mark.parametrize("code", MOVES)
@pytest.mark.parametrize("who", ["other_worker", "auditor", "admin", "resident", "elsewhere"])
def test_a_move_is_not_taken_by_anybody_else(cast: Cast, code: str, who: str) -> None:
    assert cast.elsewhere is not None
    user = cast.elsewhere.clerk if who == "elsewhere" else getattr(cast, who)
    case = _case(cast, code)
    steps = case.steps.count()
    assert _take(user, case, code, _body(cast, code)).status_code in (403, 404)
    assert case.steps.count() == steps


@pytest.mark.parametrize("code", ["accept", "begin", "answer", "ask_return", "ask_extension", "elsewhere"])
def test_the_desk_does_not_act_in_a_providers_place(cast: Cast, code: str) -> None:
    case = brought_to(cast, MOVES[code][0])
    assert _take(cast.clerk, case, code, _body(cast, code)).status_code == 404
    case.refresh_from_db()
    assert case.state == MOVES[code][0]


@pytest.mark.parametrize(
    "code",
    [
        "dispatch",
        "check",
        "send_back",
        "ask_back",
        "triage",
        "refuse",
        "withdraw",
        "supervise",
        "split",
        "merge",
    ],
)
def test_a_provider_does_not_act_in_the_desks_place(cast: Cast, code: str) -> None:
    case = brought_to(cast, MOVES[code][0])
    assert _take(cast.worker, case, code, _body(cast, code)).status_code == 403


@pytest.mark.parametrize(
    "code",
    [
        code
        for code in MOVES
        if TABLE[MOVE_VIEWS[code].move].to_state not in (KEEPS, "triaged") or code == "take_back"
    ],
)
def test_when_somebody_was_quicker_the_page_says_so_and_nothing_is_taken_twice(cast: Cast, code: str) -> None:
    who = MOVES[code][1]
    case = _case(cast, code)
    body = _body(cast, code)
    assert _take(getattr(cast, who), case, code, body).status_code == 302
    steps = case.steps.count()
    late = _take(getattr(cast, who), case, code, body)
    assert late.status_code == 409
    assert "Somebody was quicker" in late.content.decode()
    assert case.steps.count() == steps


def test_who_was_slower_still_has_the_words_that_were_typed(cast: Cast) -> None:
    case = brought_to(cast, "answered")
    _take(cast.clerk, case, "check", {})
    late = _take(cast.lead, case, "send_back", {"word": "没写哪天修的"})
    assert late.status_code == 409
    assert "没写哪天修的</textarea>" in late.content.decode()


@pytest.mark.parametrize("code", WITH_WORDS)
def test_what_is_missing_is_told_beside_its_field_and_what_was_typed_is_still_there(
    cast: Cast, code: str
) -> None:
    state, who, _given, _then = MOVES[code]
    case = brought_to(cast, state)
    body = WITH_WORDS[code]
    answer = _take(getattr(cast, who), case, code, body)
    page = answer.content.decode()
    [missing] = [name for name, value in body.items() if not value and name != "place"]
    assert answer.status_code == 200
    assert f'id="id_{missing}_error"' in page
    assert all(value in page for value in body.values())
    case.refresh_from_db()
    assert case.state == state


@pytest.mark.parametrize(
    ("code", "field", "body"),
    [
        ("send_back", "word", {"word": " "}),
        ("contact", "word", {"word": ""}),
        ("refuse", "word", {"code": "court", "word": " "}),
        ("answer", "word", {"outcome": "solved", "word": ""}),
        ("ask_back", "word", {"result": "no", "word": ""}),
    ],
)
def test_a_move_that_needs_a_word_says_so_beside_the_field(
    cast: Cast, code: str, field: str, body: dict[str, str]
) -> None:
    state, who, _given, _then = MOVES[code]
    answer = _take(getattr(cast, who), brought_to(cast, state), code, body)
    assert f'id="id_{field}_error"' in answer.content.decode()


def test_another_than_the_proposed_one_needs_a_reason(cast: Cast) -> None:
    case = brought_to(cast, "triaged", text="楼道照明坏了")
    body = {"provider": cast.other_party.pk, "why": ""}
    answer = _take(cast.clerk, case, "dispatch", body)
    assert 'id="id_why_error"' in answer.content.decode()
    assert _take(cast.clerk, case, "dispatch", {**body, "why": "认得老人"}).status_code == 302
    case.refresh_from_db()
    assert case.provider == cast.other_party
    proposal = case.proposals.get(kind="match")
    assert (proposal.is_taken, proposal.why) == (False, "认得老人")


def test_the_proposed_one_needs_no_reason(cast: Cast) -> None:
    case = brought_to(cast, "triaged", text="楼道照明坏了")
    assert _take(cast.clerk, case, "dispatch", {"provider": cast.worker_party.pk}).status_code == 302


def test_a_provider_of_another_office_cannot_be_chosen(cast: Cast) -> None:
    assert cast.elsewhere is not None
    case = brought_to(cast, "triaged")
    body = {"provider": cast.elsewhere.worker_party.pk, "why": "他认得那里"}
    answer = _take(cast.clerk, case, "dispatch", body)
    assert 'id="id_provider_error"' in answer.content.decode()


def test_a_place_of_another_office_cannot_be_chosen(cast: Cast) -> None:
    assert cast.elsewhere is not None
    case = brought_to(cast, "received")
    answer = _take(cast.clerk, case, "triage", {**RIGHT, "place": str(cast.elsewhere.compound.pk)})
    assert 'id="id_place_error"' in answer.content.decode()


def test_the_proposed_building_can_be_taken(cast: Cast) -> None:
    walk = Walk()
    case = walk(cast.receive, text="柳岸小区1幢楼道灯坏了")
    Office.objects.filter(pk=cast.office.pk).update(triage_threshold=1)
    cast.office.refresh_from_db()
    walk(understand, cases=[case], knows=Understanding(cast.office))
    building = Place.objects.get(path__startswith=cast.compound.path, level="building")
    page = client_of(cast.clerk).get(f"/desk/cases/{case.number}/triage/")
    assert page.context["form"].initial["place"] == str(building.pk)
    assert _take(cast.clerk, case, "triage", {**RIGHT, "place": str(building.pk)}).status_code == 302
    case.refresh_from_db()
    assert case.place == building


def test_an_answer_also_begins_what_was_only_accepted(cast: Cast) -> None:
    case = brought_to(cast, "accepted")
    assert _take(cast.worker, case, "answer", {"outcome": "solved", "word": "换好了"}).status_code == 302
    assert list(case.steps.order_by("serial").values_list("move", flat=True))[-2:] == ["begin", "answer"]


def test_not_solved_goes_back_to_its_provider_with_the_askers_words(cast: Cast) -> None:
    case = brought_to(cast, "checked")
    assert _take(cast.clerk, case, "ask_back", {"result": "no", "word": "还是不亮"}).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.holder, case.redo_count) == ("handling", cast.worker_party, 1)


def test_a_case_that_was_answered_on_the_spot_or_by_a_promise_is_done_again_from_its_page(cast: Cast) -> None:
    asked = brought_to(cast, "received", text="请问几点开门", contact="13700002222")
    spot = {**RIGHT, "kind": "consultation", "outcome": "explained", "word": "九点开门"}
    _take(
        cast.clerk,
        asked,
        "on_the_spot",
        {name: spot[name] for name in ("category", "kind", "outcome", "word")},
    )
    promised = on_the_way(cast, "promised")
    _take(cast.clerk, promised, "ask_back", {"result": "no", "word": "还没换"})
    with clock.held_at(LATER):
        rate(viewer=Viewer.asker(), case=asked, grade=1)
    _take(cast.clerk, asked, "ask_back", {"result": "no", "word": "去了没开"})
    for case, who, word in ((asked, cast.clerk, "九点开门"), (promised, cast.worker, "")):
        case.refresh_from_db()
        assert (case.state, case.redo_count) == ("handling", 1)
        with clock.held_at(LATER):
            for end in ("", "answer/"):
                answer = client_of(who).get(f"/desk/cases/{case.number}/{end}")
                assert answer.status_code == 200
                assert word in answer.content.decode()


def test_what_cannot_be_undone_says_so_before_it_happens(cast: Cast) -> None:
    case = brought_to(cast, "received")
    for code in ("refuse", "on_the_spot", "withdraw", "thanks", "split", "merge"):
        page = client_of(cast.clerk).get(f"/desk/cases/{case.number}/{code}/").content.decode()
        with translation.override("en"):
            assert str(MOVE_VIEWS[code].warning) in unescape(page), code


@pytest.mark.parametrize(
    ("state", "code"), [("answered", "check"), ("answered", "send_back"), ("checked", "ask_back")]
)
def test_whoever_judges_an_answer_reads_it_there(cast: Cast, state: str, code: str) -> None:
    case = brought_to(cast, state)
    page = client_of(cast.clerk).get(f"/desk/cases/{case.number}/{code}/").content.decode()
    assert "灯换好了" in page
    assert (f'href="/desk/cases/{case.number}/send_back/"' in page) == (code == "check")


def test_whoever_chooses_by_hand_reads_who_is_proposed(cast: Cast) -> None:
    case = brought_to(cast, "triaged", text="楼道照明坏了")
    url = f"/desk/cases/{case.number}/dispatch/"
    assert "Proposed: 社工乙." in client_of(cast.clerk).get(url).content.decode()
    case.proposals.filter(kind="match").delete()
    assert "Proposed:" not in client_of(cast.clerk).get(url).content.decode()


def test_a_worker_who_may_read_it_no_longer_is_led_to_their_day(cast: Cast) -> None:
    walk = Walk()
    case = brought_to(cast, "dispatched", walk=walk)
    case = walk(accept_case, viewer=cast.viewer(cast.worker), case=case)
    answer = _take(cast.worker, case, "answer", {"outcome": "solved", "word": "换好了"})
    assert answer["Location"] == f"/desk/cases/{case.number}/"


def test_what_a_worker_photographed_stands_with_the_case_and_is_not_the_askers(cast: Cast) -> None:
    case = brought_to(cast, "handling")
    _take(cast.worker, case, "add_photos", {"photos": [a_photo(), a_photo()]})
    kept = case.photos.all()
    assert [photo.is_of_asker for photo in kept] == [False, False]
    page = client_of(cast.clerk).get(f"/desk/cases/{case.number}/").content.decode()
    assert all(str(photo.file.uuid) in page for photo in kept)


def test_without_a_photo_or_with_what_is_none_the_form_says_so(cast: Cast) -> None:
    case = brought_to(cast, "handling")
    assert "Please choose the photos first." in _take(cast.worker, case, "add_photos", {}).content.decode()
    paper = SimpleUploadedFile("灯.jpg", b"no photo", "image/jpeg")
    assert _take(cast.worker, case, "add_photos", {"photos": paper}).status_code == 200
    assert case.photos.count() == 0


def test_the_triage_form_offers_what_is_known(cast: Cast) -> None:
    case = brought_to(cast, "triaged")
    form = client_of(cast.clerk).get(f"/desk/cases/{case.number}/retriage/").context["form"]
    assert form.initial == {
        "category": "estate.facilities",
        "kind": "complaint",
        "lane": "with_care",
        "place": str(cast.compound.pk),
    }
