"""An administrator gives and ends roles, and locks logins: nobody their own, and never the last administrator's."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.models import Grant, User
from huiying.registers.access.selectors import managed_grant, managed_user, viewer_for
from huiying.registers.access.services import (
    NewGrant,
    NewUser,
    end_grant,
    give_grants,
    grant_role,
    lock_user,
    register_users,
    renew_password,
    unlock_user,
)
from huiying.registers.places.models import Place
from tests.cast import MORNING, SYSTEM, Cast

TODAY = date(2023, 12, 15)
YESTERDAY = TODAY - timedelta(days=1)


def _now(act: Any, cast: Cast, by: User | None = None, **given: Any) -> Any:
    with clock.held_at(MORNING):
        return act(viewer=viewer_for(by or cast.admin, TODAY), **given)


def _refused(act: Any, cast: Cast, code: str, **given: Any) -> None:
    with pytest.raises(Refused, match=code):
        _now(act, cast, **given)


def _grant(user: User) -> Grant:
    return Grant.objects.select_related("office", "place").get(user=user)


def test_a_role_is_given_and_ended_and_stays_readable(cast: Cast) -> None:
    new = NewGrant("lead", office=cast.office)
    grant = _now(grant_role, cast, user=cast.clerk, new=new)
    assert (grant.role, grant.from_on) == ("lead", TODAY)
    _refused(grant_role, cast, "grant_already", user=cast.clerk, new=new)
    ended = _now(end_grant, cast, grant=_grant(cast.worker), until_on=YESTERDAY)
    assert ended.until_on == YESTERDAY
    assert viewer_for(cast.worker, TODAY).reach == ()
    _refused(end_grant, cast, "ended_before", grant=ended, until_on=TODAY)
    told = Entry.objects.get(code="grant.ended")
    assert (told.subject_id, told.office_id, told.data) == (
        cast.worker.pk,
        cast.office.pk,
        {"role": "worker", "until": "2023-12-14"},
    )


def test_nobody_gives_themselves_a_role_or_locks_themselves(cast: Cast) -> None:
    _refused(grant_role, cast, "grant_to_oneself", user=cast.admin, new=NewGrant("desk", office=cast.office))
    _refused(lock_user, cast, "lock_oneself", user=cast.admin)
    _refused(renew_password, cast, "password_of_oneself", user=cast.admin)


def test_nobody_gives_a_role_further_than_they_administer(cast: Cast) -> None:
    assert cast.elsewhere
    county = Place.objects.get(level="county")
    for new in (
        NewGrant("desk", office=cast.elsewhere.office),
        NewGrant("lead", place=county),
        NewGrant("lead", place=cast.compound),
    ):
        _refused(grant_role, cast, "grant_too_wide", user=cast.clerk, new=new)
    own_street = NewGrant("lead", place=cast.office.place)
    assert _now(grant_role, cast, user=cast.clerk, new=own_street).place == cast.office.place
    [(over_all, _password)] = register_users(
        viewer=SYSTEM, users=[NewUser("county", "县管理", (NewGrant("admin", place=county, from_on=TODAY),))]
    )
    assert (
        _now(grant_role, cast, over_all, user=cast.lead, new=NewGrant("lead", place=county)).place == county
    )


def test_setting_up_and_auditing_are_not_given_to_one(cast: Cast) -> None:
    _refused(grant_role, cast, "grant_apart", user=cast.auditor, new=NewGrant("admin", office=cast.office))


def test_an_office_keeps_an_administrator(cast: Cast) -> None:
    last = _grant(cast.admin)
    _refused(end_grant, cast, "admin_last", by=cast.lead, grant=last, until_on=TODAY)
    _refused(lock_user, cast, "admin_last", by=cast.lead, user=cast.admin)
    _now(grant_role, cast, user=cast.lead, new=NewGrant("admin", office=cast.office, until_on=TODAY))
    _refused(end_grant, cast, "admin_last", by=cast.lead, grant=last, until_on=TODAY)
    [(second, _password)] = register_users(
        viewer=SYSTEM,
        users=[NewUser("second", "乙", (NewGrant("admin", office=cast.office, from_on=TODAY),))],
    )
    second.is_active = False
    second.save()
    _refused(end_grant, cast, "admin_last", by=cast.lead, grant=last, until_on=TODAY)
    _now(unlock_user, cast, user=second)
    _now(end_grant, cast, by=second, grant=last, until_on=TODAY)
    assert Grant.objects.get(pk=last.pk).until_on == TODAY


def test_an_administrator_over_a_place_counts_for_each_office_in_it(cast: Cast) -> None:
    county = Place.objects.get(level="county")
    grant = NewGrant("admin", place=county, from_on=TODAY)
    [(over_all, _password)] = register_users(viewer=SYSTEM, users=[NewUser("county", "县管理", (grant,))])
    _now(end_grant, cast, by=over_all, grant=_grant(cast.admin), until_on=TODAY)
    _refused(end_grant, cast, "admin_last", by=cast.lead, grant=_grant(over_all), until_on=TODAY)


def test_a_locked_login_is_told_once_and_can_be_opened_again(cast: Cast) -> None:
    for _time in range(2):
        _now(lock_user, cast, user=cast.clerk)
    assert not User.objects.get(pk=cast.clerk.pk).is_active
    _now(unlock_user, cast, user=cast.clerk)
    assert User.objects.get(pk=cast.clerk.pk).is_active
    told = Entry.objects.filter(subject_kind="user", code__startswith="user.", subject_id=cast.clerk.pk)
    assert list(told.order_by("id").values_list("code", flat=True))[1:] == ["user.locked", "user.unlocked"]
    assert Grant.objects.get(user=cast.clerk).until_on is None


def test_a_renewed_password_must_be_changed(cast: Cast) -> None:
    password = _now(renew_password, cast, user=cast.clerk)
    clerk = User.objects.get(pk=cast.clerk.pk)
    assert clerk.check_password(password)
    assert clerk.must_change_password


def test_one_who_works_for_another_office_too_is_managed_by_neither_alone(cast: Cast) -> None:
    assert cast.elsewhere
    viewer = cast.viewer(cast.admin)
    with clock.held_at(MORNING):
        assert managed_user(viewer, cast.clerk.pk) == cast.clerk
        assert managed_user(viewer, cast.elsewhere.clerk.pk) is None
        assert managed_user(cast.viewer(cast.auditor), cast.clerk.pk) is None
        over = [(cast.clerk, NewGrant("desk", office=cast.elsewhere.office))]
        [grant] = give_grants(viewer=SYSTEM, grants=over)
        assert managed_user(viewer, cast.clerk.pk) is None
        assert managed_grant(viewer, cast.clerk.pk, grant.pk) is None
        Grant.objects.filter(pk=grant.pk).update(from_on=YESTERDAY, until_on=YESTERDAY)
        assert managed_user(viewer, cast.clerk.pk) == cast.clerk
        assert managed_grant(viewer, cast.lead.pk, grant.pk) is None


def test_a_stranger_manages_nobody(cast: Cast) -> None:
    assert managed_user(Viewer.stranger(), cast.clerk.pk) is None
