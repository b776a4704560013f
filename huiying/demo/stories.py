"""One case's story, told step by step by services, each step at its own moment.

A story is a generator: it yields the moment of its next step, and takes that step when it is asked to go on,
with the clock held there.
"""

import heapq
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from huiying.demo import photos
from huiying.demo.byways import Byways
from huiying.demo.office_time import office_moment
from huiying.demo.plans import MORNING, Plan
from huiying.demo.rounds import told_on_a_visit
from huiying.demo.world import World
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.models import Party
from huiying.registers.places.models import Place
from huiying.work.cases.services.again import reopen
from huiying.work.cases.services.closing import ask_back, check_answer, rate, send_back
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.handling import accept_case, answer_case, begin_case, contact_asker
from huiying.work.cases.services.intake import (
    NewCase,
    add_photos,
    answer_on_the_spot,
    file_thanks,
    put_right,
    receive_cases,
    refuse,
    withdraw,
)
from huiying.work.cases.services.understanding import link_asker, triage_by_hand, understand

_FAMILY = (
    "我爸", "我妈", "爸妈", "我娘", "我爷", "我奶", "外婆", "外公", "公公", "婆婆", "老娘", "老爹", "我爹", "父亲", "母亲",
)  # fmt: skip


def tell_all(stories: list[Iterator[datetime]], progress: Callable[[int, int], None]) -> None:
    """Tell all stories at once, in the order of time, until the last morning."""
    waiting: list[tuple[datetime, int, Iterator[datetime]]] = []
    for serial, story in enumerate(stories):
        heapq.heappush(waiting, (next(story), serial, story))
    while waiting and waiting[0][0] < MORNING:
        moment, serial, story = heapq.heappop(waiting)
        with clock.held_at(moment):
            following = next(story, None)
        if following is None:
            progress(len(stories) - len(waiting), len(stories))
        else:
            heapq.heappush(waiting, (max(following, moment + timedelta(minutes=1)), serial, story))


class Story(Byways):
    """A plan, the case that comes of it, and what everybody does with it."""

    def __init__(self, world: World, plan: Plan) -> None:
        super().__init__(world, plan)
        self.home: Place | None = None
        self.promise: tuple[str, str, str, str, bool] = ("", "", "", "", False)
        self.clerk: Viewer = world.clerks[0] if self.rng.random() < 0.7 else world.clerks[1]

    def told(self) -> Iterator[datetime]:
        """The whole story."""
        yield self.at
        self._receive()
        yield from self._photos()
        if self.plan.stop == "understand":
            return
        if self.plan.ending in ("refused", "thanks", "on_the_spot"):
            yield from self._settled()
            return
        yield self._later(1, 3)
        [self.case] = understand(cases=[self.case], knows=self.world.knows)
        yield from self._put_right()
        yield from self._given()

    # the desk

    def _receive(self) -> None:
        text, plan = self.text, self.plan
        place = self.world.place_of(text)
        is_business = text.asker in ("shop", "enterprise")
        asker = None if is_business else self.world.asker_of(text, place)
        by_page = plan.source == "page"
        anonymous = text.asker == "anonymous"
        business = self.world.business_of(place) if is_business else None
        party = business.party if business else None
        if asker and not anonymous and not by_page:
            party = asker.party
        phone = asker.phone if asker else business.phone if business else ""
        phone = phone or f"1990000{8000 + self.rng.randint(0, 900)}"
        relation = ""
        if text.asker == "neighbour":
            relation = "家里人" if any(word in text.text for word in _FAMILY) else "邻居"
        whose = asker.party if asker else party
        if whose and not anonymous and relation != "家里人":
            self.home = whose.place
        new = NewCase(
            text=text.text,
            contact="" if anonymous else phone,
            by="asker" if by_page else "desk",
            source=plan.source,
            asker=party,
            asker_name=party.name if party and not by_page else "",
            contact_channel="" if anonymous else self.rng.choice(("phone", "phone", "message", "page")),
            is_secret=text.category in ("family.violence", "labour.protection"),
            beneficiary_relation=relation,
            place=None if by_page else self._asked_place(place),
        )
        if plan.source == "visit" and party is not None:
            self.case = told_on_a_visit(self.world, new, party, self.at)
            return
        viewer = Viewer.asker() if by_page else self.clerk
        [receipt] = receive_cases(viewer=viewer, office=self.world.office, requests=[new])
        self.case = receipt.case

    def _asked_place(self, place: Place | None) -> Place | None:
        """The place that was said; else a clerk mostly learns the asker's home, by phone or by whose number it is."""
        return place or (self.home if self.rng.random() < 0.9 else None)

    def _photos(self) -> Iterator[datetime]:
        scene = photos.scene_for(self.text.text) if self.plan.source == "page" else ""
        if not scene or self.rng.random() > 0.45:
            return
        yield self._later(1, 2)
        number = self.rng.randint(1000, 9999)
        add_photos(
            viewer=Viewer.asker(),
            case=self.case,
            uploads=[(f"IMG_{number}.jpg", photos.draw(scene, self.rng))],
            by="asker",
        )

    def _put_right(self) -> Iterator[datetime]:
        """On the page the asker reads which place was understood; some say which one they mean."""
        place = self.world.place_of(self.text)
        proposal = self.case.proposals.filter(kind="triage").first()
        understood = proposal.value["place"] if proposal else None
        is_misread = place is not None and understood != place.pk
        if self.plan.source == "page" and is_misread and self.rng.random() < 0.5:
            yield self._later(1, 4)
            self.case = put_right(viewer=Viewer.asker(), case=self.case, place=place, category=None)

    def _settled(self) -> Iterator[datetime]:
        """What the desk settles by itself: thanks, refusals, answers on the spot."""
        yield office_moment(self.rng, self._later(2, 9))
        category = self.world.categories[self.text.category]
        if self.plan.ending == "refused":
            self.case = refuse(
                viewer=self.clerk, case=self.case, code=self.text.refusal_code, word=self.text.refusal_word
            )
            if self.plan.way == "looked_again":
                yield from self._looked_at_again()
        elif self.plan.ending == "thanks":
            file_thanks(viewer=self.clerk, case=self.case, category=category, word=self.text.answer)
        else:
            self.case = answer_on_the_spot(
                viewer=self.clerk, case=self.case, category=category, kind="consultation", word=self.text.answer,
                outcome=self.text.outcome,
            )  # fmt: skip
            yield from self._rated()

    def _given(self) -> Iterator[datetime]:
        """Triaged where the system did not, or did wrongly; then dispatched and handled."""
        if self.plan.stop == "triage":
            return
        if self.plan.way == "split":
            yield from self._split()
        if self.text.day:
            yield from self._joined()
            if self.case.merged_into_id is not None:
                return
        if self._is_wrong():
            yield self._at_the_desk(6, 70)
            self._triage()
        if self.plan.stop == "dispatch":
            yield from self._withdrawn()
            return
        yield self._at_the_desk(4, 60)
        provider = self._dispatch()
        if self.plan.way in ("returned", "between_bodies", "not_returnable", "return_asked", "taken_back"):
            self.doer = self.world.acting_for(provider, clock.today())
            yield from self._whose_is_it(self.doer)
            if self.case.state == "return_asked":
                return
            if self.case.state == "triaged":
                yield self._at_the_desk(4, 40)
                self.gave_back = provider
                provider = self._dispatch(but=provider)
        yield from self._handled(provider)

    def _is_wrong(self) -> bool:
        """Whether a clerk must decide, or would decide otherwise: another category, another place, something that
        can't wait, a report, or a matter read as a question, for the answer to a question closes the case. What help and
        what a complaint is, is mostly left as it was read."""
        case, text = self.case, self.text
        if case.state == "received":
            return True
        category = case.category.code if case.category else ""
        place = self.world.place_of(text)
        if category != text.category or (text.lane == "at_once" != case.lane):
            return True
        if place is not None and case.place_id not in (None, place.pk):
            return True
        is_misread = case.kind == "consultation" or text.kind == "report"
        return case.kind != text.kind and (is_misread or self.rng.random() < 0.15)

    def _triage(self) -> None:
        was_read = self.case.state == "triaged"
        self._link()
        place = self._asked_place(self.world.place_of(self.text) or self.case.place)
        self.case = triage_by_hand(
            viewer=self.clerk,
            case=self.case,
            category=self.world.categories[self.text.category],
            kind=self.text.kind,
            lane=self.text.lane,
            place=place,
            why=self.world.one_of(self.phrases.TRIAGE) if was_read and self.rng.random() < 0.3 else "",
        )

    def _link(self) -> None:
        """The clerk confirms on the phone that whoever wrote on the page is the one whose number was left."""
        if self.case.asker_id is None and not self.case.is_secret and self.rng.random() < 0.9:
            with suppress(Refused):
                self.case = link_asker(viewer=self.clerk, case=self.case)

    def _dispatch(self, but: Party | None = None) -> Party:
        """To the proposed provider, as a rule; to the next one who is there where that one is away by now, or has just
        given it back."""
        proposal = self.case.proposals.filter(kind="match", decided_at=None).first()
        proposed = proposal.value["provider"] if proposal else None
        others = [other["provider"] for other in proposal.others] if proposal else []
        chosen = [proposed, *others] if proposed is not None else []
        if others and self.plan.is_overridden:
            chosen = chosen[1:]
        if but is not None:
            chosen = [key for key in chosen if key != but.pk]
        other = ""
        for key in (*chosen, *(party.pk for party in self.rng.sample(self.world.on_duty, 3))):
            provider = self.world.parties[key]
            if key != proposed:
                other = other or self.world.one_of(self.phrases.OVERRIDE if chosen else self.phrases.ON_DUTY)
            with suppress(Refused):
                why = other if key != proposed else ""
                self.case = dispatch_case(viewer=self.clerk, case=self.case, provider=provider, why=why)
                return provider
        raise LookupError(f"nobody takes {self.case}")

    # the provider

    def _handled(self, provider: Party) -> Iterator[datetime]:
        if self.plan.stop == "accept":
            yield from self._withdrawn()
            return
        viewer = self.doer = self.world.acting_for(provider, clock.today())
        yield self._accepting()
        self.case = accept_case(viewer=viewer, case=self.case)
        if self.plan.stop == "contact":
            yield from self._withdrawn()
            return
        if self.rng.random() < 0.96:
            yield self._contacting()
            word = self.text.contact or self.world.one_of(self.phrases.CONTACT)
            self.case = contact_asker(viewer=viewer, case=self.case, word=word)
        if self.rng.random() < 0.5 or self.plan.stop == "answer":
            yield self._at_work(20, 150)
            self.case = begin_case(viewer=viewer, case=self.case)
        if self.plan.way:
            yield from self._on_the_way(viewer, provider)
        if self.plan.stop == "answer" or self.case.state in ("kept", "terminated"):
            yield from self._withdrawn()
            return
        if self.case.state == "answered":
            yield from self._checked(viewer)
            if self.promise[3]:
                yield from self._promise_ended(viewer)
            return
        yield from self._answered(self.doer)
        if self.plan.way == "reopened" and self.case.state == "closed":
            yield from self._reopened()

    def _answered(self, viewer: Viewer) -> Iterator[datetime]:
        yield self._answering()
        if self.plan.is_sent_back and self.case.kind != "consultation":
            short, missing = self.world.one_of(self.phrases.SEND_BACK)
            self.case = answer_case(viewer=viewer, case=self.case, outcome=self.text.outcome, word=short)
            yield self._at_the_desk(30, 120)
            self.case = send_back(viewer=self.clerk, case=self.case, word=missing)
            yield self._at_work(20, 100)
        self.case = answer_case(
            viewer=viewer, case=self.case, outcome=self.text.outcome, word=self.text.answer
        )
        if self.case.state == "closed":
            yield from self._rated()
            if self.case.state == "checked":
                yield from self._done_again(viewer)
            return
        yield from self._checked(viewer)

    def _checked(self, viewer: Viewer) -> Iterator[datetime]:
        if self.plan.stop == "check":
            return
        yield self._at_the_desk(30, 300)
        self.case = check_answer(viewer=self.clerk, case=self.case)
        yield from self._rated()
        if self.plan.stop == "visit":
            return
        if self.text.bad_word and not self.promise[0]:
            yield from self._done_again(viewer)
        else:
            yield from self._visited()

    # after the answer

    def _rated(self, *, is_second: bool = False) -> Iterator[datetime]:
        """Some rate, on the page for the most part; who is not content always does, unless it was said by phone."""
        is_bad = bool(self.text.bad_word) and not is_second
        by_phone = self.plan.source == "phone" and self.case.state != "closed"
        if by_phone or not (is_bad or self.rng.random() < 0.6):
            return
        grade = self.rng.choice((2, 2, 1)) if is_bad else self.rng.choices((5, 4, 3), (46, 38, 16))[0]
        yield self._by_daylight(self.at + timedelta(minutes=self.rng.randint(20, 900)))
        word = self.text.bad_word if is_bad else ""
        self.case = rate(viewer=Viewer.asker(), case=self.case, grade=grade, word=word)

    def _done_again(self, viewer: Viewer) -> Iterator[datetime]:
        """A bad rating is asked about, done again, checked and asked about once more."""
        if self.plan.way == "appealed" and self.case.rating is not None:
            yield from self._appealed(viewer)
        yield self._visiting()
        self.case = ask_back(viewer=self.clerk, case=self.case, result="no", word=self.text.bad_word)
        if self.plan.stop == "redo":
            return
        yield self._answering()
        self.case = answer_case(
            viewer=viewer, case=self.case, outcome=self.text.outcome, word=self.text.second_answer
        )
        yield self._at_the_desk(30, 240)
        self.case = check_answer(viewer=self.clerk, case=self.case)
        yield from self._rated(is_second=True)
        yield from self._visited()

    def _visited(self) -> Iterator[datetime]:
        if self.plan.is_not_reached:
            for wait in (2, 26, 5):
                yield self._visiting() if wait == 2 else self._at_the_desk(wait * 60, wait * 70)
                self.case = ask_back(
                    viewer=self.clerk,
                    case=self.case,
                    result="not_reached",
                    word=self.world.one_of(self.phrases.NOT_REACHED),
                )
            return
        yield self._visiting()
        word = self.promise[2] or self.text.visit
        self.case = ask_back(viewer=self.clerk, case=self.case, result="yes", word=word)

    def _reopened(self) -> Iterator[datetime]:
        """Some days later it isn't right after all: taken up again, done, checked and asked about once more."""
        word, answer = self.world.one_of(self.phrases.REOPENED)
        yield self._by_daylight(self.at + timedelta(days=self.rng.randint(1, 9)))
        self.case = reopen(viewer=Viewer.asker(), case=self.case, word=word)
        yield self._at_the_desk(6, 60)
        provider = self._dispatch()
        self.doer = viewer = self.world.acting_for(provider, clock.today())
        yield self._accepting()
        self.case = accept_case(viewer=viewer, case=self.case)
        yield self._answering()
        self.case = answer_case(viewer=viewer, case=self.case, outcome=self.text.outcome, word=answer)
        yield self._at_the_desk(30, 240)
        self.case = check_answer(viewer=self.clerk, case=self.case)
        yield self._visiting()
        self.case = ask_back(viewer=self.clerk, case=self.case, result="yes")

    def _withdrawn(self) -> Iterator[datetime]:
        if self.plan.ending == "withdrawn":
            yield self._by_daylight(self.at + timedelta(minutes=self.rng.randint(60, 500)))
            withdraw(
                viewer=Viewer.asker(),
                case=self.case,
                by="asker",
                word=self.world.one_of(self.phrases.WITHDRAW),
            )
