"""Common problems: cases of one cause, the visits that found it, and the measures that answer it."""

import uuid

from django.db import models
from django.db.models import F, Q

from huiying.registers.parties.models import Party
from huiying.registers.places.models import Office
from huiying.work.cases.models.case import Case, choices
from huiying.work.cases.models.visits import Visit
from huiying.work.cases.rules.problems import MEASURE_KINDS


class CommonProblem(models.Model):
    """What many ask about for one reason (共性问题), as a person saw it: open until somebody says what came of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    cause = models.TextField()
    named_at = models.DateTimeField()
    named_by = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)
    result = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, result="") | (Q(ended_at__isnull=False) & ~Q(result="")),
                name="problem_ended_whole",
            ),
        ]
        indexes = [models.Index(fields=["office", "-named_at", "-id"], name="problem_newest")]

    def __str__(self) -> str:
        return self.title


class ProblemCase(models.Model):
    """A case of a common problem. Its asker is told once, though several of the cases be theirs: `told_key` stands on
    the one by which they were told, and says who without saying it."""

    problem = models.ForeignKey(CommonProblem, models.PROTECT, related_name="cases")
    case = models.ForeignKey(Case, models.PROTECT, related_name="problems")
    added_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    told_key = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["problem", "case"], name="problem_case_once"),
            models.UniqueConstraint(
                fields=["problem", "told_key"], condition=~Q(told_key=""), name="problem_asker_told_once"
            ),
            models.CheckConstraint(
                condition=Q(told_key="") | Q(told_at__isnull=False), name="problem_told_at_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.problem_id}: {self.case_id}"


class ProblemVisit(models.Model):
    """A visit that found a common problem."""

    problem = models.ForeignKey(CommonProblem, models.PROTECT, related_name="visits")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="problems")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["problem", "visit"], name="problem_visit_once")]

    def __str__(self) -> str:
        return f"{self.problem_id}: {self.visit_id}"


class Measure(models.Model):
    """What answers a common problem: an article about an enterprise, a training, a talk, a repair …

    An article goes out once the enterprise that it is about has approved it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    problem = models.ForeignKey(CommonProblem, models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=12, choices=choices(MEASURE_KINDS))
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    who = models.ForeignKey(Party, models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    about = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(null=True)
    approved_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MEASURE_KINDS), name="measure_kind"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="measure_until_after_from"
            ),
            models.CheckConstraint(
                condition=(Q(kind="article", about__isnull=False) & ~Q(text=""))
                | (~Q(kind="article") & Q(about=None)),
                name="measure_article_whole",
            ),
            models.CheckConstraint(
                condition=Q(approved_on=None, approved_by="")
                | (
                    Q(approved_on__isnull=False, approved_on__gte=F("from_on"), kind="article")
                    & ~Q(approved_by="")
                ),
                name="measure_approved_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_ready(self) -> bool:
        """Whether askers may be told of it: an article once it is approved, all else at once."""
        return self.kind != "article" or self.approved_on is not None
