"""Watching the clocks: who is reminded, and what the lead reads in the digest."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from huiying.base.outbox.services import NewMessage, send
from huiying.pure.lib.clock import local
from huiying.registers.access.models import Grant
from huiying.registers.parties.models import Party, TeamMember
from huiying.registers.places.models import Office
from huiying.registers.places.rules import ancestor_paths
from huiying.work.cases.models import Case
from huiying.work.cases.rules.clocks import nearer


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
    cases = list(
        _running()
        .filter(warn_at__lte=now, warned_at=None, due_at__gte=now)
        .exclude(provider_due_at__lt=now)
        .order_by("warn_at", "id")[:limit]
    )
    send(
        [
            NewMessage(
                key=f"case.warned:{case.pk}:{case.step_count}:{user}",
                channel="page",
                address=f"user:{user}",
                template_code="case.warned",
                data={"number": case.number, "due_at": _next_due(case)},
                office_id=case.office_id,
            )
            for case in cases
            for user in _users_of(_owes(case))
        ]
    )
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(warned_at=now)
    return len(cases)


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
                data={"number": case.number, "due_at": _next_due(case)},
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
    members = TeamMember.objects.filter(team=party.pk, until_on=None).values("party")
    people = Party.objects.filter(Q(pk=party.pk) | Q(pk__in=members))
    return sorted(people.filter(person__user__isnull=False).values_list("person__user", flat=True).distinct())


def _next_due(case: Case) -> str:
    due = nearer(case.due_at, case.provider_due_at)
    return due.isoformat() if due else ""


@transaction.atomic
def send_digest(*, now: datetime) -> int:
    """Tell each lead once a day, in one message, what is late and who owes it."""
    late = Case.objects.filter(due_at__lt=now).values_list("office", "holder__name")
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
