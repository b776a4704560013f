"""A telephone number is never readable in the database."""

import pytest
from django.db import connection

from huiying.pure.lib import clock
from tests.cast import MORNING, assemble

pytestmark = pytest.mark.django_db


def test_a_telephone_is_encrypted_where_it_lies_and_plain_for_python() -> None:
    with clock.held_at(MORNING):
        cast = assemble()
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM parties_person WHERE party_id = %s", [cast.resident_party.pk])
        assert "13900005678" not in cursor.fetchone()[0]
    assert cast.resident_party.person.phone == "13900005678"
