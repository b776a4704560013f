"""What askers and the public read: a case in words that are meant for its asker, and an office's figures."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from huiying.pure.lib import clock
from huiying.registers.directory.models import Category
from huiying.registers.directory.selectors import leaves_of
from huiying.registers.limits.rules import OFFICE_CLOSES
from huiying.registers.limits.selectors import Timetable, timetable
from huiying.registers.parties.models import Party
from huiying.registers.places.models import Office, Place
from huiying.registers.places.selectors import offices
from huiying.work.cases.models import Case, CasePhoto, Promise, Step
from huiying.work.cases.rules.moves import ANSWERS, LAST_WORDS, MOVES, OF_A_MERGED_CASE, moves_from
from huiying.work.cases.rules.states import BEFORE_ANSWER
from huiying.work.cases.selectors.cases import photo_of_asker, photos_of


def public_offices() -> list[Office]:
    """The offices whose pages the public sees, with their desks, in the order in which they were set up."""
    return list(offices().select_related("desk"))


# --- One case, for its asker -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """A step as its asker may read it: the provider is named only while the case is theirs, the word is meant
    for the asker or was the asker's own."""

    move: str
    at: datetime
    provider: Party | None
    result: str
    word: str
    until_at: datetime | None


def told(case: Case, steps: list[Step]) -> list[Told]:
    """What happened, as the asker reads it, in order. An answer that was not let through does not appear, and
    one that waits to be checked appears without its words."""
    named = {case.holder_id, case.provider_id} - {None}
    found = []
    for index, step in enumerate(steps):
        is_own = step.by == "asker"
        fate = _fate(steps, index)
        if fate == "sent_back" or (step.move == "add_photo" and not is_own):
            continue
        is_meant = MOVES[step.move].asker_reads and fate != "waits"
        found.append(
            Told(
                move=step.move,
                at=step.at,
                provider=step.provider if step.provider_id in named else None,
                result=step.result if is_own or step.move in ("ask_back", "end_promise") else "",
                word=step.word if is_own or is_meant else "",
                until_at=step.until_at,
            )
        )
    return found


def _fate(steps: list[Step], index: int) -> str:
    """What became of an answer: sent_back, waits, or "" once the asker may read it; "" for any other step."""
    if steps[index].move not in ("answer", "promise"):
        return ""
    after = (step.move for step in steps[index + 1 :])
    decided = next((move for move in after if move in ("check", "close", "send_back")), "waits")
    return {"send_back": "sent_back", "waits": "waits"}.get(decided, "")


def answer_of(steps: list[Step]) -> Step | None:
    """The answer that holds now and that the asker may read: given and checked, on the spot, or a refusal."""
    readable = [
        step
        for index, step in enumerate(steps)
        if step.move in ("redo", "reopen", "look_again", *LAST_WORDS, *ANSWERS) and not _fate(steps, index)
    ]
    return readable[-1] if readable and readable[-1].move in (*ANSWERS, *LAST_WORDS) else None


def asker_moves(case: Case) -> frozenset[str]:
    """What its asker may do with a case now. It is rated once an answer."""
    moves = {move.code for move in moves_from(case.state) if "asker" in move.who}
    if not is_to_be_rated(case):
        moves.discard("rate")
    if case.looked_again_count:
        moves.discard("look_again")
    if "reopen" in moves:
        until = reopens_until(case, timetable(case.office))
        if until is None or clock.now() > until:
            moves.discard("reopen")
    if case.incomplete_at is None:
        moves.discard("more_given")
    if case.merged_into_id is not None and case.state in MOVES["merge"].from_states:
        moves &= OF_A_MERGED_CASE
    return frozenset(moves)


def is_to_be_rated(case: Case) -> bool:
    """Whether its asker may still say how it was done."""
    return case.state in MOVES["rate"].from_states and case.rating is None and case.kind != "thanks"


def state_for_asker(case: Case, promise: Promise | None) -> str:
    """The state in whose words its asker reads a case: what is wanted of them, or is still promised to them, goes
    before what the office calls it."""
    if case.incomplete_at is not None and case.state in MOVES["more_given"].from_states:
        return "incomplete"
    if promise is not None and promise.ended_at is None and case.state in MOVES["rate"].from_states:
        return "promised"
    return "redo" if case.redo_count and case.state == "handling" else case.state


def reopens_until(case: Case, times: Timetable) -> datetime | None:
    """Until when a closed case may be taken up again as its asker says: once, so many days from its end, or from the
    day on which a promise made with it came to its end. None where it can't."""
    if case.state != "closed" or case.kind == "thanks" or case.reopened_count or case.ended_at is None:
        return None
    promised = Promise.objects.filter(case=case, ended_at__isnull=False).values_list("ended_at", flat=True)
    ends = [case.ended_at, *(ended_at for ended_at in promised if ended_at is not None)]
    return times.due_at("case.reopen", max(ends))


def on_the_same_receipt(case: Case) -> list[Case]:
    """The other matters of the request that became this case, which its number and code open too."""
    first = case.split_from_id or case.pk
    others = Case.objects.filter(Q(split_from=first) | Q(pk=first)).exclude(pk=case.pk)
    return list(others.order_by("pk"))


def is_late_for_asker(case: Case, now: datetime) -> bool:
    """Whether the time told for the answer has passed without one."""
    return (
        case.is_open
        and case.answer_due_at is not None
        and case.answer_due_at < now
        and case.state not in ("answered_on_the_spot", "answered", "checked", "asked_back")
    )


def word_due_at(case: Case) -> datetime:
    """By when an asker who was let down hears from the office: the close of the next working day after the
    missed time."""
    assert case.answer_due_at is not None
    day = clock.local(case.answer_due_at).date()
    return clock.local_time(timetable(case.office).calendar.after(day, 1), OFFICE_CLOSES)


def own_photos(case: Case) -> list[CasePhoto]:
    """The photos that the asker gave."""
    return [photo for photo in photos_of(case) if photo.is_of_asker]


def own_photo(case: Case, uuid: str) -> CasePhoto | None:
    """One of the photos that the asker gave."""
    photo = photo_of_asker(str(case.uuid), uuid)
    return photo if photo and photo.is_of_asker else None


# --- What the system understood, to be put right by a tap --------------------------------------------------


@dataclass(frozen=True, slots=True)
class Understood:
    """Category and place as the case has them, or as they are proposed and a clerk looks at them."""

    category: Category | None
    place: Place | None
    place_words: str


def understood(case: Case) -> Understood | None:
    """What the system understood; None while it has not read the request yet."""
    proposal = case.proposals.filter(kind="triage").order_by("-pk").first()
    if proposal is None and case.category_id is None:
        return None
    value = proposal.value if proposal else {}
    category = case.category or leaves_of(case.office_id).filter(code=value.get("category")).first()
    place = Place.objects.select_related("parent").filter(pk=case.place_id or value.get("place") or 0).first()
    return Understood(category, place, case.place_words or value.get("place_words", ""))


# --- An office's figures -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figures:
    """What an office received and did, as anybody may know it."""

    received_count: int
    answered_count: int
    in_time_count: int
    late_count: int
    solved_count: int


def figures(office_id: int, now: datetime) -> Figures:
    """Received and answered since the first of this month, of these in time; late and without an answer now; solved
    since New Year.

    An answer counts with its first one, against the time that was told when it was given. All are found by their
    steps, which are indexed by move and time.
    """
    today = clock.local(now).date()
    month = clock.local_time(today.replace(day=1), 0)
    year = clock.local_time(today.replace(month=1, day=1), 0)
    steps = Step.objects.filter(case__office=office_id)
    answers = steps.filter(move__in=(*ANSWERS, "end_merged"), at__gte=month, at=F("case__answered_at"))
    answered = answers.aggregate(all=Count("pk"), in_time=Count("pk", filter=Q(at__lte=F("answer_due_at"))))
    closed = Step.objects.filter(move="close", at__gte=year).values("case")
    return Figures(
        received_count=steps.filter(move="receive", at__gte=month).count(),
        answered_count=answered["all"],
        in_time_count=answered["in_time"],
        late_count=Case.objects.filter(office=office_id, state__in=BEFORE_ANSWER, due_at__lt=now).count(),
        solved_count=solved(office_id).filter(pk__in=closed, ended_at__gte=year).count(),
    )


def solved(office_id: int) -> QuerySet[Case]:
    """The solved cases of an office: what rules.states.is_solved says of one, said of all."""
    return Case.objects.filter(office=office_id, state="closed", outcome="solved").exclude(
        solved_at_visit="no"
    )
