"""Codes that are sent to a telephone."""

from datetime import timedelta

from huiying.base.outbox.models import Message
from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.work.cases.services.phone_codes import DIGITS, code_for, send_code, use_code
from tests.cast import MORNING, Cast

PHONE, STRANGE = "13900005678", "13700009999"


def test_a_code_goes_to_whoever_is_known_and_nowhere_else(cast: Cast) -> None:
    case = cast.receive(contact="13811112222")
    for phone in (PHONE, "13811112222", STRANGE):
        send_code(phone=phone)
    rows = Message.objects.order_by("pk").values_list("channel", "address")
    assert list(rows) == [
        ("file", f"party:{cast.resident_party.pk}"),
        ("file", f"case:{case.pk}"),
        ("page", "nobody"),
    ]


def test_a_code_opens_once_by_its_own_key_and_leaves_a_mark_in_the_file(cast: Cast) -> None:
    key, other = send_code(phone=PHONE), send_code(phone=STRANGE)
    code = code_for(key)
    assert len(code) == DIGITS
    assert not use_code(phone=PHONE, key=other, code=code)
    assert not use_code(phone=PHONE, key="phone.code:none", code=code_for("phone.code:none"))
    assert not Entry.objects.filter(code="person.page_opened").exists()
    assert use_code(phone=PHONE, key=key, code=f" {code[:3]} {code[3:]} ")
    assert not use_code(phone=PHONE, key=key, code=code)
    entries = Entry.objects.filter(code="person.page_opened", office_id=cast.office.pk)
    assert [(entry.subject_id, entry.actor_id) for entry in entries] == [(cast.resident_party.pk, 0)]


def test_a_code_is_good_for_ten_minutes(cast: Cast) -> None:
    with clock.held_at(MORNING):
        key = send_code(phone=PHONE)
    with clock.held_at(MORNING + timedelta(minutes=10, seconds=1)):
        assert not use_code(phone=PHONE, key=key, code=code_for(key))
    with clock.held_at(MORNING + timedelta(minutes=10)):
        assert use_code(phone=PHONE, key=key, code=code_for(key))
