"""What belongs to a telephone."""

from huiying.registers.directory.models import Offering
from huiying.registers.parties.models import Party
from huiying.registers.parties.services import NewPerson, register_people
from huiying.work.cases.models import ServiceGiven
from huiying.work.cases.selectors.mine import given_to_them, mine, organisation_cases, own_case, own_cases
from huiying.work.cases.services.given import NewGiven, log_services, strike_out
from tests.cast import SYSTEM, Cast

PHONE = "13900005678"


def test_a_telephone_reads_what_was_asked_with_it_and_by_whom_it_belongs_to(cast: Cast) -> None:
    with_phone = cast.receive(text="灯坏了", contact=PHONE)
    by_person = cast.receive(text="水管漏", contact="13811110000", asker=cast.resident_party)
    cast.receive(text="别人", contact="13811110000")
    cast.receive(text="保密", contact=PHONE, is_secret=True)
    assert own_cases(mine(PHONE)) == [by_person, with_phone]
    assert own_cases(mine("13700000000")) == []


def test_nobody_is_found_by_no_telephone(cast: Cast) -> None:
    cast.receive(text="匿名", contact="")
    of = mine("")
    assert (of.people, of.organisations, own_cases(of)) == ((), (), [])


def test_a_familys_telephone_reads_for_all_of_them_at_every_office(cast: Cast) -> None:
    assert cast.elsewhere is not None
    register_people(viewer=SYSTEM, office=cast.elsewhere.office, people=[NewPerson("居民戊", phone=PHONE)])
    assert {person.party.office_id for person in mine(PHONE).people} == {
        cast.office.pk,
        cast.elsewhere.office.pk,
    }


def _given(cast: Cast, party: Party | None, count: int = 1) -> ServiceGiven:
    offering = Offering.objects.filter(office=cast.office)[0]
    [made] = log_services(
        viewer=cast.viewer(cast.worker), office=cast.office, services=[NewGiven(offering, party, count=count)]
    )
    return made


def test_what_was_given_is_read_by_whom_it_was_given_to_unless_it_was_struck_out(cast: Cast) -> None:
    given, mistaken = _given(cast, cast.resident_party), _given(cast, cast.resident_party)
    _given(cast, cast.other_party)
    _given(cast, None, count=12)
    strike_out(viewer=cast.viewer(cast.worker), given=mistaken, reason="记错人")
    assert given_to_them(mine(PHONE)) == [given]
    assert given_to_them(mine("13700000000")) == []


def test_a_case_is_found_by_its_number_only_among_ones_own(cast: Cast) -> None:
    own, other = cast.receive(contact=PHONE), cast.receive(text="别人", contact="13811110000")
    of = mine(PHONE)
    assert own_case(of, own.number) == own
    assert own_case(of, other.number) is None
    assert organisation_cases(of, cast.desk) == []
