"""What happens to a case beside the main way: rulings of the lead, waiting, helpers, handovers, joining, coming back.

Each is part of a story and, like it, a generator that yields the moment of its next step.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from huiying.demo.office_time import CALENDAR, at_minute, office_moment_on
from huiying.demo.pace import Pace
from huiying.demo.plans import MORNING
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.models import Party
from huiying.work.cases.models import Case, Meeting
from huiying.work.cases.rules.states import BEFORE_ANSWER
from huiying.work.cases.services.again import look_again
from huiying.work.cases.services.dispatch import take_back
from huiying.work.cases.services.helping import call_in, hand_over
from huiying.work.cases.services.intake import answer_on_the_spot
from huiying.work.cases.services.joining import merge_case, split_case, unmerge_case
from huiying.work.cases.services.meetings import (
    Decision,
    NewMeeting,
    call_meetings,
    close_meeting,
    decide,
    put_on_agenda,
)
from huiying.work.cases.services.promises import end_promise
from huiying.work.cases.services.rulings import NewQuestion, ask_lead, rule, supervise
from huiying.work.cases.services.waiting import (
    add_word,
    ask_more,
    come_back,
    go_elsewhere,
    keep_for_later,
    note_try,
    tell_asker,
)

DAY = 24 * 60
Steps = Iterator[datetime]


class Byways(Pace):
    """The ways that a plan may name beside the main one."""

    clerk: Viewer
    gave_back: Party | None = None
    """Who had the case first and gave it back."""

    def _put(self, viewer: Viewer, question: NewQuestion) -> None:
        self.case = ask_lead(viewer=viewer, case=self.case, question=question)

    def _rule(self, kind: str, *, is_granted: bool = True, word: str = "") -> None:
        asked = self.case.rulings.get(kind=kind, ruled_at=None, lapsed_at=None)
        self.case = rule(viewer=self.world.lead, ruling=asked, is_granted=is_granted, word=word)

    # before anybody has accepted it

    def _whose_is_it(self, viewer: Viewer) -> Steps:
        """Given back and ruled, or taken back by the desk; the case is dispatched anew where it is triaged then."""
        way = self.plan.way
        if way == "taken_back":
            yield self._at_the_desk(4, 25)
            self.case = take_back(viewer=self.clerk, case=self.case)
            return
        why, ruling = self.world.one_of(
            self.phrases.NOT_RETURNABLE if way == "not_returnable" else self.phrases.RETURNED
        )
        yield self._at_work(10, 60)
        self._put(viewer, NewQuestion("return", why))
        if way != "return_asked":
            yield self._at_the_desk(30, 150)
            self._rule("return", is_granted=way != "not_returnable", word=ruling)

    def _split(self) -> Steps:
        """A clerk makes two of it and answers the second at once."""
        for part, text, answer in self.phrases.SPLIT:
            if part in self.text.text:
                yield self._at_the_desk(3, 20)
                other = split_case(viewer=self.clerk, case=self.case, text=text)
                self.case.refresh_from_db()
                yield self._later(2, 9)
                category = self.world.categories[self.text.category]
                spot: dict[str, Any] = {"category": category, "kind": "help", "word": answer}
                answer_on_the_spot(viewer=self.clerk, case=other, **spot)

    def _joined(self) -> Steps:
        """Neighbours ask about one cause: joined to whoever named it while nobody has answered that yet."""
        cause = (self.text.month, self.text.day)
        if not self.plan.way:
            self.world.causes[cause] = self.case.pk
        if cause not in self.world.causes or not self.plan.way:
            return
        into = Case.objects.select_related("office__place", "office__desk").get(pk=self.world.causes[cause])
        if into.state not in BEFORE_ANSWER:
            return
        yield self._later(2, 20)
        with suppress(Refused):
            self.case = merge_case(viewer=self.clerk, case=self.case, into=into)
            if self.plan.way == "unmerged":
                yield self._later(15, 40)
                self.case = unmerge_case(viewer=self.clerk, case=self.case)

    def _looked_at_again(self) -> Steps:
        """The asker finds a refusal mistaken; another clerk looks, and answers."""
        word, answer = self.world.one_of(self.phrases.LOOKED_AGAIN)
        yield self._by_daylight(self.at + timedelta(minutes=self.rng.randint(40, 600)))
        self.case = look_again(viewer=Viewer.asker(), case=self.case, word=word)
        yield self._at_the_desk(20, 120)
        other = next(clerk for clerk in self.world.clerks if clerk != self.clerk)
        category = self.world.categories[self.text.category]
        spot: dict[str, Any] = {"category": category, "kind": "consultation", "word": answer}
        self.case = answer_on_the_spot(viewer=other, case=self.case, **spot)

    # while somebody handles it

    def _on_the_way(self, viewer: Viewer, provider: Party) -> Steps:
        """What the plan names; `self.doer` has the case afterwards."""
        way = self.plan.way
        if way in (
            "extended",
            "denied",
            "extension_asked",
            "promise_asked",
            "promise_due",
            "promised",
            "terminated",
        ):
            yield from self._ruled(viewer, way)
        elif way in ("incomplete", "is_incomplete"):
            yield from self._incomplete(viewer, is_given=way == "incomplete")
        elif way in ("kept", "taken_up"):
            yield from self._kept(viewer, is_taken_up=way == "taken_up")
        elif way in ("elsewhere", "is_elsewhere"):
            yield from self._elsewhere(viewer, comes_back=way == "elsewhere")
        elif way in ("helped", "handed"):
            yield from self._with_others(viewer, provider)
        elif way == "joint":
            yield from self._before_a_meeting(provider)
        elif way == "between_bodies":
            yield from self._elsewhere(viewer, comes_back=True)
            yield from self._before_a_meeting(provider)
            yield from self._with_others(viewer, provider)
        elif way in ("told", "worded", "supervised"):
            yield from self._said(viewer)

    def _ruled(self, viewer: Viewer, way: str) -> Steps:
        due = clock.local(self.case.answer_due_at or self.at).date()
        yield self._at_work(20, 100)
        match way:
            case "extended" | "extension_asked":
                word = self.world.one_of(self.phrases.EXTENDED)
                until = CALENDAR.after(due, self.rng.randint(2, 6))
                self._put(viewer, NewQuestion("extension", word, until))
                if way == "extended":
                    yield self._at_the_desk(30, 200)
                    self._rule("extension")
            case "denied":
                word, no = self.world.one_of(self.phrases.DENIED)
                self._put(viewer, NewQuestion("extension", word, CALENDAR.after(due, 2)))
                yield self._at_the_desk(30, 200)
                self._rule("extension", is_granted=False, word=no)
            case "terminated":
                self._put(viewer, NewQuestion("termination", self.world.one_of(self.phrases.TERMINATED)))
                yield self._at_the_desk(30, 200)
                self._rule("termination")
            case _:
                yield from self._promised(viewer, way)

    def _promised(self, viewer: Viewer, way: str) -> Steps:
        """A promise: one that has ended, one that falls due on the last morning, or one that waits for the lead."""
        piles = {"promised": self.phrases.PROMISED[:5], "promise_asked": self.phrases.PROMISED[5:7]}
        self.promise = self.world.one_of(piles.get(way, self.phrases.PROMISED[7:]))
        what, why, *_rest = self.promise
        until = CALENDAR.after(clock.local(self.at).date(), self.rng.randint(15, 30))
        until = MORNING.date() if way == "promise_due" else until
        self._put(viewer, NewQuestion("promise", why, until, what))
        if way != "promise_asked":
            yield self._at_the_desk(30, 200)
            self._rule("promise")

    def _promise_ended(self, viewer: Viewer) -> Steps:
        """On its day, kept or not, the asker is told."""
        *_what, word, is_kept = self.promise
        due_on = self.case.promise.due_on
        yield self._moved(office_moment_on(self.rng, due_on))
        self.case = end_promise(viewer=viewer, case=self.case, is_kept=is_kept, word=word)

    def _incomplete(self, viewer: Viewer, *, is_given: bool) -> Steps:
        what, given = self.world.one_of(self.phrases.ASKED_MORE)
        yield self._at_work(10, 60)
        self.case = ask_more(viewer=viewer, case=self.case, word=what)
        if is_given:
            yield self._by_daylight(self.at + timedelta(minutes=self.rng.randint(60, 700)))
            self.case = add_word(viewer=Viewer.asker(), case=self.case, word=given)

    def _kept(self, viewer: Viewer, *, is_taken_up: bool) -> Steps:
        pile = tuple(row for row in self.phrases.KEPT if bool(row[2]) == is_taken_up)
        what, kept, given = self.world.one_of(pile)
        yield self._at_work(5, 30)
        self.case = ask_more(viewer=viewer, case=self.case, word=what)
        asked_on = clock.local(self.at).date()
        for after in (2, 4):
            yield self._present(office_moment_on(self.rng, CALENDAR.after(asked_on, after)))
            word = self.world.one_of(self.phrases.TRIED_AGAIN)
            self.case = note_try(viewer=viewer, case=self.case, word=word)
        yield self._moved(office_moment_on(self.rng, CALENDAR.after(asked_on, 6)))
        self.case = keep_for_later(viewer=self.clerk, case=self.case, word=kept)
        if is_taken_up:
            yield self._by_daylight(self.at + timedelta(minutes=self.rng.randint(2 * DAY, 9 * DAY)))
            self.case = add_word(viewer=Viewer.asker(), case=self.case, word=given)

    def _elsewhere(self, viewer: Viewer, *, comes_back: bool) -> Steps:
        body, word, back = self.world.one_of(self.phrases.ELSEWHERE)
        yield self._at_work(20, 100)
        ask_on = CALENDAR.after(clock.local(self.at).date(), 2 if comes_back else 1)
        self.case = go_elsewhere(
            viewer=viewer, case=self.case, body=body, agent=viewer.name, ask_on=ask_on, word=word
        )
        if comes_back:
            yield self._present(office_moment_on(self.rng, ask_on))
            self.case = come_back(viewer=viewer, case=self.case, word=back)

    def _with_others(self, viewer: Viewer, provider: Party) -> Steps:
        """A colleague helps, or takes over; between bodies, the one that gave the case back helps after all."""
        yield self._at_work(20, 90)
        able = [self.gave_back] if self.gave_back is not None else self.world.on_duty
        others = [party for party in able if party.pk != provider.pk]
        for other in self.rng.sample(others, len(others)):
            with suppress(Refused):
                if self.plan.way != "handed":
                    word = self.world.one_of(self.phrases.CALLED_IN)
                    self.case = call_in(viewer=self.clerk, case=self.case, helper=other, word=word, by="desk")
                else:
                    word = self.world.one_of(self.phrases.HANDED_OVER)
                    [self.case] = hand_over(
                        viewer=viewer, cases=[self.case], to=other, word=word, by="provider"
                    )
                    self.doer = self.world.acting_for(other, clock.today())
                return

    def _before_a_meeting(self, provider: Party) -> Steps:
        """A joint meeting decides who does what by when; whoever has the case goes on with it."""
        yield self._at_the_desk(20, 120)
        following = [one for one in self.world.sittings if one.held_at > self.at + timedelta(hours=1)]
        if following:
            yield from self._at_a_sitting(min(following, key=lambda one: one.held_at), provider)
        else:
            yield from self._at_a_meeting_of_its_own(provider)
        self.case.refresh_from_db()

    def _at_a_sitting(self, meeting: Meeting, provider: Party) -> Steps:
        why, what = self.world.one_of(self.phrases.AGENDA)
        self.case = put_on_agenda(viewer=self.clerk, case=self.case, meeting=meeting, word=why, by="desk")
        yield self._moved(meeting.held_at + timedelta(minutes=self.rng.randint(5, 110)))
        self._decided(meeting, provider, what)

    def _at_a_meeting_of_its_own(self, provider: Party) -> Steps:
        title, why, what, minutes = self.world.one_of(self.phrases.JOINT)
        on = CALENDAR.after(clock.local(self.at).date(), 1)
        new = NewMeeting("joint", title, at_minute(on, 14 * 60), self.world.meeting_room)
        [meeting] = call_meetings(viewer=self.clerk, office=self.world.office, meetings=[new])
        self.case = put_on_agenda(viewer=self.clerk, case=self.case, meeting=meeting, word=why, by="desk")
        yield self._moved(at_minute(on, 15 * 60 + self.rng.randint(5, 50)))
        self._decided(meeting, provider, what)
        others = self.rng.sample([party for party in self.world.parties.values() if party != provider], 3)
        attended = [provider, self.world.office.desk.party, *others]
        close_meeting(viewer=self.clerk, meeting=meeting, minutes=minutes, attended=attended)

    def _decided(self, meeting: Meeting, provider: Party, what: str) -> None:
        item = meeting.agenda.get(case=self.case)
        by_on = CALENDAR.after(clock.local(meeting.held_at).date(), 5)
        decide(viewer=self.clerk, item=item, decision=Decision(what, provider, by_on), by="desk")

    def _said(self, viewer: Viewer) -> Steps:
        """A word to the asker, of the asker, or of the lead."""
        match self.plan.way:
            case "told":
                yield self._at_work(20, 90)
                word = self.world.one_of(self.phrases.TOLD)
                self.case = tell_asker(viewer=viewer, case=self.case, word=word, by="provider")
            case "worded":
                yield self._by_daylight(self.at + timedelta(minutes=self.rng.randint(20, 300)))
                self.case = add_word(
                    viewer=Viewer.asker(), case=self.case, word=self.world.one_of(self.phrases.ADDED)
                )
            case _:
                yield self._at_the_desk(20, 90)
                word = self.world.one_of(self.phrases.PRESSED)
                self.case = supervise(viewer=self.world.lead, case=self.case, word=word)

    def _appealed(self, viewer: Viewer) -> Steps:
        """Whoever was rated badly finds it mistaken; the lead looks at it."""
        row = self.world.one_of(self.phrases.APPEALED)
        yield self._at_work(20, 90)
        self._put(viewer, NewQuestion("appeal", row[0]))
        yield self._at_the_desk(30, 200)
        self._rule("appeal", is_granted=self.phrases.APPEALED.index(row) % 2 == 0, word=row[1])
