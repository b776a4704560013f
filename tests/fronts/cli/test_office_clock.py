"""The demo's clock: whoever writes into the demo does so at the demo's time."""

import os
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from huiying.base.trail.models import Entry
from huiying.base.trail.services import NewEntry, record
from huiying.fronts.cli.office_clock import demo_moment, take
from huiying.pure.lib.viewer import Viewer
from tests.cast import MORNING, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def real_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The world's clock, also after the test."""
    for name in ("HUIYING_CLOCK", "HUIYING_CLOCK_STARTED"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


def _tell(cast: Cast, code: str, at: datetime) -> None:
    with transaction.atomic():
        record([NewEntry(code, Viewer(id=0, name="x"), cast.office.pk, "office", cast.office.pk, at=at)])


def test_the_demos_clock_starts_where_its_story_ends_and_goes_on_where_it_was_left(cast: Cast) -> None:
    assert demo_moment() is None
    _tell(cast, "demo.built", MORNING)
    assert demo_moment() == MORNING
    _tell(cast, "case.opened", MORNING + timedelta(hours=2))
    _tell(cast, "user.registered", MORNING + timedelta(days=1000))
    assert demo_moment() == MORNING + timedelta(hours=2)


def test_a_real_office_keeps_the_worlds_clock(cast: Cast) -> None:
    take()
    assert "HUIYING_CLOCK" not in os.environ


def test_a_clock_that_was_given_stays(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _tell(cast, "demo.built", MORNING)
    monkeypatch.setenv("HUIYING_CLOCK", "2023-12-20T09:00+08:00")
    take()
    assert os.environ["HUIYING_CLOCK"] == "2023-12-20T09:00+08:00"


def test_a_worker_of_its_own_does_not_judge_the_demo_by_the_worlds_clock(cast: Cast) -> None:
    _tell(cast, "demo.built", MORNING)
    with pytest.raises(CommandError, match="huiying serve"):
        call_command("worker")


def test_a_user_is_added_at_the_demos_time(cast: Cast) -> None:
    _tell(cast, "demo.built", MORNING)
    words = ("add", "wang", "--name", "王", "--office", cast.office.code, "--role", "desk")
    call_command("users", *words, stdout=StringIO())
    [entry] = Entry.objects.filter(code__startswith="user.").order_by("-id")[:1]
    assert MORNING <= entry.at < MORNING + timedelta(days=1)
