"""Watching the clocks: who is reminded, and what the lead reads in the digest."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from huiying.base.outbox.services import NewMessage, send
from huiying.registers.access.models import Grant
from huiying.registers.limits.rules import warned_at
from huiying.registers.parties.models import Party
from huiying.work.cases.models import Case


def due_clock(case: Case) -> datetime | None:
    """The nearer of the two clocks that run."""
    return min((due for due in (case.due_at, case.provider_due_at) if due is not None), default=None)


@transaction.atomic
def warn_of_due(*, now: datetime, limit: int = 500) -> int:
    """Remind the holders of cases of whose time 70 % has passed, and say once to whom an overdue one belongs.

    Counts the reminders. Run again, it reminds nobody twice.
    """
    warned = _warn(now, limit)
    late = _tell_late(now, limit)
    return warned + late


def _running() -> Any:
    return (
        Case.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(due_at__isnull=False)
        .select_related("holder", "provider")
    )


def _warn(now: datetime, limit: int) -> int:
    cases = [
        case
        for case in _running()
        .filter(warned_at=None, overdue_told_at=None)
        .order_by("due_at", "id")[: limit * 4]
        if _is_to_be_warned(case, now)
    ][:limit]
    send(
        [
            NewMessage(
                key=f"case.warned:{case.pk}:{case.step_count}:{user}",
                channel="page",
                address=f"user:{user}",
                template_code="case.warned",
                data={"number": case.number, "due_at": _iso(due_clock(case))},
                office_id=case.office_id,
            )
            for case in cases
            for user in _users_of(_owes(case))
        ]
    )
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(warned_at=now)
    return len(cases)


def _is_to_be_warned(case: Case, now: datetime) -> bool:
    due = due_clock(case)
    return due is not None and now < due and warned_at(case.started_at, due) <= now


def _tell_late(now: datetime, limit: int) -> int:
    cases = list(
        _running()
        .filter(Q(due_at__lt=now) | Q(provider_due_at__lt=now), overdue_told_at=None)
        .order_by("due_at", "id")[:limit]
    )
    send(
        [
            NewMessage(
                key=f"case.overdue:{case.pk}:{case.step_count}:{user}",
                channel="page",
                address=f"user:{user}",
                template_code="case.overdue",
                data={"number": case.number, "due_at": _iso(due_clock(case))},
                office_id=case.office_id,
            )
            for case in cases
            for user in _users_of(_owes(case))
        ]
    )
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(overdue_told_at=now)
    return len(cases)


def _owes(case: Case) -> Party | None:
    """Who owes the next move: the provider while a provider's clock runs, else the holder."""
    return case.provider if case.provider_due_at is not None else case.holder


def _users_of(party: Party | None) -> list[int]:
    """The users who act for a party: the person, or the members of the team."""
    if party is None:
        return []
    people = Party.objects.filter(Q(pk=party.pk) | Q(teammember__team=party.pk, teammember__until_on=None))
    return sorted(people.filter(person__user__isnull=False).values_list("person__user", flat=True).distinct())


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


@transaction.atomic
def send_digest(*, now: datetime) -> int:
    """Tell each lead once a day, in one message, what is late and who owes it."""
    late = (
        Case.objects.filter(due_at__lt=now).annotate(owner=F("holder__name")).values_list("office", "owner")
    )
    by_office: dict[int, Counter[str]] = {}
    for office, owner in late:
        by_office.setdefault(office, Counter())[owner] += 1
    messages = [
        NewMessage(
            key=f"digest:{office}:{now.date().isoformat()}:{user}",
            channel="page",
            address=f"user:{user}",
            template_code="digest.late",
            data={"count": sum(owners.values()), "owners": owners.most_common(10)},
            office_id=office,
        )
        for office, owners in sorted(by_office.items())
        for user in Grant.objects.filter(role="lead", office=office, until_on=None).values_list(
            "user", flat=True
        )
    ]
    send(messages)
    return len(messages)
