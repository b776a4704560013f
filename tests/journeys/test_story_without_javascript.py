"""The same story in browsers that run no script."""

from pathlib import Path

from tests.cast import Cast
from tests.journeys.conftest import Hands
from tests.journeys.story import Story
from tests.journeys.test_story import walk


def test_a_case_travels_to_its_end_without_a_script(cast: Cast, hands: Hands, tmp_path: Path) -> None:
    hands.scripts = False
    walk(Story(cast, hands, reads=False), tmp_path)
    assert hands.wrong == []
