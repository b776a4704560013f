"""The story that most tests of cases begin with."""

import pytest

from huiying.pure.lib import clock
from tests.cast import MORNING, assemble
from tests.work.cases.story import Story


@pytest.fixture
def story(db: None) -> Story:
    """Two offices on a morning."""
    with clock.held_at(MORNING):
        return Story(assemble())
