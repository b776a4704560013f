"""Logging in and out, the password, language and print size, and the health page."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.views import LoginView, LogoutView
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.base.storage.guards import missing
from huiying.fronts.web.access import Request, access, public_form
from huiying.fronts.web.account.forms import LogIn
from huiying.registers.access.roles import OPEN, SIGNED_IN
from huiying.registers.access.services import set_language, set_password

_YEAR = 365 * 24 * 3600


class _Login(LoginView):
    """Logging in; a device on which no language was chosen yet takes the user's."""

    redirect_authenticated_user = True
    authentication_form = LogIn

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if "unsent" in self.request.GET:
            words = _("Your login had ended, so this wasn't sent. Please look it over and send it once more.")
            messages.warning(self.request, words, extra_tags="unsent")
        if settings.LANGUAGE_COOKIE_NAME not in self.request.COOKIES:
            _keep_language(response, form.get_user().language)
        return response


login = access(OPEN)(_Login.as_view())
logout = access(SIGNED_IN)(LogoutView.as_view())


@access(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def password(request: Any) -> HttpResponse:
    """A new password of one's own; the first one, just typed, isn't asked for again."""
    is_first = request.user.must_change_password
    form: Any = (SetPasswordForm if is_first else PasswordChangeForm)(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_password(viewer=request.viewer, user=request.user, password=form.cleaned_data["new_password1"])
        request.user.refresh_from_db()
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your new password holds from now on."))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "registration/password.html", {"form": form})


@access(OPEN)
@require_POST
@public_form
def language(request: Request) -> HttpResponse:
    """Read in Chinese or English."""
    response = _back(request)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        _keep_language(response, chosen)
        if request.viewer.is_signed_in:
            set_language(user_id=request.viewer.id, language=chosen)
    return response


def _keep_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=_YEAR, samesite="Lax", secure=settings.IS_HTTPS
    )


@access(OPEN)
@require_POST
@public_form
def large_print(request: HttpRequest) -> HttpResponse:
    """Read in large print, or no longer."""
    response = _back(request)
    size = "normal" if request.COOKIES.get("print") == "large" else "large"
    response.set_cookie("print", size, max_age=_YEAR, samesite="Lax", secure=settings.IS_HTTPS)
    return response


def _back(request: HttpRequest) -> HttpResponse:
    """To the page from which somebody came, if it is ours."""
    target = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(target if is_ours and target.startswith("/") else "/")


@access(OPEN)
@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    """For the machine that watches: the database answers, and every guard stands."""
    try:
        absent = missing(connection)
    except DatabaseError:
        return JsonResponse({"ok": False, "database": "unreachable"}, status=503)
    return JsonResponse({"ok": not absent, "guards_missing": absent}, status=503 if absent else 200)
