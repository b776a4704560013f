"""A morning at the office on which every page is tried."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from huiying.pure.lib import clock
from tests.cast import MORNING, Cast, assemble


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """Both offices; the clock stands still at nine, and nobody has tried anything yet."""
    cache.clear()
    with clock.held_at(MORNING):
        yield assemble()
