"""What is put back is what was made."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from huiying.pure.lib import clock
from huiying.registers.places.models import Office
from huiying.work.cases.guards import CASE_SEARCH
from huiying.work.cases.models import Step
from tests.cast import MORNING
from tests.fronts.web.company import Company, company
from tests.remembered import remembered, rows

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def made() -> Company:
    """Everything, under a name of this file's own."""
    return company()


def in_order() -> dict[tuple[str, str], list[Any]]:
    """The rows of each table; PostgreSQL gives them in the order in which they were last written."""
    return {
        table: sorted(found.splitlines() if isinstance(found, bytes) else found, key=repr)
        for table, found in rows().items()
    }


def test_rows_that_are_put_back_are_those_that_were_made() -> None:
    with clock.held_at(MORNING):
        with transaction.atomic():
            first, before = remembered(made), in_order()
            transaction.set_rollback(True)
        assert not Office.objects.exists()
        second = remembered(made)
    assert second is not first
    assert second.own.cases == first.own.cases
    assert in_order() == before
    number = second.own.cases["closed"].number
    assert CASE_SEARCH.matching(CASE_SEARCH.grams(number), f"o{second.cast.office.pk}", 9)


def test_the_guards_stand_again_afterwards() -> None:
    with clock.held_at(MORNING):
        for _ in range(2):
            with transaction.atomic():
                remembered(made)
                with pytest.raises(IntegrityError), transaction.atomic():
                    Step.objects.update(word="")
                transaction.set_rollback(True)


def test_what_comes_later_has_keys_of_its_own() -> None:
    with clock.held_at(MORNING):
        with transaction.atomic():
            remembered(made)
            transaction.set_rollback(True)
        case = remembered(made).cast.receive()
    assert case.number


@pytest.mark.django_db(transaction=True)
def test_what_was_emptied_takes_them_again() -> None:
    with clock.held_at(MORNING):
        for _ in range(3):
            remembered(made)
            call_command("flush", verbosity=0, interactive=False, reset_sequences=False)  # as after a test
