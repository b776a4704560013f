"""Watching the clocks: who is reminded, and what the lead reads in the digest."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from huiying.base.outbox.services import NewMessage, send
from huiying.pure.lib.clock import local
from huiying.registers.access.models import Grant
from huiying.registers.limits.rules import warned_at
from huiying.registers.parties.models import Party
from huiying.registers.parties.selectors import users_of as users_for
from huiying.registers.places.models import Office
from huiying.registers.places.rules import ancestor_paths
from huiying.work.cases.models import Case
from huiying.work.cases.rules.clocks import nearer
from huiying.work.cases.selectors.today import OWNER_NAME


@transaction.atomic
def warn_of_due(*, now: datetime, limit: int = 500) -> int:
    """Remind the holders of cases of whose time 70 % has passed, and say once to whom an overdue one belongs.

    Counts the reminders. Run again, it reminds nobody twice.
    """
    warned = _warn(now, limit)
    late = _tell_late(now, limit)
    return warned + late


_PART = 500
"""So many rows are looked at at a time."""


def _running() -> Any:
    return (
        Case.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(due_at__isnull=False)
        .select_related("holder", "provider")
    )


def _warn(now: datetime, limit: int) -> int:
    """At 70 % of the nearer clock; where that one was missed, at 70 % of the answer's, which still runs."""
    ahead = _running().filter(due_at__gte=now)
    first = ahead.filter(warn_at__lte=now, warned_at=None).exclude(provider_due_at__lt=now)
    cases = list(first.order_by("warn_at", "id")[:limit])
    missed = ahead.filter(provider_due_at__lt=now, started_at__isnull=False)
    missed = missed.filter(Q(warned_at=None) | Q(warned_at__lt=F("provider_due_at")))
    for case in missed.order_by("due_at", "id").iterator(chunk_size=_PART):
        if len(cases) == limit:
            break
        if warned_at(case.started_at, case.due_at) <= now:
            cases.append(case)
    _send(cases, "case.warned", lambda case: nearer(*_ahead(case, now)), lambda case: [_owes(case)])
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(warned_at=now)
    return len(cases)


def _tell_late(now: datetime, limit: int) -> int:
    """Once for each clock that is missed: to whoever owes it, and to the desk that holds the case until somebody
    accepts it."""
    missed = Q(due_at__lt=now) & (Q(overdue_told_at=None) | Q(overdue_told_at__lte=F("due_at"))) | Q(
        provider_due_at__lt=now
    ) & (Q(overdue_told_at=None) | Q(overdue_told_at__lte=F("provider_due_at")))
    late = _running().filter(missed, next_due_at__lt=now)
    cases = list(late.order_by("due_at", "id")[:limit])
    _send(
        cases,
        "case.overdue",
        lambda case: max(due for due in (case.due_at, case.provider_due_at) if due and due < now),
        lambda case: [_owes(case), case.holder],
    )
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(overdue_told_at=now)
    return len(cases)


def _send(
    cases: list[Case],
    code: str,
    clock_of: Callable[[Case], datetime | None],
    whom: Callable[[Case], list[Party | None]],
) -> None:
    messages = []
    users_of = cache(users_for)  # one desk holds most of them
    for case in cases:
        due = clock_of(case)
        moment = due.isoformat() if due else ""
        for user in sorted({user for party in whom(case) for user in users_of(party)}):
            messages.append(
                NewMessage(
                    key=f"{code}:{case.pk}:{case.step_count}:{moment}:{user}",
                    channel="page",
                    address=f"user:{user}",
                    template_code=code,
                    data={"number": case.number, "due_at": moment, "clock": _clock_name(case, due)},
                    office_id=case.office_id,
                )
            )
    send(messages)


def _clock_name(case: Case, due: datetime | None) -> str:
    """Which of the provider's clocks a moment is; "" for the asker's."""
    return case.provider_due_kind if due == case.provider_due_at and due != case.due_at else ""


def _ahead(case: Case, now: datetime) -> list[datetime]:
    return [due for due in (case.due_at, case.provider_due_at) if due is not None and due >= now]


def _owes(case: Case) -> Party | None:
    """Who owes the next move: the provider while a provider's clock runs, else the holder."""
    return case.provider if case.provider_due_at is not None else case.holder


@transaction.atomic
def send_digest(*, now: datetime) -> int:
    """Tell each lead once a day, in one message, what is late and who owes it."""
    late = Case.objects.filter(next_due_at__lt=now).values_list("office", OWNER_NAME)
    by_office: dict[int, Counter[str]] = {}
    for office_id, owner in late:
        by_office.setdefault(office_id, Counter())[owner] += 1
    today = local(now).date()
    messages = [
        NewMessage(
            key=f"digest:{office.pk}:{today.isoformat()}:{user}",
            channel="page",
            address=f"user:{user}",
            template_code="digest.late",
            data={
                "count": by_office[office.pk].total(),
                "owners": by_office[office.pk].most_common(10),
            },
            office_id=office.pk,
        )
        for office in Office.objects.select_related("place").filter(pk__in=by_office).order_by("pk")
        for user in _leads_of(office, today)
    ]
    send(messages)
    return len(messages)


def _leads_of(office: Office, today: date) -> list[int]:
    """The users who lead an office on a day: by a grant over it, or over a place in which it lies."""
    grants = Grant.objects.filter(
        Q(until_on=None) | Q(until_on__gte=today),
        Q(office=office) | Q(place__path__in=ancestor_paths(office.place.path)),
        role="lead",
        from_on__lte=today,
    )
    return sorted(set(grants.values_list("user", flat=True)))
