"""A cast, a clock that walks on, and cases brought as far as a test needs them."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from huiying.pure.lib.refusals import Refused
from huiying.registers.access.models import User
from huiying.work.cases.models import Case
from huiying.work.cases.services.closing import check_answer
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.handling import accept_case, answer_case, begin_case
from huiying.work.cases.services.understanding import triage_by_hand
from tests.cast import Cast, Walk


@dataclass(slots=True)
class Story:
    """A cast, a clock that walks on, and the main way."""

    cast: Cast
    walk: Walk = field(default_factory=Walk)

    def received(self, text: str = "柳岸小区1幢楼道灯坏了", **more: Any) -> Case:
        """A new case."""
        return self.walk(self.cast.receive, text=text, **more)

    def triaged(self, case: Case | None = None, **changes: Any) -> Case:
        """A case that a clerk triaged."""
        chosen = {
            "category": self.cast.categories["estate.facilities"],
            "kind": "complaint",
            "lane": "with_care",
            "place": self.cast.compound,
            **changes,
        }
        return self.walk(triage_by_hand, viewer=self.clerk, case=case or self.received(), **chosen)

    def dispatched(self, case: Case | None = None, **changes: Any) -> Case:
        """A case that was given to the worker."""
        case = case or self.triaged(**changes)
        return self.walk(
            dispatch_case, viewer=self.clerk, case=case, provider=self.cast.worker_party, why="他认得那里"
        )

    def accepted(self, **changes: Any) -> Case:
        """A case that the worker has taken over."""
        return self.walk(accept_case, viewer=self.worker, case=self.dispatched(**changes))

    def handling(self, **changes: Any) -> Case:
        """A case at which the worker is."""
        return self.walk(begin_case, viewer=self.worker, case=self.accepted(**changes))

    def answered(self, **changes: Any) -> Case:
        """A case that the worker answered."""
        case = self.handling(**changes)
        return self.walk(answer_case, viewer=self.worker, case=case, outcome="solved", word="灯换好了")

    def checked(self, **changes: Any) -> Case:
        """A case whose answer the asker may read."""
        return self.walk(check_answer, viewer=self.clerk, case=self.answered(**changes))

    @property
    def clerk(self) -> Any:
        """The clerk of the place, as a viewer."""
        return self.viewer(self.cast.clerk)

    @property
    def worker(self) -> Any:
        """The worker, as a viewer."""
        return self.viewer(self.cast.worker)

    def viewer(self, user: User) -> Any:
        """Anybody, as a viewer."""
        return self.cast.viewer(user)


def refused(act: Any, *args: Any, **arguments: Any) -> list[str]:
    """The codes with which a service says no; nothing of what it did may stay."""
    with pytest.raises(Refused) as caught:
        act(*args, **arguments)
    return [fault.code for fault in caught.value.faults]


def moves(case: Case) -> list[str]:
    """What happened to a case."""
    return list(case.steps.order_by("serial").values_list("move", flat=True))
