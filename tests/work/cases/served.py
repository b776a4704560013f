"""The services that sequences of moves try, and when each must let a move through."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Promise
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.services import (
    again,
    closing,
    dispatch,
    handling,
    helping,
    intake,
    joining,
    promises,
    rulings,
    understanding,
    waiting,
)
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.rulings import NewQuestion

KINDS = ("consultation", "help", "complaint", "report", "suggestion")
LANES = ("at_once", "with_care")
AT_WORK = ("accepted", "handling")


def _due_on(run: Any) -> Any:
    return clock.local(run.case.answer_due_at).date()


def _granted(run: Any, kind: str, days: int = 0) -> object:
    """Asked by the worker, granted by the lead."""
    start = _due_on(run) if kind == "extension" else clock.today()
    until_on = start + timedelta(days=days) if days else None
    question = NewQuestion(kind, "配件没到", until_on, "换新的" if kind == "promise" else "")
    case = rulings.ask_lead(viewer=run.cast.viewer(run.cast.worker), case=run.case, question=question)
    asked = case.rulings.get(kind=kind, ruled_at=None, lapsed_at=None)
    return rulings.rule(viewer=run.cast.viewer(run.cast.lead), ruling=asked, is_granted=True)


def _kept_in_time(run: Any, _number: int) -> bool:
    case = run.case
    if case.incomplete_at is None or case.steps.filter(move="more_try").count() < 2:
        return False
    return bool(clock.today() > run.times.calendar.after(clock.local(case.incomplete_at).date(), 5))


def _reopens(run: Any, _number: int) -> bool:
    case = run.case
    if case.state != "closed" or case.reopened_count or case.kind == "thanks":
        return False
    ends = list(Promise.objects.filter(case=case, ended_at__isnull=False).values_list("ended_at", flat=True))
    last = clock.local(max([case.ended_at, *ends])).date() + timedelta(days=15)
    return bool(clock.now() <= clock.local_time(last, 17))


CONDITIONS: dict[str, Callable[[Any, int], bool]] = {
    "ask_return": lambda run, _number: run.case.return_count == 0,
    "extend": lambda run, _number: (
        run.case.extended_count == 0 and run.times.calendar.after(clock.today(), 1) <= _due_on(run)
    ),
    "promise": lambda run, _number: not Promise.objects.filter(case=run.case).exists(),
    "end_promise": lambda run, _number: Promise.objects.filter(case=run.case, ended_at=None).exists(),
    "send_back": lambda run, _number: run.case.outcome != "promised",
    "supervise": lambda run, _number: run.case.supervised_at is None,
    "ask_more": lambda run, _number: not run.case.steps.filter(move="ask_more").exists(),
    "more_try": lambda run, _number: run.case.incomplete_at is not None,
    "keep_for_later": _kept_in_time,
    "come_back": lambda run, _number: run.case.elsewhere_at is not None,
    "call_in": lambda run, number: (
        run.provider(number).pk != run.case.provider_id
        and not run.case.helpers.filter(party=run.provider(number), until_at=None).exists()
    ),
    "hand_over": lambda run, number: run.provider(number).pk != run.case.provider_id,
    "look_again": lambda run, _number: run.case.looked_again_count == 0,
    "reopen": _reopens,
    "refuse": lambda run, _number: (
        not (
            run.case.looked_again_count
            and run.case.steps.filter(move="refuse", by_user=run.cast.clerk.pk).exists()
        )
    ),
}
"""What a service asks for beyond the table of moves."""


def service_may(run: Any, code: str, number: int) -> bool:
    """Whether a service must let this through."""
    case, state = run.case, run.case.state
    if code == "answer":
        return state in ("accepted", "handling")
    if code == "rate":
        return state in MOVES[code].from_states and case.rating is None
    if code == "ask_back":
        return state == "checked"
    if code == "add_word":  # whoever adds a word to a case that was kept takes it up again
        return state in (*MOVES[code].from_states, "kept")
    if code in ("triage", "retriage"):
        late = KINDS[number % len(KINDS)] == "consultation" and case.answered_at is not None
        return state in ("received", "triaged") and not late
    if code == "answer_on_the_spot":
        late = KINDS[number % len(KINDS)] == "consultation" and case.kind != "consultation"
        return state == "received" and not (late and case.answered_at is not None)
    if code in CONDITIONS and not CONDITIONS[code](run, number):
        return False
    return state in MOVES[code].from_states


def _triage(run: Any, number: int) -> object:
    return understanding.triage_by_hand(
        viewer=run.cast.viewer(run.cast.clerk),
        case=run.case,
        category=run.cast.categories["estate.facilities"],
        kind=KINDS[number % len(KINDS)],
        lane=LANES[number % 2],
        place=run.cast.compound,
    )


def _by_clerk(service: Callable[..., object], **given: Any) -> Callable[[Any, int], object]:
    return lambda run, _number: service(viewer=run.cast.viewer(run.cast.clerk), case=run.case, **given)


def _by_worker(service: Callable[..., object], **given: Any) -> Callable[[Any, int], object]:
    return lambda run, _number: service(viewer=run.cast.viewer(run.cast.worker), case=run.case, **given)


SERVICES: dict[str, Callable[[Any, int], object]] = {
    "triage": _triage,
    "retriage": _triage,
    "dispatch": lambda run, number: dispatch_case(
        viewer=run.cast.viewer(run.cast.clerk), case=run.case, provider=run.provider(number), why="近"
    ),
    "accept": _by_worker(handling.accept_case),
    "contact": _by_worker(handling.contact_asker, word="下午到"),
    "begin": _by_worker(handling.begin_case),
    "answer": _by_worker(handling.answer_case, outcome="solved", word="换了"),
    "answer_on_the_spot": lambda run, number: intake.answer_on_the_spot(
        viewer=run.cast.viewer(run.cast.clerk),
        case=run.case,
        category=run.cast.categories["other"],
        kind=KINDS[number % len(KINDS)],
        word="六点",
    ),
    "file_thanks": lambda run, _number: intake.file_thanks(
        viewer=run.cast.viewer(run.cast.clerk),
        case=run.case,
        category=run.cast.categories["other"],
        word="好",
    ),
    "refuse": _by_clerk(intake.refuse, code="court", word="打12348"),
    "withdraw": _by_clerk(intake.withdraw, by="desk"),
    "put_right": lambda run, _number: intake.put_right(
        viewer=Viewer.asker(), case=run.case, place=run.cast.compound, category=run.cast.categories["other"]
    ),
    "check": _by_clerk(closing.check_answer),
    "send_back": _by_clerk(closing.send_back, word="哪天"),
    "ask_back": lambda run, number: closing.ask_back(
        viewer=run.cast.viewer(run.cast.clerk),
        case=run.case,
        result=("yes", "no", "not_reached")[number % 3],
        word="又灭了",
    ),
    "take_back": _by_clerk(dispatch.take_back),
    "ask_return": _by_worker(rulings.ask_lead, question=NewQuestion("return", "不归我们管")),
    "extend": lambda run, number: _granted(run, "extension", days=1 + number % 20),
    "promise": lambda run, _number: _granted(run, "promise", days=30),
    "terminate": lambda run, _number: _granted(run, "termination"),
    "end_promise": _by_worker(promises.end_promise, is_kept=True, word="修好了"),
    "supervise": lambda run, _number: rulings.supervise(
        viewer=run.cast.viewer(run.cast.lead), case=run.case, word="今天办"
    ),
    "ask_more": _by_worker(waiting.ask_more, word="补一张门口的照片"),
    "more_try": _by_worker(waiting.note_try),
    "keep_for_later": _by_clerk(waiting.keep_for_later, word="给您留着"),
    "take_up": _by_clerk(waiting.take_up, word="照片拿来了"),
    "add_word": lambda run, _number: waiting.add_word(viewer=Viewer.asker(), case=run.case, word="还在滴水"),
    "go_elsewhere": lambda run, _number: waiting.go_elsewhere(
        viewer=run.cast.viewer(run.cast.worker),
        case=run.case,
        body="供电所",
        agent="社工乙",
        ask_on=clock.today(),
    ),
    "come_back": _by_worker(waiting.come_back, word="回话了"),
    "tell": _by_clerk(waiting.tell_asker, word="明天去", by="desk"),
    "call_in": lambda run, number: helping.call_in(
        viewer=run.cast.viewer(run.cast.clerk),
        case=run.case,
        helper=run.provider(number),
        word="搭把手",
        by="desk",
    ),
    "hand_over": lambda run, number: helping.hand_over(
        viewer=run.cast.viewer(run.cast.clerk),
        cases=[run.case],
        to=run.provider(number),
        word="休假",
        by="desk",
    ),
    "split": lambda run, number: joining.split_case(
        viewer=run.cast.viewer(run.cast.clerk), case=run.case, text=f"另一件 {run.tally.attempts} {number}"
    ),
    "look_again": lambda run, _number: again.look_again(viewer=Viewer.asker(), case=run.case, word="再看看"),
    "reopen": lambda run, _number: again.reopen(viewer=Viewer.asker(), case=run.case, word="又坏了"),
    "rate": lambda run, number: closing.rate(viewer=Viewer.asker(), case=run.case, grade=1 + number % 5),
}
