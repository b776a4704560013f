"""Writes of users and grants."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.models import Grant, User
from huiying.registers.places.models import Office, Place


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
