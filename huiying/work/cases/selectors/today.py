"""What waits for somebody now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case as Choice
from django.db.models import Count, F, QuerySet, When

from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case
from huiying.work.cases.selectors.cases import in_a_list, own, readable

OWNER_NAME = Choice(When(provider_due_at__isnull=False, then=F("provider__name")), default=F("holder__name"))
"""Who owes the next move: the provider while a provider's clock runs, else the holder."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Cases by what they wait for, each list short; whoever wants all follows the link."""

    late: list[Any]
    due: list[Any]
    received: list[Any]
    triaged: list[Any]
    answered: list[Any]
    checked: list[Any]
    dispatched: list[Any]
    in_hand: list[Any]


def waiting_for(viewer: Viewer, now: datetime, end_of_day: datetime, most: int) -> Waiting:
    """What waits for the viewer: of the whole office for the desk and leads, else of their own cases."""
    query = in_a_list(Case.objects.filter(readable(viewer)))
    return Waiting(
        late=_first(query.filter(next_due_at__lt=now), most),
        due=_first(query.filter(next_due_at__gte=now, next_due_at__lt=end_of_day), most),
        received=_first(query.filter(state="received"), most),
        triaged=_first(query.filter(state="triaged"), most),
        answered=_first(query.filter(state="answered"), most),
        checked=_first(query.filter(state="checked"), most),
        dispatched=_first(query.filter(own(viewer), state="dispatched"), most),
        in_hand=_first(query.filter(own(viewer), state__in=("accepted", "handling")), most),
    )


def _first(query: QuerySet[Case, Any], most: int) -> list[Any]:
    return list(query.order_by("next_due_at", "pk")[:most])


def late_by_owner(viewer: Viewer, now: datetime) -> list[tuple[str, int]]:
    """Who owes what is late, and how many: what a lead asks first."""
    rows = (
        Case.objects.filter(readable(viewer), next_due_at__lt=now)
        .annotate(owner=OWNER_NAME)
        .values_list("owner")
        .annotate(count=Count("pk"))
        .order_by("-count", "owner")
    )
    return list(rows[:20])
