"""A meeting from its call to its minutes, as pages."""

from datetime import timedelta

from huiying.pure.lib import clock
from huiying.work.cases.models import AgendaItem, Case, Meeting
from tests.cast import MORNING, Cast
from tests.fronts.web.company import client_of
from tests.fronts.web.stages import brought_to

CALL = {
    "kind": "joint",
    "title": "路灯归谁修",
    "held_on": "2023-12-15",
    "held_from": "14:00",
    "where": "二楼",
}
AFTER = MORNING + timedelta(hours=7)


def called(cast: Cast) -> Meeting:
    with clock.held_at(MORNING):
        answer = client_of(cast.clerk).post("/desk/meetings/new/", CALL)
    meeting = Meeting.objects.get()
    assert answer["Location"] == f"/desk/meetings/{meeting.uuid}/"
    return meeting


def listed(cast: Cast, meeting: Meeting) -> Case:
    case = brought_to(cast, "triaged")
    with clock.held_at(MORNING + timedelta(hours=2)):
        body = {"meeting": meeting.pk, "word": "三家都说不归自己"}
        client_of(cast.clerk).post(f"/desk/cases/{case.number}/agenda/", body)
    return case


def test_a_clerk_calls_a_meeting_and_finds_it_in_the_list(cast: Cast) -> None:
    meeting = called(cast)
    assert clock.local(meeting.held_at).hour == 14
    page = client_of(cast.clerk).get("/desk/meetings/").content.decode()
    assert "路灯归谁修" in page
    assert "Call a meeting" in page


def test_its_agenda_shows_the_case_and_what_was_decided_on_it(cast: Cast) -> None:
    meeting = called(cast)
    case = listed(cast, meeting)
    path = f"/desk/meetings/{meeting.uuid}/"
    assert "三家都说不归自己" in client_of(cast.lead).get(path).content.decode()
    body = {"what": "物业修", "who": cast.worker_party.pk, "by_on": "2023-12-29"}
    with clock.held_at(AFTER):
        assert client_of(cast.lead).post(f"{path}decide/{case.number}/", body)["Location"] == path
        page = client_of(cast.auditor).get(path).content.decode()
    assert "Decided: 物业修" in page
    case.refresh_from_db()
    assert (case.state, case.provider) == ("dispatched", cast.worker_party)


def test_what_is_missing_is_told_beside_its_field(cast: Cast) -> None:
    meeting = called(cast)
    case = listed(cast, meeting)
    path = f"/desk/meetings/{meeting.uuid}/"
    body = {"what": "物业修", "who": cast.worker_party.pk, "by_on": "2023-12-01"}
    with clock.held_at(AFTER):
        page = client_of(cast.clerk).post(f"{path}decide/{case.number}/", body).content.decode()
        assert "That day is past." in page
        assert "物业修" in page
        early = client_of(cast.clerk).post(f"{path}close/", {"minutes": "", "attended": []}).content.decode()
    assert 'id="id_minutes_error"' in early
    assert AgendaItem.objects.get().decided_at is None


def test_minutes_are_written_down_after_it_was_held(cast: Cast) -> None:
    meeting = called(cast)
    path = f"/desk/meetings/{meeting.uuid}/"
    body = {"minutes": "各让一步", "attended": [cast.worker_party.pk]}
    with clock.held_at(MORNING):
        assert "has not been held yet" in client_of(cast.clerk).post(f"{path}close/", body).content.decode()
    with clock.held_at(AFTER):
        assert client_of(cast.clerk).post(f"{path}close/", body)["Location"] == path
        page = client_of(cast.clerk).get(path).content.decode()
    assert "各让一步" in page
    assert "社工乙" in page


def test_a_worker_sees_no_meetings_and_another_office_not_ours(cast: Cast) -> None:
    assert cast.elsewhere is not None
    meeting = called(cast)
    assert client_of(cast.worker).get("/desk/meetings/").status_code == 403
    stranger = client_of(cast.elsewhere.clerk)
    assert stranger.get(f"/desk/meetings/{meeting.uuid}/").status_code == 404
    assert "路灯归谁修" not in stranger.get("/desk/meetings/").content.decode()
