"""No two rows of a place's duty roster meet, on either database."""

import pytest
from django.db import IntegrityError, connection, transaction

from huiying.base.storage import guards
from huiying.registers.directory.guards import GUARDS
from huiying.registers.directory.models import Duty
from tests.cast import Cast


def _row(cast: Cast, start: int, end: int, **more: object) -> Duty:
    one, two = (party.person for party in (cast.worker_party, cast.other_party))
    given = {"place": cast.compound, "weekday": 0, "person": one, "stand_in": two} | more
    return Duty(office=cast.office, from_hour=start, until_hour=end, **given)  # type: ignore[misc]


@pytest.mark.parametrize(("start", "end"), [(9, 10), (7, 9), (19, 24), (0, 24)])
def test_hours_that_somebody_takes_are_given_to_nobody_else(cast: Cast, start: int, end: int) -> None:
    _row(cast, 8, 20).save()
    with pytest.raises(IntegrityError, match="no_overlap"), transaction.atomic():
        _row(cast, start, end).save()
    assert Duty.objects.filter(place=cast.compound).count() == 1


def test_hours_are_not_moved_onto_others(cast: Cast) -> None:
    _row(cast, 8, 12).save()
    later = _row(cast, 12, 20)
    later.save()
    later.from_hour = 11
    with pytest.raises(IntegrityError, match="no_overlap"), transaction.atomic():
        later.save()


def test_hours_that_touch_and_those_of_another_day_or_place_stand_beside_each_other(cast: Cast) -> None:
    for row in (
        _row(cast, 8, 20),
        _row(cast, 20, 24),
        _row(cast, 8, 20, weekday=1),
        _row(cast, 8, 20, place=cast.office.place.children.get()),
    ):
        row.save()


@pytest.mark.parametrize(
    "guard", [guard for guard in GUARDS if guard.ddl(connection)], ids=lambda guard: guard.name
)
def test_it_is_the_guard_that_refuses(cast: Cast, guard: guards.Guard) -> None:
    _row(cast, 8, 12).save()
    later = _row(cast, 12, 20)
    if guard.name.endswith("update"):
        later.save()
    later.from_hour = 11
    with pytest.raises(IntegrityError, match=guard.name), transaction.atomic():
        later.save()
    with guards.uninstalled(guard.name):
        later.save()
