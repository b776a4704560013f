"""The demo offices: small in `make test`, at full size in `make prove`; built once for each file of tests."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from huiying.base.storage.statistics import look_at_sizes
from huiying.demo import services
from huiying.registers.places.models import Office
from tests.sizes import n

SHARE = n(in_test=8, in_proof=100) / 100


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: pytest.Class) -> Iterator[Office]:
    """The demo office, built in a transaction that is rolled back after the last test of a file."""
    with django_db_blocker.unblock(), transaction.atomic():
        look_at_sizes()  # PostgreSQL then takes every table for empty, as it may in a house that was just set up
        services.build(progress=lambda *_: None, share=SHARE)
        yield Office.objects.select_related("place", "desk").get(code="NF")
        transaction.set_rollback(True)
