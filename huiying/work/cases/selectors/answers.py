"""How often standard answers were taken."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import reached
from huiying.work.cases.models import AnswerUse


def use_counts(viewer: Viewer, lines: Iterable[UUID], since: datetime) -> Counter[UUID]:
    """How often each standard answer was taken since a moment, in whichever version."""
    rows = (
        AnswerUse.objects.filter(
            reached(viewer, "answer.read", "office", "answer__office"),
            answer__line__in=list(lines),
            used_at__gte=since,
        )
        .values_list("answer__line")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return Counter(dict(rows))
