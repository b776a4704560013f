"""People, households, organisations and teams, each a Party that other records point to."""

import uuid

from django.db import models
from django.db.models import F, Q

from huiying.base.storage.fields import BlindIndexField, EncryptedField
from huiying.registers.access.models import User
from huiying.registers.parties.rules import (
    AFFILIATION_ROLES,
    ORGANISATION_KINDS,
    PAIRING_KINDS,
    PARTY_KINDS,
    RELATIONS,
    SEXES,
    TEAM_KINDS,
)
from huiying.registers.places.models import Office, Place


def _choices(values: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(value, value) for value in values]


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name=name)


class Party(models.Model):
    """One thing to point to: whoever asks, provides, holds, gives or gets.

    Merging two files sets `merged_into`; reads follow it, undoing clears it. `version` counts the changes, so that
    nobody overwrites what they have not read.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=_choices(PARTY_KINDS))
    name = models.CharField(max_length=80)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    place_from_on = models.DateField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined")
    merged_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PARTY_KINDS), name="party_kind"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="party_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_at=None)
                | Q(merged_into__isnull=False, merged_at__isnull=False),
                name="party_merged_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "kind", "name", "id"], name="party_list"),
        ]

    def __str__(self) -> str:
        return self.name


class FormerPlace(models.Model):
    """Where a party lived or stood before, and until when; `from_on` is unknown where nobody noted it."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="former_places")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    from_on = models.DateField(null=True)
    until_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(until_on__gte=F("from_on")),
                name="former_place_until_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.place_id}"


class Person(models.Model):
    """One file a person (一人一档)."""

    party = models.OneToOneField(Party, models.CASCADE, primary_key=True, related_name="person")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(User, models.SET_NULL, null=True, related_name="+")
    pinyin = models.CharField(max_length=120, blank=True, db_index=True)
    sex = models.CharField(max_length=5, blank=True, choices=_choices(SEXES))
    birth_on = models.DateField(null=True)
    phone = EncryptedField(blank=True)
    phone_index = BlindIndexField(source="phone")
    identity_number = EncryptedField(blank=True)
    identity_number_index = BlindIndexField(source="identity_number")
    schooling = models.CharField(max_length=80, blank=True)
    jobs = models.TextField(blank=True)
    skills = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    contact_preference = models.JSONField(default=dict, blank=True)
    needs_two_visitors = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identity_number_index"],
                condition=Q(identity_number_index__isnull=False),
                name="person_identity_number_once",
            ),
            models.CheckConstraint(condition=Q(sex__in=SEXES), name="person_sex"),
        ]

    def __str__(self) -> str:
        return self.party.name


class Household(models.Model):
    """Who lives together; its home is the party's place. Households are counted from these rows."""

    party = models.OneToOneField(Party, models.CASCADE, primary_key=True, related_name="household")
    tags = models.JSONField(default=list, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            _ends_after_it_begins("household_until_after_from"),
        ]

    def __str__(self) -> str:
        return self.party.name


class HouseholdMember(models.Model):
    """A person of a household, with the relation to its head, for some time."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    relation = models.CharField(max_length=12, choices=_choices(RELATIONS))
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(relation__in=RELATIONS), name="member_relation"),
            _ends_after_it_begins("member_until_after_from"),
            models.UniqueConstraint(
                fields=["household", "person"], condition=Q(until_on=None), name="member_once_a_household"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id}: {self.person_id}"


class Organisation(models.Model):
    """An enterprise, a union, an association, a bank, a department …"""

    party = models.OneToOneField(Party, models.CASCADE, primary_key=True, related_name="organisation")
    kind = models.CharField(max_length=20, choices=_choices(ORGANISATION_KINDS))
    credit_code = models.CharField(max_length=18, blank=True)
    industry = models.CharField(max_length=8, blank=True)
    tags = models.JSONField(default=list, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ORGANISATION_KINDS), name="organisation_kind"),
            models.CheckConstraint(
                condition=Q(credit_code="") | Q(credit_code__regex=r"^[0-9A-HJ-NP-RTUW-Y]{18}$"),
                name="organisation_credit_code",
            ),
            models.UniqueConstraint(
                fields=["credit_code"], condition=~Q(credit_code=""), name="organisation_credit_code_once"
            ),
        ]

    def __str__(self) -> str:
        return self.party.name


class Team(models.Model):
    """People under one task: a task force, a service group, a circle, an organ, or an office's desk."""

    party = models.OneToOneField(Party, models.CASCADE, primary_key=True, related_name="team")
    kind = models.CharField(max_length=20, choices=_choices(TEAM_KINDS))
    desk_of = models.OneToOneField(Office, models.PROTECT, null=True, related_name="desk")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="organs")
    phone = models.CharField(max_length=30, blank=True)
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TEAM_KINDS), name="team_kind"),
            models.CheckConstraint(
                condition=Q(desk_of=None) | Q(until_on=None), name="team_desk_stays_while_it_is_one"
            ),
            models.CheckConstraint(
                condition=Q(kind="desk", desk_of__isnull=False) | (~Q(kind="desk") & Q(desk_of=None)),
                name="team_desk_belongs_to_an_office",
            ),
        ]

    def __str__(self) -> str:
        return self.party.name


class TeamMember(models.Model):
    """A person or an organisation in a team, with a role, for some time."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    role = models.CharField(max_length=40, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "party"], condition=Q(until_on=None), name="team_member_once"
            ),
            _ends_after_it_begins("team_member_until_after_from"),
        ]

    def __str__(self) -> str:
        return f"{self.team_id}: {self.party_id}"


class Affiliation(models.Model):
    """A person belongs to an organisation in some role, for some time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations")
    role = models.CharField(max_length=24, choices=_choices(AFFILIATION_ROLES))
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=AFFILIATION_ROLES), name="affiliation_role"),
            models.UniqueConstraint(
                fields=["person", "organisation", "role"], condition=Q(until_on=None), name="affiliation_once"
            ),
            _ends_after_it_begins("affiliation_until_after_from"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} – {self.organisation_id}"


class Pairing(models.Model):
    """Two parties who keep up with each other for some time: mentor and apprentice, cadre and enterprise …"""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=_choices(PAIRING_KINDS))
    first = models.ForeignKey(Party, models.PROTECT, related_name="+")
    second = models.ForeignKey(Party, models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PAIRING_KINDS), name="pairing_kind"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="pairing_of_two"),
            _ends_after_it_begins("pairing_until_after_from"),
            models.UniqueConstraint(
                fields=["kind", "first", "second"], condition=Q(until_on=None), name="pairing_once"
            ),
        ]
        indexes = [models.Index("office", F("from_on").desc(), F("id").desc(), name="pairing_list")]

    def __str__(self) -> str:
        return f"{self.first_id} – {self.second_id}"


class PairingContact(models.Model):
    """What two who are paired did together on a day."""

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="contacts")
    on = models.DateField()
    words = models.TextField()
    by = models.BigIntegerField()
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pairing_id}: {self.on}"
