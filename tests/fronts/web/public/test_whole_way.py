"""A resident's whole way without a script: asks with a photo, keeps the receipt, follows up, rates."""

import re
from datetime import timedelta

from django.test import Client

from huiying.pure.lib import clock
from huiying.work.cases.jobs import understand_new_cases
from huiying.work.cases.models import Case
from huiying.work.cases.services.closing import check_answer
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.handling import accept_case, answer_case
from tests.cast import MORNING, Cast, Walk
from tests.fronts.web.public.conftest import a_photo


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found
    return found[1]


def _slip(page: str) -> tuple[str, str]:
    """Number and code as they stand on the paper."""
    number, code = re.findall(r"<dd>(.*?)</dd>", page)[:2]
    return re.sub(r"<[^>]+>", "", number), code


def test_a_resident_asks_with_a_photo_follows_it_up_and_rates(cast: Cast) -> None:
    phone = Client(enforce_csrf_checks=True)
    home = phone.post("/ask/", {"text": "柳岸小区1幢楼道灯坏了,黑咕隆咚", "on": "self"})
    text = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", home.content.decode(), re.DOTALL)
    assert text
    sent = phone.post("/ask/", {"text": text[1], "contact": "138 0000 1234", "photos": [a_photo()]})
    number, code = _slip(phone.get(sent["Location"]).content.decode())
    assert Case.objects.get(number=number).photos.count() == 1

    understand_new_cases.call()
    understood = phone.get(sent["Location"]).content.decode()
    assert str(cast.categories["estate.facilities"]) in understood
    place = {"page": "receipt", "place": cast.compound.pk, "csrfmiddlewaretoken": _token(understood)}
    assert (
        phone.post(f"/track/{number}/put-right/", place)["Location"]
        == f"{sent['Location']}?saved=1#understood"
    )

    _handled(cast, number)

    with clock.held_at(MORNING + timedelta(hours=4)):
        computer = Client(enforce_csrf_checks=True)
        opened = computer.post("/track/", {"number": number.lower(), "code": code})
        page = computer.get(opened["Location"]).content.decode()
        assert "灯换好了" in page
        rating = {"grade": "5", "word": "谢谢", "csrfmiddlewaretoken": _token(page)}
        assert computer.post(f"/track/{number}/rate/", rating).status_code == 303
    assert Case.objects.get(number=number).rating == 5


def _handled(cast: Cast, number: str) -> None:
    walk = Walk()
    clerk, worker = cast.viewer(cast.clerk), cast.viewer(cast.worker)
    case = Case.objects.get(number=number)
    case = walk(dispatch_case, viewer=clerk, case=case, provider=cast.worker_party, why="他认得那里")
    case = walk(accept_case, viewer=worker, case=case)
    case = walk(answer_case, viewer=worker, case=case, outcome="solved", word="灯换好了")
    walk(check_answer, viewer=clerk, case=case)
