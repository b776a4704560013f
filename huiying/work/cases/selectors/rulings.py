"""What waits for a lead, and what was promised for when."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import reached
from huiying.work.cases.models import Case, Promise, Ruling
from huiying.work.cases.selectors.cases import readable


def open_rulings(viewer: Viewer) -> QuerySet[Ruling]:
    """What waits for the viewer's decision, the oldest first; nobody decides what they asked themselves."""
    return (
        Ruling.objects.filter(
            reached(viewer, "case.rule", "office", "case__office"), ruled_at=None, lapsed_at=None
        )
        .exclude(asked_by=viewer.id)
        .select_related("case__office", "case__category", "case__place", "case__provider")
        .order_by("asked_at", "pk")
    )


def last_ruling(case: Case, kind: str) -> Ruling | None:
    """The last question of a kind about a case, decided or not."""
    return case.rulings.filter(kind=kind).order_by("-pk").first()


def promises_due(viewer: Viewer, today: date) -> QuerySet[Promise]:
    """Promises whose day has come, of cases that the viewer may read or as their holder; `is_theirs` where it is the
    viewer who says what became of it."""
    theirs = Case.objects.filter(readable(viewer, "case.end_promise"), pk=OuterRef("case"))
    cases = Case.objects.filter(readable(viewer)).values("pk")
    holders = Q(holder__person__user=viewer.id) | Q(
        holder__team__members__party__person__user=viewer.id, holder__team__members__until_on=None
    )
    mine = Promise.objects.filter(holders).values("pk")
    return (
        Promise.objects.filter(Q(case__in=cases) | Q(pk__in=mine), due_on__lte=today, ended_at=None)
        .annotate(is_theirs=Exists(theirs))
        .select_related("case", "holder")
        .order_by("due_on", "pk")
    )
