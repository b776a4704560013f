"""Services given (服务记录): the daily work beside and on cases, counted in 次 and 人次, never in 件."""

import uuid

from django.db import models
from django.db.models import F, Q

from huiying.registers.directory.models import Offering
from huiying.registers.parties.models import Party
from huiying.registers.places.models import Office
from huiying.work.cases.models.case import Case, choices
from huiying.work.cases.rules.given import GIVEN_RESULTS, LONGEST_MINUTES, MOST_PEOPLE, UNITS


class ServiceGiven(models.Model):
    """One service: what, by whom, to a party or to a counted number of people, when, for how long, with what result.

    It is never changed: a mistaken one is struck out, and written down anew.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Party, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    unit = models.CharField(max_length=12, choices=choices(UNITS))
    count = models.IntegerField(default=1)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="services_given")
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    minutes = models.IntegerField()
    result = models.CharField(max_length=12, choices=choices(GIVEN_RESULTS))
    word = models.CharField(max_length=200, blank=True)
    by_user = models.BigIntegerField()
    by_name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(party__isnull=False, count=1) | Q(party=None, unit="person_times"),
                name="given_to_one_or_counted",
            ),
            models.CheckConstraint(condition=Q(unit__in=UNITS), name="given_unit"),
            models.CheckConstraint(condition=Q(count__range=(1, MOST_PEOPLE)), name="given_count"),
            models.CheckConstraint(condition=Q(minutes__range=(1, LONGEST_MINUTES)), name="given_minutes"),
            models.CheckConstraint(condition=Q(result__in=GIVEN_RESULTS), name="given_result"),
            models.CheckConstraint(
                condition=Q(written_at__gte=F("happened_at")), name="given_before_it_was_written"
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-happened_at", "-id"], name="given_newest"),
            models.Index(fields=["provider", "-happened_at", "-id"], name="given_provider"),
            models.Index(fields=["offering", "-happened_at", "-id"], name="given_offering"),
            models.Index(fields=["by_user", "-id"], name="given_by"),
        ]

    def __str__(self) -> str:
        return f"{self.offering_id} × {self.count}"


class ServiceStruck(models.Model):
    """A service that was written down by mistake: struck out with a reason, to be read and counted nowhere."""

    given = models.OneToOneField(ServiceGiven, models.PROTECT, related_name="struck")
    reason = models.CharField(max_length=200)
    struck_at = models.DateTimeField()
    by_user = models.BigIntegerField()
    by_name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="struck_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.given_id}: {self.reason}"
