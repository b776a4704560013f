"""What the demo holds, counted from its records."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count

from huiying.registers.directory.models import Offering, WorkerFile
from huiying.registers.parties.models import Household, Organisation, Person, Team
from huiying.registers.places.models import Place
from huiying.work.cases.models import (
    Case,
    CasePhoto,
    CommonProblem,
    FoundCase,
    Hazard,
    Measure,
    Proposal,
    Step,
    Visit,
)
from huiying.work.cases.rules.states import is_solved


def solved_count() -> int:
    """How many cases are solved, by the rule."""
    rows = Case.objects.values_list("state", "outcome", "solved_at_visit")
    return sum(is_solved(*row) for row in rows)


def counts() -> list[tuple[str, int]]:
    """The figures of the demo, each with what it counts."""
    rows = [
        ("compounds", Place.objects.filter(level="compound", until_on=None).count()),
        ("buildings", Place.objects.filter(level="building", parent__level="compound").count()),
        ("grids", Place.objects.filter(level="grid").count()),
        ("households", Household.objects.filter(until_on=None).count()),
        ("people", Person.objects.count()),
        ("organisations", Organisation.objects.count()),
        ("public offerings", Offering.objects.filter(is_public=True).count()),
    ]
    rows += _by("social workers", WorkerFile.objects.values_list("type").annotate(count=Count("pk")))
    rows += _by("teams", Team.objects.values_list("kind").annotate(count=Count("pk")))
    rows.append(("cases", Case.objects.count()))
    rows += _by("cases", Case.objects.values_list("state").annotate(count=Count("pk")))
    rows.append(("cases solved", solved_count()))
    rows += _by(
        "closed", Case.objects.filter(state="closed").values_list("outcome").annotate(count=Count("pk"))
    )
    rows += _by("sources", Case.objects.values_list("source").annotate(count=Count("pk")))
    rows += _by("visits", Visit.objects.values_list("kind").annotate(count=Count("pk")))
    rows += _by("measures", Measure.objects.values_list("kind").annotate(count=Count("pk")))
    rows += _by("asked back", Case.objects.values_list("solved_at_visit").annotate(count=Count("pk")))
    rows += _by("steps", Step.objects.values_list("move").annotate(count=Count("pk")))
    rows += [
        ("cases done again", Case.objects.filter(redo_count__gt=0).count()),
        ("photos", CasePhoto.objects.count()),
        ("cases told on visits", FoundCase.objects.count()),
        ("hazards not put right", Hazard.objects.filter(put_right_on=None).count()),
        ("hazards put right", Hazard.objects.exclude(put_right_on=None).count()),
        ("common problems open", CommonProblem.objects.filter(ended_at=None).count()),
        ("common problems settled", CommonProblem.objects.exclude(ended_at=None).count()),
        ("triage applied by the system", Step.objects.filter(move="triage", by="system").count()),
        ("triage proposals", Proposal.objects.filter(kind="triage").count()),
        ("matches taken", Proposal.objects.filter(kind="match", is_taken=True).count()),
        ("matches overridden", Proposal.objects.filter(kind="match", is_taken=False).count()),
    ]
    return rows


def _by(what: str, rows: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    counted: Counter[str] = Counter(dict(rows))
    return [(f"{what}: {key or '–'}", count) for key, count in sorted(counted.items())]
