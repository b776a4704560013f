"""Limits and days are entered with a trail, and the database refuses what makes no sense."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from huiying.base.trail.models import Entry
from huiying.registers.limits.models import CalendarDay, Limit
from huiying.registers.limits.services import enter_days, register_limits
from tests.cast import FROM, SYSTEM, Cast

pytestmark = pytest.mark.django_db


def limit(cast: Cast, **changes: object) -> Limit:
    values = {"matter": "case.accept.hotline", "from_on": FROM, "amount": 1, "unit": "hours", "document": "d"}
    return Limit(place=cast.office.place, **{**values, **changes})


def test_each_limit_and_each_day_leaves_its_entry_in_the_trail(cast: Cast) -> None:
    [made] = register_limits(viewer=SYSTEM, limits=[limit(cast)])
    [day] = enter_days(
        viewer=SYSTEM,
        days=[CalendarDay(office=cast.office, on=date(2023, 12, 18), is_working=False, note="停电")],
    )
    entries = list(Entry.objects.order_by("-id").values_list("code", "office_id", "subject_id")[:2])
    assert entries == [("calendar.entered", cast.office.pk, day.pk), ("limit.registered", None, made.pk)]


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"amount": 0}, "limit_positive"),
        ({"unit": "weeks"}, "limit_unit"),
        ({"matter": "Case answer"}, "limit_matter"),
        ({"until_on": date(2022, 12, 31)}, "limit_until_after_from"),
        ({"matter": "case.check"}, "limit_once|limits_limit.matter"),
    ],
)
def test_the_database_refuses_a_limit_that_makes_no_sense(
    cast: Cast, changes: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        register_limits(viewer=SYSTEM, limits=[limit(cast, **changes)])
    register_limits(viewer=SYSTEM, limits=[limit(cast)])
