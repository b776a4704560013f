"""What stands beside one case: helpers, the cases it is joined to or was split from, what waits for the lead, what
was given for it."""

from dataclasses import dataclass, field

from django.db.models import Exists

from huiying.work.cases.models import Case, CaseHelper, Promise, Ruling, ServiceGiven
from huiying.work.cases.selectors.given import given_for_case
from huiying.work.cases.selectors.public import on_the_same_receipt


@dataclass(frozen=True, slots=True)
class Beside:
    """Most cases have nothing of it."""

    helpers: list[CaseHelper] = field(default_factory=list)
    joined: list[Case] = field(default_factory=list)
    same_receipt: list[Case] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    promise: Promise | None = None
    services: list[ServiceGiven] = field(default_factory=list)


def beside(case: Case) -> Beside:
    """All of it. One query tells what there is, and only that is read."""
    helpers = CaseHelper.objects.filter(case=case, until_at=None)
    rulings = Ruling.objects.filter(case=case, ruled_at=None, lapsed_at=None)
    joined = Case.objects.filter(merged_into=case)
    split = Case.objects.filter(split_from=case)
    promised = Promise.objects.filter(case=case)
    services = given_for_case(case)
    has_helpers, has_rulings, has_joined, has_split, has_promise, has_services = (
        Case.objects.filter(pk=case.pk)
        .values_list(*(Exists(query) for query in (helpers, rulings, joined, split, promised, services)))
        .get()
    )
    return Beside(
        helpers=list(helpers.select_related("party").order_by("pk")) if has_helpers else [],
        joined=list(joined.order_by("pk")) if has_joined else [],
        same_receipt=on_the_same_receipt(case) if has_split or case.split_from_id else [],
        rulings=list(rulings.order_by("pk")) if has_rulings else [],
        promise=promised.select_related("holder").get() if has_promise else None,
        services=list(services) if has_services else [],
    )
