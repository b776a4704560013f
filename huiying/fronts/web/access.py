"""The front end's door: every view declares its action, and nothing is open that doesn't say so."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.roles import ACTIONS, ASKER, OPEN, SIGNED_IN

View = Callable[..., HttpResponseBase]


class Request(HttpRequest):
    """A request that the middleware has given its viewer; a view may name the office whose page it is."""

    viewer: Viewer
    office: Any
    doors: Any
    door: str
    htmx: Any
    taken: Any
    """Where a list puts its rows for somebody who takes them away as a file; else nothing."""


def access(action: str) -> Callable[[View], View]:
    """Declare the action that a view takes (access/roles.py)."""
    if action not in ACTIONS | {OPEN, SIGNED_IN, ASKER}:
        raise ValueError(f"no such action: {action}")

    def declare(view: View) -> View:
        view.action = action  # type: ignore[attr-defined]
        return view

    return declare


def public_form(view: View) -> View:
    """A form that anybody may send without a cookie or a token: only from our own pages, by its Origin."""

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not is_from_here(request):
            raise PermissionDenied("origin")
        return view(request, *args, **kwargs)

    return cast("View", checked)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a request was sent by one of our own pages: browsers say so in Origin or Sec-Fetch-Site."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin.partition("://")[2] == request.get_host()
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def client_address(request: HttpRequest) -> str:
    """The address that a request came from.

    Each web server before this one adds to X-Forwarded-For whom it answered; what stands further left was written by
    the visitor, who may write anything.
    """
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    given = forwarded[-settings.PROXIES].strip() if 0 < settings.PROXIES <= len(forwarded) else ""
    return given or str(request.META.get("REMOTE_ADDR", ""))
