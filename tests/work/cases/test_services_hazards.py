"""Hazards: found on safety visits, looked at again until they are put right."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from huiying.base.trail.models import Entry
from huiying.work.cases.models import Hazard, Recheck
from tests.cast import MORNING
from tests.work.cases.going import DUE_ON, endangered, planned, rechecked, visited
from tests.work.cases.story import Story, refused

YESTERDAY = MORNING.date() - timedelta(days=1)


def found(story: Story, **changes: Any) -> Hazard:
    return endangered(story.cast, story.walk, **changes)


def looked(story: Story, hazard: Hazard, **changes: Any) -> Recheck:
    return rechecked(story.cast, story.walk, hazard, **changes)


def a_photo() -> tuple[str, BytesIO]:
    content = BytesIO()
    Image.new("RGB", (8, 8)).save(content, "JPEG")
    return "通道.jpg", content


def test_a_hazard_is_found_on_the_day_of_its_visit(story: Story) -> None:
    hazard = found(story, photo=a_photo())
    assert (hazard.what, hazard.grade, hazard.responsible) == ("三楼通道堵死", "general", "店主")
    assert (hazard.found_on, hazard.due_on, hazard.put_right_on) == (MORNING.date(), DUE_ON, None)
    assert hazard.photo is not None
    entry = Entry.objects.get(subject_kind="hazard", subject_id=hazard.pk)
    assert (entry.code, entry.data) == ("hazard.found", {"grade": "general"})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"what": " "}, ["hazard_missing"]),
        ({"grade": "small"}, ["hazard_grade_missing"]),
        ({"responsible": ""}, ["responsible_missing"]),
        ({"due_on": None}, ["day_missing"]),
        ({"due_on": YESTERDAY}, ["day_before_found"]),
        ({"due_on": DUE_ON.replace(year=2033)}, ["visit_day_far"]),
    ],
)
def test_a_hazard_that_lacks_something_is_not_noted(
    story: Story, changes: dict[str, Any], said: list[str]
) -> None:
    assert refused(found, story, **changes) == said
    assert not Hazard.objects.exists()


def test_only_a_safety_visit_that_was_made_finds_hazards_each_once(story: Story) -> None:
    other = visited(story.cast, story.walk, kind="service")
    assert refused(found, story, visit=other) == ["hazard_needs_safety_visit"]
    assert refused(found, story, visit=planned(story.cast, story.walk)) == ["visit_not_made"]
    visit = visited(story.cast, story.walk)
    found(story, visit=visit)
    assert refused(found, story, visit=visit) == ["hazard_noted_before"]


def test_a_hazard_is_open_until_somebody_finds_it_put_right(story: Story) -> None:
    hazard = found(story)
    row = looked(story, hazard, is_put_right=False, word=" 还堆着 ", photo=a_photo())
    hazard.refresh_from_db()
    assert (hazard.put_right_on, row.word, row.by_name) == (None, "还堆着", story.worker.name)
    looked(story, hazard)
    hazard.refresh_from_db()
    assert hazard.put_right_on == MORNING.date()
    assert refused(looked, story, hazard) == ["hazard_put_right_before"]
    codes = Entry.objects.filter(subject_kind="hazard").order_by("pk").values_list("code", flat=True)
    assert list(codes) == ["hazard.found", "hazard.rechecked", "hazard.put_right"]


def test_looking_again_is_after_it_was_found_and_before_tomorrow(story: Story) -> None:
    hazard = found(story)
    assert refused(looked, story, hazard, checked_on=YESTERDAY) == ["day_before_found"]
    assert refused(looked, story, hazard, checked_on=DUE_ON) == ["step_in_the_future"]
    assert refused(looked, story, hazard, is_put_right=False, word=" ") == ["word_missing"]
    assert not Recheck.objects.exists()


def test_a_photo_that_is_none_leaves_nothing_behind(story: Story) -> None:
    assert refused(found, story, photo=("x.jpg", BytesIO(b"no photo"))) == ["photo_type"]
    assert not Hazard.objects.exists()
