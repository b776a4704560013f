"""The case that somebody has opened on this device by number and code: a signed cookie, for half an hour.

It goes with the browser's session, and before that when its asker closes the case or leaves quickly.
"""

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from huiying.fronts.web.access import View
from huiying.fronts.web.public.doors import door_to
from huiying.pure.lib.case_numbers import normal_number
from huiying.work.cases.selectors.cases import case_by_uuid
from huiying.work.cases.selectors.public import on_the_same_receipt

COOKIE = "__Secure-case" if settings.IS_HTTPS else "case"
_HALF_AN_HOUR = 30 * 60


def see(view: str, *args: Any, after: str = "") -> HttpResponse:
    """Go and see another page (303), with `after` behind its address."""
    return HttpResponseRedirect(reverse(view, args=args) + after, status=303)


def open_case(response: HttpResponse, case: Any) -> HttpResponse:
    """Let this device in to a case until the browser is closed, half an hour is over (the signature knows when it
    was made) or the counter gives out a new code."""
    response.set_signed_cookie(
        COOKIE,
        _key(case),
        salt=COOKIE,
        path=reverse("public:track"),
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def shut_case(response: HttpResponse) -> HttpResponse:
    """Let this device in to no case any more."""
    response.delete_cookie(COOKIE, path=reverse("public:track"), samesite="Lax")
    return response


def _key(case: Any) -> str:
    return f"{case.uuid}:{case.code_renewals}"


def still_open(request: HttpRequest) -> Any:
    """The case that this device may read, if its code still holds; one asked in secrecy isn't spoken of."""
    case = _case_of_cookie(request)
    return None if case is None or case.is_secret else case


def _case_of_cookie(request: HttpRequest) -> Any:
    key = request.get_signed_cookie(COOKIE, "", salt=COOKIE, max_age=_HALF_AN_HOUR)
    case = case_by_uuid(key.partition(":")[0]) if key else None
    return case if case is not None and _key(case) == key else None


def _opened(request: HttpRequest, number: str) -> Any:
    """The case of the cookie, if it has this number; a receipt that was split opens each of its matters."""
    case = _case_of_cookie(request)
    if case is None:
        return None
    if case.number == normal_number(number):
        return case
    others = (other for other in on_the_same_receipt(case) if other.number == normal_number(number))
    return next((case_by_uuid(str(other.uuid)) for other in others), None)


def opened(view: View) -> View:
    """A page of the asker's: `number` in its address becomes the opened case. Whoever has not opened it is sent to
    do so, in the same way whether there is such a case or not."""

    @wraps(view)
    def checked(request: HttpRequest, number: str, **more: Any) -> HttpResponseBase:
        case = _opened(request, number)
        if case is None:
            return see("public:track", after=f"#number={normal_number(number)}")
        request.office, request.door = case.office, door_to(case.office)  # type: ignore[attr-defined]
        return view(request, case, **more)

    return checked
