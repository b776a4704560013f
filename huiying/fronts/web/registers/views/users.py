"""Users and grants: one user, a new one, locking, passwords, roles given and ended."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.editing import done
from huiying.fronts.web.refusals import add_faults, words_for
from huiying.fronts.web.registers.editing import Sheet, sheet
from huiying.fronts.web.registers.forms.users import GrantEndForm, GrantForm, UserForm
from huiying.fronts.web.registers.history import user_history
from huiying.fronts.web.registers.listing import Row, Section, link, party_url, stated
from huiying.fronts.web.registers.wording import ROLES, period_words
from huiying.fronts.web.wording import moment_words, name_of
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.registers.access.selectors import managed_grant, managed_user, reached_offices, user_for
from huiying.registers.access.services import end_grant, grant_role, lock_user, renew_password, unlock_user
from huiying.registers.parties.selectors import person_of
from huiying.registers.parties.services.people import register_login


def _url(key: int) -> str:
    return reverse("registers:user_detail", args=[key])


def _managed(request: Request, key: int) -> Any:
    user = managed_user(request.viewer, key)
    if user is None:
        raise Http404
    return user


@access("access.read")
@require_GET
def user_detail(request: Request, key: int) -> HttpResponse:
    """Who logs in, as what, over what, and what was done with the login."""
    viewer, today = request.viewer, clock.today()
    user = user_for(viewer, key)
    if user is None:
        raise Http404
    is_managed = managed_user(viewer, key) is not None
    party = person_of(user.pk)
    facts = stated(
        (_("User name"), user.username),
        (_("Personal file"), link(party_url(viewer, party), party.name) if party else ""),
        (_("May log in"), _("yes") if user.is_active else _("no, locked")),
        (_("Last logged in"), moment_words(user.last_login, today) if user.last_login else _("never yet")),
        (_("Password"), _("must be changed at the next login") if user.must_change_password else ""),
    )
    held = sorted(user.grants.all(), key=lambda grant: (_is_over(grant, today), grant.pk))
    new = (reverse("registers:grant_new", args=[user.pk]), _("Give a role"))
    roles = Section(
        _("Roles"),
        [_grant_row(user, grant, today, is_managed) for grant in held],
        _("No role: nothing is open to them."),
        new if is_managed and user.pk != viewer.id else None,
    )
    context = {
        "user_shown": user,
        "facts": facts,
        "sections": [roles],
        "history": user_history(user),
        "is_managed": is_managed,
        "is_oneself": user.pk == viewer.id,
    }
    return render(request, "registers/user_detail.html", context)


def _is_over(grant: Any, today: date) -> bool:
    return grant.until_on is not None and grant.until_on < today


def _grant_row(user: Any, grant: Any, today: date, is_managed: bool) -> Row:
    url = reverse("registers:grant_end", args=[user.pk, grant.pk])
    note = f"{name_of(grant.office or grant.place)} · {period_words(grant.from_on, grant.until_on, today)}"
    act = (url, _("End the role")) if is_managed and not _is_over(grant, today) else None
    return Row(str(ROLES[grant.role]), note=note, act=act)


@access("access.grant")
@require_http_methods(["GET", "POST"])
def user_new(request: Request) -> HttpResponse:
    """Let somebody log in; the first password is shown once."""
    viewer = request.viewer
    request.office = office = reached_offices(viewer, "access.grant")[0]
    form = UserForm(request.POST or None, viewer=viewer, office=office)
    if request.method == "POST" and form.is_valid():
        try:
            user, password = register_login(viewer=viewer, person=form.person_behind(), new=form.user())
        except Refused as refused:
            add_faults(form, refused)
        else:
            return _once(request, user, password)
    words = Sheet(
        title=_("Make a login for somebody"),
        note=_("They get a first password, which they change when they log in."),
        button=_("Make the login"),
        back=reverse("registers:user_list"),
    )
    return render(request, "registers/edit.html", {"form": form, "sheet": words})


def _once(request: Request, user: Any, password: str) -> HttpResponse:
    """The only page that ever shows this password; no cache keeps it."""
    return render(request, "registers/user_password.html", {"user_shown": user, "password": password})


@access("access.grant")
@require_POST
def user_password(request: Request, key: int) -> HttpResponse:
    """A new password for somebody who has forgotten theirs; shown once."""
    user = _managed(request, key)
    try:
        password = renew_password(viewer=request.viewer, user=user)
    except Refused as refused:
        messages.error(request, words_for(refused.faults[0]))
        return redirect(_url(key))
    return _once(request, user, password)


@access("access.grant")
@require_POST
def user_lock(request: Request, key: int) -> HttpResponse:
    """Nobody logs in as this user any more."""
    user, said = _managed(request, key), _("Locked, and logged out everywhere. The roles stay as they are.")
    return done(request, lambda: lock_user(viewer=request.viewer, user=user), said, _url(key))


@access("access.grant")
@require_POST
def user_unlock(request: Request, key: int) -> HttpResponse:
    """The user may log in again."""
    user, said = _managed(request, key), _("They may log in again.")
    return done(request, lambda: unlock_user(viewer=request.viewer, user=user), said, _url(key))


@access("access.grant")
@require_http_methods(["GET", "POST"])
def grant_new(request: Request, key: int) -> HttpResponse:
    """Give a user a role."""
    user = _managed(request, key)
    form = GrantForm(request.POST or None, viewer=request.viewer)
    words = Sheet(_("Give a role"), _("Give it"), _url(key), note=user.name, said=_("Given."))

    def save(form: Any) -> str:
        grant_role(viewer=request.viewer, user=user, new=form.grant())
        return _url(key)

    return sheet(request, form, words, save)


@access("access.grant")
@require_http_methods(["GET", "POST"])
def grant_end(request: Request, key: int, grant: int) -> HttpResponse:
    """A role ends with a day."""
    held = managed_grant(request.viewer, key, grant)
    if held is None:
        raise Http404
    is_new = held.from_on >= clock.today()
    hint = _("It ends with its first day at the earliest. To keep somebody out at once, lock the user.")
    words = Sheet(
        title=_("End the role"),
        note=f"{held.user.name} · {ROLES[held.role]} · {name_of(held.office or held.place)}",
        button=_("End the role"),
        back=_url(key),
        hint=hint if is_new else "",
        said=_("Its end is noted."),
    )

    def save(form: Any) -> str:
        end_grant(viewer=request.viewer, grant=held, until_on=form.cleaned_data["until_on"])
        return _url(key)

    return sheet(request, GrantEndForm(request.POST or None, from_on=held.from_on), words, save)
