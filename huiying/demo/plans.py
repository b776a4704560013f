"""Which texts become cases, when each comes in and how its story ends: the year as it was planned."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from huiying.demo.office_time import CALENDAR, at_minute, office_moment_on, received_for, waking_moment
from huiying.demo.phrases import SPLIT
from huiying.demo.texts import Text, texts
from huiying.pure.lib.clock import local_time

MORNING = local_time(date(2023, 12, 15), 9)
"""The December morning at which the demo stands still and from which it runs on."""

_WORKING_DAYS = {"consultation": 3, "help": 5, "complaint": 7, "report": 7, "suggestion": 7}
_LAST_WHOLE_DAY = date(2023, 12, 6)


@dataclass(frozen=True, slots=True)
class Plan:
    """One story: a text, when and how it comes in, and how it ends.

    `ending`: whole (to the end), on_the_spot, refused, thanks, withdrawn, or open. `stop`: the move that has not
    been made yet on the last morning. `answers_on` is the day of the answer where the story needs a certain one;
    `hurries`: the year is nearly over; `way` is what happens beside the main way (byways.py).
    """

    text: Text
    received_at: datetime
    source: str
    ending: str = "whole"
    stop: str = ""
    answers_on: date | None = None
    hurries: bool = False
    is_late: bool = False
    is_not_reached: bool = False
    is_sent_back: bool = False
    is_overridden: bool = False
    way: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """Some cases that are open on the last morning: before which move, when they came in, of which lane."""

    move: str
    count: int
    due_in: int = 0
    answers_on: date | None = None
    came: tuple[date, int, int] | None = None
    lane: str = "with_care"


_14, _15 = date(2023, 12, 14), date(2023, 12, 15)
STOPS = (
    Stop("understand", 4, came=(_15, 8 * 60 + 46, 8 * 60 + 58)),
    Stop("triage", 6, came=(_14, 17 * 60 + 30, 21 * 60 + 40)),
    Stop("dispatch", 6, came=(_14, 13 * 60 + 40, 16 * 60 + 30)),
    Stop("dispatch", 1, came=(_15, 8 * 60 + 30, 8 * 60 + 40), lane="at_once"),
    Stop("accept", 4, came=(_14, 8 * 60 + 30, 14 * 60)),
    Stop("accept", 1, came=(_15, 7 * 60 + 20, 7 * 60 + 50), lane="at_once"),
    Stop("contact", 4, came=(_14, 8 * 60, 10 * 60)),
    Stop("answer", 3, due_in=-2),
    Stop("answer", 4, due_in=0),
    Stop("answer", 5, due_in=2),
    Stop("answer", 3, came=(_14, 15 * 60, 20 * 60), lane="at_once"),
    Stop("check", 4, due_in=1, answers_on=_14),
    Stop("check", 1, due_in=-1, answers_on=date(2023, 12, 12)),
    Stop("visit", 5, due_in=0, answers_on=date(2023, 12, 12)),
    Stop("visit", 1, due_in=-5, answers_on=date(2023, 12, 5)),
    Stop("redo", 2, due_in=-3, answers_on=date(2023, 12, 8)),
)
"""What waits on the last morning; `due_in` is the answer's due day, counted from that day."""
ZONE_STOPS = (
    Stop("understand", 1, came=(_15, 8 * 60 + 46, 8 * 60 + 58)),
    Stop("triage", 1, came=(_14, 17 * 60 + 30, 21 * 60 + 40)),
    Stop("dispatch", 2, came=(_14, 13 * 60 + 40, 16 * 60 + 30)),
    Stop("accept", 2, came=(_14, 8 * 60 + 30, 14 * 60)),
    Stop("contact", 1, came=(_14, 8 * 60, 10 * 60)),
    Stop("answer", 1, due_in=-2),
    Stop("answer", 2, due_in=0),
    Stop("answer", 3, due_in=2),
    Stop("check", 1, due_in=1, answers_on=_14),
    Stop("visit", 1, due_in=0, answers_on=date(2023, 12, 12)),
)
"""The same at the centre of the zone."""


@dataclass(frozen=True, slots=True)
class Year:
    """What an office's year holds: which texts, how many stories, how many whose texts end well, and of what kinds."""

    part: str
    cases: int
    solved: int
    refused: int
    thanks: int
    withdrawn: int
    on_the_spot: tuple[int, int]
    """So many questions whatever their end, then so many that were solved."""
    stops: tuple[Stop, ...]
    ways: tuple[tuple[str, int], ...]
    """What happens to some cases that end well all the same, and to how many."""
    unsolved: tuple[tuple[str, int], ...]
    """The same of some that would have ended well otherwise."""
    waiting: tuple[str, ...]
    """What waits on the last morning for the lead, the asker, or others."""
    found: str = ""
    """The category of what is asked for on visits."""


STREET = Year(
    part="",
    cases=1197,  # three of them split, so that 1,200 cases come of them
    solved=1085,  # eleven of them are promised, broken off or kept for later after all
    refused=15,
    thanks=14,
    withdrawn=8,
    on_the_spot=(12, 14),
    stops=STOPS,
    ways=(
        ("joint", 40),
        *((way, 4) for way in ("returned", "extended", "elsewhere")),
        *((way, 4) for way in ("told", "worded", "reopened", "incomplete")),
        *((way, 5) for way in ("helped", "handed")),
        *((way, 3) for way in ("not_returnable", "denied", "supervised", "taken_up", "taken_back")),
    ),
    unsolved=(("terminated", 3), ("kept", 2), ("promised", 4)),
    waiting=("extension_asked", "promise_asked", "is_incomplete", "is_elsewhere"),
)


ZONE = Year(
    part="zone",
    cases=132,
    solved=106,
    refused=3,
    thanks=2,
    withdrawn=2,
    on_the_spot=(3, 3),
    stops=ZONE_STOPS,
    ways=(
        *((way, 4) for way in ("elsewhere", "joint")),
        *((way, 3) for way in ("returned", "extended", "helped", "incomplete")),
        *((way, 2) for way in ("told", "worded", "handed", "not_returnable", "reopened")),
        *((way, 1) for way in ("denied", "supervised", "taken_up")),
    ),
    unsolved=(("promised", 5), ("terminated", 1), ("kept", 1)),
    waiting=("promise_asked", "is_elsewhere"),
    found="enterprise.publicity",
)


def plans(rng: Random, share: float, year: Year = STREET) -> list[Plan]:
    """The year's stories in the order in which they came in."""
    pool = list(texts(year.part))
    rng.shuffle(pool)
    chooser = _Chooser(rng, pool, share)
    refused = chooser.take(year.refused, lambda t: bool(t.refusal_code))
    made = [chooser.settled(text, "refused") for text in refused]
    thanks = chooser.take(year.thanks, lambda t: t.kind == "thanks")
    made += [chooser.settled(text, "thanks") for text in thanks]
    pool[:] = [text for text in pool if not text.refusal_code and text.kind != "thanks"]
    told = sum(_is_told(text) for text in pool)
    made += [chooser.whole(text) for text in chooser.take(told, _is_told)]
    pool.sort(key=lambda text: text.outcome == "solved")  # nobody sees how an open case will end
    for stop in year.stops:
        made += chooser.open(stop)
    made += [chooser.withdrawn(text) for text in chooser.take(year.withdrawn, lambda t: t.month < 12)]
    some, solved_ones = year.on_the_spot
    made += [chooser.settled(text, "on_the_spot") for text in chooser.take(some, _is_answered_at_once)]
    pool.sort(key=lambda text: text.outcome != "solved")
    made += [chooser.settled(text, "on_the_spot") for text in chooser.take(solved_ones, _is_answered_at_once)]
    solved = round(year.solved * share) - sum(
        plan.ending in ("on_the_spot", "whole") and plan.text.outcome == "solved" for plan in made
    )
    made += [chooser.whole(text) for text in chooser.take(solved / share, lambda t: t.outcome == "solved")]
    rest = max(0, round(year.cases * share) - len(made))
    made += [chooser.whole(text) for text in pool[len(pool) - rest :]]  # those that were not solved
    made = [chooser.on_a_visit(plan) if plan.text.category == year.found else plan for plan in made]
    made.sort(key=lambda plan: plan.received_at)
    return _with_ways(rng, made, share, year)


_OF_SEVERAL = ("property.title", "enterprise.permit")
"""What takes the signs of several bodies."""
_CAUSE = "水泵今年坏"
"""The neighbour whose request names the cause; the others of that day are joined to it."""


def _with_ways(rng: Random, made: list[Plan], share: float, year: Year) -> list[Plan]:
    """The same plans, some of which now leave the main way for a while."""
    ways: dict[int, str] = {}

    def send(way: str, count: int, fits: Callable[[Plan], bool]) -> None:
        fitting = [i for i, plan in enumerate(made) if i not in ways and fits(plan)]
        for i in rng.sample(fitting, min(len(fitting), max(1, round(count * share)))):
            ways[i] = way

    send("split", 3, lambda plan: any(part in plan.text.text for part, *_rest in SPLIT))
    neighbours = [i for i, plan in enumerate(made) if plan.text.day and _CAUSE not in plan.text.text]
    for serial, i in enumerate(neighbours):
        ways[i] = "unmerged" if serial in (2, 5, 8) else "merged"
    refused = [plan for plan in made if plan.ending == "refused" and plan.received_at.month < 12]
    send("looked_again", 3, lambda plan: plan in refused[1:])
    send("appealed", 4, lambda plan: _is_plain(plan, "page") and bool(plan.text.bad_word))
    send("promise_due", 2, lambda plan: _ends_well(plan) and plan.received_at.month > 8)
    send("between_bodies", 3, lambda plan: _ends_well(plan) and plan.text.category in _OF_SEVERAL)
    for way, count in (*year.unsolved, *year.ways):
        send(way, count, _ends_well)
    send("return_asked", 1, lambda plan: plan.stop == "accept" and _waits(plan))
    for way in year.waiting:
        send(way, 1, lambda plan: plan.stop == "answer" and _has_days(plan))
    send("supervised", 1, lambda plan: plan.stop == "answer" and _waits(plan))
    return [replace(plan, way=ways.get(i, "")) for i, plan in enumerate(made)]


def _is_plain(plan: Plan, source: str = "") -> bool:
    """Whether a story has room for something beside the main way, and time for it."""
    return (
        plan.ending == "whole"
        and plan.text.lane == "with_care"
        and plan.text.kind in ("help", "complaint", "suggestion")
        and not (plan.text.day or plan.text.who or plan.is_late or plan.is_sent_back or plan.is_not_reached)
        and plan.received_at.month < 11
        and plan.source == (source or plan.source)
    )


def _ends_well(plan: Plan) -> bool:
    """Whether it would be solved at the first answer."""
    return _is_plain(plan) and plan.text.outcome == "solved" and not plan.text.bad_word


def _has_days(plan: Plan) -> bool:
    """Whether an open case is due after the last day, and came in some days before it."""
    if plan.text.lane != "with_care" or plan.text.kind == "consultation":
        return False
    came = plan.received_at.date()
    return came < date(2023, 12, 13) and CALENDAR.after(came, _WORKING_DAYS[plan.text.kind]) > _15


def _waits(plan: Plan) -> bool:
    """Whether it is open on the last morning, and no danger."""
    return plan.ending == "open" and plan.text.lane == "with_care"


def _is_told(text: Text) -> bool:
    """Whether the demo tells it for certain: of one who asks all the time, of neighbours with one cause."""
    return bool(text.who or text.day)


def _is_answered_at_once(text: Text) -> bool:
    return text.kind == "consultation" and not text.bad_word


class _Chooser:
    """Takes texts out of the pool and plans a story for each."""

    def __init__(self, rng: Random, pool: list[Text], share: float) -> None:
        self.rng, self.pool, self.share = rng, pool, share

    def take(self, count: float, fits: Callable[[Text], bool]) -> list[Text]:
        """Some texts that fit, the first in the shuffled pool; at least one of each sort."""
        found = [text for text in self.pool if fits(text)][: max(1, round(count * self.share))]
        for text in found:
            self.pool.remove(text)
        return found

    def settled(self, text: Text, ending: str) -> Plan:
        """What the clerk settles while the asker is there: a question, thanks, what courts keep out."""
        day = self._day(text)
        day = day if CALENDAR.is_working(day) else CALENDAR.after(day, 1)
        source = self.rng.choice(("phone", "phone", "counter"))
        return Plan(text, office_moment_on(self.rng, min(day, _14)), source, ending)

    def withdrawn(self, text: Text) -> Plan:
        """Somebody who needs it no more."""
        stop = self.rng.choice(("dispatch", "accept", "contact", "answer"))
        return self._plan(text, ending="withdrawn", stop=stop)

    def whole(self, text: Text) -> Plan:
        """A story that comes to its end before the last morning."""
        return self._plan(
            text,
            is_late=self.rng.random() < 0.035,
            is_not_reached=self.rng.random() < 0.035 and not text.visit and not text.bad_word,
            is_sent_back=self.rng.random() < 0.016,
            is_overridden=self.rng.random() < 0.08,
        )

    def open(self, stop: Stop) -> list[Plan]:
        """Stories that are in the middle on the last morning."""

        def fits(text: Text) -> bool:
            late = text.month >= (11 if text.outcome == "solved" and stop.move != "redo" else 10)
            closes = stop.move in ("check", "visit", "redo") and text.kind == "consultation"
            return (
                late
                and text.lane == stop.lane
                and not closes
                and (stop.move != "redo" or bool(text.bad_word))
            )

        return [self._open(text, stop) for text in self.take(stop.count, fits)]

    def on_a_visit(self, plan: Plan) -> Plan:
        """The same, asked while somebody from the office is there; a question is asked at the desk all the same."""
        day = plan.received_at.date()
        if plan.text.kind not in ("help", "suggestion") or plan.ending != "whole":
            return plan
        day = day if CALENDAR.is_working(day) else CALENDAR.after(day, 1)
        return replace(plan, source="visit", received_at=office_moment_on(self.rng, day))

    def _open(self, text: Text, stop: Stop) -> Plan:
        if stop.came:
            day, first, last = stop.came
            minute = self.rng.randint(first, last)
            came = local_time(day, minute // 60, minute % 60)
        else:
            due_on = CALENDAR.after(_15, stop.due_in) if stop.due_in >= 0 else _back(-stop.due_in)
            day = received_for(due_on, _WORKING_DAYS[text.kind])
            came = waking_moment(self.rng, day)
        source = "page" if stop.move == "understand" else self._source(text, came)
        return Plan(text, came, source, ending="open", stop=stop.move, answers_on=stop.answers_on)

    def _plan(self, text: Text, ending: str = "whole", stop: str = "", **traits: Any) -> Plan:
        day = self._day(text)
        came = waking_moment(self.rng, day)
        if text.day:
            came = at_minute(day, 6 * 60 + (2 if _CAUSE in text.text else self.rng.randint(10, 6 * 60 + 40)))
        hurries = day >= date(2023, 11, 22)
        if hurries:
            traits = {**traits, "is_late": False, "is_not_reached": False}
        return Plan(
            text, came, self._source(text, came), ending, stop, answers_on=None, hurries=hurries, **traits
        )

    def _day(self, text: Text) -> date:
        """The text's own day, else one of its month; in December early enough for the story to end."""
        month = text.month
        if text.day:
            return date(2023, month, text.day)
        last = _LAST_WHOLE_DAY.day if month == 12 else 28 + (month != 2) * 2
        return date(2023, month, self.rng.randint(1, last))

    def _source(self, text: Text, came: datetime) -> str:
        is_office_day = CALENDAR.is_working(came.date()) and 9 <= came.hour <= 16
        if text.asker == "anonymous":
            return self.rng.choice(("page", "page", "phone"))
        if text.who:
            return "counter" if is_office_day and self.rng.random() < 0.4 else "phone"
        weights = (52, 34, 14) if is_office_day else (70, 30, 0)
        return self.rng.choices(("page", "phone", "counter"), weights)[0]


def _back(working_days: int) -> date:
    """So many working days before the last morning."""
    day = _15
    while working_days > 0:
        day -= timedelta(days=1)
        working_days -= CALENDAR.is_working(day)
    return day
