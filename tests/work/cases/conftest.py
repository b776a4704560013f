"""The story that most tests of cases begin with."""

import pytest

from tests.cast import Cast
from tests.work.cases.scene import Scene
from tests.work.cases.story import Story


@pytest.fixture
def story(cast: Cast) -> Story:
    """Two offices on a morning."""
    return Story(cast)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """The same, and rows written straight into the tables."""
    return Scene(cast)
