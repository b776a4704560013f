"""Who else has a hand in a case: helpers called in (协办), and colleagues to whom it is handed over (交接)."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.models import Party
from huiying.registers.parties.services.pairings import hand_over_pairings
from huiying.work.cases.models import Case, CaseHelper, Promise
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.rules.states import OPEN_STATES
from huiying.work.cases.services.dispatch import OF_THE_CASE, leads_now, refuse_forbidden
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
    run on, and each asker reads the new name. Where one of several can't go over, none does."""
    word = said(word)
    rows = locked(cases)
    handed = []
    for case in (rows[given.pk] for given in cases):
        if case.provider_id == to.pk:
            raise Refused(Fault("has_it_already", "provider"))
        _refuse_forbidden(case, to, is_one_of_several=len(rows) > 1)
        leads_now(case, to)
        step = NewStep(case, "hand_over", by, word=word, provider=to, data={"provider": to.pk})
        handed.append(go_on(viewer=viewer, step=step))
    return handed


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many cases, promises and pairings went over; the numbers of the cases that stay with whoever had them and of
    those with a promise that the colleague may not take over, and how many pairings they are no party for."""

    cases: int
    promises: int
    pairings: int
    cases_left: list[str]
    promises_left: list[str]
    pairings_left: int


@transaction.atomic
def hand_over_all(*, viewer: Viewer, holder: Party, to: Party, word: str, by: str) -> HandedOver:
    """All cases at work, promises and pairings of somebody go over to a colleague at once.

    The colleague reads the case of a promise and says what became of it, and is reminded on its day. What waits for
    the lead, the desk or the asker stays, for that is about what somebody did; it can go over once it comes back.
    """
    if holder.pk == to.pk:
        raise Refused(Fault("has_it_already", "provider"))
    promised = Q(promise__holder=holder, promise__ended_at=None)
    query = Case.objects.select_related("office__place", "office__desk")
    rows = locked(list(query.filter(Q(provider=holder, state__in=_LEFT_BEHIND + _GO_OVER) | promised)))
    theirs = [case for case in rows.values() if case.provider_id == holder.pk]
    cases = [case for case in theirs if case.state in _GO_OVER]
    hand_over(viewer=viewer, cases=cases, to=to, word=word, by=by)
    promises, promises_left = _hand_over_promises(viewer, rows, holder, to)
    pairings, pairings_left = hand_over_pairings(viewer=viewer, holder=holder, to=to)
    left = [case.number for case in theirs if case.state in _LEFT_BEHIND]
    return HandedOver(len(cases), promises, pairings, left, promises_left, pairings_left)


_GO_OVER = MOVES["hand_over"].from_states
_LEFT_BEHIND = tuple(state for state in (*OPEN_STATES, "kept") if state not in _GO_OVER)


def _hand_over_promises(
    viewer: Viewer, rows: dict[int, Case], holder: Party, to: Party
) -> tuple[int, list[str]]:
    """How many went over; the cases of those that the colleague may not have."""
    open_now = Promise.objects.filter(case__in=rows, holder=holder, ended_at=None)  # their cases are locked
    keys, left = [], []
    for key in open_now.order_by("pk").values_list("case", flat=True):
        try:
            refuse_forbidden(rows[key], to)
        except Refused as refused:
            if not _is_about_the_case(refused):
                raise
            left.append(rows[key].number)
        else:
            keys.append(key)
    open_now.filter(case__in=keys).update(holder=to, reminded_at=None)
    data = {"provider": to.pk}
    record([NewEntry("case.promise_handed", viewer, rows[key].office_id, "case", key, data) for key in keys])
    return len(keys), left


def _is_about_the_case(refused: Refused) -> bool:
    return {fault.code for fault in refused.faults} <= {
        *(f"provider_{code}" for code in OF_THE_CASE),
        "two_visitors",
    }


def _refuse_forbidden(case: Case, to: Party, *, is_one_of_several: bool) -> None:
    """Of several cases, the one that can't go over is named."""
    try:
        refuse_forbidden(case, to)
    except Refused as refused:
        if not (is_one_of_several and _is_about_the_case(refused)):
            raise
        raise Refused(*refused.faults, Fault("about_case", "provider", {"number": case.number})) from refused
