"""Every move that has a service is walked by its service; `huiying cases moves` counts it."""

from datetime import date
from io import BytesIO, StringIO

from django.core.management import call_command
from PIL import Image

from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.selectors.counts import move_counts
from huiying.work.cases.services.again import look_again, reopen
from huiying.work.cases.services.closing import ask_back, check_answer, rate, send_back
from huiying.work.cases.services.dispatch import take_back
from huiying.work.cases.services.handling import answer_case, contact_asker
from huiying.work.cases.services.helping import call_in, hand_over
from huiying.work.cases.services.intake import (
    add_photos,
    answer_on_the_spot,
    file_thanks,
    put_right,
    refuse,
    withdraw,
)
from huiying.work.cases.services.joining import merge_case, split_case, unmerge_case
from huiying.work.cases.services.meetings import NewMeeting, call_meetings, put_on_agenda
from huiying.work.cases.services.promises import end_promise
from huiying.work.cases.services.rulings import NewQuestion, ask_lead, rule, supervise
from huiying.work.cases.services.waiting import (
    add_word,
    ask_more,
    come_back,
    go_elsewhere,
    keep_for_later,
    note_try,
    tell_asker,
)
from tests.work.cases.story import Story


def walk_main(story: Story) -> None:
    """Five cases on the main way, the short path, refused, withdrawn."""
    clerk, worker, asker, walk = story.clerk, story.worker, Viewer.asker(), story.walk
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "JPEG")
    picture.seek(0)

    case = story.received()
    walk(add_photos, viewer=asker, case=case, uploads=[("灯.jpg", picture)], by="asker")
    walk(put_right, viewer=asker, case=case, place=story.cast.compound, category=None)
    case = story.triaged(story.triaged(Case.objects.get(pk=case.pk)), kind="help")
    case = story.accepted(case=case)
    case = walk(contact_asker, viewer=worker, case=case, word="下午到")
    case = walk(answer_case, viewer=worker, case=case, outcome="solved", word="换了")
    case = walk(send_back, viewer=clerk, case=case, word="哪天换的")
    case = walk(answer_case, viewer=worker, case=case, outcome="solved", word="今天换了")
    case = walk(check_answer, viewer=clerk, case=case)
    case = walk(ask_back, viewer=clerk, case=case, result="not_reached")
    walk(ask_back, viewer=clerk, case=case, result="no", word="又灭了")

    category = story.cast.categories["child.afterclass"]
    spot = {"viewer": clerk, "category": category, "kind": "consultation", "word": "六点"}
    case = walk(answer_on_the_spot, case=story.received("几点关门"), **spot)
    walk(rate, viewer=asker, case=case, grade=1)
    walk(file_thanks, viewer=clerk, case=story.received("谢谢"), category=category, word="好")
    walk(refuse, viewer=clerk, case=story.received("押金的官司"), code="court", word="打12348")
    walk(withdraw, viewer=asker, case=story.received("算了"), by="asker")


def walk_rulings(story: Story) -> None:
    """What only a lead decides, granted and denied."""
    walk, lead = story.walk, story.viewer(story.cast.lead)

    def put(case: Case, kind: str, until_on: date | None = None, *, is_granted: bool = True) -> Case:
        question = NewQuestion(kind, "缘由", until_on, "换新管")
        case = walk(ask_lead, viewer=story.worker, case=case, question=question)
        asked = case.rulings.get(kind=kind, ruled_at=None)
        return walk(rule, viewer=lead, ruling=asked, is_granted=is_granted, word="定了")

    put(story.dispatched(), "return")
    put(story.dispatched(), "return", is_granted=False)
    case = put(story.handling(), "extension", date(2024, 1, 3))
    case = walk(supervise, viewer=lead, case=case, word="盯紧")
    case = put(case, "termination", is_granted=False)
    case = put(case, "promise", date(2024, 3, 1))
    case = walk(check_answer, viewer=story.clerk, case=case)
    case = walk(rate, viewer=Viewer.asker(), case=case, grade=1)
    case = put(case, "appeal")
    walk(end_promise, viewer=story.worker, case=case, is_kept=True, word="换了")
    put(story.handling(), "termination")


def walk_waiting(story: Story) -> None:
    """What waits for the asker or for others, goes over to others, is split and joined, comes back."""
    walk, clerk, worker, asker = story.walk, story.clerk, story.worker, Viewer.asker()
    case = walk(ask_more, viewer=worker, case=story.handling(), word="照片")
    case = walk(note_try, viewer=worker, case=case)
    case = walk(note_try, viewer=worker, case=case)
    case = walk(keep_for_later, viewer=clerk, case=case, word="留着", minutes=9 * 24 * 60)
    walk(add_word, viewer=asker, case=case, word="照片来了")
    case = walk(ask_more, viewer=worker, case=story.handling(), word="照片")
    case = walk(add_word, viewer=asker, case=case, word="照片来了")
    case = walk(add_word, viewer=asker, case=case, word="还有一句")
    agent = {"body": "供电所", "agent": "社工乙", "ask_on": date(2024, 2, 1)}
    case = walk(go_elsewhere, viewer=worker, case=case, **agent)
    case = walk(come_back, viewer=worker, case=case, word="通了")
    case = walk(tell_asker, viewer=worker, case=case, word="明天去", by="provider")
    case = walk(call_in, viewer=clerk, case=case, helper=story.cast.other_party, word="一起", by="desk")
    new = NewMeeting("joint", "路灯", story.walk.moment)
    [meeting] = walk(call_meetings, viewer=clerk, office=story.cast.office, meetings=[new])
    case = walk(put_on_agenda, viewer=clerk, case=case, meeting=meeting, word="谁来修", by="desk")
    walk(hand_over, viewer=clerk, cases=[case], to=story.cast.other_party, word="休假", by="desk")
    walk(take_back, viewer=clerk, case=story.dispatched())

    first = walk(split_case, viewer=clerk, case=story.received("灯坏，楼上吵"), text="楼上吵")
    into = story.handling()
    first = walk(merge_case, viewer=clerk, case=first, into=into)
    first = walk(unmerge_case, viewer=clerk, case=first)
    walk(merge_case, viewer=clerk, case=first, into=into)
    into = walk(answer_case, viewer=worker, case=into, outcome="solved", word="换了")
    into = walk(check_answer, viewer=clerk, case=into)
    into = walk(ask_back, viewer=clerk, case=into, result="yes")
    walk(reopen, viewer=asker, case=into, word="又灭了")
    case = walk(refuse, viewer=clerk, case=story.received("押金"), code="court", word="找法院")
    walk(look_again, viewer=asker, case=case, word="没上法院")


def walk_all(story: Story) -> None:
    """Cases that between them take every move."""
    walk_main(story)
    walk_rulings(story)
    walk_waiting(story)


def test_every_move_with_a_service_is_walked_and_counted(story: Story) -> None:
    walk_all(story)
    counts = move_counts()
    assert set(counts) == {code for code, move in MOVES.items() if move.has_service}
    assert (counts["receive"], counts["answer_on_the_spot"], counts["merge"]) == (16, 1, 2)


def test_the_printed_table_is_complete_when_each_was_taken(story: Story) -> None:
    walk_all(story)
    out = StringIO()
    call_command("cases", "moves", complete=True, stdout=out)
    steps = {line.split()[0]: line.split()[-1] for line in out.getvalue().splitlines()[1:-1]}
    assert (steps["receive"], steps["recall"], steps["put_on_agenda"]) == ("16", "1", "1")
