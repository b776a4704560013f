"""What happens to every request: its language, its viewer, and the door."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from huiying.fronts.web.templatetags.sent_forms import OFFICE
from huiying.pure.lib import clock
from huiying.pure.lib.keys import row_key
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.roles import ASKER, OPEN, SIGNED_IN
from huiying.registers.access.selectors import may, viewer_for

Answer = Callable[[HttpRequest], HttpResponse]
_UNTIL_CHANGED = ("account:password", "account:logout")


class Language:
    """The language that somebody chose; Chinese unless they did."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request in its language."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.answer(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response


class Access:
    """Gives each request its viewer and lets it through where the view's action allows it."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request; what a person alone may see is never kept by a cache."""
        request.viewer = Viewer.stranger()  # type: ignore[attr-defined]
        response = self.answer(request)
        if getattr(request, "is_personal", False):
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: Any, view: Any, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """The door. A view without a declared action is closed to everybody."""
        action = getattr(view, "action", "")
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and request.user.is_authenticated:
            viewer = viewer_for(request.user, clock.today())
            at = _office_of(request) if viewer.reaches_several else None
            request.viewer = viewer if at is None else replace(viewer, at=at)
        if action == OPEN:
            return None
        request.is_personal = True
        if action == ASKER:
            return None
        if not request.viewer.is_signed_in:
            return _to_login(request)
        if request.user.must_change_password and request.resolver_match.view_name not in _UNTIL_CHANGED:
            return redirect("account:password")
        if action == SIGNED_IN or may(request.viewer, action):
            return None
        raise PermissionDenied(action or "undeclared")


def _office_of(request: HttpRequest) -> int | None:
    """The office for which the form that is sent was opened, else the one that was gone to."""
    given = request.POST.get(OFFICE, "") if request.method == "POST" else ""
    key = row_key(given)
    return request.session.get("office") if key is None else key


def _to_login(request: HttpRequest) -> HttpResponse:
    """To the log-in page, and from there back to the page that was asked for; what was sent from a form leads back
    to that form."""
    target = request.get_full_path()
    if request.method not in ("GET", "HEAD"):
        target = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(
            target, {request.get_host()}, require_https=request.is_secure()
        ):
            return redirect(settings.LOGIN_URL)
        return redirect_to_login(target, f"{resolve_url(settings.LOGIN_URL)}?unsent=1")
    return redirect_to_login(target, settings.LOGIN_URL)
