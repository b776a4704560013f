"""When the steps of a story are taken: the desk and the providers at work, the asker at any hour."""

from datetime import date, datetime, timedelta

from huiying.demo.office_time import CALENDAR, between, office_moment, office_moment_on
from huiying.demo.plans import Plan
from huiying.demo.world import World
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case


class Pace:
    """A plan, its case, and the moment at which it stands; each method gives the moment of the next step."""

    def __init__(self, world: World, plan: Plan) -> None:
        self.world, self.plan, self.text = world, plan, plan.text
        self.rng = world.rng
        self.phrases = world.phrases
        self.at = plan.received_at
        self.case: Case
        self.doer: Viewer | None = None
        """Who handles the case, once it is dispatched."""

    @property
    def _is_at_once(self) -> bool:
        return self.text.lane == "at_once"

    def _moved(self, moment: datetime) -> datetime:
        self.at = max(moment, self.at + timedelta(minutes=1))
        return self.at

    def _later(self, least: int, most: int) -> datetime:
        return self._moved(self.at + timedelta(minutes=self.rng.randint(least, most)))

    def _by_daylight(self, moment: datetime) -> datetime:
        here = clock.local(moment)
        if here.hour < 7:
            moment += timedelta(hours=7 - here.hour)
        return self._moved(moment)

    def _at_the_desk(self, least: int, most: int) -> datetime:
        if self._is_at_once and self.case.state in ("received", "triaged"):
            return self._later(2, 9)
        return self._moved(
            office_moment(self.rng, self.at + timedelta(minutes=self.rng.randint(least, most)))
        )

    def _present(self, moment: datetime) -> datetime:
        """The moment, unless whoever handles the case is on leave then: before they go, else when they are back."""
        if not (leave := self._leave_on(clock.local(moment).date())):
            return self._moved(moment)
        before = office_moment(self.rng, self.at + timedelta(minutes=self.rng.randint(10, 60)))
        if not self._leave_on(clock.local(before).date()):
            return self._moved(before)
        return self._moved(office_moment_on(self.rng, CALENDAR.after(leave, 1)))

    def _leave_on(self, day: date) -> date | None:
        return self.world.leave_of(self.doer, day) if self.doer else None

    def _at_work(self, least: int, most: int) -> datetime:
        if self._is_at_once:
            return self._present(self.at + timedelta(minutes=self.rng.randint(5, 40)))
        soon = self.at + timedelta(minutes=self.rng.randint(least, most))
        return self._present(office_moment(self.rng, soon))

    def _accepting(self) -> datetime:
        if self.plan.is_late and self.case.provider_due_at and self.rng.random() < 0.5:
            return self._present(office_moment(self.rng, self.case.provider_due_at + timedelta(minutes=40)))
        if self._is_at_once:
            return self._present(self.at + timedelta(minutes=self.rng.randint(3, 24)))
        return self._at_work(10, 170)

    def _contacting(self) -> datetime:
        if self._is_at_once:
            return self._present(self.at + timedelta(minutes=self.rng.randint(6, 70)))
        return self._at_work(15, 200)

    def _answering(self) -> datetime:
        due = self.case.answer_due_at or self.at
        if self.plan.is_late:
            return self._present(office_moment(self.rng, due + timedelta(hours=self.rng.randint(15, 50))))
        if self._is_at_once and not self.case.redo_count:
            left = (due - self.at).total_seconds() / 60
            return self._present(self.at + timedelta(minutes=self.rng.uniform(0.08, 0.75) * max(20, left)))
        if self.plan.answers_on and not self.case.redo_count:
            return self._present(office_moment_on(self.rng, self.plan.answers_on))
        if self.plan.hurries:
            return self._at_work(60, 400)
        return self._present(between(self.rng, self.at, due - timedelta(minutes=5)))

    def _visiting(self) -> datetime:
        due = self.case.due_at or self.at
        if self.plan.hurries or self.plan.stop == "redo":
            return self._at_the_desk(60, 500)
        return self._moved(between(self.rng, self.at, due - timedelta(minutes=5)))
