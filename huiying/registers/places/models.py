"""Places, venues and offices."""

from django.db import models
from django.db.models import F, Q

from huiying.registers.places.rules import DOORS, LEVELS, VENUE_KINDS


class Place(models.Model):
    """A node of province › city › county › street or town › community or village › grid, compound, building.

    Old places stay: a merged village keeps its row with `until_on`.
    """

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    level = models.CharField(max_length=12, choices=[(level, level) for level in LEVELS])
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=300)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    area_m2 = models.BigIntegerField(null=True)
    point = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(until_on=None), name="place_one_current_code"
            ),
            models.UniqueConstraint(
                fields=["path"], condition=Q(until_on=None), name="place_one_current_path"
            ),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="place_level"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="place_until_after_from"
            ),
        ]
        indexes = [models.Index(fields=["level", "path"], name="place_level_path")]

    def __str__(self) -> str:
        return self.name


class Venue(models.Model):
    """A place that serves: service centre, canteen, classroom, station …"""

    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=24, choices=[(kind, kind) for kind in VENUE_KINDS])
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    address = models.CharField(max_length=160, blank=True)
    floor_area_m2 = models.IntegerField(null=True)
    hours = models.JSONField(default=list, blank=True)
    functions = models.JSONField(default=list, blank=True)
    capacity = models.IntegerField(null=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=VENUE_KINDS), name="venue_kind"),
            models.CheckConstraint(
                condition=Q(floor_area_m2=None) | Q(floor_area_m2__gt=0), name="venue_area_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HeadCount(models.Model):
    """How many people came to a venue on a day, as somebody counted them."""

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="head_counts")
    on = models.DateField()
    count = models.IntegerField()
    word = models.CharField(max_length=120, blank=True)
    counted_by = models.BigIntegerField()
    counted_by_name = models.CharField(max_length=80)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(count__gt=0), name="head_count_positive")]
        indexes = [models.Index(fields=["venue", "on"], name="head_count_day")]

    def __str__(self) -> str:
        return f"{self.on}: {self.count}"


class Office(models.Model):
    """One office that works with the software. Its desk is the one team of kind desk that points to it."""

    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    phone = models.CharField(max_length=30)
    phone_hours = models.CharField(max_length=80, blank=True)
    doors = models.JSONField(default=list)
    triage_threshold = models.DecimalField(max_digits=3, decimal_places=2, default="0.80")
    match_weights = models.JSONField(default=dict, blank=True)
    texts = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(triage_threshold__gte=0) & Q(triage_threshold__lte=1), name="office_threshold"
            ),
            models.CheckConstraint(condition=Q(code__regex=r"^[A-HJ-NP-RTUW-Y]{2,6}$"), name="office_code"),
        ]

    def __str__(self) -> str:
        return self.name

    def serves(self, door: str) -> bool:
        """Whether one of the five doors is open at this office."""
        return door in DOORS and door in self.doors


class DaySerial(models.Model):
    """The last serial given out by an office on a day; counted up in the transaction of the receipt."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    on = models.DateField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "on"], name="day_serial_once")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.on}: {self.last}"
