"""What each member of staff sees first: what is late, what is due, what waits for them."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from huiying.base.outbox.models import Message
from huiying.pure.lib import clock
from huiying.work.cases.models import Case, Promise
from huiying.work.cases.services.dispatch import take_back
from huiying.work.cases.services.meetings import NewMeeting, call_meetings, close_meeting
from huiying.work.cases.services.rulings import supervise
from huiying.work.cases.services.watching import send_digest, warn_of_due
from tests.cast import MORNING, Cast, Walk
from tests.fronts.web.company import BACKEND, client_of
from tests.fronts.web.stages import WAY, brought_to, on_the_way

LATER = MORNING + timedelta(hours=3)


def _day(user: Any, moment: Any = LATER) -> Any:
    with clock.held_at(moment):
        return client_of(user).get("/desk/")


def _sections(answer: Any) -> dict[str, list[str]]:
    return {str(part["title"]): [case.text for case in part["cases"]] for part in answer.context["sections"]}


def test_the_desk_sees_what_waits_for_a_hand_by_what_it_waits_for(cast: Cast) -> None:
    for state in WAY:
        brought_to(cast, state, text=state)
    assert _sections(_day(cast.clerk)) == {
        "New: say what it is": ["received"],
        "To be dispatched": ["triaged"],
        "Answers to be checked": ["answered"],
        "To be asked back": ["checked"],
    }


def test_what_lies_elsewhere_is_asked_after_on_its_day_and_not_before(cast: Cast) -> None:
    walk = Walk()
    case = on_the_way(cast, "elsewhere", walk)  # to be asked after on Wednesday
    walk(supervise, viewer=cast.viewer(cast.lead), case=case, word="今天要有回音")
    before = _sections(_day(cast.worker))
    assert "To be asked after outside" not in before
    assert before["Supervised"] == [case.text]
    wednesday = _sections(_day(cast.worker, MORNING + timedelta(days=5)))
    assert wednesday["To be asked after outside"] == [case.text]


def test_a_worker_sees_what_was_given_to_them_and_what_is_in_their_hands(cast: Cast) -> None:
    for state in WAY:
        brought_to(cast, state, text=state)
    assert _sections(_day(cast.worker)) == {
        "Given to you": ["dispatched"],
        "In your hands": ["accepted", "handling"],
    }
    assert _sections(_day(cast.other_worker)) == {}


@pytest.mark.parametrize("who", ["admin", "other_worker"])
def test_for_whom_nothing_waits_the_page_says_so(cast: Cast, who: str) -> None:
    brought_to(cast, "dispatched")
    assert "Nothing waits for you." in _day(getattr(cast, who)).content.decode()


def test_a_colleague_of_another_office_sees_nothing_of_it(cast: Cast) -> None:
    assert cast.elsewhere is not None
    brought_to(cast, "received")
    assert _sections(_day(cast.elsewhere.clerk)) == {}


def test_the_desk_carries_the_name_of_ones_own_office(cast: Cast) -> None:
    assert cast.elsewhere is not None
    for user, name in ((cast.clerk, "南峰街道"), (cast.elsewhere.clerk, "青北街道")):
        house = _day(user).content.decode().partition('class="house"')[2].partition("</a>")[0]
        assert name in house


def test_what_is_late_comes_first_and_then_what_is_due_today(cast: Cast) -> None:
    case = brought_to(cast, "received")
    assert case.due_at is not None
    late = _day(cast.clerk, case.due_at + timedelta(minutes=1))
    assert next(iter(_sections(late))) == "Late"
    day = clock.local_time(clock.local(case.due_at).date(), 0)
    assert next(iter(_sections(_day(cast.clerk, day)))) == "Due today"


def test_a_late_acceptance_is_late_for_the_worker_too(cast: Cast) -> None:
    case = brought_to(cast, "dispatched", text="没接的")
    assert case.provider_due_at is not None
    assert _sections(_day(cast.worker, case.provider_due_at + timedelta(minutes=1)))["Late"] == ["没接的"]


def test_only_a_lead_sees_who_is_late(cast: Cast) -> None:
    case = brought_to(cast, "received")
    assert case.due_at is not None
    late = case.due_at + timedelta(minutes=1)
    assert _day(cast.lead, late).context["late_by_owner"] == [("南峰街道服务台", 1)]
    assert _day(cast.clerk, late).context["late_by_owner"] == []


def test_every_section_leads_to_the_list_of_its_cases(cast: Cast) -> None:
    for state in WAY:
        brought_to(cast, state, text=state)
    client = Client()
    for user in (cast.clerk, cast.worker):
        client.force_login(user, backend=BACKEND)
        with clock.held_at(LATER):
            for part in client.get("/desk/").context["sections"]:
                found = client.get(f"/desk/cases/?{part['query']}").context["cases"]
                assert {case.text for case in part["cases"]} <= {case.text for case in found}, part["title"]


def _late(cast: Cast, state: str) -> tuple[Case, datetime]:
    """A case of which its provider was told that it is late, and when that was."""
    case = brought_to(cast, state)
    assert case.provider_due_at is not None
    late = case.provider_due_at + timedelta(minutes=1)
    with clock.held_at(late):
        warn_of_due(now=late)
    return case, late


def test_a_reminder_stands_on_the_page_until_it_was_read(cast: Cast) -> None:
    case, late = _late(cast, "accepted")
    answer = _day(cast.worker, late)
    assert case.number in answer.content.decode()
    [(message, words, opens)] = answer.context["notes"]
    assert words.startswith(f"{case.number}: the asker was not contacted in time")
    assert opens
    client = Client()
    client.force_login(cast.worker, backend=BACKEND)
    assert client.post("/desk/notes-read/", {"note": message.pk})["Location"] == "/desk/"
    assert _day(cast.worker, late).context["notes"] == []


def test_a_reminder_of_a_case_that_went_back_leads_nowhere(cast: Cast) -> None:
    case, late = _late(cast, "dispatched")
    with clock.held_at(late):
        take_back(viewer=cast.viewer(cast.clerk), case=case)
    answer = _day(cast.worker, late)
    assert case.number in answer.content.decode()
    assert f"/desk/cases/{case.number}/" not in answer.content.decode()


def test_a_promise_that_is_due_leads_to_where_its_reader_can_go(cast: Cast) -> None:
    case = brought_to(cast, "checked")
    made = {"what": "换管", "due_on": date(2023, 12, 29), "approved_by": 1, "made_at": case.received_at}
    Promise.objects.create(case=case, holder=cast.other_party, **made)
    at = clock.local_time(date(2023, 12, 29), 9)
    path = f"/desk/cases/{case.number}/"
    for user, address in ((cast.other_worker, f"{path}end_promise/"), (cast.worker, path), (cast.lead, path)):
        assert f'href="{address}"' in _day(user, at).content.decode(), user
        assert client_of(user).get(address).status_code == 200, user


def test_the_lead_reads_in_one_line_how_many_are_late_and_whose_they_are(cast: Cast) -> None:
    case = brought_to(cast, "received")
    assert case.due_at is not None
    late = case.due_at + timedelta(minutes=1)
    with clock.held_at(late):
        send_digest(now=late)
    [(_message, words, _opens)] = _day(cast.lead, late).context["notes"]
    assert words == "1 cases are late: 南峰街道服务台 1."


@pytest.mark.parametrize("note", ["x", "", "9" * 40, "-1", "²"])
def test_an_odd_note_is_no_note(cast: Cast, note: str) -> None:
    client = Client()
    client.force_login(cast.worker, backend=BACKEND)
    assert client.post("/desk/notes-read/", {"note": note}).status_code == 302


def test_nobody_marks_a_note_of_somebody_else_as_read(cast: Cast) -> None:
    case = brought_to(cast, "accepted")
    assert case.provider_due_at is not None
    late = case.provider_due_at + timedelta(minutes=1)
    with clock.held_at(late):
        warn_of_due(now=late)
    message = Message.objects.get()
    client = Client()
    client.force_login(cast.clerk, backend=BACKEND)
    client.post("/desk/notes-read/", {"note": message.pk})
    message.refresh_from_db()
    assert message.read_at is None


def test_a_lead_reads_how_many_wait_at_the_desk_and_not_each(cast: Cast) -> None:
    for state in WAY:
        brought_to(cast, state, text=state)
    answer = _day(cast.lead)
    assert _sections(answer) == {}
    counts = {str(label): count for label, count, _query in answer.context["counts"]}
    assert counts == {
        "Due today": 0,
        "New: say what it is": 1,
        "To be dispatched": 1,
        "Answers to be checked": 1,
        "To be asked back": 1,
    }
    assert _day(cast.clerk).context["counts"] == _day(cast.admin).context["counts"] == []


def test_a_lead_reads_of_what_is_late_what_was_done_last_and_what_was_said(cast: Cast) -> None:
    walk = Walk()
    case = on_the_way(cast, "elsewhere", walk)
    walk(supervise, viewer=cast.viewer(cast.lead), case=case, word="今天要有回音")
    case.refresh_from_db()
    assert case.due_at is not None
    page = _day(cast.lead, case.due_at + timedelta(minutes=1)).content.decode()
    late = page.partition("<h2>Late</h2>")[2].partition("</section>")[0]
    assert "nf lead, " in late
    assert ": 今天要有回音" in late
    assert "Last, " not in late
    assert "今天要有回音" not in _day(cast.clerk, case.due_at + timedelta(minutes=1)).content.decode()


def test_a_late_case_that_nobody_pressed_says_its_last_step(cast: Cast) -> None:
    case = brought_to(cast, "handling")
    assert case.due_at is not None
    page = _day(cast.lead, case.due_at + timedelta(minutes=1)).content.decode()
    assert re.search(r"Last, [^<]*: Begun", page)


def test_a_meeting_stands_before_the_lead_until_its_minutes_are_written(cast: Cast) -> None:
    viewer = cast.viewer(cast.lead)
    new = NewMeeting("joint", "油烟", MORNING + timedelta(days=3), "一楼")
    with clock.held_at(MORNING):
        [meeting] = call_meetings(viewer=viewer, office=cast.office, meetings=[new])
    assert "nothing on the agenda yet" in _day(cast.lead).content.decode()
    after = MORNING + timedelta(days=4)
    assert "the minutes are to be written" in _day(cast.lead, after).content.decode()
    assert "Meetings to prepare" not in _day(cast.worker).content.decode()
    with clock.held_at(after):
        close_meeting(viewer=viewer, meeting=meeting, attended=[cast.desk], minutes="说了油烟")
    assert "Meetings to prepare" not in _day(cast.lead, after).content.decode()
