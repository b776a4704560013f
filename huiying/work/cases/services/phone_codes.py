"""Codes that show who holds a telephone: sent to it, good for ten minutes, and once."""

import hmac
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from huiying.base.outbox.selectors import message_with
from huiying.base.outbox.services import NewMessage, mark_read, send
from huiying.base.storage.fields import blind_index
from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.case_numbers import query_code
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case
from huiying.work.cases.selectors.mine import mine, own_cases

GOOD_FOR = timedelta(minutes=10)
DIGITS = 6
_NOBODY = "nobody"
_TEMPLATE = "phone.code"


@transaction.atomic
def send_code(*, phone: str) -> str:
    """Send a code to whoever holds a telephone; gives the key by which it is asked for.

    An unknown telephone makes the same work and gives such a key too, so that nobody learns which numbers are known;
    its message goes nowhere. The message names a case or a person and holds no number.
    """
    key = f"{_TEMPLATE}:{blind_index(Case, 'contact', phone)}:{clock.now():%Y%m%d%H%M%S%f}"
    of = mine(phone)
    cases = own_cases(of)[:1]
    address = f"party:{of.people[0].pk}" if of.people else f"case:{cases[0].pk}" if cases else _NOBODY
    channel = "page" if address == _NOBODY else "file"
    send([NewMessage(key, channel, address, _TEMPLATE, {"code": code_for(key)})])
    return key


@transaction.atomic
def use_code(*, phone: str, key: str, code: str) -> bool:
    """Whether the code is the one that was sent; it opens once, and whose file it opens reads of it in the trail."""
    message = message_with(key)
    typed = "".join(sign for sign in code if sign in "0123456789")
    is_right = hmac.compare_digest(code_for(key), typed)
    if message is None or clock.now() - message.created_at > GOOD_FOR or not is_right:
        return False
    if not mark_read(address=message.address, ids=[message.pk]):
        return False
    viewer = Viewer.asker()
    record(
        [
            NewEntry("person.page_opened", viewer, person.party.office_id, "party", person.pk)
            for person in mine(phone).people
        ]
    )
    return True


def code_for(key: str) -> str:
    """The digits of a code, derived so that only its message and the server know them."""
    return query_code(settings.DATA_KEY.encode(), f"phone {key}", 0)[:DIGITS]
