"""What a limit said for its days it says for ever."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from huiying.base.storage import guards
from huiying.registers.limits.guards import GUARDS
from huiying.registers.limits.models import Limit
from tests.cast import Cast

CHANGES = {
    "matter": "case.answer.other",
    "from_on": date(2022, 1, 1),
    "amount": 99,
    "unit": "hours",
    "at_least": True,
    "document": "另一个文件",
}


@pytest.mark.parametrize("column", [*CHANGES, "place"])
def test_nothing_of_a_limit_but_its_last_day_is_rewritten(cast: Cast, column: str) -> None:
    rows = Limit.objects.filter(matter="case.check", place=cast.office.place)
    change: dict[str, Any] = {column: CHANGES.get(column, cast.compound)}
    with pytest.raises(IntegrityError, match=GUARDS[0].name), transaction.atomic():
        rows.update(**change)
    with guards.uninstalled(GUARDS[0].name), transaction.atomic():
        assert rows.update(**change) == 1
        transaction.set_rollback(True)
    assert rows.update(until_on=date(2023, 12, 31)) == 1
