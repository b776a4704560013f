"""Users and grants are written whole, and the trail says so in the office they belong to."""

from datetime import date

import pytest
from django.contrib.auth.hashers import check_password
from django.db import IntegrityError, transaction

from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.registers.access.models import Grant, User
from huiying.registers.access.services import (
    NewGrant,
    NewUser,
    give_grants,
    register_users,
    set_language,
    set_password,
)
from tests.cast import MORNING, SYSTEM, Cast

TODAY = date(2023, 12, 15)


def test_a_made_password_is_handed_over_once_and_must_be_changed(cast: Cast) -> None:
    [(user, password)] = register_users(viewer=SYSTEM, users=[NewUser("zhou", "周")])
    assert len(password) >= 12
    assert check_password(password, user.password)
    assert user.must_change_password


def test_a_chosen_password_need_not_be_changed(cast: Cast) -> None:
    [(user, password)] = register_users(viewer=SYSTEM, users=[NewUser("zhou", "周", (), "a-long-walk")])
    assert password == "a-long-walk"
    assert not user.must_change_password


def test_a_name_that_is_taken_is_refused_and_nobody_is_registered(cast: Cast) -> None:
    before = User.objects.count()
    with pytest.raises(Refused) as refused:
        register_users(viewer=SYSTEM, users=[NewUser("new", "甲"), NewUser("nf-clerk", "乙")])
    assert [(fault.code, fault.data) for fault in refused.value.faults] == [
        ("username_taken", {"username": "nf-clerk"})
    ]
    assert User.objects.count() == before


def test_a_grant_without_a_day_begins_today(cast: Cast) -> None:
    with clock.held_at(MORNING):
        [grant] = give_grants(viewer=SYSTEM, grants=[(cast.resident, NewGrant("desk", office=cast.office))])
    assert grant.from_on == TODAY


@pytest.mark.parametrize(
    "changed",
    [
        {"office": None},
        {"place": "compound"},
        {"role": "queen"},
        {"role": "system"},
        {"until_on": date(2022, 1, 1)},
    ],
)
def test_the_database_refuses_a_grant_over_nothing_over_both_of_no_role_or_that_ends_before_it_begins(
    cast: Cast, changed: dict[str, object]
) -> None:
    given: dict[str, object] = {"role": "desk", "office": cast.office, "from_on": TODAY, **changed}
    if given.get("place"):
        given["place"] = cast.compound
    with pytest.raises(IntegrityError), transaction.atomic():
        give_grants(viewer=SYSTEM, grants=[(cast.resident, NewGrant(**given))])  # type: ignore[arg-type]
    assert not Grant.objects.filter(user=cast.resident).exists()


def test_the_same_grant_is_not_given_twice_while_it_holds(cast: Cast) -> None:
    grant = NewGrant("desk", office=cast.office, from_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        give_grants(viewer=SYSTEM, grants=[(cast.clerk, grant)])


def test_the_trail_of_the_office_tells_of_its_users(cast: Cast) -> None:
    [(user, _password)] = register_users(
        viewer=SYSTEM, users=[NewUser("zhou", "周", (NewGrant("desk", office=cast.office, from_on=TODAY),))]
    )
    set_password(viewer=SYSTEM, user=user)
    told = Entry.objects.filter(subject_kind="user", subject_id=user.pk).order_by("id")
    assert [(entry.code, entry.office_id, entry.data) for entry in told] == [
        ("user.registered", cast.office.pk, {}),
        ("grant.given", cast.office.pk, {"role": "desk"}),
        ("user.password_set", cast.office.pk, {}),
    ]


def test_a_new_password_ends_the_old_one(cast: Cast) -> None:
    made = set_password(viewer=SYSTEM, user=cast.clerk)
    cast.clerk.refresh_from_db()
    assert check_password(made, cast.clerk.password)
    assert cast.clerk.must_change_password
    set_password(viewer=SYSTEM, user=cast.clerk, password="chosen-by-myself")
    cast.clerk.refresh_from_db()
    assert not check_password(made, cast.clerk.password)
    assert not cast.clerk.must_change_password


def test_the_language_of_a_user_is_kept(cast: Cast) -> None:
    set_language(user_id=cast.clerk.pk, language="en")
    cast.clerk.refresh_from_db()
    assert cast.clerk.language == "en"
