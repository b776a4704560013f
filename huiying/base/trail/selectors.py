"""Reading the trail: of one record, of an office, and whether it is whole."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q, QuerySet

from huiying.base.trail.models import Entry, Seal
from huiying.base.trail.rules import COLUMNS, canonical, next_digest

_BATCH = 2_000


def timeline(subject_kind: str, *subject_ids: int) -> QuerySet[Entry]:
    """What was done to one record, or to several that are one, oldest first; whoever may see it may see this."""
    return Entry.objects.filter(subject_kind=subject_kind, subject_id__in=subject_ids).order_by("id")


def entries(
    offices: Collection[int],
    *,
    actors: Collection[int] | None = None,
    code: str = "",
    subject: tuple[str, int] | None = None,
    period: tuple[datetime, datetime] | None = None,
) -> QuerySet[Entry]:
    """The trail of some offices and of what belongs to none (places, venues, limits), newest first.

    Whose offices they are is the caller's to know; of no office, nothing is read.
    `code` may end with a dot for all of an area; `period` runs from its first moment up to before its second.
    """
    if not offices:
        return Entry.objects.none()
    wanted = Q(office_id__in=offices) | Q(office_id=None)
    if actors is not None:
        wanted &= Q(actor_id__in=actors)
    if code:
        wanted &= Q(code__startswith=code) if code.endswith(".") else Q(code=code)
    if subject is not None:
        wanted &= Q(subject_kind=subject[0], subject_id=subject[1])
    if period is not None:
        wanted &= Q(at__gte=period[0], at__lt=period[1])
    return Entry.objects.filter(wanted).order_by("-id")


def head() -> tuple[int, str]:
    """The last position and digest: printed and mailed each day, they show later whether the end was cut."""
    return Seal.objects.order_by("-position").values_list("position", "digest").first() or (0, "")


def unsealed_count() -> int:
    """How many entries have no seal yet, among those behind the last one that has."""
    sealed = Seal.objects.aggregate(last=Max("entry_id"))["last"] or 0
    return Entry.objects.filter(pk__gt=sealed).count()


@dataclass(frozen=True, slots=True)
class TrailFault:
    """Where the chain doesn't fit.

    `kind` is changed (the entry or its seal), removed, swapped, inserted, cut_off (the end is gone) or
    rebuilt (whole in itself, but not the chain whose head was kept outside).
    """

    kind: str
    position: int
    entry_id: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: entries checked, entries that have no seal yet, faults."""

    checked: int
    unsealed: int
    faults: list[TrailFault]


@dataclass(frozen=True, slots=True)
class _Link:
    """A sealed entry, and the digests stored before it."""

    position: int
    entry_id: int
    digest: str
    entry: tuple[Any, ...] | None
    previous: str
    before_previous: str

    def fits(self, previous: str, entry: tuple[Any, ...]) -> bool:
        return self.digest == next_digest(previous, canonical(entry))


def verify(
    progress: Callable[[int], None] | None = None, known_head: tuple[int, str] | None = None
) -> Verdict:
    """Compute the whole chain anew and compare; `known_head` is a head that was kept outside the database.

    Behind a fault it goes on from the stored digest, so that one fault doesn't hide or multiply others.
    """
    faults: list[TrailFault] = []
    misfits: list[_Link] = []
    checked, expected = 0, 1
    for link in _links():
        if link.position != expected:
            faults.extend(TrailFault("removed", gap, None) for gap in range(expected, link.position)[:_BATCH])
        elif link.entry is None:
            faults.append(TrailFault("removed", link.position, link.entry_id))
        elif not link.fits(link.previous, link.entry):
            misfits.append(link)
        checked, expected = checked + 1, link.position + 1
        if progress is not None and checked % _BATCH == 0:
            progress(checked)
    faults += _explained(misfits)
    faults += _faults_against(known_head)
    unsealed = Entry.objects.filter(seal__isnull=True).count()
    return Verdict(checked, unsealed, sorted(faults, key=lambda fault: fault.position))


def _links() -> Iterator[_Link]:
    position, previous, before_previous = None, "", ""
    while True:
        seals = Seal.objects.order_by("position")
        if position is not None:
            seals = seals.filter(position__gt=position)
        batch = list(seals.values_list("position", "entry_id", "digest")[:_BATCH])
        if not batch:
            return
        keys = [entry_id for _position, entry_id, _digest in batch]
        rows = {row[0]: row for row in Entry.objects.filter(pk__in=keys).values_list(*COLUMNS)}
        for position, entry_id, digest in batch:
            yield _Link(position, entry_id, digest, rows.get(entry_id), previous, before_previous)
            previous, before_previous = digest, previous


def _explained(misfits: list[_Link]) -> list[TrailFault]:
    """Name what happened where a digest doesn't fit."""
    found = []
    for link in misfits:
        assert link.entry is not None
        if link.fits(link.before_previous, link.entry) and link.position > 1:
            found.append(TrailFault("inserted", link.position - 1, None))
        elif any(_takes_place_of(other, link) for other in misfits[:200] if other is not link):
            found.append(TrailFault("swapped", link.position, link.entry_id))
        else:
            found.append(TrailFault("changed", link.position, link.entry_id))
    return found


def _takes_place_of(other: _Link, link: _Link) -> bool:
    """Whether the entry that `link` was made for now lies with `other`, with its key or without."""
    assert other.entry is not None
    return link.fits(link.previous, other.entry) or link.fits(
        link.previous, (link.entry_id, *other.entry[1:])
    )


def _faults_against(known_head: tuple[int, str] | None) -> list[TrailFault]:
    if known_head is None or known_head[0] == 0:
        return []
    position, digest = known_head
    if head()[0] < position:
        return [TrailFault("cut_off", head()[0] + 1, None)]
    if not Seal.objects.filter(position=position, digest=digest).exists():
        return [TrailFault("rebuilt", position, None)]
    return []
