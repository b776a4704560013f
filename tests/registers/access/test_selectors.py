"""Who the viewer is, and which offices that reaches."""

import pytest

from huiying.pure.lib import clock
from huiying.registers.access.selectors import may, reached_offices, rights_of, user_by_name, viewer_for
from tests.cast import MORNING, assemble

pytestmark = pytest.mark.django_db


def test_a_grant_reaches_its_own_office_and_no_other() -> None:
    with clock.held_at(MORNING):
        cast = assemble()
        viewer = viewer_for(cast.clerk, clock.today())
    assert list(reached_offices(viewer, "case.dispatch")) == [cast.office]


def test_a_resident_without_grants_may_do_nothing() -> None:
    with clock.held_at(MORNING):
        cast = assemble()
        viewer = viewer_for(cast.resident, clock.today())
    assert not may(viewer, "case.read")
    assert rights_of(viewer) == frozenset()


def test_a_user_is_found_by_the_name_to_log_in_with() -> None:
    with clock.held_at(MORNING):
        cast = assemble()
    assert user_by_name("nf-clerk") == cast.clerk
    assert user_by_name("nobody") is None
