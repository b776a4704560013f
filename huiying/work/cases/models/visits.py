"""Visits to households, organisations and places: the cases they open and the hazards they find."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from huiying.base.files.models import StoredFile
from huiying.pure.lib.clock import local_time
from huiying.registers.limits.rules import OFFICE_CLOSES
from huiying.registers.parties.models import Party
from huiying.registers.places.models import Office, Place
from huiying.work.cases.models.case import Case, choices
from huiying.work.cases.rules.visits import HAZARD_GRADES, VISIT_KINDS


class Visit(models.Model):
    """Staff go to somebody or to a place (走访): planned for a moment, and made at one; or called off before.

    `needs_two` and `visitor_count` repeat what was so when the visitors were named: whether two must go, and how
    many heads go.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=choices(VISIT_KINDS))
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    where = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    needs_two = models.BooleanField(default=False)
    visitor_count = models.IntegerField()
    planned_for = models.DateTimeField(null=True)
    happened_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    seen = models.TextField(blank=True)
    called_off_at = models.DateTimeField(null=True)
    called_off_word = models.CharField(max_length=200, blank=True)
    at = models.GeneratedField(
        expression=Coalesce("happened_at", "planned_for"),
        output_field=models.DateTimeField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=VISIT_KINDS), name="visit_kind"),
            models.CheckConstraint(
                condition=Q(party__isnull=False) | Q(place__isnull=False), name="visit_has_an_aim"
            ),
            models.CheckConstraint(
                condition=Q(planned_for__isnull=False) | Q(happened_at__isnull=False), name="visit_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(happened_at=None, written_at=None, seen="")
                | (
                    Q(happened_at__isnull=False, written_at__isnull=False, called_off_at=None)
                    & Q(written_at__gte=F("happened_at"))
                    & ~Q(seen="")
                ),
                name="visit_made_whole",
            ),
            models.CheckConstraint(
                condition=Q(visitor_count__gte=2) | Q(visitor_count=1, needs_two=False),
                name="visit_has_its_visitors",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-at", "-id"], name="visit_newest"),
            models.Index(
                fields=["office", "planned_for"],
                name="visit_to_come",
                condition=Q(happened_at=None, called_off_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_to_come(self) -> bool:
        """Whether it is planned and still to be made."""
        return self.happened_at is None and self.called_off_at is None


class Visitor(models.Model):
    """Somebody who makes a visit."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="visitors")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "party"], name="visitor_once")]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.party_id}"


class FoundCase(models.Model):
    """A case that a visit opened."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="found")
    case = models.OneToOneField(Case, models.PROTECT, related_name="found")

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.case_id}"


class Hazard(models.Model):
    """A danger that a safety visit found (隐患): open until a re-check says that it is put right."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="hazards")
    what = models.CharField(max_length=300)
    grade = models.CharField(max_length=8, choices=choices(HAZARD_GRADES))
    responsible = models.CharField(max_length=80)
    found_on = models.DateField()
    due_on = models.DateField()
    photo = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    put_right_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(grade__in=HAZARD_GRADES), name="hazard_grade"),
            models.CheckConstraint(condition=~Q(responsible=""), name="hazard_has_somebody"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("found_on")), name="hazard_due_after_it_was_found"
            ),
            models.CheckConstraint(
                condition=Q(put_right_on=None) | Q(put_right_on__gte=F("found_on")),
                name="hazard_put_right_after_it_was_found",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="hazard_open", condition=Q(put_right_on=None)),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def due_at(self) -> datetime:
        """The close of office on the day by which it is to be put right."""
        return local_time(self.due_on, OFFICE_CLOSES)


class Recheck(models.Model):
    """Somebody looked again whether a hazard is put right."""

    hazard = models.ForeignKey(Hazard, models.PROTECT, related_name="rechecks")
    checked_on = models.DateField()
    written_at = models.DateTimeField()
    by_user = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    is_put_right = models.BooleanField()
    word = models.TextField(blank=True)
    photo = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hazard"], condition=Q(is_put_right=True), name="hazard_put_right_once"
            ),
            models.CheckConstraint(
                condition=Q(is_put_right=True) | ~Q(word=""), name="recheck_says_what_is_missing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hazard_id} {self.checked_on}"
