"""A morning at the office, and the five who try every page."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from PIL import Image

from huiying.pure.lib import clock
from huiying.work.cases.models import Case
from huiying.work.cases.services.closing import check_answer
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.handling import accept_case, answer_case, contact_asker
from huiying.work.cases.services.intake import code_of
from huiying.work.cases.services.understanding import triage_by_hand
from tests.cast import MORNING, Cast, Walk, assemble

FIVE = ("clerk", "elsewhere", "worker", "resident", "stranger")
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """Both offices; the clock stands still at nine."""
    cache.clear()
    with clock.held_at(MORNING):
        yield assemble()


def client_of(cast: Cast, who: str) -> Client:
    """The browser of one of the five."""
    client = Client()
    if who != "stranger":
        assert cast.elsewhere is not None
        user = cast.elsewhere.clerk if who == "elsewhere" else getattr(cast, who)
        client.force_login(user, backend=BACKEND)
    return client


def opening(case: Case, client: Client | None = None) -> Client:
    """A browser in which the case was opened by number and code."""
    client = client or Client()
    answer = client.post("/track/", {"number": case.number, "code": code_of(case)})
    assert answer.status_code == 303
    return client


def a_photo(name: str = "灯.jpg") -> io.BytesIO:
    """A small photo as a phone sends it."""
    content = io.BytesIO()
    Image.new("RGB", (32, 24), "navy").save(content, "JPEG")
    content.seek(0)
    content.name = name
    return content


def dispatched(cast: Cast, walk: Walk, kind: str = "complaint", **asked: Any) -> Case:
    """A case given to the worker."""
    case = walk(cast.receive, text="柳岸小区1幢楼道灯坏了", **asked)
    clerk = cast.viewer(cast.clerk)
    case = walk(
        triage_by_hand,
        viewer=clerk,
        case=case,
        category=cast.categories["estate.facilities"],
        kind=kind,
        lane="with_care",
        place=cast.compound,
    )
    return walk(dispatch_case, viewer=clerk, case=case, provider=cast.worker_party, why="内部的话")


def answered(cast: Cast, walk: Walk, kind: str = "complaint", word: str = "灯换好了") -> Case:
    """A case that the worker has answered."""
    case = dispatched(cast, walk, kind)
    worker = cast.viewer(cast.worker)
    case = walk(accept_case, viewer=worker, case=case)
    case = walk(contact_asker, viewer=worker, case=case, word="电话里说了下午到")
    return walk(answer_case, viewer=worker, case=case, outcome="solved", word=word)


def checked(cast: Cast, walk: Walk) -> Case:
    """A case whose answer its asker may read."""
    case = answered(cast, walk)
    return walk(check_answer, viewer=cast.viewer(cast.clerk), case=case, word="核过的内部话")
