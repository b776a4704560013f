"""An administrator calls a job off, or tries it again, while a worker reaches for it: one of the two has it."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django_tasks_db.models import DBTaskResult

from huiying.base.jobs import services
from huiying.base.jobs.models import Job
from huiying.base.trail.models import Entry
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from tests.base.jobs import sample
from tests.sizes import n

ADMIN = Viewer(12, "王小明")


@pytest.fixture(autouse=True)
def _samples(shared: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sample.ran.clear()
    monkeypatch.setattr(services, "started_jobs", lambda: sample.STARTED)


def waiting() -> Job:
    return services.open_job(kind="sample.started", viewer=ADMIN, office_id=3)


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """What became of each when all acted at the same moment, over a connection of its own."""
    start = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> str:
        try:
            start.wait(30)
            act()
        except Refused as refused:
            return refused.faults[0].code
        except IntegrityError:
            return "refused by the table"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def reach_and_call_off(job: Job) -> list[str]:
    """What became of a worker who reached for a job as it was called off, and of that."""
    return at_once(
        lambda: sample.started.call(str(job.uuid)), lambda: services.call_off(viewer=ADMIN, job=job)
    )


@pytest.mark.prove
def test_a_job_is_either_run_or_called_off_and_the_administrator_knows_which() -> None:
    said = Counter[str]()
    for _round in range(n(10, 300)):
        sample.ran.clear()
        job = waiting()
        worker, answer = reach_and_call_off(job)
        assert worker == "done"
        job.refresh_from_db()
        outcome = (answer, job.state, len(sample.ran))
        assert outcome in {("done", "called_off", 0), ("job_not_waiting", "done", 1)}
        assert Entry.objects.filter(subject_id=job.pk).count() == 1 - len(sample.ran)
        said[answer] += 1
    print(f"\n{connection.vendor}: {dict(said)}")


def test_without_the_look_behind_the_lock_both_have_it_and_only_the_table_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: both have seen it wait before either writes."""
    job = waiting()
    monkeypatch.setattr(services, "_locked", lambda **_key: copy(job))
    assert sorted(reach_and_call_off(job)) == ["done", "refused by the table"]


@pytest.mark.prove
def test_of_three_who_try_a_job_again_one_does_and_it_is_run_once() -> None:
    for _round in range(n(5, 100)):
        sample.ran.clear()
        job = services.call_off(viewer=ADMIN, job=waiting())
        answers = at_once(*[lambda job=job: services.try_again(viewer=ADMIN, job=job)] * 3)
        assert Counter(answers) == {"done": 1, "job_goes_on": 2}
        for row in DBTaskResult.objects.filter(status="READY"):
            row.task.call(*row.args_kwargs["args"])
            row.set_successful(None)
        assert sample.ran == [str(job.uuid)]
