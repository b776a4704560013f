"""Writes of users and grants."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q, QuerySet

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.models import Grant, User
from huiying.registers.access.rules import Held, faults_in_end, faults_in_grant, faults_in_login
from huiying.registers.access.selectors import reached_offices
from huiying.registers.places.models import Office, Place
from huiying.registers.places.rules import ancestor_paths
from huiying.registers.places.selectors import within


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A role over an office or a place, from a day on."""

    role: str
    office: Office | None = None
    place: Place | None = None
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewUser:
    """Somebody who will log in. Without a password one is made, shown once, and must be changed."""

    username: str
    name: str
    grants: tuple[NewGrant, ...] = ()
    password: str = ""


@transaction.atomic
def register_users(*, viewer: Viewer, users: list[NewUser]) -> list[tuple[User, str]]:
    """Register users with their grants; gives each user and the first password to hand over."""
    if faults := [fault for new in users for fault in faults_in_login(new.username)]:
        raise Refused(*faults)
    taken = set(
        User.objects.filter(username__in=[new.username for new in users]).values_list("username", flat=True)
    )
    if taken:
        raise Refused(*(Fault("username_taken", "username", {"username": name}) for name in sorted(taken)))
    passwords = [new.password or secrets.token_urlsafe(12) for new in users]
    hashes = {password: make_password(password) for password in set(passwords)}
    made = User.objects.bulk_create(
        User(
            username=new.username,
            name=new.name,
            password=hashes[password],
            must_change_password=not new.password,
            created_at=clock.now(),
        )
        for new, password in zip(users, passwords, strict=True)
    )
    record(
        [
            NewEntry("user.registered", viewer, _office_of(new.grants), "user", user.pk)
            for user, new in zip(made, users, strict=True)
        ]
    )
    give_grants(
        viewer=viewer,
        grants=[(user, grant) for user, new in zip(made, users, strict=True) for grant in new.grants],
    )
    return list(zip(made, passwords, strict=True))


def _office_of(grants: Sequence[NewGrant | Grant]) -> int | None:
    """The office whose trail tells of a user: that of the first grant over an office."""
    return next((grant.office.pk for grant in grants if grant.office is not None), None)


@transaction.atomic
def give_grants(*, viewer: Viewer, grants: list[tuple[User, NewGrant]]) -> list[Grant]:
    """Give users roles."""
    made = Grant.objects.bulk_create(
        Grant(
            user=user,
            role=new.role,
            office=new.office,
            place=new.place,
            from_on=new.from_on or clock.today(),
            until_on=new.until_on,
        )
        for user, new in grants
    )
    record(
        [
            NewEntry("grant.given", viewer, grant.office_id, "user", grant.user_id, {"role": grant.role})
            for grant in made
        ]
    )
    return made


def _held(grant: Grant | NewGrant, today: date) -> Held:
    over = f"office {grant.office.pk}" if grant.office else f"place {grant.place.pk if grant.place else 0}"
    return Held(grant.role, over, grant.from_on or today, grant.until_on)


def faults_in_role(viewer: Viewer, new: NewGrant, user: User | None = None) -> list[Fault]:
    """Why the viewer doesn't give a user a role, or a new user their first: nobody grants themselves, nor further than
    they administer themselves."""
    today = clock.today()
    if user is not None and user.pk == viewer.id:
        return [Fault("grant_to_oneself")]
    held = [_held(grant, today) for grant in user.grants.select_related("office", "place")] if user else []
    faults = faults_in_grant(_held(new, today), held=held, today=today)
    mine = reached_offices(viewer, "access.grant").values("pk")
    if _offices_under(new).exclude(pk__in=mine).exists() or not _offices_under(new).exists():
        faults.append(Fault("grant_too_wide", "over"))
    return faults


def _offices_under(grant: NewGrant | Grant) -> QuerySet[Office]:
    """The offices that a grant reaches."""
    if grant.office is not None:
        return Office.objects.filter(pk=grant.office.pk)
    return Office.objects.filter(within(grant.place.path if grant.place else "/", "place__path"))


@transaction.atomic
def grant_role(*, viewer: Viewer, user: User, new: NewGrant) -> Grant:
    """An administrator gives a user a role."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if faults := faults_in_role(viewer, new, user):
        raise Refused(*faults)
    return give_grants(viewer=viewer, grants=[(user, new)])[0]


@transaction.atomic
def end_grant(*, viewer: Viewer, grant: Grant, until_on: date) -> Grant:
    """A role ends with a day; the grant stays readable. An office keeps one who administers its users."""
    offices = _locked(_offices_under(grant))
    grant = Grant.objects.select_related("office", "place").get(pk=grant.pk)
    today = clock.today()
    if faults := faults_in_end(_held(grant, today), until_on, today=today):
        raise Refused(*faults)
    if grant.role == "admin":
        _keep_an_administrator(offices, after=until_on, but=Q(pk=grant.pk))
    grant.until_on = until_on
    grant.save(update_fields=["until_on"])
    data = {"role": grant.role, "until": until_on}
    record([NewEntry("grant.ended", viewer, grant.office_id, "user", grant.user_id, data)])
    return grant


@transaction.atomic
def lock_user(*, viewer: Viewer, user: User) -> None:
    """A user may log in no more, and is logged out at once; their grants stay as they are."""
    if user.pk == viewer.id:
        raise Refused(Fault("lock_oneself"))
    offices = Office.objects.none()
    lasting = Q(until_on=None) | Q(until_on__gte=clock.today())
    for grant in user.grants.filter(lasting, role="admin").select_related("office", "place"):
        offices |= _offices_under(grant)
    _keep_an_administrator(_locked(offices), after=clock.today(), but=Q(user=user.pk))
    _set_active(viewer, user, False, "user.locked")


@transaction.atomic
def unlock_user(*, viewer: Viewer, user: User) -> None:
    """A user may log in again."""
    _set_active(viewer, user, True, "user.unlocked")


def _set_active(viewer: Viewer, user: User, is_active: bool, code: str) -> None:
    """Once: whoever comes second finds it done."""
    if User.objects.filter(pk=user.pk, is_active=not is_active).update(is_active=is_active):
        office = _office_of(tuple(user.grants.select_related("office").order_by("pk")))
        record([NewEntry(code, viewer, office, "user", user.pk)])


def _locked(offices: QuerySet[Office]) -> list[Office]:
    """Offices in the order of their keys, kept from others who would take an administrator away at the same time."""
    keys = list(offices.values_list("pk", flat=True))
    found = Office.objects.select_for_update(of=("self",)).select_related("place")
    return list(found.filter(pk__in=keys).order_by("pk"))


def _keep_an_administrator(offices: list[Office], *, after: date, but: Q) -> None:
    """Refuse where an office would have nobody left who gives and ends its roles."""
    lasting = Grant.objects.filter(Q(until_on=None) | Q(until_on__gt=after), role="admin", from_on__lte=after)
    for office in offices:
        over = Q(office=office) | Q(place__path__in=ancestor_paths(office.place.path))
        if not lasting.filter(over, user__is_active=True).exclude(but).exists():
            raise Refused(Fault("admin_last", data={"office": office.name}))


@transaction.atomic
def renew_password(*, viewer: Viewer, user: User) -> str:
    """An administrator gives another user a password that is shown once and must be changed; the old one ends."""
    if user.pk == viewer.id:
        raise Refused(Fault("password_of_oneself"))
    return set_password(viewer=viewer, user=user)


@transaction.atomic
def set_password(*, viewer: Viewer, user: User, password: str = "") -> str:
    """Give a user a new password; without one it is made, returned once, and must be changed at the next login."""
    made = password or secrets.token_urlsafe(12)
    User.objects.filter(pk=user.pk).update(password=make_password(made), must_change_password=not password)
    office = _office_of(tuple(user.grants.order_by("pk")))
    record([NewEntry("user.password_set", viewer, office, "user", user.pk)])
    return made


@transaction.atomic
def set_language(*, user_id: int, language: str) -> None:
    """Keep the language in which a user reads."""
    User.objects.filter(pk=user_id).update(language=language)
