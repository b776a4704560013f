"""Categories, offerings, social workers' files, leave, duty and standard answers."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from huiying.registers.directory.rules import CASE_KINDS, LANES, LIFE_STAGES, SERVICE_KINDS, WORKER_TYPES
from huiying.registers.parties.models import Party, Person
from huiying.registers.places.models import Office, Place, Venue


def _choices(values: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(value, value) for value in values]


class Category(models.Model):
    """What can be asked, in the office's tree, with the words that people use for it."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    words = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=12, choices=_choices(CASE_KINDS), blank=True)
    lane = models.CharField(max_length=10, choices=_choices(LANES), blank=True)
    matter = models.CharField(max_length=80, blank=True)
    provider_kind = models.CharField(max_length=24, blank=True)
    door = models.CharField(max_length=12)
    order = models.IntegerField(default=0)
    from_on = models.DateField(null=True)
    """Since when it can be given; null for what was there from the beginning."""
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "code"], condition=Q(until_on=None), name="category_once"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | (Q(kind__in=CASE_KINDS) & Q(lane__in=LANES) & ~Q(matter="")),
                name="category_leaf_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CategoryVersion(models.Model):
    """How a category stood up to a day: what it was before somebody changed or moved it."""

    category = models.ForeignKey(Category, models.CASCADE, related_name="versions")
    until_on = models.DateField()
    parent = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, blank=True)
    lane = models.CharField(max_length=10, blank=True)
    matter = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["category", "until_on"], name="category_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.until_on}"


class Offering(models.Model):
    """A provider gives some categories of service to an eligible group in a part of the place tree."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    provider = models.ForeignKey(Party, models.PROTECT, related_name="offerings")
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    for_whom = models.CharField(max_length=120, blank=True)
    categories = models.ManyToManyField(Category, related_name="offerings")
    area = models.ForeignKey(Place, models.PROTECT, related_name="+")
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, related_name="+")
    hours = models.JSONField(default=list, blank=True)
    at_most = models.IntegerField(null=True)
    life_stage = models.CharField(max_length=12, blank=True, choices=_choices(LIFE_STAGES))
    service_kind = models.CharField(max_length=12, blank=True, choices=_choices(SERVICE_KINDS))
    is_value_added = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(at_most=None) | Q(at_most__gt=0), name="offering_at_most"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="offering_until_after_from"
            ),
            models.CheckConstraint(
                condition=Q(life_stage__in=("", *LIFE_STAGES)), name="offering_life_stage"
            ),
            models.CheckConstraint(
                condition=Q(service_kind__in=SERVICE_KINDS)
                | Q(service_kind="", life_stage="", is_value_added=False),
                name="offering_kind_of_service",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WorkerFile(models.Model):
    """What the office keeps of a social worker beside the person's own file."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="worker_file")
    type = models.CharField(max_length=12, choices=_choices(WORKER_TYPES))
    ceiling = models.IntegerField(default=8)
    area = models.ForeignKey(Place, models.PROTECT, related_name="+")
    hours = models.JSONField(default=list, blank=True)
    confirmed_on = models.DateField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(type__in=WORKER_TYPES), name="worker_type"),
            models.CheckConstraint(condition=Q(ceiling__gt=0), name="worker_ceiling"),
        ]

    def __str__(self) -> str:
        return self.person.party.name


class Leave(models.Model):
    """Days on which somebody is away."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="leaves")
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="leave_until_after_from"),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} – {self.until_on}"


class Recusal(models.Model):
    """A provider takes no case of a party: kin, dispute, or any other tie."""

    provider = models.ForeignKey(Party, models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "party"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.provider_id} × {self.party_id}"


class Duty(models.Model):
    """Hours of a weekday in which at-once cases of a place are taken.

    The lane is open in an hour because such a row stands, and no row stands without two names.
    """

    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    weekday = models.IntegerField()
    from_hour = models.IntegerField()
    until_hour = models.IntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    stand_in = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "place", "weekday", "from_hour"], name="duty_once"),
            models.CheckConstraint(
                condition=Q(weekday__gte=0, weekday__lte=6, from_hour__gte=0, until_hour__lte=24)
                & Q(until_hour__gt=F("from_hour")),
                name="duty_hours",
            ),
            models.CheckConstraint(condition=~Q(person=F("stand_in")), name="duty_two_people"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.from_hour}–{self.until_hour}"


class Answer(models.Model):
    """A version of a standard answer (常用答复): a frequent question in askers' words, and what is answered.

    A changed answer ends the version before it; `line` is what all versions have in common.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    line = models.UUIDField(default=uuid4, editable=False)
    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+")
    question = models.CharField(max_length=200)
    text = models.TextField()
    document = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(Party, models.PROTECT, related_name="+")
    valid_until = models.DateField()
    """The last day on which nobody needs to look whether it still holds."""
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="answer_until_after_from"
            ),
            models.CheckConstraint(condition=~Q(question="") & ~Q(text=""), name="answer_says_something"),
            models.UniqueConstraint(
                fields=["line"], condition=Q(until_on=None), name="answer_one_version_in_force"
            ),
        ]
        indexes = [models.Index(fields=["office", "question", "id"], name="answer_list")]

    def __str__(self) -> str:
        return self.question
