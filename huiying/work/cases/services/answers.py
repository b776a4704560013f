"""Answering with a standard answer, whose use is noted."""

from collections.abc import Callable

from django.db import transaction

from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory.models import Answer
from huiying.work.cases.models import AnswerUse, Case
from huiying.work.cases.rules.moves import ANSWERS


@transaction.atomic
def answer_with(*, viewer: Viewer, standard: Answer | None, answer: Callable[[], Case]) -> Case:
    """Answer a case by the service given, and note the standard answer that was taken for it; None takes none."""
    case = answer()
    if standard is not None:
        AnswerUse.objects.create(
            answer=standard,
            case=case,
            step_serial=case.steps.filter(move__in=ANSWERS).latest("serial").serial,
            used_at=clock.now(),
            by_user=viewer.id,
        )
    return case
