"""Who else has a hand in a case: helpers called in (协办), and colleagues to whom it is handed over (交接)."""

from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.models import Party
from huiying.registers.parties.services.pairings import hand_over_pairings
from huiying.work.cases.models import Case, CaseHelper, Promise
from huiying.work.cases.services.dispatch import refuse_forbidden
from huiying.work.cases.services.steps import NewStep, go_on, locked, locked_case, said


@transaction.atomic
def call_in(*, viewer: Viewer, case: Case, helper: Party, word: str, by: str) -> Case:
    """Another provider helps with a case; its provider leads. The helper may read it until it has ended."""
    case = locked_case(case)
    if helper.pk == case.provider_id:
        raise Refused(Fault("helper_leads", "provider"))
    if case.helpers.filter(party=helper, until_at=None).exists():
        raise Refused(Fault("helper_already", "provider"))
    refuse_forbidden(case, helper)
    CaseHelper.objects.create(case=case, party=helper, role=word.strip()[:40], from_at=clock.now())
    sets = {"joint_at": case.joint_at or clock.now()}
    return go_on(
        viewer=viewer,
        step=NewStep(case, "call_in", by, word=said(word), sets=sets, data={"helper": helper.pk}),
    )


@transaction.atomic
def hand_over(*, viewer: Viewer, cases: list[Case], to: Party, word: str, by: str) -> list[Case]:
    """Cases go over to a colleague as they stand: before leave, in illness, when somebody goes for good. Their clocks
    run on, and each asker reads the new name."""
    word = said(word)
    rows = locked(cases)
    handed = []
    for case in (rows[given.pk] for given in cases):
        if case.provider_id == to.pk:
            raise Refused(Fault("has_it_already", "provider"))
        refuse_forbidden(case, to)
        step = NewStep(case, "hand_over", by, word=word, provider=to, data={"provider": to.pk})
        handed.append(go_on(viewer=viewer, step=step))
    return handed


@transaction.atomic
def hand_over_all(*, viewer: Viewer, holder: Party, to: Party, word: str, by: str) -> tuple[int, int, int]:
    """All open cases, promises and pairings of somebody go over to a colleague at once; how many of each.

    The colleague reads the case of a promise and says what became of it, and is reminded on its day.
    """
    query = Case.objects.select_related("office__place", "office__desk")
    cases = list(query.filter(provider=holder, state__in=("dispatched", "accepted", "handling")))
    hand_over(viewer=viewer, cases=cases, to=to, word=word, by=by)
    promised = _hand_over_promises(viewer, holder, to)
    return len(cases), promised, hand_over_pairings(viewer=viewer, holder=holder, to=to)


def _hand_over_promises(viewer: Viewer, holder: Party, to: Party) -> int:
    promised = Case.objects.filter(promise__holder=holder, promise__ended_at=None)
    rows = locked(list(promised.select_related("office__place", "office__desk")))
    for case in rows.values():
        refuse_forbidden(case, to)
    open_now = Promise.objects.filter(case__in=rows, holder=holder, ended_at=None)  # their cases are locked
    keys = list(open_now.values_list("case", flat=True))
    open_now.update(holder=to, reminded_at=None)
    data = {"provider": to.pk}
    record([NewEntry("case.promise_handed", viewer, rows[key].office_id, "case", key, data) for key in keys])
    return len(keys)
