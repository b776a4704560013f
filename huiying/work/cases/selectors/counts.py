"""Counts over cases and their steps."""

from collections import Counter

from django.db.models import Count

from huiying.work.cases.models import Step


def move_counts(office_id: int | None = None) -> Counter[str]:
    """How often each move was taken, at one office or in the whole installation. They name nobody."""
    steps = Step.objects.all() if office_id is None else Step.objects.filter(case__office=office_id)
    return Counter(dict(steps.values_list("move").annotate(count=Count("pk")).order_by()))
