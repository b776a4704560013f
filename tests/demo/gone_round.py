"""What the demo street holds of visits, hazards and common problems."""

from typing import Any

from django.db.models import F, QuerySet

from huiying.demo.office_time import is_office_time
from huiying.demo.plans import MORNING
from huiying.registers.places.models import Office
from huiying.work.cases.models import Case, CommonProblem, Hazard, Step, Visit
from huiying.work.cases.rules.visits import VISIT_KINDS
from tests.sizes import n


def told_of_problems() -> QuerySet[Step, Any]:
    """The steps by which those who asked about one cause were told the same."""
    return Step.objects.filter(move="tell", at=F("case__problems__told_at")).values("pk")


def rounds_were_made(office: Office) -> None:
    """The street's visits of every kind, and the hazards that three of them left open."""
    visits = Visit.objects.filter(office=office)
    assert set(visits.values_list("kind", flat=True)) == set(VISIT_KINDS) - {"other"}
    assert visits.filter(happened_at=None, called_off_at=None).count() == 2
    assert all(
        is_office_time(at) for at in visits.exclude(happened_at=None).values_list("written_at", flat=True)
    )
    hazards = Hazard.objects.filter(visit__office=office)
    assert (hazards.count(), hazards.filter(put_right_on=None).count()) == (12, 3)
    assert hazards.filter(put_right_on=None, due_on__lt=MORNING.date()).count() == 1
    assert n(0, 8) <= Case.objects.filter(office=office, source="visit", found__isnull=False).count()


def problems_were_answered(office: Office) -> None:
    """Each common problem has its measures; all but the last are settled."""
    problems = CommonProblem.objects.filter(office=office)
    assert (n(1, 4) <= problems.count() <= 4, problems.filter(measures=None).count()) == (True, 0)
    assert problems.filter(ended_at=None).count() == n(problems.filter(ended_at=None).count(), 1)
    assert told_of_problems().count() >= n(0, 8)
