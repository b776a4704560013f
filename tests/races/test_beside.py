"""What happens beside the main way, by several at the same moment: one does it, the others are told in words."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory.models import WorkerFile
from huiying.work.cases.models import AgendaItem, Case, Promise, Proposal
from huiying.work.cases.services.again import look_again, reopen
from huiying.work.cases.services.closing import ask_back, send_back
from huiying.work.cases.services.dispatch import dispatch_case, take_back
from huiying.work.cases.services.helping import call_in, hand_over
from huiying.work.cases.services.intake import add_photos, refuse
from huiying.work.cases.services.joining import merge_case, split_case, unmerge_case
from huiying.work.cases.services.meetings import (
    Decision,
    NewMeeting,
    call_meetings,
    close_meeting,
    decide,
    put_on_agenda,
)
from huiying.work.cases.services.promises import end_promise, remind_of_promises
from huiying.work.cases.services.rulings import NewQuestion, ask_lead, rule, supervise
from huiying.work.cases.services.waiting import (
    add_word,
    ask_more,
    come_back,
    go_elsewhere,
    keep_for_later,
    note_try,
    take_up,
)
from tests.cast import MORNING, assemble
from tests.races.test_steps import CLIENTS, at_once, outcomes
from tests.sizes import n
from tests.work.cases.story import Story

Act = Callable[[], Any]
Race = tuple[Callable[[Story], Act], str]
DAY = 24 * 60
RACES: dict[str, Race] = {}
"""By name: what makes the case and gives what each client does, and what all but one of them are told; "" where all
of them may do it, one after the other."""


def race(said: str) -> Callable[[Callable[[Story], Act]], Callable[[Story], Act]]:
    """Register a race."""

    def register(make: Callable[[Story], Act]) -> Callable[[Story], Act]:
        RACES[make.__name__] = (make, said)
        return make

    return register


@pytest.fixture
def story(shared: None) -> Story:
    with clock.held_at(MORNING):
        return Story(assemble())


def _lead(story: Story) -> Viewer:
    viewer: Viewer = story.viewer(story.cast.lead)
    return viewer


@race("asked_already")
def asking(story: Story) -> Act:
    case = story.handling()
    return lambda: ask_lead(viewer=story.worker, case=case, question=NewQuestion("termination", "搬走了"))


@race("ruled_before")
def ruling(story: Story) -> Act:
    question = NewQuestion("termination", "搬走了")
    case = story.walk(ask_lead, viewer=story.worker, case=story.handling(), question=question)
    asked = case.rulings.get()
    return lambda: rule(viewer=_lead(story), ruling=asked, is_granted=False, word="再去")


@race("supervised_before")
def pressing(story: Story) -> Act:
    case = story.handling()
    return lambda: supervise(viewer=_lead(story), case=case, word="快")


@race("asked_more_before")
def asking_for_more(story: Story) -> Act:
    case = story.handling()
    return lambda: ask_more(viewer=story.worker, case=case, word="照片")


def _incomplete(story: Story) -> Case:
    return story.walk(ask_more, viewer=story.worker, case=story.handling(), word="照片")


@race("")
def reminding(story: Story) -> Act:
    case = _incomplete(story)
    return lambda: note_try(viewer=story.worker, case=case)


@race("")
def adding(story: Story) -> Act:
    case = _incomplete(story)
    return lambda: add_word(viewer=Viewer.asker(), case=case, word="照片来了")


def _tried(story: Story) -> Case:
    case = _incomplete(story)
    for _time in range(2):
        case = story.walk(note_try, viewer=story.worker, case=case)
    story.walk.moment += timedelta(days=9)
    return case


@race("nothing_is_missing")
def keeping(story: Story) -> Act:
    case = _tried(story)
    return lambda: keep_for_later(viewer=story.clerk, case=case, word="留着")


@race("move_not_possible")
def taking_up(story: Story) -> Act:
    case = story.walk(keep_for_later, viewer=story.clerk, case=_tried(story), word="留着")
    return lambda: take_up(viewer=story.clerk, case=case, word="拿来了")


def _elsewhere(story: Story, case: Case) -> Case:
    given: dict[str, Any] = {"body": "供电所", "agent": "社工乙", "ask_on": clock.today()}
    return go_elsewhere(viewer=story.worker, case=case, **given)


@race("")
def going_elsewhere(story: Story) -> Act:
    case = story.handling()
    return lambda: _elsewhere(story, case)


@race("not_elsewhere")
def coming_back(story: Story) -> Act:
    case = story.walk(_elsewhere, story=story, case=story.handling())
    return lambda: come_back(viewer=story.worker, case=case, word="回话了")


@race("helper_already")
def calling_in(story: Story) -> Act:
    case, helper = story.handling(), story.cast.other_party
    return lambda: call_in(viewer=story.clerk, case=case, helper=helper, word="一起", by="desk")


@race("has_it_already")
def handing_over(story: Story) -> Act:
    case, to = story.handling(), story.cast.other_party
    return lambda: hand_over(viewer=story.clerk, cases=[case], to=to, word="休假", by="desk")


@race("move_not_possible")
def taking_back(story: Story) -> Act:
    case = story.dispatched()
    return lambda: take_back(viewer=story.clerk, case=case)


@race("split_says_the_same")
def splitting(story: Story) -> Act:
    case = story.received("灯坏，楼上吵", contact="13700002222")
    return lambda: split_case(viewer=story.clerk, case=case, text="楼上吵")


@race("")
def splitting_off_one_each(story: Story) -> Act:
    key = story.received("灯坏，楼上吵，门也关不上", contact="13700002222").pk
    clients = iter([(Case.objects.get(pk=key), text) for text in ("灯坏", "楼上吵", "门关不上")])

    def split() -> Case:
        case, text = next(clients)
        return split_case(viewer=story.clerk, case=case, text=text)

    return split


@race("case_is_merged")
def joining(story: Story) -> Act:
    case, into = story.received("灯又坏了", contact="13700002222"), story.handling()
    return lambda: merge_case(viewer=story.clerk, case=case, into=into)


@race("not_merged")
def parting(story: Story) -> Act:
    case, into = story.received("灯又坏了", contact="13700002222"), story.handling()
    case = story.walk(merge_case, viewer=story.clerk, case=case, into=into)
    return lambda: unmerge_case(viewer=story.clerk, case=case)


@race("looked_again_before")
def looking_again(story: Story) -> Act:
    case = story.walk(refuse, viewer=story.clerk, case=story.received("押金"), code="court", word="找法院")
    return lambda: look_again(viewer=Viewer.asker(), case=case, word="没上法院")


@race("move_not_possible")
def refusing(story: Story) -> Act:
    case = story.received("押金")
    return lambda: refuse(viewer=story.clerk, case=case, code="court", word="找法院")


@race("")
def adding_photos(story: Story) -> Act:
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "JPEG")
    sent = picture.getvalue()
    case = story.received()
    return lambda: add_photos(
        viewer=Viewer.asker(), case=case, uploads=[("灯.jpg", BytesIO(sent))], by="asker"
    )


@race("reopened_before")
def reopening(story: Story) -> Act:
    case = story.walk(ask_back, viewer=story.clerk, case=story.checked(), result="yes")
    return lambda: reopen(viewer=Viewer.asker(), case=case, word="又灭了")


@race("no_open_promise")
def ending_a_promise(story: Story) -> Act:
    case = story.checked()
    made = {"what": "换管", "due_on": date(2024, 3, 1), "approved_by": 1, "made_at": MORNING}
    Promise.objects.create(case=case, holder=story.cast.worker_party, **made)
    return lambda: end_promise(viewer=story.worker, case=case, is_kept=True, word="换了")


def _meeting(story: Story) -> Any:
    new = NewMeeting("joint", "路灯", MORNING)
    [meeting] = story.walk(call_meetings, viewer=story.clerk, office=story.cast.office, meetings=[new])
    return meeting


@race("on_agenda_already")
def listing(story: Story) -> Act:
    case, meeting = story.handling(), _meeting(story)
    return lambda: put_on_agenda(viewer=story.clerk, case=case, meeting=meeting, word="归谁", by="desk")


@race("decided_before")
def deciding(story: Story) -> Act:
    case = story.handling()
    given = {"meeting": _meeting(story), "word": "归谁", "by": "desk"}
    story.walk(put_on_agenda, viewer=story.clerk, case=case, **given)
    item = AgendaItem.objects.get(case=case)
    decision = Decision("物业修", story.cast.other_party, date(2023, 12, 29))
    return lambda: decide(viewer=story.clerk, item=item, decision=decision, by="desk")


@race("meeting_is_over")
def closing(story: Story) -> Act:
    meeting, there = _meeting(story), [story.cast.desk]
    return lambda: close_meeting(viewer=story.clerk, meeting=meeting, minutes="说好了", attended=there)


@race("move_not_possible")
def sending_back(story: Story) -> Act:
    case = story.answered()
    return lambda: send_back(viewer=story.clerk, case=case, word="哪天修的")


@race("provider_full")
def filling_the_last_slot(story: Story) -> Act:
    worker = story.cast.worker_party
    cases = iter([story.triaged(story.received(f"灯坏了 {client}")) for client in range(CLIENTS)])
    Proposal.objects.all().delete()  # the clerks chose the worker freely
    WorkerFile.objects.filter(person__party=worker).update(ceiling=1)
    return lambda: dispatch_case(viewer=story.clerk, case=next(cases), provider=worker)


@pytest.mark.parametrize("name", RACES)
def test_one_does_it_and_the_others_are_told(story: Story, name: str) -> None:
    make, said = RACES[name]
    answers = outcomes(at_once(story, make(story)))
    assert answers == ({"done": 1, said: CLIENTS - 1} if said else {"done": CLIENTS})


def test_of_several_reminders_of_one_promise_one_finds_it(story: Story) -> None:
    day = date(2024, 1, 5)
    for _round in range(n(3, 20)):
        case = story.checked(case=story.triaged(story.received("水管")))
        made = {"what": "换管", "due_on": day, "approved_by": 1, "made_at": MORNING}
        Promise.objects.create(case=case, holder=story.cast.worker_party, **made)
        found = at_once(story, lambda: remind_of_promises(today=day))
        assert sum(found) == 1
