"""Cases and their steps.

`Step` is the dated event; the case repeats the last step's state, holder and due time and the first time of
each milestone, for lists and statistics. Only `services.steps` writes either.
"""

import uuid
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q

from huiying.base.storage.fields import BlindIndexField, EncryptedField
from huiying.registers.directory.models import Category
from huiying.registers.directory.rules import CASE_KINDS, LANES
from huiying.registers.parties.models import Party
from huiying.registers.places.models import Office, Place
from huiying.work.cases.rules.moves import KEEPS, MOVES
from huiying.work.cases.rules.states import (
    CONTACT_CHANNELS,
    ENDED_STATES,
    OPEN_STATES,
    OUTCOMES,
    PROVIDER_CLOCKS,
    REFUSAL_CODES,
    SOURCES,
    STATES,
    VISIT_RESULTS,
    WITH_PROVIDER,
)


def choices(values: tuple[str, ...]) -> list[tuple[str, str]]:
    """The values of a column, for its form."""
    return [(value, value) for value in values]


def _one_of(field: str, values: tuple[str, ...]) -> Q:
    """The condition that a field is empty or one of the values."""
    return Q(**{f"{field}__in": ("", *values)})


class Case(models.Model):
    """One thing that somebody asked for, or that a visit found."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    number = models.CharField(max_length=24, unique=True)
    code_renewals = models.IntegerField(default=0)
    external_number = models.CharField(max_length=60, blank=True)
    external_due_at = models.DateTimeField(null=True)
    external_columns = models.JSONField(default=dict, blank=True)

    source = models.CharField(max_length=16, choices=choices(SOURCES))
    kind = models.CharField(max_length=12, choices=choices(CASE_KINDS), blank=True)
    lane = models.CharField(max_length=10, choices=choices(LANES), blank=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    place_words = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    text_digest = models.CharField(max_length=32, blank=True)

    asker = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    asker_name = models.CharField(max_length=60, blank=True)
    contact = EncryptedField(blank=True)
    contact_index = BlindIndexField(source="contact")
    contact_channel = models.CharField(max_length=8, choices=choices(CONTACT_CHANNELS), blank=True)
    contact_wishes = models.JSONField(default=dict, blank=True)
    is_secret = models.BooleanField(default=False)
    beneficiary = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    beneficiary_name = models.CharField(max_length=60, blank=True)
    beneficiary_relation = models.CharField(max_length=40, blank=True)
    beneficiary_consent = models.CharField(max_length=80, blank=True)

    state = models.CharField(max_length=20, choices=choices(STATES))
    step_count = models.IntegerField(default=1)
    holder = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    provider = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(null=True)
    provider_due_at = models.DateTimeField(null=True)
    provider_due_kind = models.CharField(max_length=8, choices=choices(PROVIDER_CLOCKS), blank=True)
    calendar_version = models.CharField(max_length=24)
    next_due_at = models.GeneratedField(
        expression=models.Case(
            models.When(provider_due_at__lt=F("due_at"), then=F("provider_due_at")), default=F("due_at")
        ),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )
    warn_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    overdue_told_at = models.DateTimeField(null=True)

    received_at = models.DateTimeField()
    started_at = models.DateTimeField()
    triaged_at = models.DateTimeField(null=True)
    dispatched_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    asked_back_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    outcome = models.CharField(max_length=10, choices=choices(OUTCOMES), blank=True)
    refusal_code = models.CharField(max_length=10, choices=choices(REFUSAL_CODES), blank=True)
    rating = models.IntegerField(null=True)
    solved_at_visit = models.CharField(max_length=12, choices=choices(VISIT_RESULTS), blank=True)

    redo_count = models.IntegerField(default=0)
    reopened_count = models.IntegerField(default=0)
    looked_again_count = models.IntegerField(default=0)
    return_count = models.IntegerField(default=0)
    extended_count = models.IntegerField(default=0)
    supervised_at = models.DateTimeField(null=True)
    incomplete_at = models.DateTimeField(null=True)
    elsewhere_at = models.DateTimeField(null=True)
    elsewhere_body = models.CharField(max_length=80, blank=True)
    elsewhere_agent = models.CharField(max_length=80, blank=True)
    """Who asks after it there."""
    elsewhere_ask_on = models.DateField(null=True)
    joint_at = models.DateTimeField(null=True)
    is_rating_struck = models.BooleanField(default=False)
    """A lead found after an appeal that the rating is mistaken: it stays to be read and counts nowhere."""
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, holder__isnull=False, due_at__isnull=False)
                | Q(
                    state__in=ENDED_STATES,
                    holder=None,
                    due_at=None,
                    provider_due_at=None,
                    ended_at__isnull=False,
                ),
                name="case_open_has_holder_and_due_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WITH_PROVIDER) | Q(provider__isnull=False), name="case_has_provider"
            ),
            models.CheckConstraint(
                condition=Q(provider_due_at=None, provider_due_kind="")
                | Q(provider_due_at__isnull=False, provider_due_kind__in=PROVIDER_CLOCKS),
                name="case_provider_clock_has_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("received", "refused", "withdrawn", "terminated"))
                | (Q(kind__in=CASE_KINDS) & Q(lane__in=LANES) & Q(category__isnull=False))
                | Q(state="closed", kind="thanks"),
                name="case_is_triaged",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("answered_on_the_spot", "answered", "checked", "asked_back"))
                | Q(outcome__in=OUTCOMES),
                name="case_answer_has_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(outcome__in=OUTCOMES) | Q(kind="thanks"),
                name="case_closed_with_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal_code=""), name="case_refusal_coded"
            ),
            models.CheckConstraint(
                condition=Q(reopened_count__in=(0, 1))
                & Q(looked_again_count__in=(0, 1))
                & Q(return_count__in=(0, 1))
                & Q(extended_count__in=(0, 1)),
                name="case_once_only",
            ),
            models.CheckConstraint(condition=Q(rating=None) | Q(rating__range=(1, 5)), name="case_rating"),
            models.CheckConstraint(
                condition=_one_of("kind", CASE_KINDS)
                & _one_of("lane", LANES)
                & _one_of("outcome", OUTCOMES)
                & _one_of("refusal_code", REFUSAL_CODES)
                & _one_of("solved_at_visit", VISIT_RESULTS)
                & _one_of("contact_channel", CONTACT_CHANNELS)
                & Q(source__in=SOURCES)
                & Q(state__in=STATES),
                name="case_known_values",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="case_not_merged_into_itself"
            ),
            models.UniqueConstraint(
                fields=["office", "external_number"],
                condition=~Q(external_number=""),
                name="case_external_number_once",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-id"], name="case_newest"),
            models.Index(fields=["office", "state", "-id"], name="case_state"),
            models.Index(fields=["office", "lane", "-id"], name="case_lane"),
            models.Index(fields=["office", "category", "-id"], name="case_category"),
            models.Index(
                fields=["office", "next_due_at", "id"],
                name="case_due_next",
                condition=Q(next_due_at__isnull=False),
            ),
            models.Index(
                fields=["provider", "-id"], name="case_provider", condition=Q(provider__isnull=False)
            ),
            models.Index(
                fields=["holder", "due_at", "id"], name="case_holder", condition=Q(holder__isnull=False)
            ),
            models.Index(fields=["text_digest", "received_at"], name="case_same_text"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes something."""
        return self.state in OPEN_STATES


def _transition_condition() -> Q:
    """A step's move, from, to and by stand in the rules' table."""
    rows = []
    for move in MOVES.values():
        target = F("from_state") if move.to_state == KEEPS else move.to_state
        rows.append(Q(move=move.code, from_state__in=move.from_states, to_state=target, by__in=move.who))
    return reduce(or_, rows)


class Step(models.Model):
    """One dated event of a case: what happened when, and how the case stood after it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    serial = models.IntegerField()
    move = models.CharField(max_length=24)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    at = models.DateTimeField()
    written_at = models.DateTimeField()
    by = models.CharField(max_length=10)
    """In which part somebody acted: asker, desk, provider, lead or system. Who it was stands in the trail."""
    by_user = models.BigIntegerField(default=0)
    by_name = models.CharField(max_length=80, blank=True)
    lane = models.CharField(max_length=10, blank=True)
    matter = models.CharField(max_length=80, blank=True)
    holder = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    provider = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(null=True)
    provider_due_at = models.DateTimeField(null=True)
    provider_due_kind = models.CharField(max_length=8, blank=True)
    until_at = models.DateTimeField(null=True)
    calendar_version = models.CharField(max_length=24)
    result = models.CharField(max_length=12, blank=True)
    """The code of what came of it: outcome, refusal code, result of the visit, grade of a rating."""
    word = models.TextField(blank=True)
    """What somebody wrote with it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "serial"], name="step_serial_once"),
            models.CheckConstraint(condition=Q(serial__gt=0), name="step_serial"),
            models.CheckConstraint(condition=_transition_condition(), name="step_in_the_table"),
            models.CheckConstraint(
                condition=Q(to_state__in=OPEN_STATES, holder__isnull=False, due_at__isnull=False)
                | Q(to_state__in=ENDED_STATES, holder=None, due_at=None),
                name="step_one_holder_one_due_time",
            ),
            models.CheckConstraint(
                condition=Q(written_at__gte=F("at")), name="step_written_after_it_happened"
            ),
        ]
        indexes = [models.Index(fields=["move", "at"], name="step_move")]

    def __str__(self) -> str:
        return f"{self.case_id}.{self.serial} {self.move}"
