"""Whose own page is open on this device: the telephone that was shown to be theirs, for half an hour.

Like an opened case (ADR 5) it is a signed cookie that goes with the browser's session; the telephone in it is
encrypted. Before a code was given the same cookie says for which it is awaited.
"""

from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from huiying.base.storage.fields import Token, Unreadable

COOKIE = "__Secure-my" if settings.IS_HTTPS else "my"
_PLACE = "my page"
_HALF_AN_HOUR = 30 * 60


class Kept(NamedTuple):
    """The telephone, and the key of the code that is awaited; "" once it was given."""

    phone: str
    key: str


def keep_my_page(response: HttpResponse, kept: Kept) -> HttpResponse:
    """Remember on this device whose page is asked for, or open."""
    response.set_signed_cookie(
        COOKIE,
        f"{kept.key}|{Token.sealing(kept.phone, _PLACE).text}",
        salt=COOKIE,
        path=reverse("public:my"),
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def shut_my_page(response: HttpResponse) -> HttpResponse:
    """Forget it on this device."""
    response.delete_cookie(COOKIE, path=reverse("public:my"), samesite="Lax")
    return response


def kept_page(request: HttpRequest) -> Kept | None:
    """Whose page is asked for or open here."""
    try:
        value = request.get_signed_cookie(COOKIE, "", salt=COOKIE, max_age=_HALF_AN_HOUR) or ""
        key, _, sealed = value.partition("|")
        phone = Token(sealed).opened(_PLACE)
    except (Unreadable, SuspiciousOperation):
        return None
    return Kept(phone, key) if phone else None
