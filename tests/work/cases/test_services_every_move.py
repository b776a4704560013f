"""Every move that has a service is walked by its service; `huiying cases moves` counts it."""

from io import BytesIO, StringIO

from django.core.management import call_command
from PIL import Image

from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.selectors.counts import move_counts
from huiying.work.cases.services.closing import ask_back, check_answer, rate, send_back
from huiying.work.cases.services.handling import answer_case, contact_asker
from huiying.work.cases.services.intake import (
    add_photos,
    answer_on_the_spot,
    file_thanks,
    put_right,
    refuse,
    withdraw,
)
from tests.work.cases.story import Story


def walk_all(story: Story) -> None:
    """Five cases that between them take every move."""
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


def test_every_move_with_a_service_is_walked_and_counted(story: Story) -> None:
    walk_all(story)
    counts = move_counts()
    assert set(counts) == {code for code, move in MOVES.items() if move.has_service}
    assert (counts["receive"], counts["dispatch"], counts["answer"], counts["merge"]) == (5, 1, 2, 0)


def test_the_printed_table_is_complete_when_each_was_taken(story: Story) -> None:
    walk_all(story)
    out = StringIO()
    call_command("cases", "moves", complete=True, stdout=out)
    steps = {line.split()[0]: line.split()[-1] for line in out.getvalue().splitlines()[1:-1]}
    assert (steps["receive"], steps["recall"], steps["merge"]) == ("5", "1", "yet")
