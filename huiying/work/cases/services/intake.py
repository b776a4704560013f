"""Receiving what people ask, and what the desk settles at once: on the spot, thanks, refusals, withdrawals."""

import hashlib
import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from huiying.base.files.services import store_photos
from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.case_numbers import case_number, query_code
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.pure.text.cues import secrecy_asked
from huiying.registers.directory.models import Category
from huiying.registers.limits.selectors import Timetable, timetable
from huiying.registers.parties.models import Party
from huiying.registers.places.models import Office, Place
from huiying.registers.places.services import next_serials
from huiying.work.cases.models import Case, CasePhoto, Step
from huiying.work.cases.rules.clocks import Happening, Standing, after
from huiying.work.cases.rules.intake import faults_in_request, normal_contact
from huiying.work.cases.rules.states import OPEN_STATES, OUTCOMES, REFUSAL_CODES
from huiying.work.cases.services.steps import NewStep, go_on, locked_case, step_of, take_steps
from huiying.work.cases.services.understanding import propose_matches
from huiying.work.cases.services.waiting import taken_up

SAME_WITHIN = timedelta(minutes=10)
"""The same text with the same contact within this time is the same request, sent twice."""


@dataclass(frozen=True, slots=True)
class NewCase:
    """What somebody asks. `by` is asker or desk; without a contact the asker is anonymous."""

    text: str
    contact: str = ""
    by: str = "asker"
    source: str = "page"
    asker: Party | None = None
    asker_name: str = ""
    contact_channel: str = ""
    is_secret: bool = False
    beneficiary_name: str = ""
    beneficiary_relation: str = ""
    place: Place | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None
    """Until when whoever handed it on wants an answer; an earlier time of ours holds."""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an asker takes home. `is_new` is false when the same request had just been sent."""

    case: Case
    code: str
    is_new: bool


def code_of(case: Case) -> str:
    """The query code that opens a case now."""
    return query_code(settings.DATA_KEY.encode(), str(case.uuid), case.code_renewals)


def receive_cases(*, viewer: Viewer, office: Office, requests: list[NewCase]) -> list[Receipt]:
    """Receive requests: number, due time, holder. The same request sent twice gives its first receipt again."""
    faults = [fault for new in requests for fault in faults_in_request(text=new.text, contact=new.contact)]
    now = clock.now()
    if any(new.received_at is not None and new.received_at > now for new in requests):
        faults.append(Fault("step_in_the_future", "received_at"))
    if faults:
        raise Refused(*faults)
    times = timetable(office)  # read before the transaction, which others wait for
    digests = [_digest(office, new) for new in requests]
    with transaction.atomic():
        return _receive_new(viewer, office, times, requests, digests, now)


def _receive_new(
    viewer: Viewer,
    office: Office,
    times: Timetable,
    requests: list[NewCase],
    digests: list[str],
    now: datetime,
) -> list[Receipt]:
    by_digest = dict(zip(reversed(digests), reversed(requests), strict=True))
    # The day's serials lock out who sends the same at the same time, so they come before the look-up.
    serials = next_serials(office_id=office.pk, on=clock.local(now).date(), count=len(by_digest))
    known = _sent_before(office, digests, now)
    fresh = [(by_digest[digest], digest) for digest in dict.fromkeys(digests) if digest not in known]
    made = _received(viewer, office, times, list(zip(serials, fresh, strict=False)), now)
    known |= {case.text_digest: Receipt(case, code_of(case), True) for case in made}
    receipts = []
    for digest in digests:
        receipts.append(known[digest])
        known[digest] = replace(known[digest], is_new=False)
    return receipts


def _received(
    viewer: Viewer,
    office: Office,
    times: Timetable,
    fresh: list[tuple[int, tuple[NewCase, str]]],
    now: datetime,
) -> list[Case]:
    today = clock.local(now).date()
    cases, steps = [], []
    for serial, (new, digest) in fresh:
        happening = Happening(move="receive", at=new.received_at or now, until=new.due_at)
        standing = after(None, happening, times)
        case = Case(
            office=office,
            number=case_number(office.code, today, serial),
            source=new.source,
            text=new.text.strip(),
            text_digest=digest,
            asker=new.asker,
            asker_name=new.asker_name,
            contact=normal_contact(new.contact),
            contact_channel=new.contact_channel,
            is_secret=new.is_secret or secrecy_asked(new.text),
            beneficiary_name=new.beneficiary_name,
            beneficiary_relation=new.beneficiary_relation,
            place=new.place,
            state=standing.state,
            holder_id=office.desk.party_id,
            due_at=standing.due_at,
            answer_due_at=standing.answer_due_at,
            warn_at=standing.warn_at,
            received_at=happening.at,
            started_at=happening.at,
            calendar_version=times.calendar.version,
            external_due_at=new.due_at,
            **new.extra,
        )
        step = _first_step(viewer, case, happening, standing, now)
        step.by = new.by
        cases.append(case)
        steps.append(step)
    Case.objects.bulk_create(cases, batch_size=500)
    Step.objects.bulk_create(steps, batch_size=500)
    record(
        [
            NewEntry("case.receive", viewer, office.pk, "case", case.pk, {"source": case.source})
            for case in cases
        ]
    )
    return cases


def _first_step(viewer: Viewer, case: Case, happening: Happening, standing: Standing, now: datetime) -> Step:
    step = step_of(case, happening, "", standing)
    step.serial, step.written_at, step.holder_id = 1, now, case.holder_id
    step.by_user, step.by_name = viewer.id, viewer.name
    step.calendar_version = case.calendar_version
    return step


def _digest(office: Office, new: NewCase) -> str:
    """A keyed digest by which the same request, sent twice by the same asker, is known; it tells nobody what it says.

    Secrecy and beneficiary belong to it: a second text that asks for secrecy is no repetition. Two strangers who
    leave no contact may write the same words, so without a contact nothing is ever taken for the same.
    """
    contact, external = normal_contact(new.contact), new.extra.get("external_number", "")
    if not contact and not external:
        return uuid4().hex
    words = " ".join(new.text.split())
    said = (str(office.pk), words, contact, external, str(new.is_secret), new.beneficiary_name)
    return hmac.new(settings.DATA_KEY.encode(), "\0".join(said).encode(), hashlib.sha256).hexdigest()[:32]


def _sent_before(office: Office, digests: list[str], now: datetime) -> dict[str, Receipt]:
    """Only of what is open still: whoever takes a request back, or is told no, may ask anew at any time."""
    same = Case.objects.filter(
        office=office, text_digest__in=digests, received_at__gt=now - SAME_WITHIN, state__in=OPEN_STATES
    )
    keys = [key for (key,) in same.values_list("pk")]
    rows = Case.objects.filter(pk__in=keys) if keys else ()
    return {case.text_digest: Receipt(case, code_of(case), False) for case in rows}


@transaction.atomic
def add_photos(*, viewer: Viewer, case: Case, uploads: list[tuple[str, Any]], by: str) -> list[CasePhoto]:
    """Add photos to a case, checked by content and stripped of where they were taken. An asker's photos are what was
    missing, if something was; a case that was kept is taken up again.

    They are written last: a case that takes none leaves no file behind.
    """
    case = locked_case(case)
    if by == "asker" and case.state == "kept":
        case = go_on(viewer=viewer, step=taken_up(case, "", by))
    data = {"count": len(uploads)}
    case = go_on(viewer=viewer, step=NewStep(case, "add_photo", by, data=data))
    serial = case.step_count
    if by == "asker" and case.incomplete_at is not None:
        case = go_on(viewer=viewer, step=NewStep(case, "more_given", by, sets={"incomplete_at": None}))
    files = store_photos(viewer=viewer, office_id=case.office_id, uploads=uploads)
    return CasePhoto.objects.bulk_create(
        CasePhoto(case=case, file=file, step_serial=serial, is_of_asker=by == "asker") for file in files
    )


@transaction.atomic
def put_right(*, viewer: Viewer, case: Case, place: Place | None, category: Category | None) -> Case:
    """The asker puts right which place and category the request means; another place may have another provider."""
    case = locked_case(case)
    sets: dict[str, Any] = {}
    if place is not None:
        sets["place"] = place
    if category is not None and case.state == "received":
        sets["category"] = category
    data = {"fields": ".".join(sorted(sets)) or "none"}
    case = go_on(viewer=viewer, step=NewStep(case, "put_right", "asker", sets=sets, data=data))
    if case.state == "triaged":
        propose_matches(cases=[case], office=case.office)
    return case


@transaction.atomic
def answer_on_the_spot(
    *, viewer: Viewer, case: Case, category: Category, kind: str, word: str, outcome: str = "explained"
) -> Case:
    """The desk answers at once, which closes the case: the asker reads it the same moment."""
    if not word.strip():
        raise Refused(Fault("word_missing", "word"))
    if outcome not in OUTCOMES[:2]:
        raise Refused(Fault("outcome_missing", "outcome"))
    if kind == "thanks":
        raise Refused(Fault("thanks_are_filed", "kind"))
    sets = {"category": category, "kind": kind, "lane": category.lane, "outcome": outcome}
    [case] = take_steps(
        viewer=viewer,
        steps=[NewStep(case, "answer_on_the_spot", "desk", word=word.strip(), result=outcome, sets=sets)],
    )
    return go_on(viewer=viewer, step=NewStep(case, "close", "desk"))


def file_thanks(*, viewer: Viewer, case: Case, category: Category, word: str) -> Case:
    """Thanks are filed without a clock, with a word back."""
    sets = {"category": category, "kind": "thanks", "lane": "with_care"}
    [case] = take_steps(
        viewer=viewer, steps=[NewStep(case, "file_thanks", "desk", word=word.strip(), sets=sets)]
    )
    return case


@transaction.atomic
def refuse(*, viewer: Viewer, case: Case, code: str, word: str) -> Case:
    """Say why the office can't take it, by a coded reason, and where to go instead. Whoever refused it before its
    asker wanted another to look can't do so again."""
    faults = []
    if code not in REFUSAL_CODES:
        faults.append(Fault("refusal_code_missing", "code"))
    if not word.strip():
        faults.append(Fault("where_to_go_missing", "word"))
    if faults:
        raise Refused(*faults)
    case = locked_case(case)
    if case.looked_again_count and case.steps.filter(move="refuse", by_user=viewer.id).exists():
        raise Refused(Fault("another_must_look"))
    return go_on(
        viewer=viewer,
        step=NewStep(case, "refuse", "desk", word=word.strip(), result=code, sets={"refusal_code": code}),
    )


@transaction.atomic
def withdraw(*, viewer: Viewer, case: Case, by: str, word: str = "") -> Case:
    """The asker takes the request back while no answer may be read yet; the desk does it when told by phone."""
    case = locked_case(case)
    if by == "asker" and case.state in ("checked", "asked_back"):
        raise Refused(Fault("withdraw_too_late"))
    return go_on(viewer=viewer, step=NewStep(case, "withdraw", by, word=word.strip()))


@transaction.atomic
def renew_code(*, viewer: Viewer, case: Case, contact: str) -> str:
    """Give a new query code at the counter to whoever holds the phone that was left with the request; the old code
    opens nothing any more. Without such a phone nobody can show that the case is theirs."""
    case = locked_case(case)
    if not case.contact or normal_contact(contact) != case.contact:
        raise Refused(Fault("contact_is_another", "contact"))
    case.code_renewals += 1
    Case.objects.filter(pk=case.pk).update(code_renewals=case.code_renewals)
    record([NewEntry("case.code_renewed", viewer, case.office_id, "case", case.pk)])
    return code_of(case)
