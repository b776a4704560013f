"""Promises: what was promised comes back on its day, and the asker is told either way."""

from datetime import date

from django.db import transaction

from huiying.base.outbox.services import NewMessage, send
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.selectors import users_of
from huiying.work.cases.models import Case, Promise
from huiying.work.cases.services.steps import NewStep, go_on, locked_case, said


@transaction.atomic
def end_promise(*, viewer: Viewer, case: Case, is_kept: bool, word: str, by: str = "provider") -> Case:
    """The promise was kept, or was not: the asker reads which, with a word."""
    case = locked_case(case)
    promise = Promise.objects.filter(case=case, ended_at=None).first()  # its case is locked
    if promise is None:
        raise Refused(Fault("no_open_promise"))
    promise.ended_at, promise.is_kept, promise.word = clock.now(), is_kept, said(word)
    promise.save(update_fields=["ended_at", "is_kept", "word"])
    result = "kept" if is_kept else "broken"
    step = NewStep(case, "end_promise", by, word=promise.word, result=result, data={"result": result})
    return go_on(viewer=viewer, step=step)


@transaction.atomic
def remind_of_promises(*, today: date, limit: int = 500) -> int:
    """Remind the holders of promises on their day, once each; how many."""
    due = (
        Promise.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(due_on__lte=today, ended_at=None, reminded_at=None)
        .select_related("case", "holder")
        .order_by("due_on", "pk")[:limit]
    )
    promises = list(due)
    send(
        [
            NewMessage(
                key=f"promise.due:{promise.pk}:{user}:{today}",
                channel="page",
                address=f"user:{user}",
                template_code="promise.due",
                data={"number": promise.case.number, "due_on": promise.due_on.isoformat()},
                office_id=promise.case.office_id,
            )
            for promise in promises
            for user in users_of(promise.holder)
        ]
    )
    Promise.objects.filter(pk__in=[promise.pk for promise in promises]).update(reminded_at=clock.now())
    return len(promises)
