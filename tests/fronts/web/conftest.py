"""A morning at the office on which every page is tried."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from huiying.pure.lib import clock
from tests.cast import MORNING, Cast, assemble
from tests.fronts.web.company import Company, company


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """Both offices; the clock stands still at nine, and nobody has tried anything yet."""
    cache.clear()
    with clock.held_at(MORNING):
        yield assemble()


@pytest.fixture
def everybody(db: None) -> Iterator[Company]:
    """The same morning with everybody who tries a page, and the records that they try."""
    cache.clear()
    with clock.held_at(MORNING):
        yield company()
