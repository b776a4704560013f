"""Tampers with a sealed trail in every way, behind the back of its guards, and counts what is found."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from django.db import connection, transaction

from huiying.base.storage import guards
from huiying.base.trail import selectors, services
from huiying.base.trail.models import Entry, Seal
from huiying.base.trail.rules import COLUMNS, canonical, next_digest
from huiying.base.trail.services import NewEntry
from huiying.pure.lib.viewer import Viewer

START = datetime(2023, 11, 24, tzinfo=UTC)


@dataclass
class Outcome:
    """How many tamperings were made, found, found at the right place, and called by the right name."""

    made: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    located: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    false_alarms: int = 0


def write_entries(count: int, random: Random) -> None:
    """Entries such as services write, some with many data and some with none."""
    viewers = [Viewer(1, "王小明"), Viewer(2, "Li"), Viewer.system(1), Viewer.asker()]
    with transaction.atomic():
        services.record(
            [
                NewEntry(
                    random.choice(["case.opened", "case.closed", "user.signed_in"]),
                    random.choice(viewers),
                    random.choice([1, 2, None]),
                    "case",
                    random.randrange(1, 50),
                    {
                        "to": random.randrange(9),
                        "share": random.random(),
                        "ids": [1, 2],
                        "ok": True,
                        "by": None,
                    },
                    START + timedelta(microseconds=random.randrange(10**12)),
                )
                for _ in range(count)
            ]
        )


def run(n: int, entries: int = 200, seed: int = 0) -> Outcome:
    """Tamper `n` times with a trail of `entries` sealed entries, each time with the trail as it was."""
    random, outcome = Random(seed), Outcome()
    with transaction.atomic():
        write_entries(entries, random)
        services.seal_all()
        connection.check_constraints()
        guards_off()
        known_head = selectors.head()
        for i in range(n):
            name, tamper = TAMPERINGS[i % len(TAMPERINGS)]
            outcome.false_alarms += len(selectors.verify(known_head=known_head).faults)
            with transaction.atomic():
                position = tamper(random)
                verdict = selectors.verify(known_head=known_head)
                transaction.set_rollback(True)
            kind = name.split(":")[0]
            outcome.made[name] += 1
            outcome.found[name] += bool(verdict.faults)
            outcome.located[name] += any(abs(fault.position - position) <= 1 for fault in verdict.faults)
            outcome.named[name] += any(fault.kind == kind for fault in verdict.faults)
        transaction.set_rollback(True)
    return outcome


def guards_off() -> None:
    """Drop the guards for the rest of the transaction, as somebody with the database's password might."""
    for guard in guards.declared().guards:
        if guard.ddl(connection) and guard.table in (Entry._meta.db_table, Seal._meta.db_table):
            place = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            execute(f"DROP TRIGGER {guard.name}{place}")


def execute(sql: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def some_seals(random: Random, count: int = 1) -> list[Seal]:
    """Seals from the middle of the chain, in order."""
    inner = list(Seal.objects.order_by("position"))[1:-1]
    return sorted(random.sample(inner, count), key=lambda seal: seal.position)


def change_a_column(random: Random) -> int:
    [seal] = some_seals(random)
    entry = Entry.objects.filter(pk=seal.entry_id)
    changes: list[Callable[[], object]] = [
        lambda: entry.update(at=START - timedelta(microseconds=1)),
        lambda: entry.update(code="case.other"),
        lambda: entry.update(actor_id=77),
        lambda: entry.update(actor_name="王小朋"),
        lambda: entry.update(office_id=9),
        lambda: entry.update(subject_kind="person"),
        lambda: entry.update(subject_id=99),
        lambda: entry.update(data={**entry.get().data, "to": 10}),
        lambda: entry.update(data={}),
    ]
    random.choice(changes)()
    return seal.position


def change_a_digest(random: Random) -> int:
    [seal] = some_seals(random)
    Seal.objects.filter(pk=seal.pk).update(digest=random.randbytes(32).hex())
    return seal.position


def remove_an_entry(random: Random) -> int:
    [seal] = some_seals(random)
    execute("DELETE FROM trail_entry WHERE id = %s", seal.entry_id)
    return seal.position


def remove_an_entry_and_its_seal(random: Random) -> int:
    [seal] = some_seals(random)
    execute("DELETE FROM trail_seal WHERE position = %s", seal.position)
    execute("DELETE FROM trail_entry WHERE id = %s", seal.entry_id)
    return seal.position


def remove_an_entry_and_close_the_gap(random: Random) -> int:
    position = remove_an_entry_and_its_seal(random)
    shift(position, -1)
    return position


def swap_two_entries(random: Random) -> int:
    """Their contents, not their keys."""
    first, second = some_seals(random, 2)
    columns = COLUMNS[1:]
    rows = {row[0]: row[1:] for row in Entry.objects.values_list(*COLUMNS)}
    for seal, other in ((first, second), (second, first)):
        Entry.objects.filter(pk=seal.entry_id).update(**dict(zip(columns, rows[other.entry_id], strict=True)))
    return first.position


def swap_two_seals(random: Random) -> int:
    """Which entry stands at which position."""
    first, second = some_seals(random, 2)
    first_entry, second_entry = first.entry_id, second.entry_id
    execute("DELETE FROM trail_seal WHERE position IN (%s, %s)", first.position, second.position)
    first.entry_id, second.entry_id = second_entry, first_entry
    Seal.objects.bulk_create([first, second])
    return first.position


def insert_an_entry(random: Random) -> int:
    """With a seal that fits what stands before it."""
    [before] = some_seals(random)
    write_entries(1, random)
    forged = Entry.objects.latest("id")
    row = Entry.objects.values_list(*COLUMNS).get(pk=forged.pk)
    shift(before.position, 1)
    digest = next_digest(before.digest, canonical(row))
    Seal.objects.create(position=before.position + 1, entry=forged, digest=digest)
    return before.position + 1


def cut_off_the_end(random: Random) -> int:
    count = random.randrange(1, 20)
    cut = Seal.objects.order_by("-position")[count - 1]
    keys = list(Seal.objects.filter(position__gte=cut.position).values_list("entry_id", flat=True))
    execute("DELETE FROM trail_seal WHERE position >= %s", cut.position)
    execute(f"DELETE FROM trail_entry WHERE id IN ({','.join(map(str, keys))})")
    return cut.position


def rebuild_the_chain(random: Random) -> int:
    """After a change, with every digest behind it made to fit: only the head kept outside tells."""
    change_a_column(random)
    execute("DELETE FROM trail_seal")
    services.seal_all()
    return Seal.objects.count()


def shift(position: int, by: int) -> None:
    """Move the seals behind `position`."""
    execute("UPDATE trail_seal SET position = -position WHERE position > %s", position)
    execute("UPDATE trail_seal SET position = -position + %s WHERE position < 0", by)


TAMPERINGS: list[tuple[str, Callable[[Random], int]]] = [
    ("changed: a column", change_a_column),
    ("changed: a digest", change_a_digest),
    ("removed: an entry", remove_an_entry),
    ("removed: an entry and its seal", remove_an_entry_and_its_seal),
    ("changed: an entry removed and the gap closed", remove_an_entry_and_close_the_gap),
    ("swapped: two entries", swap_two_entries),
    ("swapped: two seals", swap_two_seals),
    ("inserted: an entry with a seal", insert_an_entry),
    ("cut_off: the end", cut_off_the_end),
    ("rebuilt: the whole chain", rebuild_the_chain),
]
