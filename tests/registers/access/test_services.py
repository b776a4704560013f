"""Users and grants are written with a trail, and first passwords must be changed."""

import pytest

from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.registers.access.services import NewGrant, NewUser, register_users, set_password
from tests.cast import MORNING, SYSTEM, assemble

pytestmark = pytest.mark.django_db


def test_a_made_password_must_be_changed_and_a_given_one_not() -> None:
    with clock.held_at(MORNING):
        cast = assemble()
        new = [
            NewUser("a", "A", (NewGrant("desk", office=cast.office),)),
            NewUser("b", "B", password="chosen-by-hand"),
        ]
        [(made, password), (given, _)] = register_users(viewer=SYSTEM, users=new)
    assert made.must_change_password and made.check_password(password)
    assert not given.must_change_password


def test_a_name_that_is_taken_is_refused() -> None:
    with clock.held_at(MORNING):
        assemble()
        with pytest.raises(Refused):
            register_users(viewer=SYSTEM, users=[NewUser("nf-clerk", "again")])


def test_a_new_password_ends_the_old_one() -> None:
    with clock.held_at(MORNING):
        cast = assemble()
        password = set_password(viewer=SYSTEM, user=cast.clerk)
    cast.clerk.refresh_from_db()
    assert cast.clerk.check_password(password) and cast.clerk.must_change_password
