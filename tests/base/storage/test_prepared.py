"""Queries put together once give what the same query gives anew."""

from datetime import date, timedelta

import pytest
from django.db.models import Q

from huiying.base.storage.prepared import Prepared
from huiying.pure.lib.viewer import Reach, Viewer
from huiying.registers.access.models import Grant
from huiying.registers.access.selectors import viewer_for
from tests.cast import Cast

TODAY = date(2023, 12, 15)


@pytest.mark.both_databases
def test_each_asking_gives_the_rows_of_its_own_values(cast: Cast) -> None:
    held = Prepared(
        lambda user, role: Grant.objects.filter(user=user, role=role).values_list("pk", "role"), -1, "?"
    )
    for user, role in ((cast.clerk, "desk"), (cast.worker, "worker"), (cast.worker, "desk")):
        anew = list(Grant.objects.filter(user=user, role=role).values_list("pk", "role"))
        assert held.rows(user.pk, role) == anew
    assert held.rows(cast.clerk.pk, "desk")


def test_a_value_that_stands_in_two_places_is_put_into_both(cast: Cast) -> None:
    either = Prepared(lambda key: Grant.objects.filter(Q(user=key) | Q(pk=key)).values_list("user"), -1)
    assert (cast.clerk.pk,) in either.rows(cast.clerk.pk)


@pytest.mark.both_databases
def test_grants_in_force_are_those_of_the_day(cast: Cast) -> None:
    user, place = cast.worker, cast.office.place
    Grant.objects.filter(user=user).update(from_on=TODAY, until_on=TODAY)
    Grant.objects.create(user=user, role="auditor", place=place, from_on=TODAY)
    office = Reach("worker", cast.office.pk, "")
    place_wide = Reach("auditor", None, place.path)
    for days, reach in ((-1, ()), (0, (office, place_wide)), (1, (place_wide,))):
        assert viewer_for(user, TODAY + timedelta(days=days)) == Viewer(
            id=user.pk, name=user.name, reach=reach
        )


def test_a_stand_in_that_the_query_does_not_ask_for_is_told(cast: Cast) -> None:
    careless = Prepared(lambda _user, role: Grant.objects.filter(role=role).values_list("pk"), -1, "?")
    with pytest.raises(ValueError, match=r"stand-ins \[0\]"):
        careless.rows(1, "desk")
