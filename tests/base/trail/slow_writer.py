"""Seals beside a writer that takes its key early and commits late: PostgreSQL makes such, SQLite can't."""

from dataclasses import dataclass
from threading import Barrier, Thread

from django.db import connection, transaction

from huiying.base.trail import selectors, services
from huiying.base.trail.models import Entry
from huiying.base.trail.services import NewEntry
from huiying.pure.lib.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Outcome:
    """Entries written, left without a seal, faults of the chain, and entries that a naive sealer lost."""

    written: int
    unsealed: int
    faults: int
    lost_by_naive: int


class NaiveSealer:
    """The control: takes what came after the last key that it saw."""

    def __init__(self) -> None:
        self.seen: list[int] = []

    def seal(self) -> None:
        last = self.seen[-1] if self.seen else 0
        self.seen += Entry.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)


def write(count: int) -> None:
    services.record([NewEntry("case.opened", Viewer.system(1), 1, "case", 1)] * count)


def run(rounds: int) -> Outcome:
    """In each round a slow writer writes 3 entries, a quick one 5; sealing comes before the slow commit."""
    naive = NaiveSealer()
    for _ in range(rounds):
        written, sealed = Barrier(2), Barrier(2)

        def slow(written: Barrier = written, sealed: Barrier = sealed) -> None:
            try:
                with transaction.atomic():
                    write(3)
                    written.wait(30)
                    sealed.wait(30)
            finally:
                connection.close()

        thread = Thread(target=slow)
        thread.start()
        written.wait(30)
        with transaction.atomic():
            write(5)
        services.seal()
        naive.seal()
        sealed.wait(30)
        thread.join()
    services.seal()
    naive.seal()
    verdict = selectors.verify()
    total = Entry.objects.count()
    return Outcome(total, verdict.unsealed, len(verdict.faults), total - len(naive.seen))
