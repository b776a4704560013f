"""Two matters in one request become two cases; one matter in several requests is joined, and can be parted again."""

from django.db import transaction

from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case
from huiying.work.cases.rules.states import BEFORE_ANSWER
from huiying.work.cases.selectors.cases import is_answered_by_itself, is_understood
from huiying.work.cases.services.dispatch import OF_THE_CASE, refuse_forbidden
from huiying.work.cases.services.intake import NewCase, receive_cases
from huiying.work.cases.services.steps import NewStep, go_on, locked, locked_case
from huiying.work.cases.services.understanding import Understanding, understand


@transaction.atomic
def split_case(*, viewer: Viewer, case: Case, text: str) -> Case:
    """The second matter of a request becomes a case of its own, on the same receipt and from the same moment on."""
    case = locked_case(case)
    new = NewCase(
        text=text,
        contact=case.contact,
        by="desk",
        source=case.source,
        asker=case.asker,
        asker_name=case.asker_name,
        contact_channel=case.contact_channel,
        is_secret=case.is_secret,
        beneficiary_name=case.beneficiary_name,
        beneficiary_relation=case.beneficiary_relation,
        place=case.place,
        received_at=case.received_at,
        due_at=case.external_due_at,
        extra={
            "split_from": case,
            "beneficiary": case.beneficiary,
            "beneficiary_consent": case.beneficiary_consent,
            "contact_wishes": case.contact_wishes,
        },
    )
    before = Case.objects.filter(split_from=case, text=text.strip())
    if text.strip() == case.text.strip() or before.exists():
        raise Refused(Fault("split_says_the_same", "text"))
    [receipt] = receive_cases(viewer=viewer, office=case.office, requests=[new])
    if not receipt.is_new:
        raise Refused(Fault("split_says_the_same", "text"))
    go_on(viewer=viewer, step=NewStep(case, "split", "desk", data={"into": receipt.case.number}))
    return receipt.case


@transaction.atomic
def merge_case(*, viewer: Viewer, case: Case, into: Case) -> Case:
    """A case joins another that says the same: it keeps its row, clock and holder, takes no moves of its own, and ends
    with the other. Its asker is told once, and reads that one's answer: so a report, or a request whose asker stays
    secret, is answered by itself, and nobody gets a case along with another whom it names. What nobody has read yet
    is read before that is said."""
    rows = locked([case, into])
    case, into = rows[case.pk], rows[into.pk]
    if case.office_id != into.office_id or case.pk == into.pk:
        raise Refused(Fault("merge_unknown", "number"))
    if into.state not in BEFORE_ANSWER or into.merged_into_id is not None:
        raise Refused(Fault("merge_too_late", "number"))
    if Case.objects.filter(merged_into=case, state__in=BEFORE_ANSWER).exists():
        raise Refused(Fault("merge_has_joined", "number"))
    if unread := [each for each in (case, into) if not is_understood(each)]:
        understand(cases=unread, knows=Understanding(case.office), applies=False)
    if is_answered_by_itself(case) or is_answered_by_itself(into):
        raise Refused(Fault("merge_by_itself", "number"))
    if into.provider is not None:
        refuse_forbidden(case, into.provider, OF_THE_CASE)
    step = NewStep(case, "merge", "desk", sets={"merged_into": into}, data={"into": into.number})
    return go_on(viewer=viewer, step=step)


@transaction.atomic
def unmerge_case(*, viewer: Viewer, case: Case) -> Case:
    """It was another matter after all: the case goes its own way again, with the clock that never stopped."""
    case = locked_case(case)
    if case.merged_into_id is None:
        raise Refused(Fault("not_merged"))
    return go_on(viewer=viewer, step=NewStep(case, "unmerge", "desk", sets={"merged_into": None}))
