"""Who acts for an organisation that is a partner of the office."""

from django.db.models import Q, QuerySet

from huiying.pure.lib import clock
from huiying.registers.access.models import Grant
from huiying.registers.parties.models import Affiliation
from huiying.registers.parties.rules import ACTING_ROLES, WITHOUT_STAFF


def acting_affiliations() -> QuerySet[Affiliation]:
    """By which affiliations somebody who is let in as a partner acts for an organisation: its head, an officer, one of
    its staff."""
    acts = Q(role__in=ACTING_ROLES) | Q(role="member") & ~Q(organisation__kind__in=WITHOUT_STAFF)
    return Affiliation.objects.filter(acts, until_on=None, person__user__grants__role="partner")


def acting_partners() -> QuerySet[Affiliation]:
    """Those of them whose user may log in and has the role in force: somebody will open what is given to the body."""
    today = clock.today()
    grants = Grant.objects.filter(
        Q(until_on=None) | Q(until_on__gte=today), role="partner", from_on__lte=today
    )
    return acting_affiliations().filter(person__user__is_active=True, person__user__in=grants.values("user"))
