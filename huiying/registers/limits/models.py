"""Dated limits with the document each comes from, and the office's own days."""

from django.db import models
from django.db.models import F, Q

from huiying.registers.limits.rules import UNITS
from huiying.registers.places.models import Office, Place


class Limit(models.Model):
    """For a matter at a place from a day on: at most (or at least) so long, by this document."""

    matter = models.CharField(max_length=80)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    amount = models.IntegerField()
    unit = models.CharField(max_length=16, choices=[(unit, unit) for unit in UNITS])
    at_least = models.BooleanField(default=False)
    document = models.CharField(max_length=200)
    is_adjustable = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "place", "from_on"], name="limit_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="limit_positive"),
            models.CheckConstraint(condition=Q(unit__in=UNITS), name="limit_unit"),
            models.CheckConstraint(condition=Q(matter__regex=r"^[a-z_]+(\.[a-z_]+)*$"), name="limit_matter"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="limit_until_after_from"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter}: {self.amount} {self.unit}"


class CalendarDay(models.Model):
    """A day on which an office works, or doesn't, against the official calendar."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    on = models.DateField()
    is_working = models.BooleanField()
    note = models.CharField(max_length=200)
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "on"], name="calendar_day_once")]

    def __str__(self) -> str:
        return f"{self.on}: {self.is_working}"
