"""Hazards as pages: the list, one, looking again, and what stands on the first page."""

from datetime import timedelta
from io import BytesIO

from huiying.pure.lib import clock
from huiying.work.cases.models import Hazard
from tests.cast import MORNING, Cast, Walk
from tests.fronts.web.company import a_photo, client_of
from tests.fronts.web.visits.test_visits import LATER, page, sent
from tests.work.cases.going import DUE_ON, endangered, rechecked, visited

DAY = "2023-12-15"


def test_the_list_shows_what_is_open_by_its_day_and_what_was_put_right_behind_a_filter(cast: Cast) -> None:
    walk = Walk()
    visit = visited(cast, walk)
    late = endangered(cast, walk, visit, what="配电箱冒烟", due_on=DUE_ON + timedelta(days=3))
    soon = endangered(cast, walk, visit, what="通道堵了")
    done = endangered(cast, walk, visit, what="灭火器过期")
    rechecked(cast, walk, done)
    words = page(cast.clerk, "/desk/hazards/")
    assert words.index(soon.what) < words.index(late.what)
    assert done.what not in words
    assert done.what in page(cast.clerk, "/desk/hazards/?state=done")
    assert soon.what not in page(cast.clerk, "/desk/hazards/?state=done")


def test_it_is_looked_at_again_until_it_is_put_right(cast: Cast) -> None:
    hazard = endangered(cast, Walk())
    path = f"/desk/hazards/{hazard.uuid}/"
    answer = sent(cast.worker, f"{path}recheck/", checked_on=DAY, result="open", word="")
    assert "Please write a word for it" in answer.content.decode()
    sent(cast.worker, f"{path}recheck/", checked_on=DAY, result="open", word="还堆着", photos=a_photo())
    words = page(cast.worker, path)
    assert "还堆着" in words
    assert f"{path}recheck/" in words
    sent(cast.clerk, f"{path}recheck/", checked_on=DAY, result="right", word="清空了")
    assert Hazard.objects.get().put_right_on == MORNING.date()
    assert f"{path}recheck/" not in page(cast.worker, path)
    answer = sent(cast.worker, f"{path}recheck/", checked_on=DAY, result="right", word="")
    assert "Somebody found it put right before" in answer.content.decode()


def test_its_photo_is_for_those_who_read_the_visit(cast: Cast) -> None:
    hazard = endangered(cast, Walk(), photo=("通道.jpg", a_photo()))
    assert hazard.photo is not None
    path = f"/desk/hazards/photos/{hazard.photo.uuid}/full/"
    assert path in page(cast.worker, f"/desk/hazards/{hazard.uuid}/")
    with clock.held_at(LATER):
        answer = client_of(cast.worker).get(path)
        answer.close()
        assert answer["Content-Type"] == "image/jpeg"
        assert client_of(cast.other_worker).get(path).status_code == 404


def test_a_photo_that_is_none_is_said_beside_the_field(cast: Cast) -> None:
    hazard = endangered(cast, Walk())
    photo = BytesIO(b"no photo")
    photo.name = "通道.jpg"
    path = f"/desk/hazards/{hazard.uuid}/recheck/"
    answer = sent(cast.worker, path, checked_on=DAY, result="open", word="还堆着", photos=photo)
    assert "is no photo that we can open" in answer.content.decode()
    assert "还堆着" in answer.content.decode()


def test_a_grave_one_stands_before_the_lead_at_once_and_each_one_on_its_day(cast: Cast) -> None:
    walk = Walk()
    visit = visited(cast, walk)
    endangered(cast, walk, visit, what="通道堵了", due_on=MORNING.date())
    endangered(cast, walk, visit, what="配电箱冒烟", grade="major")
    assert "配电箱冒烟" in page(cast.lead, "/desk/")
    for user in (cast.worker, cast.clerk):
        words = page(user, "/desk/")
        assert "通道堵了" in words
        assert "配电箱冒烟" not in words
    assert "Hazards to look at again" not in page(cast.other_worker, "/desk/")
    with clock.held_at(MORNING + timedelta(days=2)):
        assert "overdue" in client_of(cast.clerk).get("/desk/hazards/").content.decode()
