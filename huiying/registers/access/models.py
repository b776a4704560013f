"""Users who log in, and the grants that say what they may reach."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from huiying.registers.access.roles import ROLES
from huiying.registers.places.models import Office, Place


class User(AbstractBaseUser):
    """Somebody who logs in. Who they are as a person stands in parties."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    language = models.CharField(max_length=8, default="zh-hans")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = BaseUserManager["User"]()

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """A user holds a role over an office, or over a part of the place tree, for some days."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=12, choices=[(role, role) for role in ROLES])
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=ROLES), name="grant_role"),
            models.CheckConstraint(
                condition=Q(office=None, place__isnull=False) | Q(office__isnull=False, place=None),
                name="grant_office_or_place",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="grant_until_after_from"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "office"],
                condition=Q(until_on=None, place=None),
                name="grant_office_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "place"],
                condition=Q(until_on=None, office=None),
                name="grant_place_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"
