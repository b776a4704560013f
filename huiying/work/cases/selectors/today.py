"""What waits for somebody now."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Case as Choice
from django.db.models import Count, F, Q, QuerySet, When

from huiying.pure.lib.clock import local
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.roles import roles_for
from huiying.work.cases.models import Case, Step
from huiying.work.cases.selectors.cases import in_a_list, own, readable

OWNER_NAME = Choice(When(provider_due_at__isnull=False, then=F("provider__name")), default=F("holder__name"))
"""Who owes the next move: the provider while a provider's clock runs, else the holder."""
AT_THE_DESK = ("received", "triaged", "answered", "checked")
"""The states in which a case waits for the desk."""


@dataclass(slots=True)
class Waiting:
    """Cases by what they wait for, each list short; whoever wants all follows the link."""

    late: list[Any]
    due: list[Any]
    elsewhere: list[Any]
    supervised: list[Any]
    counts: dict[str, int] = field(default_factory=dict)
    received: list[Any] = field(default_factory=list)
    triaged: list[Any] = field(default_factory=list)
    answered: list[Any] = field(default_factory=list)
    checked: list[Any] = field(default_factory=list)
    dispatched: list[Any] = field(default_factory=list)
    in_hand: list[Any] = field(default_factory=list)


def waiting_for(viewer: Viewer, now: datetime, end_of_day: datetime, most: int) -> Waiting:
    """What waits for the viewer: of the whole office for those who see it, else of their own cases. Whoever answers for
    an office without sitting at its desk reads how many wait there, not each."""
    query = in_a_list(Case.objects.filter(readable(viewer)))
    today = local(now).date()
    marked = query.filter(Q(elsewhere_ask_on__lte=today) | Q(supervised_at__isnull=False))
    pressed = _first(marked, 2 * most)
    waiting = Waiting(
        late=_first(query.filter(next_due_at__lt=now), most),
        due=[],
        elsewhere=[case for case in pressed if (case.elsewhere_ask_on or date.max) <= today][:most],
        supervised=[case for case in pressed if case.supervised_at is not None][:most],
    )
    due = query.filter(next_due_at__gte=now, next_due_at__lt=end_of_day)
    if not viewer.has_role("desk") and viewer.has_role(*roles_for("case.read", "office")):
        by_state = Case.objects.filter(readable(viewer), state__in=AT_THE_DESK).values_list("state")
        waiting.counts = {"due": due.count(), **dict(by_state.annotate(count=Count("pk")).order_by())}
        return waiting
    waiting.due = _first(due, most)
    if viewer.has_role("desk"):
        waiting.received = _first(query.filter(state="received"), most)
        waiting.triaged = _first(query.filter(state="triaged"), most)
        waiting.answered = _first(query.filter(state="answered"), most)
        waiting.checked = _first(query.filter(state="checked"), most)
    else:
        later = query.filter(own(viewer), next_due_at__gte=end_of_day)
        waiting.dispatched = _first(later.filter(state="dispatched"), most)
        waiting.in_hand = _first(later.filter(state__in=("accepted", "handling")), most)
    return waiting


def next_waiting(viewer: Viewer, state: str, done: Case) -> Case | None:
    """The most urgent case that waits as one did that is done now."""
    waiting = Case.objects.filter(readable(viewer), state=state, merged_into=None).exclude(pk=done.pk)
    return waiting.order_by("next_due_at", "pk").first()


def _first(query: QuerySet[Case, Any], most: int) -> list[Any]:
    return list(query.order_by("next_due_at", "pk")[:most])


def last_words(viewer: Viewer, late: list[Any], supervised: list[Any]) -> dict[int, list[Step]]:
    """By case: the last thing done to what is late or supervised, and of the latter what the lead said."""
    keys = {case.id for case in (*late, *supervised)}
    pressed = Q(case__in=[case.id for case in supervised], move="supervise")
    steps = Step.objects.filter(Q(case__in=keys, serial=F("case__step_count")) | pressed)
    said: dict[int, list[Step]] = {}
    for step in steps.filter(case__in=Case.objects.filter(readable(viewer))).select_related("provider"):
        said.setdefault(step.case_id, []).append(step)
    return said


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
