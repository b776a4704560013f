"""Wrong tries at a case's number and code: after five within a quarter of an hour the door stays shut for a while.

They are counted in the memory of each process, so that a guess costs no write: an installation of n processes lets
n times as many through, which is still nothing beside a hundred million codes.
"""

import hashlib

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest

from huiying.pure.lib.case_numbers import normal_number

MOST = 5
SHUT_FOR = 15 * 60


def doors(request: HttpRequest, number: str) -> list[str]:
    """What a try is counted under: the number that was tried, and the address that it came from."""
    tried = (f"number:{normal_number(number)}", f"address:{get_client_ip_address(request)}")
    return [f"tries:{hashlib.sha256(door.encode()).hexdigest()}" for door in tried]


def is_shut(doors: list[str]) -> bool:
    """Whether one of the doors has seen too many wrong tries."""
    return any(count >= MOST for count in cache.get_many(doors).values())


def note_wrong(doors: list[str]) -> None:
    """Count a wrong try; the quarter of an hour begins anew with it."""
    known = cache.get_many(doors)
    cache.set_many({door: known.get(door, 0) + 1 for door in doors}, SHUT_FOR)
