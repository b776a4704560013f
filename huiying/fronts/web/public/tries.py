"""How often something comes through the open door: wrong tries at a number and code, and what is sent to be kept.

It is counted in the memory of each process, so that a guess costs no write: an installation of n processes lets
n times as many through, which is still nothing beside a hundred million codes.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from huiying.fronts.web.access import client_address
from huiying.pure.lib.case_numbers import normal_number


@dataclass(frozen=True, slots=True)
class Limit:
    """So many within so many seconds; where it `renews`, these begin anew with each."""

    name: str
    most: int
    seconds: int
    renews: bool = False

    def doors(self, *marks: str) -> list[str]:
        """What is counted under each of some marks."""
        return [
            f"tries:{self.name}:{hashlib.sha256(mark.encode(errors='replace')).hexdigest()}" for mark in marks
        ]

    def is_shut(self, doors: list[str]) -> bool:
        """Whether one of the doors has seen too many."""
        return any(count >= self.most for count in cache.get_many(doors).values())

    def note(self, doors: list[str]) -> None:
        """Count one more."""
        for door in doors:
            cache.add(door, 0, self.seconds)
            with suppress(ValueError):  # its time is over just now
                cache.incr(door)
            if self.renews:
                cache.touch(door, self.seconds)


WRONG_CODES = Limit("wrong", 5, 15 * 60, renews=True)
SENT = Limit("sent", 30, 60 * 60)
"""Requests, photos and corrections that one address may send."""


CODES_ASKED = Limit("codes", 5, 15 * 60)
"""Codes that are sent to one telephone."""


def phone_doors(limit: Limit, request: HttpRequest, phone: str) -> list[str]:
    """What a code is counted under that is asked for or tried: the telephone, and the address that it came from."""
    return limit.doors(f"phone:{phone}", _address(request))


def code_doors(request: HttpRequest, number: str) -> list[str]:
    """What a wrong code is counted under: the number that was tried, and the address that it came from."""
    return WRONG_CODES.doors(f"number:{normal_number(number)}", _address(request))


def is_one_too_many(request: HttpRequest) -> bool:
    """Whether this address has sent too much; if not, one more is counted."""
    doors = SENT.doors(_address(request))
    if SENT.is_shut(doors):
        return True
    SENT.note(doors)
    return False


def too_many_words() -> str:
    """What is said to whoever sends too much."""
    return _(
        "Very much was sent from this connection within an hour, so we take nothing more from it for a while. What "
        "you wrote still stands here: please send it again later, or ring us."
    )


def _address(request: HttpRequest) -> str:
    """The address that a request came from; one customer's whole network where it is of the new, long kind."""
    given = client_address(request)
    with suppress(ValueError):
        address = ip_address(given)
        if address.version == 6:
            given = str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return f"address:{given}"
