"""People are found by their own office, and by telephone through the blind index."""

import pytest

from huiying.pure.lib import clock
from huiying.registers.parties.selectors import desk_of, person_by_phone
from tests.cast import MORNING, assemble

pytestmark = pytest.mark.django_db


def test_a_person_is_found_by_the_registered_telephone_of_their_office() -> None:
    with clock.held_at(MORNING):
        cast = assemble()
    found = person_by_phone(cast.office.pk, "139 0000 5678")
    assert found is not None and found.party == cast.resident_party
    assert desk_of(cast.office.pk) == cast.desk
