"""PostgreSQL knows how large a table is that was filled a moment ago."""

import pytest
from django.db import connection

from huiying.base.jobs.models import Slot
from huiying.base.storage.statistics import look_at_sizes
from huiying.pure.lib import clock

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def _known_rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table])
        return int(cursor.fetchone()[0])


def test_rows_of_this_transaction_are_known_once_it_has_looked() -> None:
    look_at_sizes()
    before = Slot.objects.count()
    Slot.objects.bulk_create(Slot(name=f"sample {row}", slot_at=clock.now()) for row in range(50))
    if connection.vendor == "postgresql":
        assert _known_rows(Slot._meta.db_table) < before + 50
        look_at_sizes()
        assert _known_rows(Slot._meta.db_table) == before + 50
    else:
        look_at_sizes()
        assert Slot.objects.count() == before + 50
